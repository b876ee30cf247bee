"""Blocks of a memorandum, marks, and what a closed reading or asking results in: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.library.vocabulary import Level


class Block(StrEnum):
    """The blocks of a joint memorandum, in their order (D§2.7). Heading and status line are not editable."""

    COMMON_GROUND = "common_ground"
    PROBLEM = "problem"
    CONSIDERATIONS = "considerations"
    APPROACHES = "approaches"
    OBSTACLES_STEPS = "obstacles_steps"
    RECOMMENDATIONS = "recommendations"
    DIFFERENCES = "differences"


class TextStanding(StrEnum):
    """Where a text stands."""

    DRAFT = "draft"
    READING = "reading"
    ADOPTED = "adopted"


class Mark(StrEnum):
    """What one seat says, privately, of one paragraph of one version (D§6.4)."""

    ADOPT = "adopt"
    CAN_LIVE_WITH = "can_live_with"
    CONCERN = "concern"
    CANNOT_ADOPT = "cannot_adopt"


class Result(StrEnum):
    """What a closed reading says of a paragraph: consensus or not, never how many or who."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class Naming(StrEnum):
    """How a released text names those who made it; unnamed unless every bearer chose otherwise (D§6.4)."""

    UNNAMED = "unnamed"
    GROUP_DESCRIBED = "group_described"
    NAMED = "named"


class ReleaseStanding(StrEnum):
    """Where an asking for release stands. Not complete never says whose consent is missing."""

    ASKING = "asking"
    COMPLETE = "complete"
    NOT_COMPLETE = "not_complete"


BLOCK_ORDER = tuple(Block)

HEARD = frozenset({Mark.ADOPT, Mark.CAN_LIVE_WITH})
"""Marks with which a paragraph can be adopted: consensus means that nobody present cannot live with it."""

MAY_LEAVE = frozenset({Level.L2, Level.L3, Level.L4})
"""Levels at which an adopted text can be released; at L0 and L1 nothing of substance leaves (D§6.1)."""


def result_of(marks: Sequence[Mark], asked: int) -> Result:
    """What a closed reading says of one paragraph (D§6.4).

    Adopted only by consensus of everybody asked: one *cannot adopt* drops the paragraph, one unheard
    concern keeps it open, and silence is no consent. There is no majority, and no number is kept.
    """
    if 0 < asked == len(marks) and all(mark in HEARD for mark in marks):
        return Result.ADOPTED
    return Result.NOT_ADOPTED


def release_result(consents: int, asked: int) -> ReleaseStanding:
    """Complete or not complete: one refusal stops, and so does one silence (design §1.7)."""
    return ReleaseStanding.COMPLETE if 0 < asked == consents else ReleaseStanding.NOT_COMPLETE


class Caution(StrEnum):
    """What is pointed out in a draft before each step. Nothing is changed or forbidden by it."""

    SEAT_NAME = "seat_name"
    QUOTATION = "quotation"
    NEGOTIATION_WORD = "negotiation_word"


HEADING = 0
"""The number under which the heading is pointed to; paragraphs begin at one."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """One thing pointed out: in which paragraph, what kind, and the very words."""

    number: int
    caution: Caution
    found: str


# A striking phrase identifies its author (D§6.3): quotation marks of the scripts we know.
_QUOTATION = re.compile(r"[“„«‹‟\"](?=\w)([^”“»›\"]{3,200})[”“»›\"]")

# Words of a table at which people commit others; here nobody does (D§7, D§9.1).
_NEGOTIATION_WORDS = re.compile(
    r"\b(negotiat\w+|concession\w*|concede\w*|deals?|bargain\w*|signator\w+|signed|ratif\w+|"
    r"offers?|offered|demands?|demanded|delegation\w*|delegates?|hereby|shall be bound|binding|"
    r"vot(?:e|es|ed|ing)|majorit\w+|unanimous\w*|the parties agree\w*|agreement reached)\b",
    re.IGNORECASE,
)

_SHORTEST_NAME = 2
_SHORTEST_STEM = 3


def point_out(said: Iterable[tuple[int, str]], seat_names: Iterable[str]) -> list[Pointed]:
    """Names of seats, quotations and words of negotiation, in the order of the text, each once a paragraph.

    `said` are (number, words), several for a paragraph in several languages; `seat_names` the code
    names in use. Runs only when somebody asks for the next step: nothing watches as one types
    (design §1.8).
    """
    names = [_named(name) for name in seat_names if len(name) >= _SHORTEST_NAME]
    found = (pointed for number, words in said for pointed in _pointed_in(number, words, names))
    return list(dict.fromkeys(found))


def _named(name: str) -> re.Pattern[str]:
    """A name as a word of its own; in scripts that glue particles to it, wherever it stands."""
    glued = len(name) >= _SHORTEST_STEM and not name.isascii()
    pattern = re.escape(name) if glued else rf"(?<!\w){re.escape(name)}(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


def _pointed_in(number: int, words: str, names: Sequence[re.Pattern[str]]) -> Iterator[Pointed]:
    for name in names:
        if found := name.search(words):
            yield Pointed(number, Caution.SEAT_NAME, found.group(0))
    for quotation in _QUOTATION.finditer(words):
        yield Pointed(number, Caution.QUOTATION, quotation.group(0))
    for word in _NEGOTIATION_WORDS.finditer(words):
        yield Pointed(number, Caution.NEGOTIATION_WORD, word.group(0))


def title_may_leave(level: Level, *, released: bool) -> bool:
    """Whether a text's title and subject may stand in a list that leaves the building (D§6.1).

    They are words of the text: at L0 and L1 they stay inside, at L2 only what all released leaves.
    """
    return level in MAY_LEAVE and (released or level is not Level.L2)
