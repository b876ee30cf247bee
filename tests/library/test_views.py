"""Pages of the library: who may read them, and that no fact stands on them without its source."""

from __future__ import annotations

import json

import pytest
import yaml
from bs4 import Tag
from bs4.element import NavigableString

from app.library.commands import SHIPPED
from app.library.files import Exemplar, Fact, Reading, facts_in, sources_in
from app.library.views import told
from app.library.when import When
from tests.factories import accounts
from tests.support.browser import Browser
from tests.support.pages import Page, plain

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


def shown_facts(page: Page) -> list[Tag]:
    return page.select("[data-fact]")


def marks_of(tag: Tag) -> set[str]:
    return {plain(mark.get_text()) for mark in tag.select(".source-mark")}


def words_of(tag: Tag) -> str:
    """What a fact says, without the numbers of its marks."""
    return plain("".join(text for text in tag.strings if not in_a_mark(text)))


def in_a_mark(text: NavigableString) -> bool:
    return any("source-mark" in classes_of(parent) for parent in text.parents)


def classes_of(tag: Tag) -> set[str]:
    return set(tag.get_attribute_list("class"))


def labels(library, exemplar: Exemplar) -> dict[str, str]:
    """Keys that a page shows by their labels."""
    found = {track.key: track.label for track in library.vocabularies.tracks}
    for method in library.methods:
        found[method.key] = method.name
        if exemplar.method and method.key == exemplar.method.first:
            found |= {stage.key: stage.name for stage in method.stages}
    return found


def said(reading: Reading[object], names: dict[str, str]) -> list[str]:
    if isinstance(reading.value, tuple):
        return [names[key] for key in reading.value]
    text = told(reading.value) if isinstance(reading.value, When) else str(reading.value)
    return [names.get(text, text)]


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


def numbers_on(page: Page) -> dict[str, str]:
    """Which number the page gives to each source, read from its own list."""
    return {
        str(item["data-source"]): plain(number.get_text())
        for item in page.select(".sources > .source")
        for number in item.select(".source-number")
    }


@pytest.mark.parametrize("path", PAGES)
def test_nothing_marked_as_a_fact_lacks_its_mark(reader, path):
    bare = [plain(tag.get_text()) for tag in shown_facts(reader.get(path)) if not marks_of(tag)]

    assert bare == []


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


def stands_in_a_fact(text: NavigableString) -> bool:
    # The picture of the years is aria-hidden and has the same beside it as a table with marks; what
    # stands in the list of sources is the sources themselves.
    return any(
        parent.has_attr("data-fact")
        or parent.name == "svg"
        or {"source", "source-text", "bibliography"} & classes_of(parent)
        for parent in text.parents
    )


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
    assert len(selects) <= 14, selects


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
