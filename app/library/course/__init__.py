"""The whole way of a process from its first meeting to what came of it: one shape for documented processes
and, from their own subject, for dialogues. Pages draw and list a `Course` without asking which it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.library.course.picture import Item, Lane
from app.library.shapes.facts import Fact
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar, Workshop
from app.library.shapes.when import When, read_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, or a run of them. `short` is what a picture can hold: a number, a place."""

    key: str
    name: str
    when: When
    short: str = ""
    place: str = ""
    strand: str = ""
    stages: tuple[str, ...] = ()
    is_preparation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A text or another thing that came of it."""

    key: str
    name: str
    when: When
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialEvent:
    """Something of the official track, in parallel and not of this process's making."""

    key: str
    name: str
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStage:
    """A stage of the method the process goes by."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStrand:
    """A process within the process."""

    key: str
    name: str
    whole: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a picture of the years, a comparison and a register of memoranda render."""

    title: str
    meetings: tuple[Meeting, ...]
    outputs: tuple[Output, ...] = ()
    official_events: tuple[OfficialEvent, ...] = ()
    stages: tuple[CourseStage, ...] = ()
    strands: tuple[CourseStrand, ...] = ()
    whole: When | None = None
    is_documented: bool = False


def course_of(exemplar: Exemplar, method: Method | None) -> Course:
    """The course of a documented process. Where sources differ, the first reading is drawn; the table has all."""
    return Course(
        title=exemplar.short_name,
        meetings=tuple(
            Meeting(
                key=workshop.key,
                name=name_of(workshop),
                short=workshop.number or (workshop.place.first if workshop.place else ""),
                when=workshop.date.first,
                place=workshop.place.first if workshop.place else "",
                strand=workshop.strand or "",
                stages=workshop.stages.first if workshop.stages else (),
                is_preparation=workshop.is_preparation,
            )
            for workshop in exemplar.workshops
        ),
        outputs=tuple(
            Output(key=item.key, name=_words(item.title or item.subject), when=item.date.first)
            for outputs in exemplar.outputs
            for item in outputs.items_recovered
        ),
        official_events=tuple(
            OfficialEvent(key=event.key, name=event.what.first, when=event.date.first)
            for event in exemplar.official_events
        ),
        stages=tuple(CourseStage(key=stage.key, name=stage.name) for stage in method.stages)
        if method
        else (),
        strands=tuple(
            CourseStrand(
                key=strand.key, name=strand.name.first, whole=_from_to(strand.start, strand.end)
            )
            for strand in exemplar.strands
        ),
        whole=life_of(exemplar),
        is_documented=True,
    )


def name_of(workshop: Workshop) -> str:
    """What a meeting is called where the sources give it no name: nothing, so that a page says 'Meeting 3'."""
    return workshop.name or ""


def _words(fact: Fact[str] | None) -> str:
    return fact.first if fact else ""


def life_of(exemplar: Exemplar) -> When:
    """The whole of a process; begun and not known to have ended where no source gives an end."""
    return _from_to(exemplar.period.start, exemplar.period.end)


def _from_to(start: Fact[When], end: Fact[When] | None) -> When:
    """From the earliest beginning to the latest end that any source gives."""
    beginnings = _dated(start)
    endings = _dated(end) if end else ()
    if not beginnings:
        return start.first
    begins = min(beginnings, key=lambda when: when.order)
    ends = max(endings, key=lambda when: when.order[1], default=None)
    if begins.first is None:
        return begins
    if ends is None or ends.last is None:
        return read_when(f"{begins.first}/")
    if begins.text == ends.text:
        return begins
    return read_when(f"{begins.first}/{ends.last}")


def _dated(fact: Fact[When]) -> tuple[When, ...]:
    return tuple(reading.value for reading in fact.readings if reading.value.is_documented)


@dataclass(frozen=True, slots=True)
class LaneNames:
    """What the lanes are called, in the language of the page: the edge gives them."""

    official: str
    meetings: str
    outputs: str


def lanes_of(course: Course, names: LaneNames) -> Iterator[Lane]:
    """The official track above, this one below it with what came of it, then the stages it went through."""
    if course.official_events:
        yield Lane(
            "official",
            names.official,
            "official",
            tuple(
                Item(event.when, _short(event.name), event.name) for event in course.official_events
            ),
        )
    yield from _lanes_of_meetings(course, names)
    if course.outputs:
        yield Lane(
            "outputs",
            names.outputs,
            "outputs",
            tuple(Item(output.when, _short(output.name), output.name) for output in course.outputs),
        )
    yield from _lanes_of_stages(course)


def _lanes_of_meetings(course: Course, names: LaneNames) -> Iterator[Lane]:
    for strand in course.strands:
        held = tuple(meeting for meeting in course.meetings if meeting.strand == strand.key)
        yield Lane(strand.key, strand.name, "meetings", _items(held), strand.whole)
    rest = tuple(meeting for meeting in course.meetings if not meeting.strand)
    if rest:
        yield Lane(
            "meetings",
            names.meetings,
            "meetings",
            _items(rest),
            None if course.strands else course.whole,
        )


def _lanes_of_stages(course: Course) -> Iterator[Lane]:
    if not any(meeting.stages for meeting in course.meetings):
        return
    for stage in course.stages:
        held = tuple(meeting for meeting in course.meetings if stage.key in meeting.stages)
        yield Lane(stage.key, stage.name, "stage", _items(held))


def _items(meetings: tuple[Meeting, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            meeting.when,
            "" if meeting.is_preparation else meeting.short,
            meeting.name or meeting.short,
        )
        for meeting in meetings
    )


def _short(text: str, at: int = 40) -> str:
    return text if len(text) <= at else text[: at - 1].rsplit(" ", 1)[0] + "…"
