"""The tables of a document as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from app.reports.cleaning import cleaned
from app.reports.tree import Document, Table, Text, as_words

MIMETYPE = "text/csv"

# Spreadsheets guess another encoding without it, and Georgian turns into signs.
_UTF8_MARK = "\ufeff"
# What a spreadsheet may take for a formula, also in full width and behind spaces, quotes and invisible marks; figures
# with a sign are figures.
_FORMULA = re.compile(
    "[\\s'\"\u200b-\u200f\u061c\u2060-\u2069]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]"
)
_FIGURE = re.compile(r"[+-]?\d+([.,]\d+)*%?")


def render(document: Document) -> bytes:
    """The headings come first, so that a program can read them; banner and status line close the sheet."""
    tidy = cleaned(document)
    written = io.StringIO(newline="")
    sheet = csv.writer(written, quoting=csv.QUOTE_ALL)
    tables = [block for block in tidy.blocks if isinstance(block, Table)]
    for table in tables:
        sheet.writerow([_cell(text) for text in table.header])
        sheet.writerows([_cell(text) for text in row] for row in table.rows)
        sheet.writerow([])
    for text in (tidy.title, tidy.banner, tidy.status_line):
        if text:
            sheet.writerow([_cell(text)])
    return (_UTF8_MARK + written.getvalue()).encode()


def _cell(text: Text) -> str:
    return harmless(as_words(text).plain)


def harmless(text: str) -> str:
    """The text so that opening the sheet runs nothing: an apostrophe makes a cell plain text."""
    if _FORMULA.match(text) and not _FIGURE.fullmatch(text):
        return f"'{text}"
    return text
