"""How a course is drawn: times on one scale, in lanes, with room for their labels. Plain Python."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.library.shapes.when import Sense, When


class Shape(StrEnum):
    """How a time is drawn: what is known of it must be seen, and no more."""

    POINT = "point"  # a day or a month
    ROOM = "room"  # a year, or somewhere between: the point lies in here
    SPAN = "span"  # from the one to the other
    OPEN = "open"  # begun then, end not documented


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be drawn: its time, and a short label or none."""

    when: When
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the picture. `whole` is drawn under its items: the life of a process or of a strand.

    `years` says that life in figures, beside it. A lane of the kind `group` is a heading over those that follow.
    """

    key: str
    name: str
    kind: str
    items: tuple[Item, ...] = ()
    whole: When | None = None
    years: str = ""


GROUP = "group"


@dataclass(frozen=True, slots=True)
class Mark:
    """An item with its place. The label stands at `label_x`, `label_y`; `anchor` is SVG's text-anchor."""

    item: Item
    shape: Shape
    x: float
    width: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    lane: Lane
    y: float
    line_y: float
    height: float
    marks: tuple[Mark, ...]
    name_lines: tuple[str, ...]
    name_y: float
    whole: tuple[float, float] | None
    tail: tuple[float, float] | None = None
    years_x: float = 0
    years_anchor: str = "start"
    years_y: float = 0


