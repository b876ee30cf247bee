"""A workshop while it runs and after it: plan against what was, for the third party only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.dialogues.models import Dialogue, Seat, Stage
from app.dialogues.queries import stages_of
from app.workshops.models import Workshop
from app.workshops.queries import as_block
from app.workshops.queries.plan import Plan, PlannedBlock, PlannedDay, plan_of
from app.workshops.rules.running import Ran, Shift, Spent, read_ran, shift_of, spent_by_stage


@dataclass(frozen=True, slots=True)
class RunningBlock:
    """A block with what was noted of it."""

    block: PlannedBlock
    ran: Ran

    @property
    def runs(self) -> bool:
        """Whether it has begun and is not over."""
        return self.ran.began is not None and self.ran.ended is None


@dataclass(frozen=True, slots=True)
class RunningDay:
    """A day with what was noted of it."""

    day: PlannedDay
    blocks: tuple[RunningBlock, ...]

    @property
    def is_noted(self) -> bool:
        """Whether anything was noted of it."""
        return any(each.ran.began is not None for each in self.blocks)


@dataclass(frozen=True, slots=True)
class Moving:
    """What would move, and after which block."""

    after: PlannedBlock
    shift: Shift
    names: dict[str, PlannedBlock]


@dataclass(frozen=True, slots=True)
class Running:
    """The whole of it."""

    plan: Plan
    days: tuple[RunningDay, ...]
    by_stage: tuple[tuple[Stage, Spent], ...]

    @property
    def is_noted(self) -> bool:
        """Whether anything was noted at all."""
        return any(day.is_noted for day in self.days)

    def today(self, on: date) -> int:
        """The day one is likely to want: today's, or else the last of which something was noted, or the first."""
        for place, day in enumerate(self.days):
            if day.day.on == on:
                return place
        noted = [place for place, day in enumerate(self.days) if day.is_noted]
        return noted[-1] if noted else 0


def running_of(dialogue: Dialogue, workshop: Workshop, seat: Seat) -> Running:
    """Plan and what was, block by block and stage by stage."""
    plan = plan_of(dialogue, workshop, seat)
    days = tuple(
        RunningDay(
            day, tuple(RunningBlock(block, read_ran(block.sitting.ran)) for block in day.blocks)
        )
        for day in plan.days
    )
    spent = spent_by_stage(
        (as_block(each.block.sitting), each.ran) for day in days for each in day.blocks
    )
    return Running(
        plan,
        days,
        tuple((stage, spent[stage.id]) for stage in stages_of(dialogue) if stage.id in spent),
    )


def moving_in(workshop: Workshop, running: RunningDay, now: int) -> Moving | None:
    """What would move after the block that runs, or after the last that is over, before another has begun."""
    noted = [each for each in running.blocks if each.ran.began is not None]
    if not noted:
        return None
    last = max(noted, key=lambda each: (each.runs, each.ran.began or 0))
    ends = last.ran.ended if last.ran.ended is not None else now
    plan = running.day.plan
    start = workshop.day_starts[plan.day]
    planned = next(each for each in plan.placed if each.block.key == last.block.sitting.id)
    if last.runs and plan.clock.elapsed(ends) <= planned.ends:
        return None  # it still has time
    shift = shift_of(plan, planned.block.key, plan.clock.elapsed(ends), start, workshop.zone)
    if shift is None or shift.is_nothing:
        return None
    return Moving(last.block, shift, {each.block.sitting.id: each.block for each in running.blocks})
