"""The shape of what is typed about a name or a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired, Length

from app.dialogues.models import Party
from app.kernel.wording import Wording
from app.terms.actions import Entry
from app.terms.queries import Term
from app.terms.rules import TermKind, lines_of
from app.web.forms import Form, WordsField, choices

FORMS_LENGTH = 600
TEXT_LENGTH = 50_000

KINDS = {
    TermKind.PLACE: _l("Name of a place"),
    TermKind.CONFLICT: _l("Name of the conflict, or of something in it"),
    TermKind.CAREFUL: _l("Word to be careful with"),
}


class UseForm(Form):
    """How one side says it; part of the form of the whole entry, which carries the CSRF token."""

    class Meta:
        """The entry's form is checked once, as a whole."""

        csrf = False

    words = WordsField(_l("Its use"), limit=FORMS_LENGTH)


class NameForm(Form):
    """A name in each side's use, with the agreed form."""

    kind = RadioField(
        _l("What is it?"),
        choices=choices((kind.value, KINDS[kind]) for kind in (TermKind.PLACE, TermKind.CONFLICT)),
        default=TermKind.PLACE.value,
    )
    agreed = WordsField(
        _l("Agreed form"),
        limit=FORMS_LENGTH,
        description=_l(
            "What this room says, in one script on each line. It may be a double form, such as 'Upper "
            "Sarn / High Sarn'. Empty while none is agreed."
        ),
    )
    reason = WordsField(
        _l("Why it matters"), limit=1000, description=_l("For who comes new to the third party.")
    )
    seen = HiddenField(validators=[Length(max=64)])

    def __init__(self, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.uses = {party.id: (party, UseForm(prefix=party.id)) for party in parties}

    @classmethod
    def drawn(cls, parties: Sequence[Party], term: Term | None = None, seen: str = "") -> Self:
        """The form with a place for each party, holding this entry unless something was sent."""
        held = (
            {
                "kind": term.kind.value,
                "agreed": "\n".join(term.agreed),
                "reason": term.reason.text,
                "seen": seen,
            }
            if term is not None
            else {}
        )
        form = cls(parties, data=held)
        if term is not None and not form.is_submitted():
            for use in term.uses:
                if use.party_id in form.uses:
                    form.uses[use.party_id][1].words.data = "\n".join(use.forms)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Somebody says it somehow: without a form there is nothing to find."""
        valid = super().validate(extra_validators)
        for _party, use in self.uses.values():
            valid = use.validate() and valid
        if not any(lines_of(use.words.data or "") for _party, use in self.uses.values()):
            self.agreed.errors = [
                *self.agreed.errors,
                _(
                    "Write how at least one side says it; without that there is nothing to point out."
                ),
            ]
            valid = False
        return valid

    def entry(self) -> Entry:
        """What was typed, as the action takes it."""
        return Entry(
            TermKind(self.kind.data),
            [(party.id, use.words.data or "") for party, use in self.uses.values()],
            self.agreed.data or "",
            self.reason.data or "",
        )


class CarefulForm(Form):
    """A word to be careful with, and why."""

    words = WordsField(
        _l("The word"),
        [DataRequired(_l("Write the word."))],
        limit=FORMS_LENGTH,
        description=_l("One form on each line, in every script in which it is said."),
    )
    reason = WordsField(
        _l("Why to be careful"),
        [DataRequired(_l("Write why, so that who reads it can choose their words."))],
        limit=1000,
    )
    agreed = WordsField(
        _l("What can be said instead"),
        limit=FORMS_LENGTH,
        description=_l("One form on each line; or nothing."),
    )
    seen = HiddenField(validators=[Length(max=64)])

    @classmethod
    def drawn(cls, term: Term | None = None, seen: str = "", words: Wording | None = None) -> Self:
        """The form, holding this entry, or words that the room wrote, unless something was sent."""
        if term is None:
            return cls(data={"words": words.text if words else ""})
        return cls(
            data={
                "words": "\n".join(form for use in term.uses for form in use.forms),
                "reason": term.reason.text,
                "agreed": "\n".join(term.agreed),
                "seen": seen,
            }
        )

    def entry(self) -> Entry:
        """What was typed, as the action takes it."""
        return Entry(
            TermKind.CAREFUL,
            [("", self.words.data or "")],
            self.agreed.data or "",
            self.reason.data or "",
        )


class LookForm(Form):
    """A text in which to look for listed words; it is kept nowhere."""

    text = WordsField(
        _l("A text to look through"),
        [DataRequired(_l("Put a text here first."))],
        limit=TEXT_LENGTH,
        description=_l(
            "An invitation, a programme, a summary. It is looked through once and kept nowhere."
        ),
    )
