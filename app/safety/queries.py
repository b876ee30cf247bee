"""Reads of safety."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.dialogues.models import Dialogue
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Wording
from app.safety.models import DayOfNote, EventOutside, Safety
from app.safety.rules import RISK_CHECK, Checked, Look, summed_up


@dataclass(frozen=True, slots=True)
class RiskCheck:
    """How the questions stand, each by its key, and when they were last gone through."""

    by_question: Mapping[str, Checked]
    on: date | None

    @property
    def stands(self) -> Look:
        return summed_up(self.by_question.values())


def safety_of(dialogue: Dialogue) -> Safety | None:
    """What was written down for this dialogue, if anything was."""
    return db.session.scalar(select(Safety).where(Safety.dialogue_id == dialogue.id))


def risk_check_of(dialogue: Dialogue) -> RiskCheck:
    """The risk check; a question nobody looked at is open."""
    kept = safety_of(dialogue)
    answers = kept.checked if kept else {}
    by_question = {
        question.key: Checked(Look(answers[question.key][0]), answers[question.key][1])
        if question.key in answers
        else Checked()
        for question in RISK_CHECK
    }
    return RiskCheck(by_question, kept.checked_on if kept else None)


def if_asked(dialogue: Dialogue) -> Wording | None:
    """What everybody may say if asked about the meeting, if that was agreed."""
    kept = safety_of(dialogue)
    return kept.if_asked if kept else None


def events_of(dialogue: Dialogue) -> list[EventOutside]:
    """Events outside, the latest first."""
    events = db.session.scalars(select(EventOutside).where(EventOutside.dialogue_id == dialogue.id))
    return sorted(events, key=lambda event: (event.on, event.id), reverse=True)


def event_in(dialogue: Dialogue, event_id: str) -> EventOutside:
    """An event of this dialogue; raises NotHere."""
    event = db.session.scalar(
        select(EventOutside).where(
            EventOutside.dialogue_id == dialogue.id, EventOutside.id == event_id
        )
    )
    if event is None:
        raise NotHere
    return event


def days_of_note(dialogue: Dialogue) -> list[DayOfNote]:
    """The days to know of, by their place in the year."""
    noted = db.session.scalars(select(DayOfNote).where(DayOfNote.dialogue_id == dialogue.id))
    return sorted(noted, key=lambda each: (each.day.month, each.day.day, each.id))


def day_of_note_in(dialogue: Dialogue, noted_id: str) -> DayOfNote:
    """A day to know of, of this dialogue; raises NotHere."""
    noted = db.session.scalar(
        select(DayOfNote).where(DayOfNote.dialogue_id == dialogue.id, DayOfNote.id == noted_id)
    )
    if noted is None:
        raise NotHere
    return noted
