"""What the third party does for people's safety: go through the risk check, let the dialogue rest, agree on a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.dialogues.models import Dialogue, Party
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import Wording, say
from app.safety import queries
from app.safety.models import DayOfNote, EventOutside, Safety
from app.safety.rules import MOST_DAYS_OF_NOTE, MOST_EVENTS, RISK_CHECK, Checked, Then, thens


class CannotFollow(DomainError):
    """A dialogue that rests cannot be let rest, nor one that goes on go on again."""


class EnoughWritten(DomainError):
    """A list of so many is no longer one that anybody reads."""


def go_through_risk_check(dialogue: Dialogue, checked: Mapping[str, Checked]) -> None:
    """Keep how each question stands, under today's day. What is not answered stays open."""
    kept = _safety(dialogue)
    kept.checked = {
        question.key: [checked[question.key].look.value, checked[question.key].note]
        for question in RISK_CHECK
        if question.key in checked
    }
    kept.checked_on = clock.today()


def agree_if_asked(dialogue: Dialogue, words: Wording | None) -> None:
    """Keep the line that everybody may say if asked, or take it away."""
    _safety(dialogue).if_asked = words


def note_event(dialogue: Dialogue, on: date, words: str, then: Then) -> EventOutside:
    """Note what happened outside, and let the dialogue rest or go on. It locks nothing: pages say that it rests."""
    if then not in thens(paused=dialogue.paused):
        raise CannotFollow(
            say(
                "Somebody else changed this meanwhile. Look at how it stands now, and choose again."
            )
        )
    if len(queries.events_of(dialogue)) >= MOST_EVENTS:
        raise EnoughWritten(
            say("So many events are kept already. Remove some that no longer matter.")
        )
    if then is not Then.NOTED:
        dialogue.paused = then is Then.PAUSED
    event = EventOutside(dialogue_id=dialogue.id, on=on, words=words, then=then.value)
    db.session.add(event)
    return event


def remove_event(event: EventOutside) -> None:
    """Take a note of an event away; whether the dialogue rests stays as it is."""
    db.session.delete(event)


def note_day(
    dialogue: Dialogue, day: date, words: str, whose: Party | None, *, every_year: bool
) -> DayOfNote:
    """Write down a holiday or an anniversary."""
    if len(queries.days_of_note(dialogue)) >= MOST_DAYS_OF_NOTE:
        raise EnoughWritten(
            say("So many days are kept already. Remove some that no longer matter.")
        )
    noted = DayOfNote(
        dialogue_id=dialogue.id,
        day=day,
        words=words,
        whose=whose.id if whose else "",
        every_year=int(every_year),
    )
    db.session.add(noted)
    return noted


def remove_day(noted: DayOfNote) -> None:
    """Take a day to know of away."""
    db.session.delete(noted)


def _safety(dialogue: Dialogue) -> Safety:
    kept = queries.safety_of(dialogue)
    if kept is None:
        kept = Safety(dialogue_id=dialogue.id, checked={}, checked_on=None, if_asked=None)
        db.session.add(kept)
    return kept
