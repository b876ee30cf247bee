"""The plan of a workshop as the third party sees it, and the part of it that organizers may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.dialogues.queries import audiences_of, seats_of, stages_of
from app.dialogues.rules import AudienceKind, says_what_it_is
from app.kernel.wording import Said, Wording
from app.library.vocabulary import Level, Visibility
from app.workshops import policy
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import (
    begins_on,
    level_of,
    named_for,
    sittings_of,
    timed,
    title_of,
)
from app.workshops.rules import DAY, HELD, BlockKind, Task
from app.workshops.rules.timing import (
    Agenda,
    ClockChange,
    Conflict,
    DayPlan,
    Gap,
    Placed,
    Span,
    Totals,
    minutes_by_stage,
    totals_of,
)


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """A block on the plan page and on the run sheet."""

    sitting: Sitting
    title: Wording | Said
    starts: str
    ends: str
    nights: int
    start: int
    lane: int
    lanes: int
    level: Level
    part: int = 0
    parts: int = 0
    gap: Gap | None = None
    conflict: Conflict | None = None
    skipped: bool = False
    """Its fixed time does not exist that day: the clocks go forward over it."""
    twice: bool = False
    """Its fixed time comes twice that day, as the clocks go back: the first is meant."""
    change: ClockChange | None = None
    """The clocks change while it lasts."""
    span: Span | None = None

    @property
    def minutes(self) -> int:
        return self.sitting.minutes

    @property
    def is_held(self) -> bool:
        """Whether words can be recorded in it."""
        return self.sitting.kind in HELD

    @property
    def says_what_it_is(self) -> bool:
        """Whether anything that leaves may carry its title."""
        return says_what_it_is(self.level)


class AtWork(NamedTuple):
    """Who of the third party does something in a block. `not_named` are those its room does not let in."""

    task: Task
    names: list[str]
    not_named: list[str]


def questions_of(slot: Sequence[PlannedBlock], block: PlannedBlock) -> list[Wording]:
    """What a block is led by: its own questions, or else its stage's where that comes for the first time.

    Rooms that run in parallel and ask the same have them once.
    """
    if own := block.sitting.questions:
        same = [each for each in slot if each.sitting.questions == own]
        of_block = block.sitting.in_all_languages
        return [of_block(each) for each in own] if same[0] is block else []
    stage = block.sitting.stage
    if stage is None or not block.is_held or block.part > 1:
        return []
    same = [
        each for each in slot if each.sitting.stage_id == stage.id and not each.sitting.questions
    ]
    return stage.questions_in_all_languages if same[0] is block else []


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the plan: slots of blocks that run in parallel, and how the time is spent."""

    number: int
    on: date | None
    begins: str
    slots: tuple[tuple[PlannedBlock, ...], ...]
    plan: DayPlan
    totals: Totals
    overrun: int = 0

    @property
    def blocks(self) -> tuple[PlannedBlock, ...]:
        return tuple(block for slot in self.slots for block in slot)

    @property
    def change(self) -> ClockChange | None:
        """The clocks change on this day, whether anything is planned then or not."""
        return self.plan.clock.change()

    @property
    def starts(self) -> str:
        return self.plan.clock.shows(self.plan.starts)

    @property
    def ends(self) -> str:
        return self.plan.clock.shows(self.plan.ends)


@dataclass(frozen=True, slots=True)
class StageShare:
    """How long a stage is given, beside how long it typically takes."""

    stage: Stage
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A workshop's whole agenda for a page."""

    workshop: Workshop
    level: Level
    days: tuple[PlannedDay, ...]
    by_stage: tuple[StageShare, ...]
    named: dict[str, list[Seat]] = field(default_factory=dict)
    mine: frozenset[str] = frozenset()
    """The audiences of the reader: rooms it may not only plan but enter."""
    parties: dict[str, Party] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    """Code names of the third party by seat, for who does what."""

    def at_work(self, block: PlannedBlock) -> list[AtWork]:
        """Who has which task in a block, and who of them may not yet enter its room."""
        tasks = block.sitting.tasks
        if not tasks:
            return []
        apart = block.sitting.audience.kind in (AudienceKind.PARTY, AudienceKind.GROUP)
        named = {seat.id for seat in self.named.get(block.sitting.audience_id, ())}
        return [
            AtWork(
                task,
                [self.people[seat] for seat in ids],
                [self.people[seat] for seat in ids if apart and seat not in named],
            )
            for task in Task
            if (ids := [seat for seat in tasks.get(task.value, ()) if seat in self.people])
        ]

    @property
    def says_what_it_is(self) -> bool:
        """Whether its papers may carry the true title and the place."""
        return says_what_it_is(self.level)

    @property
    def is_empty(self) -> bool:
        return not any(day.slots for day in self.days)

    @property
    def keys(self) -> set[str]:
        return {block.sitting.id for day in self.days for block in day.blocks}

    @property
    def conflicts(self) -> list[PlannedBlock]:
        return [block for day in self.days for block in day.blocks if block.conflict]


