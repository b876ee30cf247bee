"""Case sheets: every fact with the numbers of all its sources, short, the same bytes twice."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask import Flask

from app.library.commands import SHIPPED
from app.library.references.citing import as_text, reference_to
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.shapes.facts import Fact, Reading, facts_in
from app.library.shapes.processes import Exemplar
from app.library.shapes.when import When
from app.library.views import when_in_words
from app.reports.casesheet import case_sheet
from app.reports.rendering import render
from app.reports.tree import (
    BulletList,
    Document,
    Heading,
    KeyValues,
    Note,
    Paragraph,
    Run,
    Table,
    Words,
    as_words,
)

PROCESSES = sorted(path.stem for path in (SHIPPED / "exemplars").glob("*.yaml"))
TAJIK = "inter-tajik-dialogue"
Sheets = Callable[[str], Document]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return read_library(SHIPPED)


def held(shipped: Library, key: str) -> Exemplar:
    return next(each for each in shipped.exemplars if each.key == key)


@pytest.fixture
def sheet_of(app: Flask, shipped: Library) -> Sheets:
    def made(key: str) -> Document:
        exemplar = held(shipped, key)
        method = next(
            (
                each
                for each in shipped.methods
                if exemplar.method and each.key == exemplar.method.first
            ),
            None,
        )
        sources = {source.key: source for source in shipped.sources}
        return case_sheet(
            exemplar, method, shipped.vocabularies, sources, shipped.edition, when_in_words
        )

    return made


def texts_of(document: Document) -> Iterator[Words]:
    """Everything said in it except the sources themselves."""
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield as_words(text)
            case BulletList(items):
                yield from map(as_words, items)
            case KeyValues(pairs):
                yield from (as_words(text) for pair in pairs for text in pair)
            case Table(header, rows):
                yield from (as_words(text) for row in (header, *rows) for text in row)
            case _:
                pass


def marked(document: Document) -> Iterator[tuple[str, set[str]]]:
    """Each stretch of words, with the numbers that stand right behind it."""
    for words in texts_of(document):
        for run, behind in zip(words.runs, [*words.runs[1:], Run("")], strict=True):
            if not run.raised:
                yield run.text, numbers_in(behind) if behind.raised else set()


def numbers_in(run: Run) -> set[str]:
    return {part.strip().rstrip("°?*") for part in run.text.split(",")}


def numbers_of(document: Document, shipped: Library) -> dict[str, str]:
    """Which number each source has here."""
    lines = {as_text(reference_to(source)): source.key for source in shipped.sources}
    return {
        key: block.mark
        for block in document.blocks
        if isinstance(block, Note)
        for line, key in lines.items()
        if as_words(block.words).plain.startswith(line)
    }


def said(reading: Reading[Any], names: dict[str, str]) -> str:
    text = when_in_words(reading.value) if isinstance(reading.value, When) else str(reading.value)
    return names.get(text, text)


def stands_in(exemplar: Exemplar) -> list[Fact[Any]]:
    """What a case sheet tells of a process."""
    facts: list[Fact[Any]] = [
        exemplar.name, exemplar.conflict, exemplar.track, exemplar.period.start, exemplar.period.end,
        *exemplar.in_short, *exemplar.parties, *exemplar.convenors, *exemplar.third_party, *exemplar.rhythm,
        *(workshop.date for workshop in exemplar.workshops), *(tally.meetings for tally in exemplar.tallies),
        *(known.rule for known in exemplar.ground_rules), *(event.what for event in exemplar.official_events),
        *(effect.claim for effect in exemplar.effects), *exemplar.limits, *exemplar.afterwards,
        *facts_in(exemplar.participants or ()),
        *(each.count_documented for each in exemplar.outputs if each.count_documented),
        *(each.date for outputs in exemplar.outputs for each in outputs.items_recovered),
    ]  # fmt: skip
    return facts


@pytest.mark.parametrize("key", PROCESSES)
def test_every_fact_has_the_numbers_of_all_its_sources(
    sheet_of: Sheets, shipped: Library, key: str
):
    exemplar, document = held(shipped, key), sheet_of(key)
    numbers = numbers_of(document, shipped)
    names = {track.key: track.label for track in shipped.vocabularies.tracks}
    stretches = list(marked(document))

    missing = [
        (said(reading, names), reading.source)
        for fact in stands_in(exemplar)
        for reading in fact.readings
        if not any(
            text == said(reading, names)
            and {numbers[source] for source in reading.source} <= behind
            for text, behind in stretches
        )
    ]

    assert missing == []


@pytest.mark.parametrize("key", PROCESSES)
def test_no_fact_stands_anywhere_without_a_number(sheet_of: Sheets, shipped: Library, key: str):
    statements = {
        reading.value
        for fact in facts_in(held(shipped, key))
        for reading in fact.readings
        if isinstance(reading.value, str) and len(reading.value) > 24
    } | {gap.what for gap in held(shipped, key).gaps}

    assert [
        text for text, behind in marked(sheet_of(key)) if text in statements and not behind
    ] == []


def test_sources_that_differ_and_how_well_a_fact_is_known_are_said(sheet_of: Sheets):
    lines = [words.plain for words in texts_of(sheet_of(TAJIK))]

    assert any("Sources differ: 2003" in line and " or 2000" in line for line in lines)
    assert any(
        "Claimed by The convenors (not independent)" in line and "°" in line for line in lines
    )
    assert any(line.startswith("Joint memoranda: 18") and "2 recovered" in line for line in lines)


def test_what_is_not_documented_has_no_section_and_what_is_not_known_has_one(sheet_of: Sheets):
    headings = [
        as_words(b.words).plain
        for b in sheet_of("radio-macedonia").blocks
        if isinstance(b, Heading)
    ]

    assert "Stages documented" not in headings
    assert "What is not known" in headings


def test_it_says_of_which_edition_it_is_on_every_page(sheet_of: Sheets, shipped: Library):
    document = sheet_of(TAJIK)

    assert shipped.edition.date.text in as_words(document.status_line).plain
    assert document.date == shipped.edition.date.earliest
    assert "://" not in as_words(document.status_line).plain


@pytest.mark.parametrize("key", [TAJIK, "kelman-israeli-palestinian", "radio-macedonia"])
def test_it_has_one_to_four_pages_that_are_tagged_and_the_same_twice(sheet_of: Sheets, key: str):
    first, second = render(sheet_of(key), "pdf").body, render(sheet_of(key), "pdf").body
    read = pypdf.PdfReader(io.BytesIO(first))

    assert first == second
    assert 1 <= len(read.pages) <= 4
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert "pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data().decode()


def test_as_docx_it_is_the_same_bytes_twice(sheet_of: Sheets):
    assert render(sheet_of(TAJIK), "docx") == render(sheet_of(TAJIK), "docx")


def test_a_process_in_letters_from_the_right_is_a_document_too(app: Flask, shipped: Library):
    exemplar = held(shipped, TAJIK)
    arabic: Fact[str] = Fact(value="حوار & {سلام} من أجل الجميع", source=exemplar.name.source)
    sources = {source.key: source for source in shipped.sources}
    from_the_right = Exemplar(
        **{
            name: getattr(exemplar, name)
            for name in Exemplar.__dataclass_fields__
            if name not in ("name", "language", "short_name", "method", "stages")
        },
        name=arabic, language="ar", short_name="حوار",
    )  # fmt: skip
    document = case_sheet(
        from_the_right, None, shipped.vocabularies, sources, shipped.edition, when_in_words
    )

    assert render(document, "pdf").body.startswith(b"%PDF-")
    assert render(document, "docx").body.startswith(b"PK")


def test_the_file_is_named_as_the_record_is(sheet_of: Sheets, tmp_path: Path):
    assert render(sheet_of(TAJIK), "docx").filename.startswith("case-sheet-inter-tajik-dialogue-")
