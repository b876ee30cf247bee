"""Finding things: everything is found by its names and its words, and whatever is typed is safe."""

from __future__ import annotations

import dataclasses
import logging
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from app.kernel.db import db
from app.library import actions
from app.library.search import index
from app.library.search.answers import UNITS_AT_FIRST, find
from app.library.search.passages.everything import passages_of
from app.library.search.passages.passage import Passage, Shelf, shelf_named
from app.library.shapes.facts import Fact
from tests.library.inventory import INVENTORY
from tests.support.pages import plain
from tests.support.writing import written


def units(finds, shelf: Shelf | None = None) -> list[str]:
    return [
        unit.passage.unit
        for found in finds.shelves
        if shelf in (None, found.shelf)
        for unit in found.units
    ]


# --- what is found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit"),
    [(name, row.unit) for row in INVENTORY for name in row.names],
)
def test_every_row_of_the_inventory_is_found_by_each_of_its_names(library, name, unit):
    finds = find(name)

    assert not finds.partly, "words of the name stand nowhere on its page"
    assert unit in units(finds), units(finds)


def test_the_inventory_is_whole():
    assert {row.number for row in INVENTORY} == set(range(1, 39))


def test_every_process_is_found_first_by_its_name_and_every_other_name(library):
    for exemplar in library.exemplars:
        names = [exemplar.short_name]
        names += [str(reading.value) for reading in exemplar.name.readings]
        names += [
            reading.value
            for fact in (*exemplar.other_names, *exemplar.also_holds)
            for reading in fact.readings
        ]
        for name in names:
            found = find(name)
            assert not found.partly, name
            assert f"exemplar/{exemplar.key}" in units(found, Shelf.PROCESSES)[:3], name


def test_every_method_relative_tool_stage_rule_term_and_level_is_found_by_its_name(library):
    wanted = {f"method/{each.key}": each.name for each in library.methods}
    wanted |= {f"relative/{each.key}": each.name for each in library.relatives.relatives}
    wanted |= {f"tool/{each.key}": each.name for each in library.tools}
    wanted |= {f"glossary/{each.key}": each.term for each in library.glossary.terms}
    wanted |= {f"levels/{each.key.value}": each.name for each in library.levels.levels}
    wanted |= {f"named/{each.key}": each.name for each in library.named.items}
    wanted |= {
        f"typology/{section.key}-{entry.key}": entry.name
        for section in library.typology.sections
        for entry in section.entries
    }
    missing = {
        unit: name
        for unit, name in wanted.items()
        if unit not in units(find(name, Shelf(_shelf_of(unit))))
    }
    assert missing == {}


def _shelf_of(unit: str) -> str:
    page = unit.partition("/")[0]
    return {"method": "methods", "relative": "methods", "tool": "tools", "glossary": "words"}.get(
        page, page
    )


def test_words_of_any_part_of_a_page_lead_to_the_place_where_they_stand(library):
    for typed, anchor in (
        ("first joint memorandum was drafted", "meeting-meeting-6"),
        ("Tajikistan Dialogue", ""),
        ("secret declaration of principles initialled", "output-"),
    ):
        anchors = [
            passage.passage.anchor
            for found in find(typed).shelves
            for unit in found.units
            for passage in unit.passages
        ]
        assert any(each.startswith(anchor) for each in anchors), (typed, anchors)


def test_words_that_stand_apart_on_one_page_are_found_together(library):
    dialogue = next(each for each in library.exemplars if each.key == "inter-tajik-dialogue")
    assert dialogue.conflict.value

    assert "exemplar/inter-tajik-dialogue" in units(find("moscow 1993 dartmouth saunders"))


def test_where_nothing_has_all_the_words_those_with_most_are_shown_and_said(library):
    finds = find("kelman zzzzqqq workshop")

    assert finds.partly
    assert "exemplar/kelman-israeli-palestinian" in units(finds)


def test_a_slip_of_the_pen_is_answered_with_the_nearest_names(library):
    assert find("Kellman worksop").nearest == "kelman workshop"
    assert find("qqqqzzzz").nearest == ""


def test_a_month_is_found_by_its_name(library):
    assert "exemplar/ecuador-peru-fjb-1995" in units(find("april 1995"))


def test_one_shelf_can_be_looked_at_alone_and_shows_more(library):
    everywhere = find("the")
    alone = find("the", Shelf.PROCESSES)

    assert [found.shelf for found in alone.shelves] == [Shelf.PROCESSES]
    assert len(everywhere.shelves[0].units) == UNITS_AT_FIRST
    assert len(alone.shelves[0].units) == alone.shelves[0].number == everywhere.shelves[0].number


def test_an_unknown_shelf_is_none():
    assert shelf_named("nothing") is None
    assert shelf_named("tools") is Shelf.TOOLS


def test_what_the_files_drop_is_no_longer_found(library):
    gone = library.exemplars[0]
    assert f"exemplar/{gone.key}" in units(find(gone.short_name))

    with written():
        done = actions.load(dataclasses.replace(library, exemplars=library.exemplars[1:]))

    assert done.indexed
    assert f"exemplar/{gone.key}" not in units(find(gone.short_name))


def test_what_the_files_change_is_found_as_it_is_now(library):
    first, *others = library.exemplars
    mended = dataclasses.replace(
        first, conflict=Fact(value="A quarrel over zzyzx", source=first.conflict.source)
    )
    assert not find("zzyzx").shelves

    with written():
        actions.load(dataclasses.replace(library, exemplars=(mended, *others)))

    assert units(find("zzyzx")) == [f"exemplar/{first.key}"]


