"""A day of the plan as a picture: blocks to scale, with the number of their stage, rooms side by side, fixed starts,
unfilled time, what runs past a fixed start and past midnight. Its list stands beside it, so one line says what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.dialogues.rules import AudienceKind
from app.dialogues.views.navigation import party_pattern
from app.web.words import page_direction
from app.workshops.queries.plan import Plan, PlannedDay
from app.workshops.rules import DAY, HELD, BlockKind, wall_of
from app.workshops.views.lines import Line
from app.workshops.views.writing import lasting

SCALE = 1.1
TOP = 8
LEAST = 15
LONG_GAP = 75
SHORT_FOR_A_GAP = 46.0
ASIDE = 30


@dataclass(slots=True)
class Drawn:
    """A block as it is drawn: its box, and what stands in it."""

    css: str
    x: str
    y: str
    width: str
    height: str
    number: str
    name: str
    times: str


@dataclass(slots=True)
class Mark:
    """A line across the day, or a stretch of it, with its words."""

    y: str
    words: str
    height: str = ""


@dataclass(slots=True)
class DayPicture:
    """Everything that is drawn of a day."""

    label: str
    height: int
    hours: list[Mark]
    gaps: list[Mark]
    late: list[Mark]
    midnight: Mark | None
    blocks: list[Drawn]


class _Ruler:
    """From minutes to pixels. Long stretches that nothing fills are drawn short, and say how long they are."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.knots: list[tuple[int, float]] = []
        self.gaps: list[tuple[int, int]] = []
        begins = min((start for start, _end in spans), default=0)
        at, reached = float(TOP), begins
        self.knots.append((begins, at))
        for start, end in sorted(spans):
            if start > reached:
                minutes = start - reached
                self.gaps.append((reached, start))
                at += SHORT_FOR_A_GAP if minutes > LONG_GAP else minutes * SCALE
                self.knots.append((start, at))
                reached = start
            if end > reached:
                at += (end - reached) * SCALE
                self.knots.append((end, at))
                reached = end
        self.ends = reached

    def y(self, minute: int) -> float:
        for (before, low), (after, high) in zip(self.knots, self.knots[1:], strict=False):
            if minute <= after:
                share = (minute - before) / (after - before) if after > before else 0.0
                return low + (high - low) * max(0.0, share)
        return self.knots[-1][1]


def picture_of(
    plan: Plan, day: PlannedDay, slots: Sequence[Sequence[Line]], numbers: dict[str, int]
) -> DayPicture:
    """A day, drawn. `numbers` counts the stages in the method's order."""
    ruler = _Ruler([(block.start, block.start + block.minutes) for block in day.blocks])
    lines = {line.id: line for slot in slots for line in slot}
    turned = page_direction() == "rtl"
    picture = DayPicture(
        _("Day %(number)s as a picture; the list beside it says the same.", number=day.number),
        int(ruler.knots[-1][1]) + TOP + 6,
        _hours(ruler),
        [_stretch(ruler, start, end, _unfilled(end - start)) for start, end in ruler.gaps],
        [],
        None,
        [],
    )
    if ruler.ends > DAY and ruler.knots[0][0] < DAY:
        picture.midnight = Mark(f"{ruler.y(DAY):.0f}", _("midnight"))
    for block in day.blocks:
        starts, ends = block.start, block.start + block.minutes
        top, bottom = ruler.y(starts), ruler.y(ends)
        wide = 100 / block.lanes
        along = wide * block.lane
        if block.conflict:
            # What it runs into stays readable beside it.
            along, wide = along + wide * ASIDE / 100, wide * (100 - ASIDE) / 100
            late = block.conflict.minutes
            words = _("%(time)s too long", time=lasting(late))
            picture.late.append(_stretch(ruler, starts, starts + late, words))
        line = lines[block.sitting.id]
        sitting = block.sitting
        party = plan.parties.get(sitting.audience.party_id or "")
        css = ["drawn", f"drawn-{_drawn_as(sitting.kind, sitting.audience.kind)}"]
        if party:
            css.append(f"pattern-strip pattern-{party_pattern(party.position)}")
        if sitting.anchor is not None:
            css.append("drawn-fixed")
        height = max(LEAST, bottom - top - 2)
        if height < 40:
            css.append("drawn-slim")
        picture.blocks.append(
            Drawn(
                " ".join(css),
                f"{(100 - along - wide) if turned else along:.1f}%",
                f"{top:.0f}",
                f"{wide - (0.8 if block.lanes > 1 else 0):.1f}%",
                f"{height:.0f}",
                str(numbers.get(sitting.stage_id or "", "")) if line.held else "",
                # Side by side, what tells the rooms apart comes first.
                (line.whom if block.lanes > 1 else "") or line.name,
                line.times,
            )
        )
    return picture


def _hours(ruler: _Ruler) -> list[Mark]:
    begins, ends = ruler.knots[0][0], ruler.ends
    hidden = [(start, end) for start, end in ruler.gaps if end - start > LONG_GAP]
    return [
        Mark(f"{ruler.y(hour):.0f}", wall_of(hour))
        for hour in range(-(-begins // 60) * 60, ends + 1, 60)
        if not any(start < hour < end for start, end in hidden)
    ]


def _stretch(ruler: _Ruler, start: int, end: int, words: str) -> Mark:
    top = ruler.y(start)
    return Mark(f"{top:.0f}", words, f"{max(3.0, ruler.y(end) - top):.0f}")


def _unfilled(minutes: int) -> str:
    return _("%(time)s unfilled", time=lasting(minutes))


def _drawn_as(kind: BlockKind, whom: AudienceKind) -> str:
    if kind in HELD:
        return "joint" if whom is AudienceKind.ALL else "apart"
    return "open" if kind in (BlockKind.INFORMAL, BlockKind.BUFFER) else "pause"
