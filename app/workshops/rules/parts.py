"""Splitting a block in two and making two one: where it can be cut, and what can be one block at all."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import DomainError
from app.kernel.wording import Said, say
from app.workshops.rules import LONGEST, SHORTEST
from app.workshops.rules.order import Order, places_of

STEP = 5


class Deed(StrEnum):
    """What makes more or fewer blocks of those that stand."""

    SPLIT = "split"
    MERGE = "merge"
    TWICE = "twice"


class CannotSplit(DomainError):
    """There is nothing on one side of the cut."""


class CannotMerge(DomainError):
    """These two cannot be one block."""


NO_NEIGHBOUR = say(
    "There is no block right after it on this day, or something runs beside one of the two."
)
NOT_ALIKE = say(
    "The two are for different people or of different kinds. Only what is alike can be one block."
)
STAYS_FIXED = say(
    "The next block has a fixed start, which would be lost. Take the fixed start away first."
)
TOO_LONG = say("Together they would be longer than a day.")


def half_of(minutes: int) -> int:
    """Where a block is usually cut: in the middle, at full five minutes if it is long enough."""
    half = minutes // 2
    return half // STEP * STEP or half


def parts_of(minutes: int, after: int | None) -> tuple[int, int]:
    """How long the two parts are when it is cut after so many minutes."""
    first = half_of(minutes) if after is None else after
    if not SHORTEST <= first <= minutes - SHORTEST:
        raise CannotSplit(
            say(
                "A block of %(minutes)s minutes can be split after 1 to %(most)s of them. Nothing was changed.",
                minutes=minutes,
                most=minutes - SHORTEST,
            )
            if minutes > SHORTEST
            else say("A block of one minute cannot be split. Nothing was changed.")
        )
    return first, minutes - first


def next_alone(order: Order, key: str) -> str | None:
    """The block right after this one on its day, if neither of them has another beside it."""
    place = places_of(order)[key]
    slots = order[place.day]
    following = slots[place.position + 1 : place.position + 2]
    if len(slots[place.position]) > 1 or not following or len(following[0]) > 1:
        return None
    return following[0][0]


def why_not_one(*, alike: bool, fixed: bool, minutes: int) -> Said | None:
    """Why two blocks cannot be one; None when they can."""
    if not alike:
        return NOT_ALIKE
    if fixed:
        return STAYS_FIXED
    return TOO_LONG if minutes > LONGEST else None
