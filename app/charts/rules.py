"""Where things stand in the picture of needs and options: pure arithmetic, no numbers for anybody to read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

WIDTH = 1080
SIDE_WIDTH = 340
MIDDLE_WIDTH = 220
ROW = 68
GAP = 14
HEAD = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the picture for one point."""

    id: str
    x: int
    y: int
    width: int
    height: int = ROW
    open: bool = False

    @property
    def middle(self) -> int:
        """Where lines meet it, from above."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a need to an option that answers it."""

    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def path(self) -> str:
        """A calm curve between the two."""
        half = (self.x1 + self.x2) // 2
        return f"M{self.x1} {self.y1}C{half} {self.y1} {half} {self.y2} {self.x2} {self.y2}"


@dataclass(frozen=True, slots=True)
class Picture:
    """The needs of two sides with the options between them."""

    width: int
    height: int
    start: tuple[Box, ...]
    middle: tuple[Box, ...]
    end: tuple[Box, ...]
    lines: tuple[Line, ...]


def picture_of(
    start: Sequence[str],
    options: Sequence[str],
    end: Sequence[str],
    answered: Collection[tuple[str, str]],
    *,
    rtl: bool,
) -> Picture:
    """Lay out one side's needs, the options, the other side's needs; `answered` is (option, need).

    Needs that nothing answers yet are `open`. In a right-to-left page the first side stands on the right.
    """
    reached = {need for _option, need in answered}
    tallest = max(len(start), len(options), len(end), 1)
    height = HEAD + tallest * (ROW + GAP)
    left, right = 0, WIDTH - SIDE_WIDTH
    start_x, end_x = (right, left) if rtl else (left, right)
    first = _column(start, start_x, SIDE_WIDTH, tallest, reached)
    last = _column(end, end_x, SIDE_WIDTH, tallest, reached)
    between = _column(options, (WIDTH - MIDDLE_WIDTH) // 2, MIDDLE_WIDTH, tallest, set(options))
    needs = {box.id: box for box in (*first, *last)}
    places = {box.id: box for box in between}
    lines = tuple(
        _line(places[option], needs[need])
        for option, need in sorted(answered)
        if option in places and need in needs
    )
    return Picture(WIDTH, height, first, between, last, lines)


def _column(
    ids: Sequence[str], x: int, width: int, tallest: int, reached: Collection[str]
) -> tuple[Box, ...]:
    # A shorter column stands in the middle of its height, so that no side looks like the shorter one.
    top = HEAD + (tallest - len(ids)) * (ROW + GAP) // 2
    return tuple(
        Box(each, x, top + place * (ROW + GAP), width, open=each not in reached)
        for place, each in enumerate(ids)
    )


def _line(option: Box, need: Box) -> Line:
    if need.x < option.x:
        return Line(need.x + need.width, need.middle, option.x, option.middle)
    return Line(option.x + option.width, option.middle, need.x, need.middle)
