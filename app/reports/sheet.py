"""The tables of a document as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from app.kernel.sheets import harmless
from app.reports.cleaning import cleaned
from app.reports.tree import Document, Table, Text, as_words

MIMETYPE = "text/csv"

# Spreadsheets guess another encoding without it, and Georgian turns into signs.
_UTF8_MARK = "\ufeff"


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
