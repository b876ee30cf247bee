"""What follows from how well a fact is known, and how a course is drawn. Plain Python.

The closed vocabularies of the field are vocabulary.py's.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


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
