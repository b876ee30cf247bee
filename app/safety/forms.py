"""The shape of what is written for safety. No field asks for a person, a route or a paper (D§6.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField
from wtforms.validators import DataRequired

from app.dialogues.models import Dialogue, Party
from app.kernel.wording import Wording
from app.safety.rules import (
    LOOKS,
    NOTE_LENGTH,
    RISK_CHECK,
    THENS,
    Checked,
    Look,
    Then,
    thens,
)
from app.web.forms import Form, LineField, TongueForm, TonguesForm, WordsField, choices
from app.web.words import in_the_page_language

EVERYBODY = ""


class RiskCheckForm(Form):
    """Each question with how it stands and a note. Its fields are made from the questions, below."""

    def __init__(self, checked: dict[str, Checked] | None = None, **kwargs: Any) -> None:
        standing = checked or {}
        data = {f"look_{key}": each.look.value for key, each in standing.items()}
        data |= {f"note_{key}": each.note for key, each in standing.items()}
        super().__init__(data=data, **kwargs)
        for question in RISK_CHECK:
            self[f"look_{question.key}"].choices = choices(
                (look.value, in_the_page_language(words)) for look, words in LOOKS.items()
            )

    def checked(self) -> dict[str, Checked]:
        """What was answered, by question."""
        return {
            question.key: Checked(
                Look(self[f"look_{question.key}"].data), self[f"note_{question.key}"].data or ""
            )
            for question in RISK_CHECK
        }


for _question in RISK_CHECK:
    setattr(
        RiskCheckForm,
        f"look_{_question.key}",
        RadioField(_l("How it stands"), default=Look.OPEN.value),
    )
    setattr(RiskCheckForm, f"note_{_question.key}", WordsField(_l("Note"), limit=NOTE_LENGTH))


class LineForm(TongueForm):
    """The line in one language."""

    words = WordsField(_l("What everybody may say if asked"), limit=600)


class IfAskedForm(TonguesForm):
    """The line for when somebody asks, in each language; empty in all of them, it is taken away."""

    tongue = LineForm
    may_be_empty = True

    def agreed(self) -> Wording | None:
        """The line, or nothing."""
        return self.wording() if any(each.words.data for each in self.tongues.values()) else None


class EventForm(Form):
    """Something that happened outside, and what the dialogue does."""

    on = DateField(_l("Day"), [DataRequired(_l("Write the day, as in 2026-03-01."))])
    words = WordsField(
        _l("What happened outside"),
        [DataRequired(_l("Write what happened, in a few words."))],
        description=_l(
            "The third party reads this. No names of people, no addresses, papers or routes."
        ),
        limit=NOTE_LENGTH,
    )
    then = RadioField(_l("And the dialogue"), default=Then.NOTED.value)

    @classmethod
    def for_dialogue(cls, dialogue: Dialogue, **kept: Any) -> EventForm:
        """The form with what can follow now."""
        form = cls(**kept)
        form.then.choices = choices(
            (then.value, in_the_page_language(THENS[then]))
            for then in thens(paused=dialogue.paused)
        )
        return form


class DayForm(Form):
    """A holiday or an anniversary."""

    day = DateField(_l("Day"), [DataRequired(_l("Write the day, as in 2026-03-01."))])
    what = LineField(
        _l("What it is"),
        [DataRequired(_l("Write what day it is."))],
        description=_l("A holiday, a fast, a day of mourning. The third party reads this."),
        limit=120,
    )
    whose = SelectField(_l("Whose"), default=EVERYBODY)
    every_year = BooleanField(_l("Every year"), default=True)

    @classmethod
    def among(cls, parties: Sequence[Party], **kept: Any) -> DayForm:
        """The form with the parties of this dialogue."""
        form = cls(**kept)
        form.whose.choices = choices(
            [(EVERYBODY, _l("Everybody's")), *((party.id, party.name) for party in parties)]
        )
        return form