def plan_of(dialogue: Dialogue, workshop: Workshop, seat: Seat) -> Plan:
    """The agenda as this seat may see it.

    The third party sees the whole. Organizers see what is joint, and what the facilitator put on the
    programme: that another room is scheduled at all is not theirs to know (design §1.5).
    """
    sittings = sittings_of(workshop)
    whole = policy.READ_WHOLE_PLAN.allows(seat)
    agenda = timed(workshop, sittings)
    by_id = {sitting.id: sitting for sitting in sittings}
    parts = _parts(agenda)
    overruns = {overrun.day: overrun.minutes for overrun in agenda.overruns}
    first = begins_on(workshop)
    days = tuple(
        PlannedDay(
            number=day.day + 1,
            on=first + timedelta(days=day.day) if first else None,
            begins=workshop.day_starts[day.day],
            slots=tuple(_slots(dialogue, workshop, day, by_id, parts, whole=whole)),
            plan=day,
            totals=totals_of(day),
            overrun=overruns.get(day.day, 0),
        )
        for day in agenda.days
    )
    named = named_for(sitting.audience_id for sitting in sittings) if whole else {}
    return Plan(
        workshop,
        level_of(dialogue, workshop),
        days,
        _shares(dialogue, agenda) if whole else (),
        named,
        audiences_of(seat),
        {party.id: party for party in dialogue.parties},
        {seat.id: seat.name for seat in seats_of(dialogue) if seat.is_third_party} if whole else {},
    )


def _slots(
    dialogue: Dialogue,
    workshop: Workshop,
    day: DayPlan,
    by_id: Mapping[str, Sitting],
    parts: Mapping[str, tuple[int, int]],
    *,
    whole: bool,
) -> Iterable[tuple[PlannedBlock, ...]]:
    something_before = whole
    gaps = {gap.before: gap for gap in day.gaps}
    conflicts = {conflict.key: conflict for conflict in day.conflicts}
    for slot in day.slots:
        seen = [placed for placed in slot.placed if whole or _is_joint(by_id[placed.block.key])]
        if not whole:
            # As on the programme: a break after nothing would tell that something was there.
            if slot.placed[0].block.kind is BlockKind.BREAK and not something_before:
                continue
            something_before = bool(seen)
        blocks = []
        for lane, placed in enumerate(seen):
            sitting = by_id[placed.block.key]
            part, of = parts.get(sitting.id, (0, 0))
            blocks.append(
                PlannedBlock(
                    sitting=sitting,
                    title=_title(sitting, day.clock.wall(placed.starts), whole=whole),
                    starts=day.clock.shows(placed.starts),
                    ends=day.clock.shows(placed.ends),
                    nights=day.clock.wall(placed.starts) // DAY,
                    start=day.clock.wall(placed.starts),
                    lane=lane,
                    lanes=len(seen),
                    level=level_of(dialogue, workshop, sitting),
                    part=part,
                    parts=of,
                    gap=gaps.get(sitting.id) if whole else None,
                    conflict=conflicts.get(sitting.id) if whole else None,
                    skipped=_is_skipped(day, placed),
                    twice=_comes_twice(day, placed),
                    change=day.clock.change(placed.starts, placed.ends),
                    span=Span(day.clock, placed.starts, placed.ends),
                )
            )
        if blocks:
            yield tuple(blocks)


def _title(sitting: Sitting, starts: int, *, whole: bool) -> Wording | Said:
    """What is not joint is called, before others than the third party, as the programme calls it."""
    if whole or sitting.audience.kind is AudienceKind.ALL:
        return title_of(sitting, starts)
    return sitting.in_all_languages(sitting.shown_to_participants.strip())


def _is_joint(sitting: Sitting) -> bool:
    return sitting.audience.kind is AudienceKind.ALL or bool(sitting.shown_to_participants.strip())


def _is_skipped(day: DayPlan, placed: Placed) -> bool:
    anchor = placed.block.anchor
    return anchor is not None and day.clock.shows(placed.starts) != anchor


def _comes_twice(day: DayPlan, placed: Placed) -> bool:
    return placed.block.anchor is not None and day.clock.comes_twice(day.clock.wall(placed.starts))


def _parts(agenda: Agenda) -> dict[str, tuple[int, int]]:
    """For blocks of a stage that comes several times: which of how many. Parallel rooms are one."""
    met: Counter[str] = Counter()
    part_of: dict[str, tuple[str, int]] = {}
    for day in agenda.days:
        for slot in day.slots:
            stages = {p.block.stage for p in slot.placed if p.block.stage is not None}
            met.update(stages)
            for placed in slot.placed:
                if placed.block.stage is not None:
                    part_of[placed.block.key] = (placed.block.stage, met[placed.block.stage])
    return {key: (part, met[stage]) for key, (stage, part) in part_of.items() if met[stage] > 1}


def _shares(dialogue: Dialogue, agenda: Agenda) -> tuple[StageShare, ...]:
    spent = minutes_by_stage(agenda)
    return tuple(
        StageShare(stage, spent.get(stage.id, 0))
        for stage in stages_of(dialogue)
        if stage.id in spent or stage.visibility is not Visibility.THIRD_PARTY_ONLY
    )
