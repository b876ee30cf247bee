"""Tools as blank forms: room to write on one page, how they are used behind it, nothing that anybody said."""

from __future__ import annotations

import io

import pypdf
import pytest
from flask import Flask

from app.library.commands import SHIPPED
from app.library.rules import Layout
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.shapes.methods import Tool
from app.reports.rendering import render
from app.reports.tree import Boxes, Document, PageBreak, Table, as_words
from app.reports.worksheets import form_blocks, worksheet

TOOLS = sorted(path.stem for path in (SHIPPED / "tools").glob("*.yaml"))
A_MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def shipped() -> Library:
    return read_library(SHIPPED)


def tool(shipped: Library, key: str) -> Tool:
    return next(each for each in shipped.tools if each.key == key)


def made(shipped: Library, key: str, **given) -> Document:
    return worksheet(tool(shipped, key), {each.key: each for each in shipped.sources}, **given)


def pages(document: Document) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(render(document, "pdf").body)).pages)


@pytest.mark.parametrize("key", TOOLS)
def test_the_form_is_whole_on_its_first_page_and_its_use_on_the_second(
    app: Flask, shipped: Library, key: str
):
    held = tool(shipped, key)
    read = pages(made(shipped, key))
    first = " ".join(read[0].extract_text().split())

    assert len(read) == 2
    assert all(field.label in first for field in held.fields)
    assert "How it is used" in read[1].extract_text()


@pytest.mark.parametrize("key", TOOLS)
def test_as_docx_it_has_lines_to_write_between(app: Flask, shipped: Library, key: str):
    first, second = (render(made(shipped, key), "docx").body for _ in range(2))

    assert first == second
    assert first.startswith(b"PK")


def test_columns_lie_wide_and_everything_else_stands(app: Flask, shipped: Library):
    for held in shipped.tools:
        box = pages(made(shipped, held.key))[0].mediabox
        assert (box.width > box.height) is (held.layout is Layout.COLUMNS), held.key


def test_the_circle_goes_up_across_and_down(app: Flask, shipped: Library):
    (boxes,) = [
        each for each in form_blocks(tool(shipped, "circle_chart")) if isinstance(each, Boxes)
    ]

    assert [[as_words(box.label).plain for box in row] for row in boxes.rows] == [
        ["II. Diagnosis", "III. Approaches"],
        ["I. Problem", "IV. Action ideas"],
    ]
    assert boxes.room * 2 > 150


def test_what_follows_from_yes_and_from_no_lies_beside_one_another(app: Flask, shipped: Library):
    blocks = [
        each for each in form_blocks(tool(shipped, "perceived_choice")) if isinstance(each, Boxes)
    ]

    assert [len(row) for each in blocks for row in each.rows] == [1, 1, 2]


def test_each_side_gets_a_page_of_its_own_under_the_name_it_has(app: Flask, shipped: Library):
    document = made(shipped, "partisan_perceptions", parties=("Upper Sarn", "სარნი"))
    read = pages(document)

    assert len(read) == 3
    assert "Upper Sarn" in read[0].extract_text()
    assert "სარნი" in read[1].extract_text()
    assert sum(isinstance(each, Table) for each in document.blocks) == 2
    assert sum(isinstance(each, PageBreak) for each in document.blocks) == 2


def test_a_form_for_each_side_has_a_column_for_each(app: Flask, shipped: Library):
    (named,) = [
        e
        for e in form_blocks(tool(shipped, "seven_elements"), ("A", "B", "C"))
        if isinstance(e, Table)
    ]
    (unnamed,) = [e for e in form_blocks(tool(shipped, "seven_elements")) if isinstance(e, Table)]

    assert [as_words(cell).plain for cell in named.header] == ["What", "A", "B", "C"]
    assert len(unnamed.header) == 3
    assert all(as_words(cell).plain == "" for row in named.rows for cell in row[1:])


def test_a_workshop_may_put_its_neutral_title_and_its_banner_on_it(app: Flask, shipped: Library):
    document = made(shipped, "circle_chart", of="Spring seminar", banner="Invented, for practice")
    text = pages(document)[0].extract_text()

    assert "spring seminar" in text.casefold()
    assert "invented, for practice" in text.casefold()


def test_its_use_is_told_with_its_sources(app: Flask, shipped: Library):
    held = tool(shipped, "circle_chart")
    text = " ".join(pages(made(shipped, "circle_chart"))[1].extract_text().split())

    assert all(point.text[:40] in text for point in held.how)
    assert "our own reading" in text
