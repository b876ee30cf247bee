"""When each block begins and ends: start times follow from durations, anchors stay, conflicts have a size.

All arithmetic is in whole minutes that really pass, counted from the local midnight of the day a
block belongs to; `DayClock` alone knows what the clock on the wall shows then. So a sum of durations
is always the sum of durations, on the night the clocks change too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.workshops.rules import DAY, HELD, BlockKind, minutes_of, wall_of

NIGHT_ENDS = 5 * 60
_CHANGES_WITHIN = 3
_LONGEST_CHANGE = 3 * 60
_DAY = attrgetter("day")
_IN_ORDER = attrgetter("position", "lane")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an agenda as timing sees it. Blocks of a day with one position run in parallel lanes."""

    key: str
    day: int
    position: int
    lane: int
    minutes: int
    anchor: str | None = None
    kind: BlockKind = BlockKind.SESSION
    stage: str | None = None


class Placed(NamedTuple):
    """A block with its start and end, in minutes since the local midnight of its day."""

    block: Block
    starts: int
    ends: int


class Slot(NamedTuple):
    """Blocks side by side: it lasts as long as the longest of them."""

    placed: tuple[Placed, ...]
    starts: int
    ends: int


class Gap(NamedTuple):
    """Time that nothing fills, before a block whose start is fixed."""

    before: str
    starts: int
    minutes: int


class Conflict(NamedTuple):
    """A block starts at its fixed time while what stands before it still runs, by so many minutes.

    `slack` is how much of that the breaks and buffers since the last fixed time could give.
    """

    key: str
    minutes: int
    slack: int


class Overrun(NamedTuple):
    """A day that runs into the beginning of the next, by so many minutes."""

    day: int
    minutes: int


class ClockChange(NamedTuple):
    """The clocks go forward (`minutes` above 0) or back: the moment since midnight, and what they show around it."""

    at: int
    minutes: int
    wall_before: str
    wall_after: str


class DayClock:
    """What the clock on the wall shows during one day of a workshop, and on through the night after.

    Without a date, or where the clocks do not change that day, a wall time is simply minutes after
    midnight. On the day they change, a time that does not exist is moved on by what is skipped, and of
    a time that comes twice the first is meant.
    """

    __slots__ = ("_base", "_zone", "date", "steady")

    def __init__(self, on: date | None, zone: str) -> None:
        self.date = on
        self.steady = True
        self._zone: ZoneInfo | None = None
        if on is None:
            return
        self._zone = ZoneInfo(zone)
        midnight = datetime(on.year, on.month, on.day, tzinfo=self._zone)
        self._base = midnight.astimezone(UTC)
        offset = midnight.utcoffset()
        halves = (midnight + timedelta(hours=12 * half) for half in range(1, 2 * _CHANGES_WITHIN))
        self.steady = all(later.utcoffset() == offset for later in halves)

    def elapsed(self, wall: int) -> int:
        """Minutes since midnight that have passed when the wall shows `wall` (past 24:00: the night after)."""
        if self.steady or self._zone is None or self.date is None:
            return wall
        shown = datetime(*self.date.timetuple()[:3]) + timedelta(minutes=wall)  # noqa: DTZ001 a wall time, zone follows
        return (
            int((shown.replace(tzinfo=self._zone).astimezone(UTC) - self._base).total_seconds())
            // 60
        )

    def wall(self, elapsed: int) -> int:
        """Minutes after midnight that the wall shows when `elapsed` minutes have passed; past 24:00 the day after."""
        if self.steady or self._zone is None or self.date is None:
            return elapsed
        shown = self.moment(elapsed).astimezone(self._zone)
        return (shown.date() - self.date).days * DAY + shown.hour * 60 + shown.minute

    def moment(self, elapsed: int) -> datetime:
        """The same in UTC, for calendars. Only a day with a date has one."""
        if self.date is None:
            raise ValueError("a day without a date has no moment")
        return self._base + timedelta(minutes=elapsed)

    def minutes_until(self, moment: datetime) -> int:
        """Minutes since midnight at a moment."""
        return int((moment - self._base).total_seconds()) // 60

    def shows(self, elapsed: int) -> str:
        """HH:MM as the wall shows it."""
        return wall_of(self.wall(elapsed))

    def change(self, begins: int = 0, ends: int | None = None) -> ClockChange | None:
        """The change of the clocks after one moment and before another; of the day itself, unless they are given."""
        last = self.elapsed(DAY) if ends is None else ends
        if self.steady or self._zone is None or self._ahead(begins) == self._ahead(last):
            return None
        before, after = begins, last
        while after - before > 1:
            middle = (before + after) // 2
            if self._ahead(middle) == self._ahead(begins):
                before = middle
            else:
                after = middle
        minutes = self._ahead(after) - self._ahead(before)
        reached = self.wall(after) - minutes
        return ClockChange(after, minutes, wall_of(reached), self.shows(after))

    def _ahead(self, elapsed: int) -> int:
        """By how many minutes the wall is ahead of the universal time at a moment."""
        offset = self.moment(elapsed).astimezone(self._zone).utcoffset() or timedelta()
        return int(offset.total_seconds()) // 60

    def comes_twice(self, wall: int) -> bool:
        """Whether the wall shows this time twice that day: when clocks go back, an hour comes again."""
        first = self.elapsed(wall)
        change = self.change(first, first + _LONGEST_CHANGE)
        if change is None or change.minutes >= 0:
            return False
        return self.wall(first - change.minutes) == wall

    def exists(self, wall: int) -> bool:
        """Whether the wall ever shows this time that day: when clocks go forward, an hour is skipped."""
        return self.wall(self.elapsed(wall)) == wall


