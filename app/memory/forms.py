"""The shape of what is typed to be remembered. No form asks for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from app.dialogues.models import Dialogue, Party
from app.kernel.wording import UNDETERMINED, Rendering, Wording
from app.web.forms import Form, WordsField, choices

BLOCK_LENGTH = 4000
LINE_OF_MEMORY = 600


class TongueForm(Form):
    """The same words in one language; part of a form of the whole, which carries the CSRF token."""

    class Meta:
        """The whole is checked once."""

        csrf = False

    words = WordsField(_l("Words"), limit=BLOCK_LENGTH)


class BlockForm(Form):
    """A block of words in each language of the dialogue, all of equal standing."""

    seen = HiddenField(validators=[Length(max=64)])

    def __init__(self, tags: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tongues = {tag: TongueForm(prefix=tag) for tag in tags}

    @classmethod
    def drawn(cls, dialogue: Dialogue, wording: Wording | None = None, seen: str = "") -> Self:
        """The form with a place for each language, holding these words unless something was sent."""
        held = {each.language: each.text for each in wording.renderings} if wording else {}
        form = cls(
            tuple(dict.fromkeys([*held, *dialogue.languages])) or (UNDETERMINED,),
            data={"seen": seen},
        )
        if not form.is_submitted():
            for tag, tongue in form.tongues.items():
                tongue.words.data = held.get(tag, "")
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Something in one language at least."""
        valid = super().validate(extra_validators)
        for tongue in self.tongues.values():
            valid = tongue.validate() and valid
        if not any(tongue.words.data for tongue in self.tongues.values()):
            first = next(iter(self.tongues.values()))
            first.words.errors = [*first.words.errors, _("Write the words first.")]
            valid = False
        return valid

    def wording(self) -> Wording:
        """What was typed."""
        written = tuple(
            Rendering(tag, tongue.words.data)
            for tag, tongue in self.tongues.items()
            if tongue.words.data
        )
        return Wording(written, tuple(each.language for each in written))


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
