"""The plan page line by line: its words are made ready here, so that the template of hundreds of lines only writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, ngettext

from app.kernel.wording import Said, Wording
from app.workshops.queries.plan import Plan, PlannedBlock, PlannedDay
from app.workshops.rules import HELD
from app.workshops.rules.parts import half_of
from app.workshops.rules.timing import Span
from app.workshops.views.writing import called, change_said, for_whom, lasting, tasks_of

MOST_OF_A_PURPOSE = 160


@dataclass(slots=True)
class Line:
    """A block as the page writes it. `number` counts the lines of the page, for labels."""

    id: str
    number: int
    kind: str
    times: str
    name: str
    part: str
    night: bool
    held: bool
    minutes: int | str
    anchor: str
    there: str = ""
    """When it is by the clocks of a second zone, if one was asked for."""
    there_on: str = ""
    """How many days that is later or earlier."""
    whom: str = ""
    seats: Sequence[str] = ()
    room: str = ""
    level: str = ""
    on_programme: bool = False
    purpose: str = ""
    twice: bool = False
    tasks: str = ""
    not_named: Sequence[str] = ()
    tool: str = ""
    notes: str = ""
    inside: bool = False
    """Whether there is anything to unfold: notes, tasks, a tool."""
    desk: bool = False
    gap: str = ""
    wrong: Any = ""
    looks: Sequence[str] = ()


@dataclass(slots=True)
class DayLines:
    """A day of the page: its slots, and what was typed as its beginning."""

    day: PlannedDay
    slots: list[list[Line]]
    begins: str
    wrong: Any = ""
    picture: Any = None
    change_there: str = ""
    """The clocks of the second zone change on this day."""


@dataclass(slots=True)
class Typed:
    """What somebody had typed and could not be saved yet; it stays in its fields."""

    rows: Mapping[str, tuple[str, str]]
    starts: Mapping[int, str]
    problems: Mapping[str, Any]


NOTHING_TYPED = Typed({}, {}, {})


def days_of(
    plan: Plan, *, reads_all: bool, leads: bool, typed: Typed, zone: str = ""
) -> list[DayLines]:
    """Every day of the plan, ready to be written; with a second zone, each start by its clocks, too."""
    writer = _Writer(plan, reads_all=reads_all, leads=leads, typed=typed, zone=zone)
    return [
        DayLines(
            day,
            [[writer.line(block) for block in slot] for slot in day.slots],
            typed.starts.get(day.number - 1, day.begins),
            typed.problems.get(f"starts-{day.number - 1}", ""),
            change_there=_change_there(day, zone) if zone and day.slots else "",
        )
        for day in plan.days
    ]


def drawn_with(days: Sequence[DayLines]) -> tuple[str, str]:
    """What the fields of the page stand for, in their order: what differs from it somebody typed."""
    rows = (block.sitting for day in days for block in day.day.blocks)
    return (
        ";".join(f"{sitting.minutes}|{sitting.anchor or ''}" for sitting in rows),
        ";".join(day.day.begins for day in days),
    )


class _Writer:
    """Words that come again and again are looked up once."""

    def __init__(
        self, plan: Plan, *, reads_all: bool, leads: bool, typed: Typed, zone: str
    ) -> None:
        self._plan, self._reads_all, self._leads, self._typed = plan, reads_all, leads, typed
        self._zone = zone
        self._names: dict[int, str] = {}
        self._whom: dict[str, str] = {}
        self._seats = {key: [seat.name for seat in named] for key, named in plan.named.items()}
        self._number = 0

    def line(self, block: PlannedBlock) -> Line:
        sitting = block.sitting
        self._number += 1
        minutes, anchor = self._typed.rows.get(sitting.id) or (
            sitting.minutes,
            sitting.anchor or "",
        )
        held = sitting.kind in HELD
        line = Line(
            sitting.id,
            self._number,
            sitting.kind.value,
            f"{block.starts}–{block.ends}",
            self._called(block.title),
            _part(block) if block.parts else "",
            block.nights > 0,
            held,
            minutes,
            anchor,
            level=sitting.level.value if sitting.level else "",
        )
        if self._zone and block.span and (shown := block.span.elsewhere(self._zone)):
            line.there = f"{shown.starts}–{shown.ends}"
            line.there_on = days_later(shown.days) if shown.days else ""
        if self._reads_all:
            self._write_for_the_third_party(line, block)
        line.desk = held and self._leads and sitting.audience_id in self._plan.mine
        if block.gap:
            line.gap = str(_("%(time)s unfilled", time=lasting(block.gap.minutes)))
        if block.conflict or block.skipped or block.twice or block.change:
            line.looks = list(_looks(block))
        if self._typed.problems:
            problems = self._typed.problems
            line.wrong = problems.get(f"minutes-{line.id}") or problems.get(f"anchor-{line.id}", "")
        return line

    def _write_for_the_third_party(self, line: Line, block: PlannedBlock) -> None:
        sitting = block.sitting
        line.whom = self._for_whom(block)
        line.seats = self._seats.get(sitting.audience_id, ())
        line.room = sitting.room
        line.on_programme = bool(line.whom and sitting.shown_to_participants)
        line.purpose = shortened(sitting.purpose or "")
        line.twice = sitting.consecutive
        line.tool = sitting.tool or ""
        line.notes = sitting.private_notes
        if sitting.tasks:
            line.tasks = tasks_of(self._plan, block)
            line.not_named = [
                _("Not named for this room: %(names)s.", names=", ".join(each.not_named))
                for each in self._plan.at_work(block)
                if each.not_named
            ]
        line.inside = bool(line.notes or line.tasks or line.tool)

    def _called(self, title: Wording | Said) -> str:
        if isinstance(title, Wording):
            return title.text
        if (name := self._names.get(id(title))) is None:
            name = self._names[id(title)] = called(title)
        return name

    def _for_whom(self, block: PlannedBlock) -> str:
        key = block.sitting.audience_id
        if (whom := self._whom.get(key)) is None:
            whom = self._whom[key] = for_whom(self._plan, block)
        return whom


def shortened(words: str) -> str:
    """The beginning of what may be long; the whole stands on the block's own page and on paper."""
    return (
        words if len(words) <= MOST_OF_A_PURPOSE else f"{words[: MOST_OF_A_PURPOSE - 1].rstrip()}…"
    )


