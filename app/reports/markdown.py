"""Documents as Markdown: plain text that reads well as it is, for people who work on in their own tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.reports.cleaning import cleaned
from app.reports.tree import (
    Block,
    Boxes,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Rule,
    SideBySide,
    Slip,
    Slips,
    Table,
    Text,
    as_words,
    levelled,
)

MIMETYPE = "text/markdown"

# A mark at the beginning lets a plain text viewer set the paragraph from the right.
_RTL_MARK = "\u200f"
_SPECIAL = re.compile(
    r"[\\`*_<>|~]|&(?=[#\w]+;)|\[(?!U\+[0-9A-F]+\])|(?<!\w)(?:https?|ftp):(?=//)|@(?=\w+\.\w)|!(?=\[)|(?<=\]):"
)
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)


def render(document: Document) -> bytes:
    tidy = cleaned(document)
    parts = [
        *_front(tidy),
        *_joined(levelled(tidy.blocks)),
        "---",
        f"> {_inline(tidy.status_line)}",
    ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _front(document: Document) -> Iterator[str]:
    """There are no pages to repeat the status line on, so it opens and closes the text."""
    if document.banner:
        yield f"**{_inline(document.banner)}**"
    if document.label:
        yield _inline(document.label)
    yield f"# {_line(document.title)}"
    yield f"> {_inline(document.status_line)}"


def _joined(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        yield _block(block)


def _block(block: Block) -> str:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_line(text)}"
        case Paragraph(text, number, style):
            return ("> " if style == "quotation" else "") + _numbered(number, text)
        case BulletList(items):
            return "\n".join(f"- {_indented(item)}" for item in items)
        case NumberedList(items, start):
            return "\n".join(
                f"{number}. {_indented(item)}" for number, item in enumerate(items, start)
            )
        case Table():
            return _table(block)
        case Boxes(rows):
            return "\n\n".join(
                f"**{_line(box.label)}** {_line(box.asks)}".rstrip() for row in rows for box in row
            )
        case Slips(slips):
            return "\n\n---\n\n".join(_slip(slip) for slip in slips)
        case KeyValues(pairs):
            return "\\\n".join(f"**{_line(key)}:** {_line(value)}" for key, value in pairs)
        case Note(mark, text):
            return f"[{escaped(mark)}] {_inline(text)}"
        case SideBySide(first, second, number):
            return f"{_numbered(number, first)}\n\n{_numbered(number, second)}"
        case Rule() | PageBreak():
            return "---"


def _slip(slip: Slip) -> str:
    """What the drawing opens stands as text: nobody can point a telephone at this file."""
    lines = (
        f"**{_line(slip.title)}**",
        f"`{slip.code}`",
        f"<{slip.opens}>",
        *map(_inline, slip.lines),
    )
    return "\n\n".join(lines)


def _numbered(number: str | None, text: Text) -> str:
    """The number is bold text and no list item: a list would count anew."""
    words = as_words(text)
    if number is None:
        return _inline(words)
    mark = _RTL_MARK if words.direction == "rtl" else ""
    return f"{mark}**{escaped(number)}** {_inline(words, marked=False)}"


def _inline(text: Text, *, marked: bool = True) -> str:
    words = as_words(text)
    said = ""
    for run in words.runs:
        letters = escaped(run.text)
        if run.strong:
            letters = _wrapped(letters, "**")
        if run.emphasised:
            letters = _wrapped(letters, "*")
        if run.raised:
            letters = f"[{letters}]"
        said += letters
    # A code point in brackets before somebody's parenthesis would read as a link.
    said = said.replace("](", "]\\(")
    mark = _RTL_MARK if marked and words.direction == "rtl" else ""
    # A line end that people typed is a hard one, and an empty line stays inside the paragraph.
    return mark + re.sub(r"[ ]*\n+[ ]*", "\\\\\n", said.strip())


def _line(text: Text) -> str:
    return _inline(text).replace("\\\n", " ")


def _indented(text: Text) -> str:
    return _inline(text).replace("\n", "\n  ")


def _wrapped(letters: str, mark: str) -> str:
    """Spaces stand outside the marks, or they would not count as marks."""
    inner = letters.strip()
    if not inner:
        return letters
    before = letters[: len(letters) - len(letters.lstrip())]
    after = letters[len(letters.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"


def escaped(text: str) -> str:
    """The text with everything disarmed that Markdown, or HTML inside it, would take for more than letters."""
    disarmed = _SPECIAL.sub(lambda found: f"\\{found[0]}" if len(found[0]) == 1 else found[0], text)
    return _LINE_START.sub(_harmless_start, disarmed)


def _harmless_start(found: re.Match[str]) -> str:
    before, sign = found.groups()
    return f"{before}{sign}\\" if sign.isdigit() else f"{before}\\{sign}"


def _table(table: Table) -> str:
    rows = [[_line(cell) for cell in row] for row in (table.header, *table.rows)]
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    drawn.insert(1, f"|{' --- |' * len(table.header)}")
    caption = f"{_inline(table.caption)}\n\n" if table.caption else ""
    return caption + "\n".join(drawn)
