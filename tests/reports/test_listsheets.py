"""Relatives, ground rules, words and orders of the library on paper: all that their pages say, with its sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pypdf
import pytest
from flask import Flask

from app.library import queries
from app.library.shapes.facts import Point
from app.reports.entries import (
    glossary_document,
    ground_rules_document,
    relative_document,
    typology_document,
)
from app.reports.rendering import render
from app.reports.tree import Document, Heading, Note
from tests.factories.dialogues import begun

RELATIVES = ("controlled_communication", "third_party_consultation")
LISTS = {
    "ground-rules": ground_rules_document,
    "glossary": glossary_document,
    "typology": typology_document,
}
PAPERS = (*RELATIVES, *LISTS)


def made(paper: str) -> Document:
    return LISTS[paper]() if paper in LISTS else relative_document(paper)


def said_on(paper: str) -> Iterator[str]:
    """What a reader of the page reads, sentence by sentence."""
    if paper in LISTS:
        yield from SAID[paper]()
    else:
        (held,) = (each for each in queries.relatives().relatives if each.key == paper)
        yield held.name
        yield from _points(held.in_short)
        for section in held.sections:
            yield from (section.title, *_points(section.points))


def _ground_rules() -> Iterator[str]:
    for method in queries.methods():
        for rule in method.ground_rules:
            yield from (rule.title, rule.wording, rule.rationale)


def _glossary() -> Iterator[str]:
    for term in queries.glossary().terms:
        yield from (term.term, term.definition, *term.never)
    for each in queries.glossary().avoided:
        yield from (each.word, each.because, each.instead or "")


def _typology() -> Iterator[str]:
    held = queries.typology()
    yield from _points(held.about)
    for section in held.sections:
        yield from (section.title, *_points(section.about))
        for entry in section.entries:
            yield from (entry.name, *(shown.how for shown in entry.shown_by))
            yield from _points(entry.meanings)


def _points(points: Iterable[Point]) -> Iterator[str]:
    for point in points:
        yield from (point.title or "", point.text, point.note or "")


SAID = {"ground-rules": _ground_rules, "glossary": _glossary, "typology": _typology}


def _without_spaces(text: str) -> str:
    """Lines break where the paper ends, also within words that have a hyphen."""
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_its_page_says_stands_on_paper(app: Flask, with_library: None, paper: str):
    pages = pypdf.PdfReader(io.BytesIO(render(made(paper), "pdf").body)).pages
    printed = _without_spaces("".join(page.extract_text() for page in pages))

    assert not [said for said in said_on(paper) if _without_spaces(said) not in printed]


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_tagged_and_the_same_bytes_twice(app: Flask, with_library: None, paper: str):
    first, second = (render(made(paper), "pdf").body for _ in range(2))

    assert first == second
    assert "/StructTreeRoot" in pypdf.PdfReader(io.BytesIO(first)).trailer["/Root"]
    assert render(made(paper), "docx") == render(made(paper), "docx")


@pytest.mark.parametrize("paper", PAPERS)
def test_it_ends_with_the_sources_it_numbers(app: Flask, with_library: None, paper: str):
    blocks = made(paper).blocks
    notes = [block.mark for block in blocks if isinstance(block, Note)]

    assert notes == [str(number) for number in range(1, len(notes) + 1)]
    assert [b.words for b in blocks if isinstance(b, Heading)][-1] == "Sources"


@pytest.mark.parametrize(
    "page",
    [*(f"relatives/{key}" for key in RELATIVES), *LISTS],
)
def test_its_page_leads_to_both_files(app: Flask, with_library: None, page: str):
    signed = begun(seats=("organizer",)).browser(app, "organizer")
    shown = signed.get(f"/library/{page}")
    for name, begins in (("PDF", b"%PDF-"), ("DOCX", b"PK")):
        sent = signed.get(shown.links[name]).response
        assert sent.data.startswith(begins)
        named = page.removeprefix("relatives/").replace("_", "-")
        assert f"{named}-20" in sent.headers["Content-Disposition"]


def test_a_relative_of_which_nobody_knows_is_not_here(app: Flask, with_library: None):
    signed = begun(seats=("organizer",)).browser(app, "organizer")
    signed.get("/library/relatives/nobodys/relative.pdf", status=404)
    signed.get("/library/glossary.csv", status=404)
