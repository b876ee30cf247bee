"""The shape of what brings a plan from elsewhere: a file, an earlier workshop, a template, a documented process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Optional

from app.kernel.wording import Wording
from app.web.forms import Form, LineField, WordsField, choices
from app.workshops.forms import VersionedForm, day_rows
from app.workshops.queries.sources import Earlier, Template
from app.workshops.rules.laying_out import DayFrame

MOST_PASTED = 1_500_000


class BringInForm(VersionedForm):
    """What every way of bringing a plan in asks: whether what stands may go."""

    replace = BooleanField(
        _l("Take away what stands in the agenda now"),
        [Optional()],
        description=_l("With it goes whatever was recorded in its sessions."),
    )


class FileForm(BringInForm):
    """An agenda as a file, or as its text."""

    file = FileField(_l("File"), description=_l("CSV or JSON, in UTF-8."))
    words = WordsField(
        _l("Or its text"),
        [Optional()],
        limit=MOST_PASTED,
        description=_l("As copied from a spreadsheet, or as it stands in the file."),
    )

    replace = BooleanField(
        _l("Take away the blocks that are not in it"),
        [Optional()],
        description=_l("With them goes whatever was recorded in them."),
    )

    def content(self) -> bytes:
        """What was brought: the file, if there is one, or else what was typed."""
        if self.file.data:
            held = getattr(self.file.data, "read", None)
            if held is not None and (read := held()):
                return bytes(read)
        return (self.words.data or "").encode("utf-8", "replace")

    def keep(self, content: bytes, problems: Sequence[Any]) -> None:
        """What was brought stays on the page as text, so that it can be mended there."""
        self.words.data = content.decode("utf-8-sig", "replace").replace("\x00", "\ufffd")
        self.words.errors = [*self.words.errors, *problems]


class EarlierForm(BringInForm):
    """An earlier workshop of one's own. What was recorded in it never comes along."""

    earlier = SelectField(
        _l("Workshop"), [DataRequired(_l("Choose a workshop."))], validate_choice=True
    )
    notes = BooleanField(
        _l("With the private notes"),
        [Optional()],
        description=_l("From another dialogue, only those that name nobody there."),
    )

    def __init__(self, offered: Sequence[Earlier], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earlier.choices = choices(
            (each.workshop.id, Wording.of(f"{each.dialogue.title} · {each.title}"))
            for each in offered
        )


class FromTemplateForm(BringInForm):
    """A template of the house."""

    template = SelectField(_l("Template"), [DataRequired(_l("Choose a template."))])

    def __init__(self, offered: Sequence[Template], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template.choices = choices((each.id, Wording.of(each.name)) for each in offered)


class DocumentedForm(BringInForm):
    """The days one has, for the order in which a documented meeting went."""

    def __init__(self, days: int, typed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.days = day_rows(days, typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also every day must have an end after its beginning."""
        wrong = [row for row in self.days if not row.is_right()]
        return bool(super().validate(extra_validators)) and not wrong

    def frames(self) -> list[DayFrame]:
        """The time one has, day by day."""
        return [row.frame() for row in self.days]


class NameForm(Form):
    """What a template is called."""

    name = LineField(
        _l("Name"),
        [DataRequired(_l("Give it a name."))],
        limit=80,
        description=_l(
            "Everybody who plans in this house reads it: no party, no place, nobody's name."
        ),
    )


class KeepForm(NameForm):
    """A plan kept for other dialogues of the house."""

    words = BooleanField(
        _l("With titles, purposes, questions, materials and programme words"),
        [Optional()],
        description=_l(
            "Those in which a party, a seat or a place of this dialogue is named are left out."
        ),
    )
    notes = BooleanField(_l("With the private notes that name nobody"), [Optional()])