class Elsewhere(NamedTuple):
    """What the clocks of another zone show at start and end, and how many days later it is there."""

    starts: str
    ends: str
    days: int


class Span(NamedTuple):
    """From when until when something lasts, by the clock of its day."""

    clock: DayClock
    starts: int
    ends: int

    def elsewhere(self, zone: str) -> Elsewhere | None:
        """The same by the clocks of another zone.

        Nothing for a day without a date: how far zones are apart changes with the season.
        """
        if self.clock.date is None:
            return None
        starts, ends = self._moments(zone)
        return Elsewhere(f"{starts:%H:%M}", f"{ends:%H:%M}", (starts.date() - self.clock.date).days)

    def change_elsewhere(self, zone: str) -> ClockChange | None:
        """The change of another zone's clocks meanwhile, told as they show it."""
        if self.clock.date is None:
            return None
        starts, ends = self._moments(zone)
        if starts.utcoffset() == ends.utcoffset():
            return None
        there = clock_of(starts.date(), zone)
        return there.change(there.minutes_until(starts), there.minutes_until(ends))

    def _moments(self, zone: str) -> tuple[datetime, datetime]:
        there = ZoneInfo(zone)
        return (
            self.clock.moment(self.starts).astimezone(there),
            self.clock.moment(self.ends).astimezone(there),
        )


@lru_cache(maxsize=512)
def clock_of(on: date | None, zone: str) -> DayClock:
    """The clock of a day; it never changes once made."""
    return DayClock(on, zone)


