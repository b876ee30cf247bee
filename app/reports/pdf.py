"""Documents as PDF/A-2a and PDF/UA-1, set by Typst from the one template in a process of its own."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.kernel.errors import DomainError
from app.kernel.wording import UNDETERMINED, say
from app.reports import fonts
from app.reports.cleaning import cleaned, stretches
from app.reports.drawing import qr_svg
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

MIMETYPE = "application/pdf"
# PDF/A asks for a date, and the moment of the export would say when somebody was at work.
NO_DATE = datetime.date(2000, 1, 1)

_HERE = Path(__file__).resolve().parent
_PATIENCE = 60.0


class NotTypeset(DomainError):
    """The typesetter failed or took too long. What it said stays out of the logs, because it may quote the text."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The PDF could not be made. Nothing was lost; the same text can be taken out as DOCX."
            )
        )


def render(document: Document, shelf: fonts.FontShelf | None = None) -> bytes:
    shelf = shelf or fonts.shelf()
    tidy = cleaned(document, shelf.holds, breaks=True)
    return _typeset(shelf, json.dumps(_given(tidy, shelf), ensure_ascii=False))


def _typeset(shelf: fonts.FontShelf, given: str) -> bytes:
    """The words go to the child through a pipe and come back through one: no file, no argument, no environment that
    another process on the machine could read."""
    request = json.dumps(
        {
            "template": str(_HERE / "document.typ"),
            "folder": str(shelf.directory.resolve()),
            "families": shelf.families,
            "document": given,
        }
    )
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-B", str(_HERE / "typesetter.py")],
            input=request.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_HERE,
            # Few threads and arenas, so that the limit on memory means the same on a machine with many cores.
            env={"LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"},
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotTypeset from None
    if ended.returncode != 0 or not ended.stdout.startswith(b"%PDF-"):
        raise NotTypeset
    return ended.stdout


def _given(document: Document, shelf: fonts.FontShelf) -> dict[str, Any]:
    date = document.date or NO_DATE
    return {
        "title": _words(document.title),
        "language": _language(document.language),
        "direction": document.main_direction,
        "date": [date.year, date.month, date.day],
        "status": _words(document.status_line),
        "banner": _words(document.banner) if document.banner else None,
        "label": _words(document.label) if document.label else None,
        "paper": document.paper,
        "serif": shelf.preferring(fonts.SERIF),
        "sans": shelf.preferring(fonts.SANS),
        "blocks": [_block(block) for block in levelled(document.blocks)],
    }


def _language(tag: str) -> str:
    """The typesetter knows languages by two or three letters."""
    first = tag.replace("_", "-").split("-")[0].lower()
    return first if first.isascii() and first.isalpha() and len(first) in (2, 3) else UNDETERMINED


def _words(text: Text) -> dict[str, Any]:
    found = as_words(text)
    language = _language(found.language)
    runs = []
    for run in found.runs:
        own = _language(run.language) if run.language else language
        marks = "s" * run.strong + "e" * run.emphasised + "r" * run.raised
        own = own if own != language else ""
        # What stands apart gets a direction, not isolates: the typesetter keeps it together by itself, and words
        # copied from the PDF carry no invisible characters.
        runs += [[text, marks, own, apart or ""] for text, apart in stretches(run.text)]
    plain = found.plain
    return {
        "language": language,
        "direction": found.direction or "ltr",
        "leads": found.leads,
        "runs": runs,
        "plain": " ".join(plain.split()),
        # Spacing tears joined letters apart, and is a habit of scripts with capitals only.
        "spaced": plain.upper() != plain.lower() and found.direction == "ltr",
    }


def _room(number: str | None) -> float:
    """The space a hanging number takes, in ems of the text: the same for all the short ones."""
    return max(2.4, 0.55 * len(number or "") + 0.8)


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "title": _words(slip.title),
        "drawing": qr_svg(slip.opens),
        "drawn": as_words(slip.drawn).plain,
        "code": slip.code,
        "lines": [_words(line) for line in slip.lines],
    }


def _block(block: Block) -> dict[str, Any]:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading(text, level):
            return {"kind": "heading", "level": level, "words": _words(text)}
        case Paragraph(text, number, style):
            return {
                "kind": "paragraph",
                "words": _words(text),
                "number": number,
                "room": _room(number),
                "style": style,
            }
        case BulletList(items):
            return {"kind": "list", "items": [_words(item) for item in items], "start": None}
        case NumberedList(items, start):
            return {"kind": "list", "items": [_words(item) for item in items], "start": start}
        case Table(header, rows, caption, widths, room):
            return {
                "kind": "table",
                "header": [_words(cell) for cell in header],
                "rows": [[_words(cell) for cell in row] for row in rows],
                "caption": _words(caption) if caption else None,
                "widths": list(widths) or [1] * len(header),
                "height": room,
            }
        case Boxes(rows, room):
            return {
                "kind": "boxes",
                "height": room,
                "rows": [
                    [{"label": _words(box.label), "asks": _words(box.asks)} for box in row]
                    for row in rows
                ],
            }
        case Slips(slips):
            return {"kind": "slips", "slips": [_slip(slip) for slip in slips]}
        case KeyValues(pairs):
            return {
                "kind": "facts",
                "pairs": [[_words(key), _words(value)] for key, value in pairs],
            }
        case Note(mark, text):
            return {"kind": "note", "mark": mark, "room": _room(mark), "words": _words(text)}
        case SideBySide(first, second, number):
            return {
                "kind": "beside",
                "first": _words(first),
                "second": _words(second),
                "number": number,
                "room": _room(number),
            }
        case Rule():
            return {"kind": "rule"}
        case PageBreak():
            return {"kind": "break"}