@dataclass(frozen=True, slots=True)
class Tick:
    year: int
    x: float
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a template needs to draw; it computes nothing."""

    width: float
    height: float
    names_width: float
    ticks: tuple[Tick, ...]
    lanes: tuple[DrawnLane, ...]
    axis_y: float


_NAMES, _EDGE, _AXIS, _LINE, _LETTER, _ROOM_FOR_YEAR = 150.0, 14.0, 30.0, 16.0, 6.7, 44.0


_LEAST, _TAIL, _HEADING = 9.0, 36.0, 36.0


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.start + min(max(part, 0), 1) * (self.end - self.start), 1)


def lay_out(
    lanes: Iterable[Lane],
    *,
    width: float = 880,
    since: int | None = None,
    until: int | None = None,
    names_above: bool = False,
) -> Picture | None:
    """Place everything on one scale of time; None when nothing has a documented date.

    Time runs in proportion, and a month is as wide as a month. `since` and `until` let the axis
    reach years that no item reaches. `names_above` sets each name over its line, for a narrow page.
    """
    lanes = tuple(lanes)
    days = [
        day
        for lane in lanes
        for when in _times(lane)
        for day in (when.earliest, when.latest)
        if day
    ]
    if not days:
        return None
    first = min([day.year for day in days] + ([since] if since else []))
    last = max([day.year for day in days] + ([until] if until else []))
    names_width = 0.0 if names_above else _NAMES
    scale = _Scale(date(first, 1, 1), date(last + 1, 1, 1), names_width, width - _EDGE)
    drawn: list[DrawnLane] = []
    y = _AXIS
    for lane in lanes:
        drawn.append(_lane(lane, scale, y, names_above))
        y += drawn[-1].height
    return Picture(width, y + _EDGE, names_width, _ticks(scale), tuple(drawn), _AXIS)


def _times(lane: Lane) -> Iterator[When]:
    yield from (item.when for item in lane.items)
    if lane.whole:
        yield lane.whole


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    years = range(scale.first.year, scale.last.year + 1)
    room = (scale.end - scale.start) / max(len(years) - 1, 1)
    step = next(
        step for step in (1, 2, 5, 10, 20, 50) if step * room >= _ROOM_FOR_YEAR or step == 50
    )
    return tuple(
        Tick(year, scale.at(date(year, 1, 1)), year % step == 0 and year != scale.last.year)
        for year in years
    )


def _lane(lane: Lane, scale: _Scale, y: float, names_above: bool = False) -> DrawnLane:
    if lane.kind == GROUP:
        return DrawnLane(lane, y, y + _HEADING, _HEADING, (), (lane.name,), y + 24, None)
    names = (lane.name,) if names_above else _wrapped(lane.name, 21)
    placed: list[tuple[Item, Shape, float, float]] = []
    for item in sorted(lane.items, key=lambda item: item.when.order):
        if item.when.is_documented:
            placed.append((item, *_extent(item.when, scale)))
    rows, labelled = _rows_of_labels(placed, scale)
    beside = (len(names) - 1) * 7.5  # a name of several lines stands centred on its line
    line_y = max(y + rows * _LINE + 14, y + beside + 18)
    name_y = line_y + 4 - beside
    if names_above:
        name_y, line_y = y + _LINE, line_y + _LINE
    height = line_y - y + max(14, beside + 12)
    marks = tuple(
        Mark(item, shape, x, width, label_x, line_y - 9 - row * _LINE, anchor)
        for (item, shape, x, width), (label_x, row, anchor) in zip(placed, labelled, strict=True)
    )
    whole, tail = _whole(lane.whole, scale) if lane.whole else (None, None)
    years_x, anchor, years_y = _beside(lane.years, marks, whole, tail, scale)
    height += years_y
    years_y += line_y + 4
    return DrawnLane(
        lane, y, line_y, height, marks, names, name_y, whole, tail, years_x, anchor, years_y
    )


def _beside(
    years: str,
    marks: Iterable[Mark],
    whole: tuple[float, float] | None,
    tail: tuple[float, float] | None,
    scale: _Scale,
) -> tuple[float, str, float]:
    """Where a life is said in figures: after everything drawn of it, or before where there is no room behind, or
    under the line, by so much, where there is none on either side.
    """
    starts = [mark.x for mark in marks] + ([whole[0]] if whole else [])
    ends = [mark.x + mark.width for mark in marks] + ([sum(whole)] if whole else [])
    ends += [tail[1]] if tail else []
    if not ends:
        return scale.start + 6, "start", 0
    if max(ends) + 8 + len(years) * _LETTER <= scale.end + _EDGE:
        return max(ends) + 8, "start", 0
    if min(starts) - 8 - len(years) * _LETTER >= scale.start:
        return min(starts) - 8, "end", 0
    return scale.end, "end", _LINE


def _whole(
    when: When, scale: _Scale
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """A life from end to end; where no end is documented its beginning, and a tail that claims no year."""
    if not when.is_documented:
        return None, None
    if when.sense is Sense.SINCE and when.first:
        start = scale.at(when.first.earliest)
        width = max(scale.at(when.first.latest + timedelta(days=1)) - start, _LEAST)
        return (start, width), (start + width, min(start + width + _TAIL, scale.end))
    _shape, x, width = _extent(when, scale)
    return (x, width), None


def _extent(when: When, scale: _Scale) -> tuple[Shape, float, float]:
    start = scale.at(when.earliest) if when.earliest else scale.start
    end = scale.at(when.latest + timedelta(days=1)) if when.latest else scale.end
    if when.sense is Sense.SPAN:
        return Shape.SPAN, start, max(end - start, _LEAST)
    if when.sense in (Sense.SINCE, Sense.UNTIL):
        return Shape.OPEN, start, end - start
    is_point = when.sense is Sense.AT and when.first is not None and when.first.month is not None
    return (Shape.POINT if is_point else Shape.ROOM), start, max(end - start, _LEAST)


def _rows_of_labels(
    placed: Iterable[tuple[Item, Shape, float, float]], scale: _Scale
) -> tuple[int, list[tuple[float, int, str]]]:
    """Labels stand above the line; one that would touch another goes a row higher."""
    standing: list[tuple[float, int]] = []
    labelled: list[tuple[float, int, str]] = []
    # From the last to the first: an earlier label stands above every later one it reaches over, so
    # that no line from a label to its mark crosses another label.
    for item, shape, x, width in reversed(tuple(placed)):
        label_x, anchor, start, end = _label(item.label, shape, x, width, scale)
        row = max((other + 1 for begins, other in standing if begins < end + 8), default=0)
        if item.label:
            standing.append((start, row))
        labelled.append((round(label_x, 1), row, anchor))
    return max((row + 1 for _start, row in standing), default=0), labelled[::-1]


def _label(
    label: str, shape: Shape, x: float, width: float, scale: _Scale
) -> tuple[float, str, float, float]:
    """A short label stands over the middle of its mark; a long one begins there, or ends there near the edge."""
    wide = len(label) * _LETTER
    middle = x + width / 2
    if wide <= 60 and shape is not Shape.OPEN:
        return middle, "middle", middle - wide / 2, middle + wide / 2
    if x + wide <= scale.end or x + width - wide < scale.start:
        begins = x if x + wide <= scale.end else scale.start
        return begins, "start", begins, begins + wide
    return x + width, "end", x + width - wide, x + width


def _wrapped(name: str, at: int) -> tuple[str, ...]:
    return tuple(
        textwrap.wrap(name, at, max_lines=3, placeholder=" …", break_on_hyphens=False)
    ) or ("",)
