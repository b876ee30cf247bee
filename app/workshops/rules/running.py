"""A plan while it is carried out: what began and ended when, over and under, and what would move if one let it.

Times are minutes after the local midnight of the day a block belongs to, as a clock on the wall
shows them. Nothing moves by itself (design §1.8): what would move is told, and the facilitator says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.workshops.rules import DAY, LONGEST, SHORTEST, BlockKind
from app.workshops.rules.timing import NIGHT_ENDS, Block, DayPlan, time_agenda


class Ran(NamedTuple):
    """When a block really began and ended, and how it stood in the plan when the first of it was noted."""

    began: int | None = None
    ended: int | None = None
    planned: int | None = None
    minutes: int | None = None

    @property
    def lasted(self) -> int | None:
        """How long it really took, once it is over."""
        return None if self.began is None or self.ended is None else self.ended - self.began

    @property
    def late(self) -> int | None:
        """By how much it began after its time; less than nothing is early."""
        return None if self.began is None or self.planned is None else self.began - self.planned

    @property
    def over(self) -> int | None:
        """By how much it took longer than planned; less than nothing is shorter."""
        if self.lasted is None or self.minutes is None:
            return None
        return self.lasted - self.minutes


NOT_YET = Ran()


def read_ran(kept: Sequence[int | None] | None) -> Ran:
    """What a row keeps; nothing noted is nothing kept."""
    return Ran(*kept) if kept else NOT_YET


def minutes_on_the_day(wall: int) -> int:
    """A time before the night ends belongs to the night after the day, as a fixed start does."""
    return wall if wall >= NIGHT_ENDS else wall + DAY


def ended_after(began: int | None, ended: int | None) -> bool:
    """Whether what is written can be: nothing ends before it began."""
    return began is None or ended is None or ended >= began


class FixedStart(NamedTuple):
    """A fixed start when the rest moves: the unfilled time before it, and by how much it is not free; now and then."""

    key: str
    gap: int
    gap_then: int
    late: int
    late_then: int


@dataclass(frozen=True, slots=True)
class Shift:
    """What would move if a block took as long as it did. `moved` are the blocks in their order, each by its minutes."""

    minutes: int
    moved: tuple[tuple[str, int], ...] = ()
    fixed: tuple[FixedStart, ...] = ()
    day_ends: int = 0
    """By how much the day would end later."""

    @property
    def is_nothing(self) -> bool:
        """Whether all would stay."""
        return not (self.moved or self.fixed)


def shift_of(day: DayPlan, key: str, ends: int, day_start: str, zone: str) -> Shift | None:
    """What follows if this block ends then; None where it ends as planned, or where no length would make it so."""
    placed = next((each for each in day.placed if each.block.key == key), None)
    if placed is None or placed.ends == ends:
        return None
    lasts = placed.block.minutes + ends - placed.ends
    if not SHORTEST <= lasts <= LONGEST:
        return None
    after = _timed_with(day, key, lasts, day_start, zone)
    begin_then = {each.block.key: each.starts for each in after.placed}
    moved = tuple(
        (each.block.key, begin_then[each.block.key] - each.starts)
        for each in day.placed
        if begin_then[each.block.key] != each.starts
    )
    return Shift(lasts - placed.block.minutes, moved, _fixed(day, after), after.ends - day.ends)


def _timed_with(day: DayPlan, key: str, minutes: int, day_start: str, zone: str) -> DayPlan:
    blocks = [
        replace(block, day=0, minutes=minutes if block.key == key else block.minutes)
        for block in day.blocks
    ]
    return time_agenda(blocks, day_starts=[day_start], begins_on=day.clock.date, zone=zone).days[0]


def _fixed(before: DayPlan, after: DayPlan) -> tuple[FixedStart, ...]:
    now, then = _by_key(before), _by_key(after)
    return tuple(
        FixedStart(key, gap, then[key][0], late, then[key][1])
        for key, (gap, late) in now.items()
        if then[key] != (gap, late)
    )


def _by_key(day: DayPlan) -> dict[str, tuple[int, int]]:
    """Unfilled time before each fixed start, and by how much what stands before runs past it."""
    gap = {each.before: each.minutes for each in day.gaps}
    late = {each.key: each.minutes for each in day.conflicts}
    return {
        block.key: (gap.get(block.key, 0), late.get(block.key, 0))
        for block in day.blocks
        if block.anchor is not None
    }


class Spent(NamedTuple):
    """Planned and real minutes, of what has been noted from beginning to end."""

    planned: int
    real: int


def spent_by_stage(blocks: Iterable[tuple[Block, Ran]]) -> dict[str, Spent]:
    """Plan against what was, stage by stage; rooms in parallel count once, as long as the longest."""
    slots: dict[tuple[str, int, int], Spent] = {}
    for block, ran in blocks:
        if block.stage is None or ran.lasted is None or block.kind is BlockKind.BREAK:
            continue
        place = (block.stage, block.day, block.position)
        known = slots.get(place, Spent(0, 0))
        slots[place] = Spent(max(known.planned, ran.minutes or 0), max(known.real, ran.lasted))
    found: dict[str, Spent] = {}
    for (stage, _day, _position), spent in slots.items():
        known = found.get(stage, Spent(0, 0))
        found[stage] = Spent(known.planned + spent.planned, known.real + spent.real)
    return found
