"""The form by which words of a dialogue get a rendering in one more of its languages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField
from wtforms.validators import Length

from app.reports.rewording import LINES, Row, as_seen
from app.web.forms import Form, LineField, PartForm, WordsField
from app.web.words import own_name


class LineForm(PartForm):
    """One name or title."""

    text = LineField(_l("In this language"))


class WordsForm(PartForm):
    """A purpose, a question, what is needed."""

    text = WordsField(_l("In this language"), limit=4000)


class RewordForm(Form):
    """Every row with a field for its words in the language."""

    seen = HiddenField(validators=[Length(max=64)])

    def __init__(self, rows: Sequence[Row], language: str) -> None:
        super().__init__()
        self.rows = [
            (row, (LineForm if row.of in LINES else WordsForm)(prefix=row.key)) for row in rows
        ]
        for row, tongue in self.rows:
            # Each field is told from the others by the words that it renders.
            named = Markup("{}: <bdi>{}</bdi>").format(own_name(language), row.words.text)
            tongue.text.label.text = named
        if not self.is_submitted():
            self.seen.data = as_seen(rows)
            for row, tongue in self.rows:
                tongue.text.data = row.text_in(language)

    def validate(self, extra_validators: object = None) -> bool:
        """Each field by itself."""
        valid = super().validate(extra_validators)
        return all([valid, *[tongue.validate() for _row, tongue in self.rows]])

    def typed(self) -> dict[str, str]:
        """What was typed, by row."""
        return {row.key: tongue.text.data or "" for row, tongue in self.rows}

    def drawn_anew(self, rows: Sequence[Row], language: str) -> None:
        """The same over what stands now: an empty field takes that up, and where both wrote, both are seen."""
        self.seen.data = as_seen(rows)
        for row, tongue in self.rows:
            stands = row.text_in(language)
            if stands and not tongue.text.data:
                tongue.text.data = stands
            elif stands and tongue.text.data != stands:
                tongue.text.description = _("Stands now: %(words)s", words=stands)
