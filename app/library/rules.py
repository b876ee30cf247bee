"""What follows from how well a fact is known, and which known word was meant. Plain Python.

The closed vocabularies of the field are vocabulary.py's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

_LONGEST_KEY = 80


class Owner(StrEnum):
    """Needs and fears belong to a party, options to nobody (design §1.3)."""

    PARTY = "party"
    JOINT = "joint"


class Sequence(StrEnum):
    """How the stages of a method follow one another. None of them locks anything (design §1.8)."""

    FIXED_ORDER_FLEXIBLE_PACE = "fixed_order_flexible_pace"
    RECURSIVE = "recursive"
    LOOP = "loop"


class SourceKind(StrEnum):
    PAGE = "page"
    SEED = "seed"
    LITERATURE = "literature"
    INFERENCE = "inference"


class Seen(StrEnum):
    """How far a source was read for this library."""

    IN_FULL = "in_full"
    EXCERPT = "excerpt"
    FROM_MEMORY = "from_memory"
    OURS = "ours"


class Confidence(StrEnum):
    """The badge of a fact. There is no badge for what is only half remembered: such facts are not seeded."""

    DOCUMENTED = "documented"
    REPORTED = "reported"
    LITERATURE = "literature"
    INFERENCE = "inference"


class Layout(StrEnum):
    """How the fields of a tool stand on paper."""

    COLUMNS = "columns"  # each field heads a column of blank rows
    ROWS = "rows"  # each field is a row, with room beside it
    BOXES = "boxes"  # frames under one another
    CHOICE = "choice"  # frames under one another, the last two beside one another to be weighed
    CIRCLE = "circle"  # four frames that one goes round


class Coverage(StrEnum):
    FULL = "full"
    REFERENCE = "reference"


def confidence_of(stated: Confidence | None, kinds: Iterable[SourceKind]) -> Confidence:
    """The badge of a fact: what its file states, else what the best of its sources allows."""
    if stated is not None:
        return stated
    rests_on = set(kinds)
    if rests_on & {SourceKind.PAGE, SourceKind.SEED}:
        return Confidence.DOCUMENTED
    return Confidence.LITERATURE if SourceKind.LITERATURE in rests_on else Confidence.INFERENCE


def is_address(text: str) -> bool:
    """Whether a page may lead there: an address of the web, and nothing that would run in a browser."""
    return text.startswith(("https://", "http://")) and not any(
        character.isspace() or character in "<>\"'\\" for character in text
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """'; did you mean …?' for a word that is nearly one we know, else nothing."""
    close = closest(word, known)
    return f" (did you mean {close!r}?)" if close else ""


def closest(word: str, known: Iterable[str], alike: float = 0.5) -> str:
    """The known word that this one nearly is, else nothing. No word of ours is as long as to be slow to compare."""
    close = difflib.get_close_matches(word[:_LONGEST_KEY], list(known), n=1, cutoff=alike)
    return close[0] if close else ""