def days_later(days: int) -> str:
    """How many days it is later, or earlier, somewhere else."""
    if days > 0:
        return str(ngettext("+%(num)s day", "+%(num)s days", days))
    return str(ngettext("−%(num)s day", "−%(num)s days", -days))


def _change_there(day: PlannedDay, zone: str) -> str:
    change = Span(day.plan.clock, day.plan.starts, day.plan.ends).change_elsewhere(zone)
    return change_said(change) if change else ""


def _part(block: PlannedBlock) -> str:
    return str(_("part %(part)s of %(parts)s", part=block.part, parts=block.parts))


def _looks(block: PlannedBlock) -> list[str]:
    found = []
    if block.conflict:
        late, slack = block.conflict.minutes, block.conflict.slack
        sentence = _(
            "What stands before it runs %(time)s past this fixed start.", time=lasting(late)
        )
        more = _("Buffers before it could give %(time)s.", time=lasting(slack)) if slack else ""
        found.append(f"{sentence} {more}".strip())
    if block.change:
        found.append(change_said(block.change))
    if block.twice:
        found.append(_("This fixed start comes twice, as the clocks go back: the first is meant."))
    if block.skipped:
        found.append(_("The clocks go forward over this fixed start; it begins when they have."))
    return found


@dataclass(frozen=True, slots=True)
class Opened:
    """The block whose menu is open, and what can be done with it from where it stands."""

    id: str
    name: str
    day: int
    half: int
    follows: bool
    parallel: bool


def opened(days: Sequence[DayLines], key: str) -> Opened | None:
    """The menu of a block, for a page without scripts."""
    for day in days:
        for place, slot in enumerate(day.slots):
            for line in slot:
                if line.id == key:
                    minutes = line.minutes if isinstance(line.minutes, int) else 0
                    return Opened(
                        key,
                        line.name,
                        day.day.number - 1,
                        half_of(minutes),
                        place > 0,
                        len(slot) > 1,
                    )
    return None
