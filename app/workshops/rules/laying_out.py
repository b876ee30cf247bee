"""A first agenda from a method's stages for the days one has. A proposal: everything in it can be changed.

Stages keep their order and share the working time in proportion to their typical length (D§1.8).
Stages for one party alone come first, in parallel rooms. The last thing is always time for going
home. Nobody sits longer than two hours without a break, and meals stand where people eat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from app.workshops.rules import BlockKind, minutes_of
from app.workshops.rules.order import Order

LONGEST_SPELL = 110
USUAL_BREAK = 20
USUAL_MEAL = 75
SHORTEST_BLOCK = 30
GOING_HOME = 60
HOMEWARD = ""
STEP = 5
MOST_STRETCH = 1.5
NEAR = (20, 40)
TOO_TIGHT = 0.5

CLOSING_STAGES = frozenset({"closing_reentry", "taking_home"})
"""Stages of our methods that are themselves the time for going home (D§8.1, D§8.3)."""

# When people eat: a meal stands in the day if its work spans this whole time.
# The third time is when it is usually served.
_MEALS = ((11 * 60 + 30, 14 * 60, 13 * 60), (18 * 60, 20 * 60 + 30, 19 * 60))


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stage as laying out sees it.

    `canonical` stages keep their share first when time is short; `apart` is held by each party alone;
    `closes` is the method's own stage for going home.
    """

    key: str
    minutes: int
    canonical: bool = True
    apart: bool = False
    closes: bool = False


class DayFrame(NamedTuple):
    """The time one has on a day: from when, and for how many minutes until all is over."""

    starts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A block of a proposed agenda. `party` counts the rooms of a slot held apart; None is the joint room.

    A session without a stage is time for going home, where the method has no stage of its own for it.
    """

    day: int
    position: int
    lane: int
    minutes: int
    kind: BlockKind
    stage: str | None = None
    party: int | None = None


class _Piece(NamedTuple):
    """Part of a day: a spell of work, or a pause of some kind."""

    day: int
    minutes: int
    pause: BlockKind | None = None


def frames(days: int, day_start: str, day_minutes: int) -> tuple[DayFrame, ...]:
    """The same time on each of so many days."""
    return tuple(DayFrame(minutes_of(day_start), day_minutes) for _ in range(days))


def lay_out(
    stages: Sequence[StageTime], days: int, day_start: str, day_minutes: int, *, parties: int = 2
) -> list[Draft]:
    """An agenda for equal days."""
    return lay_out_days(stages, frames(days, day_start, day_minutes), parties=parties)


def lay_out_days(
    stages: Sequence[StageTime], days: Sequence[DayFrame], *, parties: int = 2
) -> list[Draft]:
    """An agenda for the days one has, each with its own beginning and length."""
    pieces = [piece for day, frame in enumerate(days) for piece in _pieces_of(day, frame)]
    wanted = _in_turn(stages)
    kept = _worth_beginning(wanted, _work_in(pieces))
    pieces = _with_free_time(pieces, round(MOST_STRETCH * sum(each.minutes for each in kept)))
    ends = _spell_ends(pieces)
    return list(_drafts(pieces, kept, _boundaries(kept, ends), parties))


def _in_turn(stages: Sequence[StageTime]) -> list[StageTime]:
    """What is held apart first, going home last, and between them the method's own order."""
    apart = [stage for stage in stages if stage.apart]
    closing = [stage for stage in stages if stage.closes and not stage.apart]
    between = [stage for stage in stages if not stage.apart and not stage.closes]
    return [*apart, *between, *(closing or [StageTime(HOMEWARD, GOING_HOME, closes=True)])]


def _worth_beginning(stages: list[StageTime], minutes: int) -> list[StageTime]:
    """Where there is not half the time these stages want, what is not canonical goes first, the last of it before."""
    kept = list(stages)
    for stage in reversed(stages):
        if minutes >= TOO_TIGHT * sum(each.minutes for each in kept):
            break
        if not stage.canonical and not stage.closes:
            kept.remove(stage)
    return kept


def _pieces_of(day: int, frame: DayFrame) -> Iterator[_Piece]:
    """A day as spells of work, breaks and meals; together they last as long as the day."""
    at, over = frame.starts, frame.starts + frame.minutes
    for begins_by, lasts_until, served in _MEALS:
        if at <= begins_by and over >= lasts_until:
            # A meal that would leave too little of the day for work is the end of the day.
            meal_at = served if over - served - USUAL_MEAL >= SHORTEST_BLOCK else over - USUAL_MEAL
            yield from _spells(day, meal_at - at)
            yield _Piece(day, USUAL_MEAL, BlockKind.MEAL)
            at = meal_at + USUAL_MEAL
    yield from _spells(day, over - at)


