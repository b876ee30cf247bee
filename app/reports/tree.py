"""The document as a tree of plain, frozen pieces. It knows no model, no session and no renderer.

What may stand in a document is decided before the tree is built; after it, nothing can be looked up any more.
"""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from app.kernel import wording

Direction = Literal["ltr", "rtl"]
Paper = Literal["text", "form", "wide"]


class DocumentIncomplete(ValueError):
    """A document without its status line, its title or its language must not leave the building."""


def direction_of(language: str) -> Direction | None:
    """The direction a language is written in, or None where its tag says nothing or is no tag."""
    try:
        found = wording.direction_of(language)
    except ValueError:
        return None
    return None if found == "auto" else found


def first_strong(text: str) -> Direction | None:
    """The direction of the first letter that has one: what `dir="auto"` does on a page."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language. `apart` sets a number or a reference apart from the direction around it."""

    text: str
    language: str = ""
    direction: Direction | None = None
    strong: bool = False
    emphasised: bool = False
    raised: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Runs that read as one text. An empty language means the document's; no direction means: by the language, else
    by the first letter that has one, else the document's. `leads`: running the other way than the document they still
    stand at the side where it begins, as short lines of a table do; words of the program's own always do."""

    runs: tuple[Run, ...]
    language: str = ""
    direction: Direction | None = None
    leads: bool = False

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


Text = Words | str


def words(*runs: Run | str, language: str = "", direction: Direction | None = None) -> Words:
    return Words(
        tuple(Run(run) if isinstance(run, str) else run for run in runs), language, direction
    )


def as_words(text: Text) -> Words:
    return text if isinstance(text, Words) else words(text)


@dataclass(frozen=True, slots=True)
class Heading:
    words: Text
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError("A heading has a level from 1 to 4.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is the text's own number ("3", "٣", "4.2"), written as text: it must not change when somebody opens
    the file in a word processor and moves a paragraph."""

    words: Text
    number: str | None = None
    style: Literal["body", "lead", "small", "quotation"] = "body"


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple[Text, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the line, one for each column; without them the columns are equal. `room` is how tall
    each row is at least, in millimetres, for tables that are written into by hand."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: Text | None = None
    widths: tuple[int, ...] = ()
    room: int = 0

    def __post_init__(self) -> None:
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("Each row of a table has a cell for each heading.")
        if self.widths and (len(self.widths) != len(self.header) or min(self.widths) < 1):
            raise ValueError("Each column of a table has a width, or none has.")


@dataclass(frozen=True, slots=True)
class Box:
    """A frame to write into by hand: what it is called, and what is asked in it."""

    label: Text
    asks: Text = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Rows of frames of equal width; `room` is how tall each is at least, in millimetres. They are read row by row."""

    rows: tuple[tuple[Box, ...], ...]
    room: int = 40

    def __post_init__(self) -> None:
        if not self.rows or not all(self.rows) or self.room < 1:
            raise ValueError("Frames stand in rows, and have room.")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to cut out. `opens` is the whole address, drawn as a QR code and written nowhere; `code` is the part of it
    that hands can type, and stands from left to right in every language."""

    title: Text
    opens: str
    drawn: Text
    code: str
    lines: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if not self.opens or not is_seen(self.drawn):
            raise ValueError("A QR code opens something, and says so to those who cannot see it.")


@dataclass(frozen=True, slots=True)
class Slips:
    """Slips to cut apart, two beside each other; a single one stands alone."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note or source at the end; `mark` is what the text refers to it by."""

    mark: str
    words: Text


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The same paragraph in two languages, of equal standing."""

    first: Text
    second: Text
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Boxes
    | Slips
    | KeyValues
    | Note
    | SideBySide
    | Rule
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The engine's own few words, so that whoever builds the document can translate them."""

    shown_by_code: str = "Characters that no font here holds are shown by their code points:"
    left_out: str = "Invisible control characters were left out:"


@dataclass(frozen=True, slots=True)
class Document:
    """The status line says that participants took part as individuals and that the text commits nobody (D§2.7). It
    is part of the document like its title: no document can be built, changed or cleaned without it.

    `date` is the text's own date, never the moment of the export; without one a fixed date stands in the metadata.
    `kind` is what the file is called after: a type of document, never a name of people, parties or places.
    `paper` is how it lies: with the margins of a text, or with narrow ones as a form, upright or wide.
    """

    title: Text
    language: str
    status_line: Text
    blocks: tuple[Block, ...]
    direction: Direction | None = None
    label: Text | None = None
    banner: Text | None = None
    date: datetime.date | None = None
    kind: str = "document"
    paper: Paper = "text"
    labels: Labels = field(default_factory=Labels)

    def __post_init__(self) -> None:
        for name, text in (("status line", self.status_line), ("title", self.title)):
            if not is_seen(text):
                raise DocumentIncomplete(f"A document has a {name}.")
        if not self.language:
            raise DocumentIncomplete("A document has a main language.")
        if not (self.kind.isascii() and self.kind.replace("-", "").isalnum()):
            raise ValueError(
                "The kind of a document is a plain word, since files are called after it."
            )

    @property
    def main_direction(self) -> Direction:
        return (
            self.direction
            or direction_of(self.language)
            or first_strong(as_words(self.title).plain)
            or "ltr"
        )


def is_seen(text: Text) -> bool:
    """Whether a reader would see a letter, a figure or a sign; spaces and invisible characters are no words."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in as_words(text).plain)


def levelled(blocks: tuple[Block, ...]) -> list[Block]:
    """Headings that begin with the first level and skip none: readers who listen move along them."""
    depth = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            depth = min(block.level, depth + 1)
            found.append(Heading(block.words, depth))
        else:
            found.append(block)
    return found
