"""The agenda's own page: what is typed into it, and the one button that was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.workshops.actions import Rework, Times
from app.workshops.forms import NO_SUCH_DURATION, NO_SUCH_TIME, VersionedForm
from app.workshops.rules import LONGEST, MOST_DAYS, SHORTEST, BlockKind, read_wall
from app.workshops.rules.order import Move
from app.workshops.rules.parts import Deed


@dataclass(frozen=True, slots=True)
class Parting:
    """A block to be split, merged or doubled."""

    sitting_id: str
    deed: Deed
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """A step to be taken back, or to be made again."""

    token: str
    again: bool


class ReworkForm(VersionedForm):
    """Durations and fixed starts of all blocks, beginnings of days, and one button.

    Beside what is typed the page carries what its rows were drawn with, in their order, so that only
    what a person changed counts as changed. Where it sends only what was changed, it carries nothing.
    """

    def read(self, typed: Mapping[str, str]) -> None:
        """Take the rows and the button from what was sent."""
        self.problems: dict[str, Any] = {}
        self.typed: dict[str, tuple[str, str]] = {}
        self.times: dict[str, Times] = {}
        self.starts: dict[int, str] = {}
        self.typed_starts: dict[int, str] = {}
        rows = [name.removeprefix("minutes-") for name in typed if name.startswith("minutes-")]
        drawn = typed.get("drawn", "").split(";")
        was = dict(zip(rows, drawn, strict=True)) if len(drawn) == len(rows) else {}
        for key in rows:
            self._read_row(key, typed[f"minutes-{key}"].strip(), typed, was.get(key))
        starts_drawn = dict(enumerate(typed.get("drawn-starts", "").split(";")))
        for day in range(MOST_DAYS):
            start = typed.get(f"starts-{day}", "").strip()
            if f"starts-{day}" in typed and start != starts_drawn.get(day):
                self._read_start(day, start)
        self._typed = typed

    def _read_row(self, key: str, minutes: str, typed: Mapping[str, str], was: str | None) -> None:
        anchor = typed.get(f"anchor-{key}", "").strip()
        if was == f"{minutes}|{anchor}":
            return
        self.typed[key] = (minutes, anchor)
        lasts = _number(minutes) or 0
        if not SHORTEST <= lasts <= LONGEST:
            self.problems[f"minutes-{key}"] = NO_SUCH_DURATION
        elif anchor and read_wall(anchor) is None:
            self.problems[f"anchor-{key}"] = NO_SUCH_TIME
        else:
            self.times[key] = Times(lasts, read_wall(anchor))

    def _read_start(self, day: int, start: str) -> None:
        if (read := read_wall(start)) is None:
            self.problems[f"starts-{day}"] = NO_SUCH_TIME
        self.typed_starts[day] = start
        self.starts[day] = read or start

    def rework(self) -> Rework:
        """What was typed and pressed, as the action takes it."""
        return Rework(
            times=self.times,
            day_starts=self.starts,
            move=_move(self.pressed),
            drop=_drop(self._typed.get("drop", "")) or _to_day(self.pressed),
            add=_add(self._typed.get("add", "")),
        )

    @property
    def pressed(self) -> str:
        """The button of a block: its id, and what is to be done with it."""
        return self._typed.get("move", "")

    @property
    def parting(self) -> Parting | None:
        """The block to be split, merged or doubled, if that was pressed."""
        key, _colon, how = self.pressed.partition(":")
        if how not in set(Deed):
            return None
        return Parting(key, Deed(how), _number(self._typed.get("split-at", "").strip()))

    @property
    def back(self) -> Back | None:
        """The step to be taken back or made again, if that was pressed."""
        for name in ("back", "again"):
            if token := self._typed.get(name, ""):
                return Back(token, again=name == "again")
        return None

    @property
    def once_more(self) -> tuple[str, str] | None:
        """The button that was pressed, to be pressed once more after somebody else was faster."""
        for name in ("move", "drop", "add"):
            if value := self._typed.get(name, ""):
                return name, value
        return None


def _move(pressed: str) -> tuple[str, Move] | None:
    key, colon, how = pressed.partition(":")
    return (key, Move(how)) if colon and how in set(Move) else None


def _to_day(pressed: str) -> tuple[str, int, int] | None:
    """To the end of a day, counted from 0."""
    key, *rest = pressed.split(":")
    if len(rest) != 2 or rest[0] != "day":
        return None
    return _drop(f"{key}:{rest[1]}:9999")


def _number(typed: str) -> int | None:
    """A whole number in the digits of any script. Nothing typed is no number; what is none is one that cannot be."""
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


def _drop(pressed: str) -> tuple[str, int, int] | None:
    key, *place = pressed.split(":")
    if len(place) != 2 or not all(
        part.isascii() and part.isdecimal() and len(part) < 5 for part in place
    ):
        return None
    return key, int(place[0]), int(place[1])


def _add(pressed: str) -> tuple[BlockKind, int] | None:
    kind, colon, day = pressed.partition(":")
    if not colon or kind not in set(BlockKind) or day not in {str(n) for n in range(MOST_DAYS)}:
        return None
    return BlockKind(kind), int(day)
