"""How far people have come, what is noted of a seat, what may be kept: pure. Remarks and letters stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from app.dialogues.rules import Role
from app.kernel.wording import Said, say

FEWEST_COUNTED = 5
"""Of fewer than these no number is kept (design §1.10)."""

MOST_CATEGORIES = 12
CATEGORY_LENGTH = 60
ARRANGEMENTS_LENGTH = 2000

KEPT_AFTERWARDS = timedelta(days=7)
"""How long after its last day a workshop's list stays, if nobody closes it before."""

PLANNED_FOR = frozenset({Role.PARTICIPANT, Role.OBSERVER})
"""Whose coming is planned. The third party and organizers arrange their own."""


class Coming(StrEnum):
    """How far somebody has come. There is no word for who declined: a refusal is not kept."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    ATTENDING = "attending"


COMING_NAMES: dict[Coming, Said] = {
    Coming.INVITED: say("Invited"),
    Coming.ACCEPTED: say("Accepted"),
    Coming.ATTENDING: say("Attending"),
}


class Need(StrEnum):
    """What has to be arranged for a seat: that, and never why."""

    INTERPRETER = "interpreter"
    DIET = "diet"
    ACCESS = "access"


NEED_NAMES: dict[Need, Said] = {
    Need.INTERPRETER: say("Interpreter"),
    Need.DIET: say("Diet"),
    Need.ACCESS: say("Access"),
}


class Letter(StrEnum):
    """A paper that goes to people before a workshop."""

    INVITATION = "invitation"
    JOINING = "joining"


def category_lines(typed: str) -> list[str]:
    """The categories somebody typed, one on each line, each once."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def numbers_kept(parties: Iterable[str], attended: Mapping[str, int]) -> dict[str, int | None]:
    """What may be kept of a list when it is closed: how many attended of each party.

    No number for fewer than five, and no total, from which such a number could be found again by
    taking away the others.
    """
    return {
        party: count if (count := attended.get(party, 0)) >= FEWEST_COUNTED else None
        for party in parties
    }


def is_over(begins_on: date | None, days: int, today: date) -> bool:
    """Whether a workshop lies so far back that its list of people has to go."""
    return begins_on is not None and begins_on + timedelta(days=days) + KEPT_AFTERWARDS <= today


_PARTICULARS = (
    re.compile(r"\+?\d(?:[\s./()-]*\d){6,}"),  # a telephone number, or one of a document
    re.compile(r"\b[A-Z]{1,3}[ -]?\d{5,9}\b"),  # a passport
    re.compile(r"\S+@\S+\.\w{2,}"),  # an address for mail
)


def looks_like_particulars(words: str) -> bool:
    """Whether a note seems to hold a telephone number, a passport or an address, which belong nowhere (D§6.9.5)."""
    return any(pattern.search(words) for pattern in _PARTICULARS)