def _spells(day: int, minutes: int) -> Iterator[_Piece]:
    """A stretch of work without a meal, with breaks so that no spell is too long."""
    count = max(1, -(-(minutes + USUAL_BREAK) // (LONGEST_SPELL + USUAL_BREAK)))
    left = minutes - USUAL_BREAK * (count - 1)
    for still in range(count, 0, -1):
        spell = left if still == 1 else left // still // STEP * STEP
        if spell > 0:
            yield _Piece(day, spell)
        if still > 1:
            yield _Piece(day, USUAL_BREAK, BlockKind.BREAK)
        left -= spell


def _work_in(pieces: Sequence[_Piece]) -> int:
    return sum(piece.minutes for piece in pieces if piece.pause is None)


def _with_free_time(pieces: list[_Piece], useful: int) -> list[_Piece]:
    """Where there is much more time than the stages can use, days end early: those in the middle first."""
    spare = _work_in(pieces) - useful
    free = list(pieces)
    for index in _ends_of_days(pieces):
        piece = free[index]
        if spare >= piece.minutes:
            spare -= piece.minutes
            free[index] = _Piece(piece.day, piece.minutes, BlockKind.INFORMAL)
    return free


def _ends_of_days(pieces: Sequence[_Piece]) -> list[int]:
    """Spells from the end of each day backwards, the days nearest the middle first; the very last is for going home."""
    work = [index for index, piece in enumerate(pieces) if piece.pause is None]
    middle = (pieces[0].day + pieces[-1].day) / 2 if pieces else 0
    from_end = {}
    for day in {piece.day for piece in pieces}:
        of_day = [index for index in work if pieces[index].day == day]
        from_end.update({index: back for back, index in enumerate(reversed(of_day))})
    return sorted(
        work[:-1],
        key=lambda index: (from_end[index], abs(pieces[index].day - middle), -pieces[index].day),
    )


def _spell_ends(pieces: Sequence[_Piece]) -> list[int]:
    """Where spells end, counted in working minutes from the very beginning."""
    return list(accumulate(piece.minutes for piece in pieces if piece.pause is None))


def _boundaries(stages: Sequence[StageTime], spell_ends: list[int]) -> list[int]:
    """Where each stage ends, in working minutes: its share, taken to the end of a spell where one is near."""
    if not spell_ends:
        return [0 for _ in stages]
    work, count = spell_ends[-1], len(stages)
    half = max(1, work // (2 * count))
    least = min(SHORTEST_BLOCK, half // STEP * STEP or half)
    wanted = list(accumulate(each.minutes for each in stages))
    ends: list[int] = []
    before = 0
    for place, upto in enumerate(wanted[:-1], start=1):
        lowest, highest = before + least, work - least * (count - place)
        share = round(work * upto / wanted[-1] / STEP) * STEP
        shorter = min(stages[place - 1].minutes, stages[place].minutes) * work / wanted[-1]
        near_enough = min(max(0.3 * shorter, NEAR[0]), NEAR[1])
        near = min(spell_ends, key=lambda end: abs(end - share))
        if abs(near - share) < near_enough and lowest <= near <= highest:
            share = near
        before = max(lowest, min(highest, share))
        ends.append(before)
    return [*ends, work]


def _drafts(
    pieces: Sequence[_Piece], stages: Sequence[StageTime], ends: list[int], parties: int
) -> Iterator[Draft]:
    """The pieces in order, each spell cut where a stage ends in it."""
    worked = stage = turn = 0
    positions: Counter[int] = Counter()
    for piece in pieces:
        if piece.pause is not None:
            yield Draft(piece.day, positions[piece.day], 0, piece.minutes, piece.pause)
            positions[piece.day] += 1
            continue
        spell_ends = worked + piece.minutes
        while worked < spell_ends:
            upto = min(spell_ends, ends[stage])
            if upto > worked:
                at = piece.day, positions[piece.day], upto - worked
                if stages[stage].apart:
                    yield from _rooms(at, stages[stage].key, parties, turn)
                    turn += 1
                else:
                    yield Draft(
                        at[0], at[1], 0, at[2], BlockKind.SESSION, stages[stage].key or None
                    )
                positions[piece.day] += 1
            worked = upto
            stage += worked == ends[stage] and stage + 1 < len(stages)


def _rooms(at: tuple[int, int, int], stage: str, parties: int, turn: int) -> Iterator[Draft]:
    """One room for each party in parallel; no party always stands first (design §1.9)."""
    day, position, minutes = at
    for lane in range(parties):
        party = (lane + turn) % parties
        yield Draft(day, position, lane, minutes, BlockKind.PARTY_SESSION, stage, party)


def order_of_drafts(drafts: Sequence[Draft], keys: Sequence[str], days: int) -> Order:
    """The order of a proposal under the keys that its blocks were given."""
    slots: list[dict[int, list[str]]] = [{} for _ in range(days)]
    for draft, key in zip(drafts, keys, strict=True):
        slots[draft.day].setdefault(draft.position, []).append(key)
    return tuple(tuple(tuple(lanes) for lanes in day.values()) for day in slots)
