"""The one place where text is made fit for documents. What people typed stays as it is; the document says what it
replaced."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.kernel.wording import UNDETERMINED
from app.reports.tree import (
    Block,
    Box,
    Boxes,
    BulletList,
    Direction,
    Document,
    Heading,
    KeyValues,
    Note,
    NumberedList,
    Paragraph,
    Run,
    SideBySide,
    Slip,
    Slips,
    Table,
    Text,
    Words,
    as_words,
    direction_of,
    first_strong,
    is_seen,
    words,
)

LTR_ISOLATE, RTL_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2069"
BREAK = "\u200b"
LONGEST_RUN = 40
STRETCH = 8
# No word is this long, and no typesetter can take one that is: here even joined letters are broken.
ENDLESS = 10_000

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MANY_LINE_ENDS = re.compile("\n{3,}")

# Left out without a sign in their place, because they are no writing: control characters, characters that Unicode
# keeps for no use, tags that can smuggle a hidden text, and embeddings and overrides, which a renderer would honour
# and which can make a sentence read as another one (U+202E).
_LEFT_OUT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "\ud800-\udfff]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")
_FORMATTING = frozenset(
    "\n\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"
)
MOST_LISTED = 24

# What most text is made of; whoever wrote only these needs no look at the fonts.
_EVERYDAY = re.compile(
    "[ -~\n\u00a0-\u00ac\u00ae-\u02af\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2013-\u201e\u2026]*"
)

# A date, a clause, a file number: figures and Latin letters tied together by signs. Among letters from right to left
# each part would be set in its own turn, and 12-B would be read as B-12.
_REFERENCE = re.compile(
    r"(?<![\w\u2066./:+\-\u2010\u2011])(?:\[U\+[0-9A-F]{4,6}\]|(?=[A-Za-z0-9./:+\-\u2010\u2011]{0,80}[0-9])"
    r"[A-Za-z0-9+]+(?:[./:+\-\u2010\u2011][A-Za-z0-9]+)+)(?!\w)"
)
_RANGE_OF_YEARS = re.compile(r"\d{4}-\d{4}")

_LONG_RUN = re.compile(rf"(?<![^\s\u200b])[^\s\u200b]{{{LONGEST_RUN + 1},}}")
_JOINS_ON = re.compile(
    # Arabic, Syriac, N'Ko, Mandaic, Mongolian, Adlam: no break between two letters that may be joined.
    "[\u0600-\u07ff\u0840-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc\U0001e900-\U0001e95f]"
)
_BREAKS_WELL_AFTER = frozenset("/\\.?&=_-:,;@#%+|)]}")

Holds = Callable[[str], bool]


def anything(cluster: str) -> bool:
    """For formats that bring no fonts of their own: the reader's machine has some for every living script and for
    common signs, but a pictograph or a private character may come out as an empty box."""
    return all(
        unicodedata.category(character)[0] in "LMNPZ"
        or (unicodedata.category(character)[0] == "S" and character < "\U00010000")
        or character in _FORMATTING
        for character in cluster
    )


@dataclass(slots=True)
class Replaced:
    """What a document shows differently from what was typed."""

    shown_by_code: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.shown_by_code or self.left_out)


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def clean(text: str, holds: Holds = anything, replaced: Replaced | None = None) -> str:
    """The text without what no document can carry, and with the rest shown by its code point. Cleaning what is clean
    changes nothing."""
    replaced = replaced if replaced is not None else Replaced()
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if _EVERYDAY.fullmatch(text):
        return _MANY_LINE_ENDS.sub("\n\n", text)
    draws = _but_line_ends(holds)
    replaced.left_out.update(_LEFT_OUT.findall(text))
    text = _balanced(_LEFT_OUT.sub("", text), replaced)
    if all(_stands_alone(character) and draws(character) for character in set(text)):
        return _MANY_LINE_ENDS.sub("\n\n", text)
    # A sign shown by its code point may have been half of a pair, so the balance is struck once more.
    shown = _balanced(
        "".join(_shown(cluster, draws, replaced) for cluster in _clusters(text)), replaced
    )
    return _MANY_LINE_ENDS.sub("\n\n", shown)


def _but_line_ends(holds: Holds) -> Holds:
    """No font has a line end, and none needs it: a renderer ends the line instead."""
    return lambda cluster: holds(cluster.replace("\n", ""))


def _balanced(text: str, replaced: Replaced) -> str:
    """An isolate that nobody closes reaches to the end of the paragraph, over our own words: such ones are left out."""
    if not _ISOLATES.search(text):
        return text
    odd: set[int] = set()
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == POP_ISOLATE:
            if opened:
                opened.pop()
            else:
                odd.add(place)
        elif "\u2066" <= character <= "\u2068":
            opened.append(place)
        elif character == "\n":
            odd.update(opened)
            opened = []
    odd.update(opened)
    replaced.left_out.update(text[place] for place in odd)
    return "".join(character for place, character in enumerate(text) if place not in odd)


def _clusters(text: str) -> Iterator[str]:
    """A character with the marks, joiners and selectors that follow it: what one font has to draw as a whole."""
    start = 0
    for place in range(1, len(text)):
        if not _continues(text[place], text[place - 1]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _continues(character: str, before: str) -> bool:
    if character < "\u0300":
        return False
    return unicodedata.category(character)[0] == "M" or character == "\u200d" or before == "\u200d"


@functools.lru_cache(maxsize=4096)
def _stands_alone(character: str) -> bool:
    """Whether a character needs no look at its neighbours and means something by itself."""
    return (
        unicodedata.category(character)[0] != "M"
        and character != "\u200d"
        and not _has_no_meaning(character)
    )


def _shown(cluster: str, holds: Holds, replaced: Replaced) -> str:
    if holds(cluster) and not any(_has_no_meaning(character) for character in cluster):
        return cluster
    kept, shown = "", ""
    for place, character in enumerate(cluster):
        if not shown and holds(kept + character) and not _has_no_meaning(character):
            kept += character
        elif place and (character == "\u200d" or "\ufe00" <= character <= "\ufe0f"):
            continue  # Joiners and selectors inside an emoji are no signs of their own.
        else:
            replaced.shown_by_code.add(character)
            shown += f"[{code_point(character)}]"
    return kept + shown


def _has_no_meaning(character: str) -> bool:
    """Private and unassigned characters, and the two that stand for a lost one, mean nothing to a reader even where
    some font draws them."""
    return character in "\ufffc\ufffd" or unicodedata.category(character) in ("Co", "Cn")


def isolated(text: str, direction: Direction) -> str:
    """The text set apart from the direction around it; line by line, since an isolate ends with its line."""
    opening = LTR_ISOLATE if direction == "ltr" else RTL_ISOLATE
    return "\n".join(f"{opening}{line}{POP_ISOLATE}" if line else "" for line in text.split("\n"))


_SET_APART = re.compile("([\u2066\u2067])([^\u2066-\u2069]*)\u2069")


def stretches(text: str) -> Iterator[tuple[str, Direction | None]]:
    """The text in parts: with a direction where isolates set one apart, without one elsewhere. For formats that have
    means of their own to keep such a part together."""
    since = 0
    for found in _SET_APART.finditer(text):
        if found.start() > since:
            yield text[since : found.start()], None
        yield found[2], "ltr" if found[1] == LTR_ISOLATE else "rtl"
        since = found.end()
    if since < len(text):
        yield text[since:], None


def references_apart(text: str) -> str:
    """Sets dates, clauses and file numbers apart, so that they read from left to right among letters that do not."""
    return _REFERENCE.sub(
        lambda found: (
            found[0] if _RANGE_OF_YEARS.fullmatch(found[0]) else isolated(found[0], "ltr")
        ),
        text,
    )


def with_breaks(text: str) -> str:
    """Offers places to break in runs longer than a line can hold, never inside joined letters or before a mark."""
    return _LONG_RUN.sub(_broken, text)


def _broken(found: re.Match[str]) -> str:
    parts: list[str] = []
    since = 0
    for character, after in zip(found[0], [*found[0][1:], ""], strict=True):
        parts.append(character)
        since += 1
        due = since >= STRETCH or (character in _BREAKS_WELL_AFTER and since > 1)
        if after and ((due and _may_break(character, after)) or since >= ENDLESS):
            parts.append(BREAK)
            since = 0
    return "".join(parts)


def _may_break(before: str, after: str) -> bool:
    if _JOINS_ON.match(before) and _JOINS_ON.match(after):
        return False
    return (
        unicodedata.category(after)[0] != "M"
        and "\u200d" not in (before, after)
        and not _ISOLATES.match(after)
    )


def cleaned(document: Document, holds: Holds = anything, *, breaks: bool = False) -> Document:
    """The document ready to be rendered: every text clean, with its language and its direction; what was replaced is
    said at the end. The status line goes through the same door and must still say something after it."""
    broom = _Broom(document, functools.cache(holds), breaks)
    swept = [broom.block(block) for block in document.blocks]
    tidy = dataclasses.replace(
        document,
        title=broom.text(document.title),
        status_line=broom.text(document.status_line),
        label=broom.text(document.label) if document.label else None,
        banner=broom.text(document.banner) if document.banner else None,
        direction=document.main_direction,
    )
    # A heading of which nothing is left would be a stop without a name for those who listen.
    kept = [block for block in swept if not isinstance(block, Heading) or is_seen(block.words)]
    return dataclasses.replace(tidy, blocks=(*kept, *broom.account()))


@dataclass(slots=True)
class _Broom:
    document: Document
    holds: Holds
    breaks: bool
    replaced: Replaced = field(default_factory=Replaced)

    def text(self, text: Text) -> Words:
        found = as_words(text)
        base = found.direction or self.base(found)
        language = found.language or self.document.language
        if not found.language and base != (direction_of(language) or self.document.main_direction):
            language = UNDETERMINED
        # A short word of the program's own begins where everything else on the paper begins; so does a line of a table.
        ours = not found.language and not any(run.language for run in found.runs)
        leads = (ours or found.leads) and base != self.document.main_direction
        return Words(tuple(self.run(run, base) for run in found.runs), language, base, leads)

    def base(self, found: Words) -> Direction:
        """A declared language decides. Of words in no known language the first letter does, as on a page. Words that
        are the document's own follow the document, unless every letter of theirs runs the other way."""
        declared = direction_of(found.language)
        if declared:
            return declared
        strong = first_strong(found.plain)
        if found.language or strong is None:
            return strong or self.document.main_direction
        main = self.document.main_direction
        return main if any(first_strong(character) == main for character in found.plain) else strong

    def run(self, run: Run, base: Direction) -> Run:
        text = clean(run.text, self.holds, self.replaced)
        own = run.direction or direction_of(run.language) or base
        if run.apart:
            own = run.direction or first_strong(text) or "ltr"
        elif own == "rtl":
            text = references_apart(text)
        if text.strip() and (run.apart or own != base):
            text = isolated(text, own)
        if self.breaks:
            text = with_breaks(text)
        return dataclasses.replace(run, text=text, direction=own)

    def mark(self, mark: str | None) -> str | None:
        """A number stands on one line whatever was typed into it."""
        return None if mark is None else " ".join(clean(mark, self.holds, self.replaced).split())

    def slip(self, slip: Slip) -> Slip:
        return Slip(
            self.text(slip.title),
            slip.opens,
            self.text(slip.drawn),
            self.mark(slip.code) or "",
            tuple(map(self.text, slip.lines)),
        )

    def block(self, block: Block) -> Block:  # noqa: C901 - one case for each kind of block
        match block:
            case Heading(text, level):
                return Heading(self.text(text), level)
            case Paragraph(text, number, style):
                return Paragraph(self.text(text), self.mark(number), style)
            case BulletList(items):
                return BulletList(tuple(map(self.text, items)))
            case NumberedList(items, start):
                return NumberedList(tuple(map(self.text, items)), start)
            case Table(header, rows, caption, widths, room):
                return Table(
                    tuple(map(self.text, header)),
                    tuple(tuple(map(self.text, row)) for row in rows),
                    self.text(caption) if caption else None,
                    widths,
                    room,
                )
            case Boxes(rows, room):
                return Boxes(
                    tuple(
                        tuple(Box(self.text(box.label), self.text(box.asks)) for box in row)
                        for row in rows
                    ),
                    room,
                )
            case Slips(slips):
                return Slips(tuple(map(self.slip, slips)))
            case KeyValues(pairs):
                return KeyValues(tuple((self.text(key), self.text(value)) for key, value in pairs))
            case Note(mark, text):
                return Note(self.mark(mark) or "", self.text(text))
            case SideBySide(first, second, number):
                return SideBySide(self.text(first), self.text(second), self.mark(number))
            case _:
                return block

    def account(self) -> Iterator[Block]:
        labels = self.document.labels
        told = (
            (labels.shown_by_code, self.replaced.shown_by_code),
            (labels.left_out, self.replaced.left_out),
        )
        for label, found in told:
            if found:
                points = [code_point(character) for character in sorted(found)]
                listed = ", ".join(points[:MOST_LISTED]) + (
                    " …" if len(points) > MOST_LISTED else ""
                )
                yield Paragraph(words(f"{label} ", Run(listed, apart=True)), style="small")
