"""The questions of the risk check, and what a dialogue does after something happened outside. Pure.

The questions rest on what happened to people who came to such rooms (D§6.7) and on what facilitators
keep track of (D§6.10). Answers weigh nothing and lock nothing: the third party is in charge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.wording import Said, say

NOTE_LENGTH = 2000
MOST_EVENTS = 200
MOST_DAYS_OF_NOTE = 200


class Look(StrEnum):
    """How a question of the risk check stands."""

    OPEN = "open"
    CLEAR = "clear"
    WAIT = "wait"


LOOKS: dict[Look, Said] = {
    Look.OPEN: say("Not looked at yet"),
    Look.CLEAR: say("Looked at: we can go"),
    Look.WAIT: say("A reason to wait"),
}


class Then(StrEnum):
    """What the dialogue did when something happened outside."""

    NOTED = "noted"
    PAUSED = "paused"
    RESUMED = "resumed"


THENS: dict[Then, Said] = {
    Then.NOTED: say("Noted: it goes on as before"),
    Then.PAUSED: say("The dialogue rests"),
    Then.RESUMED: say("The dialogue goes on again"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the risk check, and what to think of with it."""

    key: str
    asks: Said
    think_of: Said


RISK_CHECK: tuple[Question, ...] = (
    Question(
        "prosecution",
        say("Could somebody be prosecuted, dismissed or left without protection for having come?"),
        say("It has happened to people on both sides of a conflict, through their own government."),
    ),
    Question(
        "watched",
        say("Might we be watched, or somebody sit in without our knowing?"),
        say("Assume that it can happen: there should be no surprise in what is recorded."),
    ),
    Question(
        "papers_on_the_way",
        say("Do invitations, visas and tickets say nothing of what this is?"),
        say(
            "Neutral titles, an inviting body that can be named, nothing carried that is not needed."
        ),
    ),
    Question(
        "seized",
        say("What is found if a device or a paper is taken at a border or in an office?"),
        say("People travel without this program's pages; the house keeps its keys apart."),
    ),
    Question(
        "leak",
        say("If somebody inside tells, what could they show?"),
        say("The smallest record, no names, and a level that everybody understood."),
    ),
    Question(
        "spoilers",
        say("Who would want to disturb this, and what would they do?"),
        say("At level L0 nothing says what it is; the place stays with those who need it."),
    ),
    Question(
        "entry",
        say("Can each side come in, arrive the same day, and leave as it came?"),
        say("A visa refused to one side takes away the balance before anybody has spoken."),
    ),
    Question(
        "hurt_in_the_room",
        say("May a question or a story hurt somebody, and who is there for them then?"),
        say("Anybody may pass; nobody has to tell; somebody outside the talks can be called on."),
    ),
    Question(
        "press",
        say("Who answers if the press or an office asks?"),
        say("One line that everybody knows, below, and one person who says it."),
    ),
    Question(
        "afterwards",
        say("Who looks after people when they are home again, and for how long?"),
        say("The hardest part begins there. Agree how somebody can say that they are in trouble."),
    ),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """How one question stands, with the third party's note."""

    look: Look = Look.OPEN
    note: str = ""


def summed_up(checked: Iterable[Checked]) -> Look:
    """The check as a whole: one reason to wait is one; it is clear only when every question was looked at."""
    looks = {each.look for each in checked}
    if Look.WAIT in looks:
        return Look.WAIT
    return Look.CLEAR if looks == {Look.CLEAR} else Look.OPEN


def thens(*, paused: bool) -> tuple[Then, ...]:
    """What can follow an event: a dialogue that rests can only go on again, and the other way round."""
    return (Then.NOTED, Then.RESUMED if paused else Then.PAUSED)
