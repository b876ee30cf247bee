"""The order of an agenda as days of slots of lanes, and every way of changing it. Nothing is ever lost by moving.

What runs in parallel stands in one slot and moves together; only `apart` takes a block out of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from app.workshops.rules.timing import Block

Slot = tuple[str, ...]
Order = tuple[tuple[Slot, ...], ...]


class Move(StrEnum):
    """How a block can be moved by a button or a key."""

    UP = "up"
    DOWN = "down"
    DAY_BEFORE = "day_before"
    DAY_AFTER = "day_after"
    BESIDE = "beside"
    APART = "apart"


class Place(NamedTuple):
    """Where a block stands."""

    day: int
    position: int
    lane: int


def order_of(blocks: Iterable[Block], days: int) -> Order:
    """The order in which blocks stand; a day beyond the last counts as the last."""
    gathered: list[dict[tuple[int, int], list[str]]] = [{} for _ in range(days)]
    for block in sorted(blocks, key=lambda each: (each.day, each.position, each.lane)):
        day = min(block.day, days - 1)
        gathered[day].setdefault((block.day, block.position), []).append(block.key)
    return tuple(tuple(tuple(lanes) for lanes in slots.values()) for slots in gathered)


def places_of(order: Order) -> dict[str, Place]:
    """Day, position and lane of every block: dense, from 0."""
    return {
        key: Place(day, position, lane)
        for day, slots in enumerate(order)
        for position, lanes in enumerate(slots)
        for lane, key in enumerate(lanes)
    }


def moved(order: Order, key: str, how: Move) -> Order:
    """The order after one move. A move that leads nowhere (up from the very top) changes nothing."""
    day, position, _lane = places_of(order)[key]
    match how:
        case Move.UP if position > 0:
            return placed(order, key, day, position - 1)
        case Move.UP if day > 0:
            return placed(order, key, day - 1, len(order[day - 1]))
        case Move.DOWN if position + 1 < len(order[day]):
            return placed(order, key, day, position + 1)
        case Move.DOWN | Move.DAY_AFTER if day + 1 < len(order):
            return placed(order, key, day + 1, 0)
        case Move.DAY_BEFORE if day > 0:
            return placed(order, key, day - 1, len(order[day - 1]))
        case Move.BESIDE if position > 0:
            return _beside(order, day, position)
        case Move.APART:
            return _apart(order, key, day, position)
        case _:
            return order


def placed(order: Order, key: str, day: int, position: int) -> Order:
    """The order with the slot of this block taken to a place; beyond the end is at the end."""
    from_day, from_position, _lane = places_of(order)[key]
    slot = order[from_day][from_position]
    days = [list(slots) for slots in order]
    del days[from_day][from_position]
    days[day].insert(position, slot)
    return _frozen(days)


def inserted(order: Order, key: str, day: int, position: int | None = None) -> Order:
    """The order with a new block in a slot of its own, at the end of the day unless a position is given."""
    days = [list(slots) for slots in order]
    days[day].insert(len(days[day]) if position is None else position, (key,))
    return _frozen(days)


def inserted_beside(order: Order, key: str, other: str) -> Order:
    """The order with a new block in parallel to another."""
    day, position, _lane = places_of(order)[other]
    days = [list(slots) for slots in order]
    days[day][position] = (*days[day][position], key)
    return _frozen(days)


def without(order: Order, key: str) -> Order:
    """The order with this block gone; the others stay as they stood."""
    return tuple(
        tuple(lanes for slot in slots if (lanes := tuple(each for each in slot if each != key)))
        for slots in order
    )


def with_days(order: Order, days: int) -> Order:
    """The order over so many days: what stood on days that are no more is taken to the end of the last."""
    kept = [list(slots) for slots in order[:days]]
    kept.extend([] for _ in range(days - len(kept)))
    for slots in order[days:]:
        kept[-1].extend(slots)
    return _frozen(kept)


def _beside(order: Order, day: int, position: int) -> Order:
    days = [list(slots) for slots in order]
    days[day][position - 1] += days[day].pop(position)
    return _frozen(days)


def _apart(order: Order, key: str, day: int, position: int) -> Order:
    slot = order[day][position]
    if len(slot) == 1:
        return order
    days = [list(slots) for slots in order]
    days[day][position] = tuple(each for each in slot if each != key)
    days[day].insert(position + 1, (key,))
    return _frozen(days)


def _frozen(days: list[list[Slot]]) -> Order:
    return tuple(tuple(slots) for slots in days)