class _Fixed(NamedTuple):
    """A block with a fixed start, and from when it could have begun."""

    place: int
    free_from: int
    opens_slot: bool


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of an agenda, timed: when each of its blocks begins and ends, and what follows from that when asked."""

    day: int
    clock: DayClock
    blocks: list[Block]
    begin: list[int]
    end: list[int]
    fixed: list[_Fixed]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every block of the day in its order."""
        return tuple(map(Placed, self.blocks, self.begin, self.end))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Time that nothing fills."""
        return tuple(
            Gap(self.blocks[it.place].key, it.free_from, self.begin[it.place] - it.free_from)
            for it in self.fixed
            if it.opens_slot and self.begin[it.place] > it.free_from
        )

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Fixed starts that are not free, and what the buffers since the fixed start before could give."""
        return tuple(
            Conflict(self.blocks[it.place].key, late, min(self._slack(it.place), late))
            for it in self.fixed
            if (late := it.free_from - self.begin[it.place]) > 0
        )

    def _slack(self, index: int) -> int:
        slack = 0
        for block in reversed(self.blocks[:index]):
            slack += block.minutes if block.kind is BlockKind.BUFFER else 0
            if block.anchor is not None:
                break
        return slack

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The blocks gathered by position: what runs in parallel stands together."""
        gathered = (
            tuple(side_by_side)
            for _position, side_by_side in groupby(self.placed, lambda each: each.block.position)
        )
        return tuple(
            Slot(placed, min(each.starts for each in placed), max(each.ends for each in placed))
            for placed in gathered
        )

    @property
    def starts(self) -> int:
        """When the first block starts; 0 on an empty day."""
        return min(self.begin, default=0)

    @property
    def ends(self) -> int:
        """When the last block is over; 0 on an empty day."""
        return max(self.end, default=0)

    @property
    def too_long(self) -> int:
        """By how many minutes the day is longer than days are."""
        return max(0, self.ends - self.starts - DAY)

    @property
    def past_midnight(self) -> int:
        """How many minutes the day runs past midnight."""
        return max(0, self.ends - self.clock.elapsed(DAY))


@dataclass(frozen=True, slots=True)
class Totals:
    """How the time is spent. Parallel blocks count once, as long as the longest of them."""

    at_work: int
    at_rest: int
    in_buffers: int
    unfilled: int

    @property
    def planned(self) -> int:
        """Everything that stands in the agenda."""
        return self.at_work + self.at_rest + self.in_buffers


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda, timed."""

    days: tuple[DayPlan, ...]
    overruns: tuple[Overrun, ...]
    _by_key: dict[str, tuple[DayPlan, Placed]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(self, key: str) -> tuple[DayPlan, Placed]:
        """A block and its day; KeyError when there is none."""
        if not self._by_key:
            self._by_key.update(
                {placed.block.key: (day, placed) for day in self.days for placed in day.placed}
            )
        return self._by_key[key]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it yet."""
        return not any(day.blocks for day in self.days)

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Every conflict, by the block whose fixed start it is."""
        return {conflict.key: conflict for day in self.days for conflict in day.conflicts}


def time_agenda(
    blocks: Iterable[Block],
    *,
    day_starts: Sequence[str],
    begins_on: date | None = None,
    zone: str = "UTC",
) -> Agenda:
    """Time every block. A day without blocks is there too; a block of a day beyond the last stands on the last."""
    by_day: dict[int, list[Block]] = {}
    for day, found in groupby(blocks, key=_DAY):
        by_day.setdefault(day, []).extend(found)
    if by_day and max(by_day) >= len(day_starts):
        _stand_on_the_last(by_day, len(day_starts) - 1)
    days = tuple(
        _time_day(day, by_day.get(day, []), start, clock_of(_on(begins_on, day), zone))
        for day, start in enumerate(day_starts)
    )
    return Agenda(days, tuple(_overruns(days)))


def _on(begins_on: date | None, day: int) -> date | None:
    return None if begins_on is None else begins_on + timedelta(days=day)


def _stand_on_the_last(by_day: dict[int, list[Block]], last: int) -> None:
    for beyond in sorted(day for day in by_day if day > last):
        standing = by_day.setdefault(last, [])
        after = 1 + max((block.position for block in standing), default=0)
        standing += [
            replace(block, day=last, position=after + block.position)
            for block in by_day.pop(beyond)
        ]


def _time_day(day: int, blocks: list[Block], day_start: str, clock: DayClock) -> DayPlan:
    """The one loop of the arithmetic, plain because it runs over whole agendas again and again.

    The first of several blocks side by side decides when they begin. Blocks come in their order nearly
    always: to see that one does not, and only then to sort, costs less than sorting each time.
    """
    first = minutes_of(day_start)
    begin: list[int] = []
    end: list[int] = []
    fixed: list[_Fixed] = []
    starts = ends = clock.elapsed(first)
    position = -1
    for block in blocks:
        opens_slot = block.position != position
        if block.position < position or (
            not opens_slot and block.lane < blocks[len(begin) - 1].lane
        ):
            return _time_day(day, sorted(blocks, key=_IN_ORDER), day_start, clock)
        if opens_slot:
            position, starts, free_from, ends = block.position, ends, ends, 0
        at = starts
        if block.anchor is not None:
            at = _fixed_at(block.anchor, min(first, NIGHT_ENDS), clock)
            if begin and position != blocks[0].position:  # in the way of the first nothing can be
                fixed.append(_Fixed(len(begin), free_from, opens_slot))
            starts = at if opens_slot else starts
        over = at + block.minutes
        if over > ends:
            ends = over
        begin.append(at)
        end.append(over)
    return DayPlan(day, clock, blocks, begin, end, fixed)


def _fixed_at(anchor: str, night_ends: int, clock: DayClock) -> int:
    """A time before the night ends belongs to the night after that day: 00:30 comes after dinner, not before."""
    wall = minutes_of(anchor)
    return clock.elapsed(wall if wall >= night_ends else wall + DAY)


def _overruns(days: Sequence[DayPlan]) -> Iterable[Overrun]:
    for today, tomorrow in pairwise(days):
        if today.blocks and tomorrow.blocks:
            past_midnight = today.past_midnight
            if past_midnight and (over := past_midnight - tomorrow.starts) > 0:
                yield Overrun(today.day, over)


def totals_of(day: DayPlan) -> Totals:
    """How one day is spent."""
    at_work = at_rest = in_buffers = 0
    for slot in day.slots:
        lasts = slot.ends - slot.starts
        kinds = {placed.block.kind for placed in slot.placed}
        if kinds & HELD:
            at_work += lasts
        elif BlockKind.BUFFER in kinds:
            in_buffers += lasts
        else:
            at_rest += lasts
    return Totals(at_work, at_rest, in_buffers, sum(gap.minutes for gap in day.gaps))


def minutes_by_stage(agenda: Agenda) -> dict[str, int]:
    """How long each stage is given over all days. Parallel rooms of one stage count once."""
    given: dict[str, int] = {}
    for day in agenda.days:
        for slot in day.slots:
            stages = {p.block.stage: 0 for p in slot.placed if p.block.stage is not None}
            for placed in slot.placed:
                if placed.block.stage is not None:
                    longest = max(stages[placed.block.stage], placed.block.minutes)
                    stages[placed.block.stage] = longest
            for stage, minutes in stages.items():
                given[stage] = given.get(stage, 0) + minutes
    return given
