"""A method as a document: all that its page says, each statement with its sources, for every reader."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdf
import pytest
from flask import Flask

from app.library.commands import SHIPPED
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.shapes.facts import Point
from app.library.shapes.methods import Method
from app.library.views import when_in_words
from app.reports.methodsheet import method_sheet
from app.reports.rendering import render
from app.reports.tree import Document, Heading, Note

METHODS = sorted(path.stem for path in (SHIPPED / "methods").glob("*.yaml"))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return read_library(SHIPPED)


def held(shipped: Library, key: str) -> Method:
    return next(each for each in shipped.methods if each.key == key)


def made(shipped: Library, key: str) -> Document:
    sources = {each.key: each for each in shipped.sources}
    return method_sheet(
        held(shipped, key), shipped.vocabularies, sources, shipped.edition, when_in_words
    )


def read(document: Document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(render(document, "pdf").body)).pages
    return _without_spaces("".join(page.extract_text() for page in pages))


def _without_spaces(text: str) -> str:
    """Lines break where the paper ends, also within words that have a hyphen."""
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


def said_in(method: Method) -> Iterator[str]:
    """What a reader of its page reads, sentence by sentence."""
    third = method.third_party
    points: list[Point] = [*method.in_short, *third.does, *third.does_not, *third.interventions]
    points += [point for section in method.sections for point in section.points]
    points += [point for stage in method.stages for point in stage.practice]
    yield from (point.text for point in points)
    for stage in method.stages:
        yield from (stage.name, stage.purpose, *stage.questions, *stage.produces, *stage.readiness)
    for rule in method.ground_rules:
        yield from (rule.title, rule.wording, rule.rationale)
    for schedule in method.schedules:
        yield from (slot.what for slot in schedule.slots)


@pytest.mark.parametrize("key", METHODS)
def test_everything_its_page_says_stands_on_paper(app: Flask, shipped: Library, key: str):
    paper = read(made(shipped, key))

    missing = [said for said in said_in(held(shipped, key)) if _without_spaces(said) not in paper]
    assert not missing


@pytest.mark.parametrize("key", METHODS)
def test_it_is_tagged_and_the_same_bytes_twice(app: Flask, shipped: Library, key: str):
    first, second = (render(made(shipped, key), "pdf").body for _ in range(2))
    paper = pypdf.PdfReader(io.BytesIO(first))

    assert first == second
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    assert "pdfuaid" in paper.trailer["/Root"]["/Metadata"].get_data().decode()
    assert render(made(shipped, key), "docx") == render(made(shipped, key), "docx")


def test_it_ends_with_the_sources_it_numbers(app: Flask, shipped: Library):
    blocks = made(shipped, "saunders_sd").blocks
    notes = [block.mark for block in blocks if isinstance(block, Note)]

    assert notes == [str(number) for number in range(1, len(notes) + 1)]
    assert "Sources" in [block.words for block in blocks if isinstance(block, Heading)]
