"""Cells of a spreadsheet that run nothing when they are opened, and what was meant when they come back."""

from __future__ import annotations

import re

# What a spreadsheet may take for a formula, also in full width and behind spaces, quotes and invisible marks; figures
# with a sign are figures.
_FORMULA = re.compile(
    "[\\s'\"\u200b-\u200f\u061c\u2060-\u2069]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]"
)
_FIGURE = re.compile(r"[+-]?\d+([.,]\d+)*%?")


def harmless(text: str) -> str:
    """The text so that opening the sheet runs nothing: an apostrophe makes a cell plain text."""
    return f"'{text}" if _would_run(text) else text


def meant(cell: str) -> str:
    """What `harmless` was given: the apostrophe is taken away again where it had been put."""
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _would_run(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _FIGURE.fullmatch(text)
