"""The fonts a typeset document may use: where they lie and which characters they hold. They are prepared elsewhere."""

from __future__ import annotations

import functools
import json
import os
from dataclasses import dataclass
from pathlib import Path

from app.kernel.errors import DomainError
from app.kernel.wording import say

PREPARED = Path(__file__).resolve().parents[2] / "var" / "fonts" / "pdf"

HELD = "held.json"

SERIF = (
    "Noto Serif",
    "Amiri",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Georgian",
    "Noto Serif Armenian",
)
SANS = (
    "Noto Sans",
    "Amiri",
    "Noto Sans Hebrew",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
)


class FontsMissing(DomainError):
    """The fonts were never prepared, so no PDF can be typeset; installing the program prepares them."""

    def __init__(self, missing: str = "") -> None:
        super().__init__(say("The fonts for documents are not installed, so no PDF can be made."))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class FontShelf:
    """The prepared fonts: their families in order of preference, and what each of them holds."""

    directory: Path
    families: tuple[str, ...]
    holdings: tuple[frozenset[int], ...]

    def holds(self, cluster: str) -> bool:
        """Whether one single font can draw the whole cluster: a letter and its marks cannot come from two."""
        wanted = {ord(character) for character in cluster if not is_silent(character)}
        return any(wanted <= held for held in self.holdings)

    def preferring(self, first: tuple[str, ...]) -> tuple[str, ...]:
        there = tuple(family for family in first if family in self.families)
        return there + tuple(family for family in self.families if family not in there)


def is_silent(character: str) -> bool:
    """Whether a shaper draws nothing for this character even where a font lacks it."""
    point = ord(character)
    return (
        point in (0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF)
        or 0x200B <= point <= 0x200F
        or 0x2066 <= point <= 0x2069
        or 0xFE00 <= point <= 0xFE0F
    )


def shelf(directory: Path | None = None) -> FontShelf:
    """The fonts in the directory, read once per process as long as they are not prepared again.

    What they hold was taken down when they were prepared: reading it from the fonts themselves would
    make every server carry a font editor.
    """
    place = directory or Path(os.environ.get("SECOND_TRACK_FONTS", PREPARED))
    held = place / HELD
    if not held.is_file():
        raise FontsMissing(str(place))
    return _read(place, held.stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _read(place: Path, _prepared: int) -> FontShelf:
    held: dict[str, list[list[int]]] = json.loads((place / HELD).read_text("utf-8"))
    order = [family for family in dict.fromkeys((*SERIF, *SANS)) if family in held]
    order += sorted(family for family in held if family not in order)
    holdings = (
        frozenset(point for first, last in held[family] for point in range(first, last + 1))
        for family in order
    )
    return FontShelf(place, tuple(order), tuple(holdings))
