"""The risk check, the line for when somebody asks, what happened outside, days to know of."""

from __future__ import annotations

from app.practice.files import Day, Named, Words, shape
from app.practice.made import Made
from app.safety import actions
from app.safety.rules import RISK_CHECK, Checked, Look, Question, Then


@shape
class RiskEntry:
    """How one question of the risk check stands."""

    question: str
    look: Look
    note: str = ""


@shape
class EventEntry:
    """Something that happened outside, and what the dialogue did."""

    on: Day
    words: str
    then: Then


@shape
class DayEntry:
    """A day to know of; without a party it is everybody's."""

    on: Day
    words: str
    whose: str = ""


@shape
class SafetyFile:
    """What the third party thought of before people came."""

    risk_check: tuple[RiskEntry, ...]
    if_asked: Words
    events: tuple[EventEntry, ...]
    days_to_know: tuple[DayEntry, ...]


def think_of(made: Made, given: SafetyFile) -> None:
    """Go through the risk check, agree on the line, note events in their order and days to know of."""
    asked: Named[Question] = Named("question of the risk check")
    asked.update({question.key: question for question in RISK_CHECK})
    actions.go_through_risk_check(
        made.dialogue,
        {asked[each.question].key: Checked(each.look, each.note) for each in given.risk_check},
    )
    actions.agree_if_asked(made.dialogue, given.if_asked.wording)
    for event in given.events:
        actions.note_event(made.dialogue, event.on.date, event.words, event.then)
    for day in given.days_to_know:
        actions.note_day(
            made.dialogue, day.on.date, day.words, made.party(day.whose), every_year=True
        )
