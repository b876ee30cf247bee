"""A stretch of a page that can be found, with its place there, and how facts and points become its words.

Pure. How words are compared is words.py's, where they are kept index.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date

from app.library.shapes.facts import Fact, Point
from app.library.shapes.when import Moment, When

_SHORT = 40


class Shelf(StrEnum):
    """What a page is, in the order in which finds are shown."""

    PROCESSES = "processes"
    HOUSE = "house"
    METHODS = "methods"
    TOOLS = "tools"
    TYPOLOGY = "typology"
    WORDS = "words"
    LEVELS = "levels"
    NAMED = "named"


def shelf_named(name: str) -> Shelf | None:
    """The shelf of this name, None where there is none."""
    return Shelf(name) if name in list(Shelf) else None


class Part(StrEnum):
    """What a passage is on its page."""

    NAME = "name"
    LEAD = "lead"
    GLANCE = "glance"
    BACKGROUND = "background"
    PARTICIPANTS = "participants"
    MEETING = "meeting"
    STRAND = "strand"
    STAGE = "stage"
    RULE = "rule"
    OUTPUT = "output"
    OFFICIAL = "official"
    EFFECT = "effect"
    LIMIT = "limit"
    AFTERWARDS = "afterwards"
    NAMESAKE = "namesake"
    GAP = "gap"
    THIRD_PARTY = "third_party"
    COMPONENT = "component"
    TIMING = "timing"
    SECTION = "section"
    HOW = "how"
    CAUTION = "caution"
    FORM = "form"
    MEANING = "meaning"
    SHOWN = "shown"
    RECORD = "record"
    SLIP = "slip"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a page with its place: `unit` is what is found as one, `page` and `key` its address.

    `title` is what the unit is called, `heading` what the passage is called on the page, if anything.
    """

    shelf: Shelf
    unit: str
    page: str
    key: str = ""
    anchor: str = ""
    part: Part
    title: str
    heading: str = ""
    words: str
    language: str


# --- words out of facts -------------------------------------------------------------------------------------


def each_fact(
    whole: Passage, part: Part, facts: Iterable[Fact[str]], anchor: str = ""
) -> Iterator[Passage]:
    for fact in facts:
        yield replace(whole, part=part, anchor=anchor or whole.anchor, words=told(fact))


def each_point(
    whole: Passage, part: Part, points: Iterable[Point], anchor: str = ""
) -> Iterator[Passage]:
    for point in points:
        yield replace(
            whole,
            part=part,
            anchor=anchor or whole.anchor,
            heading=point.title or "",
            words=joined((point.text, point.note or "")),
        )


def said(point: Point) -> str:
    return joined((point.title or "", point.text, point.note or ""))


def told(fact: Fact[Any] | None) -> str:
    """Everything that is said of a fact: all readings, with their notes."""
    if fact is None:
        return ""
    return joined(
        word for reading in fact.readings for word in (_in_words(reading.value), reading.note or "")
    )


def _in_words(value: object) -> str:
    if isinstance(value, When):
        moments = dict.fromkeys(each for each in (value.first, value.last) if each)
        return " – ".join(_moment(each) for each in moments)
    return value if isinstance(value, str) else str(value)


def _moment(moment: Moment) -> str:
    # The files are in English; a month is found by its name.
    if moment.month is None:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    return format_date(day, "d MMMM y" if moment.day else "MMMM y", locale="en")


def joined(words: Iterable[str]) -> str:
    """One passage of several statements, each ending as a sentence does."""
    held = [word.strip() for word in words if word.strip()]
    return " ".join([*(_closed(word) for word in held[:-1]), *held[-1:]])


def _closed(words: str) -> str:
    if words[-1] in ".?!:;…":
        return words
    return f"{words}." if len(words) > _SHORT else f"{words};"
