"""Pages of the library: who may read them, and that no fact stands on them without its source."""

from __future__ import annotations

import json

import pytest
import yaml

from app.library.commands import SHIPPED
from app.library.shapes.facts import Fact, facts_in, sources_in
from tests.factories import accounts
from tests.library.facts import (
    bare_facts,
    labels,
    marks_of,
    numbers_on,
    said,
    shown_facts,
    stands_in_a_fact,
    words_of,
)
from tests.support.browser import Browser
from tests.support.pages import plain

PROCESSES = sorted(path.stem for path in (SHIPPED / "exemplars").glob("*.yaml"))
METHODS = ["kelman_psw", "saunders_sd", "cmg_fjb"]
PAGES = [
    "/library",
    "/library/ground-rules",
    "/library/levels",
    "/library/glossary",
    "/library/typology",
    "/library/named",
    "/library/relatives/controlled_communication",
    "/library/relatives/third_party_consultation",
    "/library/tools/circle_chart",
    "/library/tools/perceived_choice",
    "/library/compare?with=inter-tajik-dialogue&with=kelman-israeli-palestinian",
    "/library/compare?with=radio-macedonia&with=ecuador-peru-fjb-1995&with=cyprus-trainers-design-1994-95",
    *(f"/library/methods/{key}" for key in METHODS),
    *(f"/library/processes/{key}" for key in PROCESSES),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_as_a_page_must_be(reader, path):
    page = reader.get(path)

    assert page.heading
    for mark in page.select("button[popovertarget]"):
        assert page.select(f"#{mark['popovertarget']}"), mark


@pytest.mark.parametrize("path", [*PAGES, "/library/processes/inter-tajik-dialogue/data.json"])
def test_a_stranger_learns_nothing_of_the_library(library, browser, path):
    browser.get(path, status=404)


@pytest.mark.parametrize(
    "path",
    [
        "/library/processes/nothing",
        "/library/methods/nothing",
        "/library/processes/..%2f..",
        "/library/processes/inter-tajik-dialogue/data.exe",
        "/library/processes/Ünbekannt",
    ],
)
def test_what_is_not_in_the_library_is_a_plain_404(reader, path):
    reader.get(path, status=404)


# --- every fact shows its source ----------------------------------------------------------------------------


@pytest.mark.parametrize("key", PROCESSES)
def test_every_fact_of_a_process_stands_on_its_page_with_all_its_sources(library, reader, key):
    exemplar = next(each for each in library.exemplars if each.key == key)
    page = reader.get(f"/library/processes/{key}")
    names = labels(library, exemplar)
    numbers = numbers_on(page)
    shown = [(words_of(tag), marks_of(tag)) for tag in shown_facts(page)]

    missing = [
        (text, reading.source)
        for fact in facts_in(exemplar)
        for reading in fact.readings
        for text in said(reading, names)
        if not any(
            plain(text) in words and {numbers[source] for source in reading.source} <= marks
            for words, marks in shown
        )
    ]

    assert missing == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_marked_as_a_fact_lacks_its_mark(reader, path):
    assert bare_facts(reader.get(path)) == []


@pytest.mark.parametrize("key", PROCESSES)
def test_no_fact_is_repeated_anywhere_without_its_mark(library, reader, key):
    exemplar = next(each for each in library.exemplars if each.key == key)
    page = reader.get(f"/library/processes/{key}")
    statements = {
        plain(reading.value)
        for fact in facts_in(exemplar)
        for reading in fact.readings
        if isinstance(reading.value, str) and len(reading.value) > 24
    }

    bare = [
        plain(text)
        for text in page.soup.body.find_all(string=True)
        if plain(text) in statements and not stands_in_a_fact(text)
    ]

    assert bare == []


def test_the_course_is_drawn_and_told_as_a_table(reader, library):
    page = reader.get("/library/processes/inter-tajik-dialogue")
    table = page.select(".picture-table tbody tr")
    exemplar = next(each for each in library.exemplars if each.key == "inter-tajik-dialogue")

    assert page.select("svg.course .mark")
    assert len(table) == len(exemplar.workshops) + exemplar.items_recovered + len(
        exemplar.official_events
    )


def test_documented_and_recovered_memoranda_stand_apart(reader):
    outputs = reader.get("/library/processes/inter-tajik-dialogue").select("#outputs .number")

    texts = [plain(each.get_text(" ")) for each in outputs]
    assert any("18" in text and "documented" in text for text in texts)
    assert any("2" in text and "recovered" in text for text in texts)


def test_sources_that_differ_are_both_shown(reader):
    page = reader.get("/library/processes/inter-tajik-dialogue")
    differing = [words_of(tag) for tag in shown_facts(page) if "Sources differ" in words_of(tag)]

    assert any("7 or 12" in words for words in differing)
    assert any("2003" in words and "2000" in words for words in differing)


def test_whoever_may_begin_a_dialogue_can_begin_it_from_a_process_or_a_method(
    library, signed_in_as
):
    keeper = signed_in_as(accounts.keeper())
    from_process = keeper.get("/library/processes/inter-tajik-dialogue").links
    from_method = keeper.get("/library/methods/saunders_sd").links

    assert "exemplar=inter-tajik-dialogue" in from_process["Begin a dialogue from this"]
    assert "method=saunders_sd" in from_method["Begin a dialogue with this method"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_the_database_more_than_a_few_times(reader, queries_counted, path):
    with queries_counted() as statements:
        reader.get(path)

    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(selects) <= 15, selects


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("key", PROCESSES)
def test_the_record_can_be_taken_away_with_its_sources(reader: Browser, library, key, form):
    answer = reader.client.get(f"/library/processes/{key}/data.{form}")
    held = json.loads(answer.text) if form == "json" else yaml.safe_load(answer.text)
    exemplar = next(each for each in library.exemplars if each.key == key)

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert held["key"] == key
    assert {source["key"] for source in held["sources"]} == set(sources_in(exemplar))


def test_a_fact_needs_a_source_even_in_code():
    with pytest.raises(ValueError, match="no source"):
        Fact(value="Something everybody knows")


def test_a_method_can_be_taken_along_as_a_document(reader):
    offered = {link["href"] for link in reader.get("/library/methods/kelman_psw").select("a[href]")}

    assert {f"/library/methods/kelman_psw/method.{form}" for form in ("pdf", "docx")} <= offered
