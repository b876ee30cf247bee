"""Two or three documented processes beside one another: which were asked for, and their years on one scale. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.library.course import Course, LaneNames, lanes_of
from app.library.course.picture import Item, Lane
from app.library.rules import closest
from app.library.shapes.processes import Exemplar

FEWEST, MOST = 2, 3
_ASKED_AT_MOST = 20
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Unknown:
    """A key that no process has, and the process that may have been meant."""

    key: str
    meant: Exemplar | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address asks to compare: the processes in its order, each once."""

    chosen: tuple[Exemplar, ...]
    doubled: tuple[Exemplar, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def can_be_compared(self) -> bool:
        return FEWEST <= len(self.chosen) <= MOST and not self.unknown

    @property
    def is_too_many(self) -> bool:
        return len(self.chosen) > MOST


def choice_of(asked: Sequence[str], exemplars: Iterable[Exemplar]) -> Choice:
    """The processes of these keys. Nothing is guessed: what is not known is said."""
    known = {each.key: each for each in exemplars}
    asked = asked[:_ASKED_AT_MOST]
    chosen = dict.fromkeys(key for key in asked if key in known)
    return Choice(
        chosen=tuple(known[key] for key in chosen),
        doubled=tuple(known[key] for key in chosen if asked.count(key) > 1),
        unknown=tuple(
            Unknown(key, known.get(closest(key, known, _ALIKE)))
            for key in dict.fromkeys(asked)
            if key not in known
        ),
    )


def lanes_beside(courses: Iterable[Course], names: LaneNames) -> Iterator[Lane]:
    """Of each process one line of meetings under its name, what was written, and the official track beside it."""
    for place, course in enumerate(courses):
        lanes = {lane.kind: lane for lane in lanes_of(course, names) if lane.kind != "meetings"}
        meetings = tuple(
            Item(each.when, "" if each.is_preparation else each.short, each.name or each.short)
            for each in course.meetings
        )
        yield Lane(f"process-{place}", course.title, "process", meetings, course.whole)
        for kind in ("outputs", "official"):
            if kind in lanes:
                lane = lanes[kind]
                yield Lane(f"{kind}-{place}", lane.name, kind, lane.items)