def test_a_library_loaded_before_there_was_an_index_gets_one(library):
    with written():
        index.replace(())
    assert not find("kelman").shelves

    plan = actions.plan(library)
    assert plan.indexed
    assert (plan.added, plan.changed, plan.retired) == ((), (), ())
    with written():
        actions.load(library)
    assert find("kelman").shelves
    assert not actions.plan(library)


def test_an_empty_library_finds_nothing_and_says_so(app):
    assert not find("kelman").shelves


# --- whatever is typed --------------------------------------------------------------------------------------

ODD = [
    "",
    " ",
    '"',
    "'",
    '"unfinished',
    "*",
    "kel*",
    "AND",
    "a OR NOT b",
    "NEAR(kelman saunders, 2)",
    "words:kelman",
    "kelman -saunders +burton",
    "(((",
    "^kelman",
    "\x00",
    "kel\x00man",
    "the and of",
    "a",
    "x" * 5000,
    "dialogue " * 600,
    "مؤتمر دارتموث",
    "Диалог в Таджикистане",
    "საქართველო",
    "<script>alert(1)</script>",
    "'; DROP TABLE library_passages; --",
    "%_\\",
    "\u202etxet",
    "🕊️",
    "\ud7ff\ue000",
    ":*:* & | !",
]


@pytest.mark.parametrize("typed", ODD)
def test_anything_can_be_typed(reader, typed):
    page = reader.get("/library/search", query_string={"q": typed})

    assert page.heading
    assert page.select("form[role=search] input[name=q]")


@pytest.mark.parametrize("name", ["", "tools", "nothing", "\x00", "x" * 3000])
def test_any_shelf_can_be_asked_for(reader, name):
    reader.get("/library/search", query_string={"q": "kelman", "in": name})


def test_broken_bytes_in_an_address_are_no_defect(reader):
    reader.get("/library/search?q=%ff%fe%00kelman")


# --- the page -----------------------------------------------------------------------------------------------


def test_found_words_are_marked_and_what_was_typed_is_kept(reader):
    page = reader.get("/library/search", query_string={"q": "Inter-Tajik <b>dial"})

    assert {"inter", "tajik"} <= {plain(mark.get_text()).lower() for mark in page.select("mark")}
    assert page.select("input[name=q]")[0]["value"] == "Inter-Tajik <b>dial"
    assert not page.select("main b")


def test_nothing_found_says_so_and_shows_ways_on(reader):
    page = reader.get("/library/search", query_string={"q": "Kellman worksop"})

    assert "Nothing in the library has these words" in page.text
    assert "kelman workshop" in page.links
    assert page.links["Words of the field"].endswith("/library/glossary")


def test_only_signs_are_answered_with_a_sentence(reader):
    page = reader.get("/library/search", query_string={"q": "***"})
    assert "no letter or number" in page.text


@pytest.mark.parametrize(
    "path",
    ["/library", "/library/glossary", "/library/tools/circle_chart", "/library/methods/kelman_psw"],
)
def test_every_page_of_the_library_has_the_way_to_look_for_something(reader, path):
    page = reader.get(path)
    found = reader.submit(page, action="/library/search", q="circle chart")

    assert "Circle chart" in found.text
    assert len(page.select("form[role=search]")) == 1


def test_a_stranger_cannot_look_for_anything(library, browser):
    browser.get("/library/search?q=kelman", status=404)


def test_every_passage_stands_where_its_address_leads(reader, library):
    by_page: dict[str, list[Passage]] = {}
    for passage in passages_of(library):
        by_page.setdefault(f"{passage.page} {passage.key}", []).append(passage)
    reader.looks_closely = False
    astray = []
    for held in by_page.values():
        parts = {"key": held[0].key} if held[0].key else {}
        page = reader.open(f"library.{held[0].page}", **parts)
        ids = {str(tag["id"]) for tag in page.soup.find_all(id=True)}
        astray += [each for each in held if each.anchor and each.anchor not in ids]

    assert astray == []


def test_every_find_of_a_page_leads_to_a_page(reader):
    page = reader.get("/library/search", query_string={"q": "memorandum"})
    addresses = {urlsplit(str(link["href"])).path for link in page.select(".found-units a[href]")}

    assert addresses
    for address in addresses:
        reader.get(address)


# --- what is kept -------------------------------------------------------------------------------------------


def test_what_is_looked_for_is_neither_logged_nor_stored(reader, app, caplog):
    with caplog.at_level(logging.DEBUG):
        reader.get("/library/search", query_string={"q": "zyxwvut secretword"})

    assert "secretword" not in caplog.text
    if db.engine.dialect.name == "sqlite":
        with open(str(db.engine.url.database), "rb") as file:
            assert b"secretword" not in file.read()
    cookie = reader.client.get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
    assert "secretword" not in str(cookie)


def test_looking_for_something_asks_the_database_only_a_few_times(reader, queries_counted):
    with queries_counted() as statements:
        reader.get("/library/search", query_string={"q": "the of and in a to is that with for by"})

    assert len([each for each in statements if "library_passages" in each]) <= 3


@pytest.mark.only_on("sqlite")
def test_the_index_is_sound_after_loading_twice(library):
    with written():
        index.replace(tuple(passages_of(library)))
    with written():
        db.session.execute(
            text("INSERT INTO library_index(library_index) VALUES ('integrity-check')")
        )
    assert index.stands_as(tuple(passages_of(library)))
