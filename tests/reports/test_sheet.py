from __future__ import annotations

import csv
import io

import pytest

from app.reports import sheet
from app.reports.tree import Document, Table, words
from tests.reports.documents import BANNER, SENTENCES, STATUS, document


def rows(given_: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.render(given_).decode("utf-8-sig"), newline="")))


def test_the_headings_come_first_and_the_status_line_closes_the_sheet() -> None:
    table = Table(
        ("Title", "Date"), (("First", "1993-03"), (words(SENTENCES["ka"], language="ka"), ""))
    )
    found = rows(document(table, banner=BANNER))
    assert found[0] == ["Title", "Date"]
    assert found[2][0] == SENTENCES["ka"]
    assert found[-2:] == [[BANNER], [STATUS]]


def test_a_spreadsheet_knows_that_it_is_unicode() -> None:
    assert sheet.render(document()).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "'=1", "\u200b=1"],
)
def test_a_formula_is_only_words(formula: str) -> None:
    [_, [cell], *_] = rows(document(Table(("a",), ((formula,),))))
    assert cell.startswith("'")


def test_line_ends_stay_inside_their_cell() -> None:
    assert rows(document(Table(("a", "b"), (("one\ntwo", "c"),))))[1] == ["one\ntwo", "c"]
