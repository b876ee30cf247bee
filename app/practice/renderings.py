"""What papers say in the valley's other language, written as a facilitator writes it: row by row of the same page."""

from __future__ import annotations

from app.library.seed.reading import BadFile
from app.practice.files import shape
from app.practice.made import Made
from app.reports.rewording import parts_of

ARABIC = "ar"


@shape
class RenderingEntry:
    """Words of a paper, and the same in Arabic."""

    words: str
    ar: str


@shape
class RenderingsFile:
    """Everything that is rendered."""

    renderings: tuple[RenderingEntry, ...]


def write(made: Made, given: RenderingsFile) -> None:
    """Render these words wherever they stand; raises `BadFile` at words that no paper carries."""
    said = {each.words: each.ar for each in given.renderings}
    met: set[str] = set()
    for part in parts_of(made.dialogue):
        for row in part.rows_for(ARABIC):
            if row.words.text in said:
                met.add(row.words.text)
                row.say(ARABIC, said[row.words.text])
    for words in said:
        if words not in met:
            raise BadFile(f"no paper carries {words!r}", path="renderings.yaml")
