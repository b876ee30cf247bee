"""The shape of what is typed to be remembered. No form asks for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from app.dialogues.models import Party
from app.web.forms import Form, TonguesForm, WordsField, choices

LINE_OF_MEMORY = 600


class BlockForm(TonguesForm):
    """A block of words in each language of the dialogue."""

    seen = HiddenField(validators=[Length(max=64)])


class QuestionForm(Form):
    """A question left open."""

    words = WordsField(
        _l("The question"), [DataRequired(_l("Write the question."))], limit=LINE_OF_MEMORY
    )


class PromiseForm(Form):
    """A promise, and whose it is."""

    whose = SelectField(
        _l("Whose"),
        description=_l("A party’s, or the third party’s; never a person’s."),
        validate_choice=True,
    )
    words = WordsField(
        _l("What was promised"),
        [DataRequired(_l("Write what was promised."))],
        limit=LINE_OF_MEMORY,
    )

    def __init__(self, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.whose.choices = choices(
            [("", _("The third party")), *((party.id, party.name) for party in parties)]
        )


class ReadForm(Form):
    """The third party has read these very words."""

    seen = HiddenField(validators=[Length(max=64)])
