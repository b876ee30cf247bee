"""Processes of this house where the shipped ones stand: found, chosen, compared, cited and printed by those who sign
in, and by nobody else."""

from __future__ import annotations

import json
import re

import pypdf
import pytest
import rispy
from flask import Flask
from pybtex.database import parse_string
from sqlalchemy import select, text

from app.kernel.db import db
from app.library.models import LibraryPassage
from app.library.own.queries import ours, own_process
from tests.factories.dialogues import begun
from tests.factories.own import entered, everything, fact
from tests.support.browser import Browser
from tests.support.pages import plain as without_breaks

OURS = "Of this house"
TAJIK = "inter-tajik-dialogue"


def plain(tag) -> str:
    return without_breaks(tag.get_text())


@pytest.fixture
def lake(library) -> str:
    return entered(**everything())


def titles(page) -> list[str]:
    return [plain(each) for each in page.select(".found-unit h3")]


# Finding


@pytest.mark.parametrize(
    "typed", ["Lake Talks", "gauge", "archive town", "Aster", "lake 2001", "Lak", "summer told"]
)
def test_what_was_entered_is_found_by_its_words_and_marked(reader, lake, typed):
    page = reader.get(f"/library/search?q={typed}")

    shelf = page.select("#house")[0]
    assert "Documented processes of this house" in plain(shelf)
    assert f"/library/own/{lake}" in [link["href"].split("#")[0] for link in shelf.select("a")]
    assert shelf.select("mark")


def test_it_stands_beside_what_the_library_has_and_can_be_asked_for_alone(reader, lake):
    page = reader.get("/library/search?q=citizens")
    assert {each["id"] for each in page.select(".found")} >= {"processes", "house"}
    alone = reader.get("/library/search?q=citizens&in=house")
    assert [each["id"] for each in alone.select(".found")] == ["house"]


def test_by_its_name_comes_before_by_its_words(reader, library):
    entered("Valley Talks", background=[fact("Some had been to the River Talks before.")])
    entered("River Talks")

    assert titles(reader.get("/library/search?q=river+talks&in=house"))[0] == "River Talks"


def test_a_name_that_is_nearly_one_of_ours_is_asked_about(reader, lake):
    assert "Did you mean lake talks?" in without_breaks(
        reader.get("/library/search?q=laake+talks").soup.get_text()
    )


def test_every_find_leads_to_a_place_on_the_page(reader, lake):
    page = reader.get(f"/library/own/{lake}")
    anchors = {each["id"] for each in page.select("[id]")}

    for word in ("lake", "something", "summer", "report", "gauge", "mayors", "archive"):
        found = reader.get(f"/library/search?q={word}&in=house")
        for link in found.select("#house a"):
            _path, _sign, anchor = link["href"].partition("#")
            assert not anchor or anchor in anchors, link["href"]


def test_no_index_holds_a_word_of_it(reader, lake):
    reader.get("/library/search?q=gauge")

    held = " ".join(db.session.scalars(select(LibraryPassage.words)))
    assert "gauge" not in held
    if db.session.get_bind().dialect.name == "sqlite":
        found = text("SELECT count(*) FROM library_index WHERE library_index MATCH 'gauge'")
        assert db.session.scalar(found) == 0


# Choosing and comparing


def test_the_index_shows_it_apart_and_lets_it_be_chosen(reader, lake):
    page = reader.get("/library")
    apart = [plain(each) for each in page.select("#of-this-house ~ .processes .card")]
    assert len(apart) == 1
    assert "Lake Talks" in apart[0]
    assert plain(page.select(".picture-table tbody")[-1]).startswith(OURS)

    ours_only = reader.get("/library?origin=house")
    assert [plain(each) for each in ours_only.select(".picture-table tbody a")] == ["Lake Talks"]
    without = reader.get("/library?origin=library")
    assert "Lake Talks" not in without.text
    by_region = reader.get("/library?region=europe&output=joint_paper")
    assert "Lake Talks" in by_region.text


def test_it_is_compared_with_shipped_ones_each_with_its_own_sources(reader, lake):
    other = entered("Hill Talks")
    page = reader.get(f"/library/compare?with={TAJIK}&with={lake}&with={other}")

    heads = [plain(each) for each in page.select("table.beside thead th")]
    assert [OURS in each for each in heads] == [False, True, True]
    assert page.links["Lake Talks"] == f"/library/own/{lake}"
    # Both of ours have a source with the same key; they are two works here.
    works = [plain(each) for each in page.select("#sources ol li")]
    assert sum("Report on the Lake Talks" in each for each in works) == 2


def test_sources_of_ours_are_never_taken_for_one_another(library):
    first, second = entered("One"), entered("Two")
    held = ours()

    assert len(held.sources) == 2
    assert held.keys == {first, second}
    assert {each.name.source for each in held.exemplars} == {
        (f"{first}-source-1",),
        (f"{second}-source-1",),
    }


# Taking along


def test_it_is_cited_as_what_it_is_and_by_its_sources(reader, lake):
    page = reader.click(reader.get(f"/library/own/{lake}"), "Cite")

    entry = plain(page.select("#citation")[0])
    assert "Own entry of this house, not published" in entry
    assert "edition" not in entry
    assert lake not in entry
    assert "Aster, R. 2004." in plain(page.select(".citations")[0])
    for link in page.select(".cite-forms a"):
        body = reader.client.get(link["href"]).data.decode()
        assert lake not in body
        assert _entries(link["href"], body)


def _entries(address: str, body: str) -> list[object]:
    match address.rpartition(".")[2]:
        case "bib":
            return list(parse_string(body, "bibtex").entries)
        case "ris":
            return list(rispy.loads(body))
        case _:
            return list(json.loads(body))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_its_case_sheet_is_that_of_the_others_and_says_whose_it_is(reader, lake, form, tmp_path):
    page = reader.click(reader.get(f"/library/own/{lake}"), "Case sheet")
    assert "Documented process of this house" in page.text
    assert "Own entry of this house" in page.text
    answer = reader.client.get(f"/library/own/{lake}/case-sheet.{form}")

    assert lake not in answer.headers["Content-Disposition"]
    assert lake.encode() not in answer.data
    if form == "pdf":
        (tmp_path / "sheet.pdf").write_bytes(answer.data)
        paper = pypdf.PdfReader(tmp_path / "sheet.pdf")
        assert "Lake Talks" in paper.pages[0].extract_text()
        assert "/StructTreeRoot" in paper.trailer["/Root"]


def test_one_that_is_only_begun_has_nothing_to_take_along_yet(reader, library):
    from_the_form = reader.submit(
        reader.get("/library/own/new"), short_name="River Talks", title="Report"
    )
    own_id = re.search(r"/own/(\w+)/", from_the_form.path)[1]

    for path in ("cite", "cite.bib", "cite/works.ris", "case-sheet", "case-sheet.pdf", "data.json"):
        assert reader.client.get(f"/library/own/{own_id}/{path}").status_code == 404
    assert "River Talks" not in reader.get("/library").text
    assert "River Talks" not in reader.get("/library/compare").text


# Sittings


def test_a_session_is_entered_with_its_meeting_and_its_source(reader, library):
    own_id = entered(meetings=[{"number": "1", "date": fact("2001-03")}])
    page = reader.click(reader.get(f"/library/own/{own_id}/edit"), "Add a session")

    asked = reader.submit(page, button="Save", title_0="Each told of their summer", status=422)
    assert "Say which source this comes from." in asked.text
    assert "This is needed." in asked.text
    assert asked.select("[name=title_0]")[0]["value"] == "Each told of their summer"
    saved = reader.submit(
        asked, button="Save", workshop="meeting-1", title_0_from_0="source-1", stage_0="opening",
        stage_0_from_0="source-1",
    )  # fmt: skip

    assert "Each told of their summer, March 2001" in saved.text or "Meeting 1" in saved.text
    (sitting,) = own_process(own_id).exemplar.workshops[0].sittings
    assert sitting.title.first == "Each told of their summer"
    assert sitting.stage.first == "opening"
    assert "Each told of their summer" in reader.get(f"/library/own/{own_id}").text


def test_a_session_moves_to_another_meeting_and_goes_with_it(reader, library):
    meetings = [{"number": each, "date": fact(f"200{each}")} for each in "12"]
    same_key = [{"workshop": f"meeting-{each}", "title": fact(f"Told {each}")} for each in "12"]
    own_id = entered(meetings=meetings, sittings=same_key)

    page = reader.get(f"/library/own/{own_id}/edit/sittings/1")
    reader.submit(page, button="Save", workshop="meeting-2")
    first, second = own_process(own_id).exemplar.workshops
    assert [each.title.first for each in first.sittings] == []
    assert {each.title.first for each in second.sittings} == {"Told 1", "Told 2"}

    reader.submit(reader.get(f"/library/own/{own_id}/edit/meetings/2"), button="Take it out")
    assert "Told" not in reader.get(f"/library/own/{own_id}/edit").text


def test_where_there_is_no_meeting_the_way_to_one_is_said(reader, library):
    own_id = entered()
    assert "Add a session" not in reader.get(f"/library/own/{own_id}/edit").links

    answer = reader.client.get(f"/library/own/{own_id}/edit/sittings/new", follow_redirects=True)
    assert "First the meeting: a session belongs to one." in answer.get_data(as_text=True)


# Nobody else


def test_who_does_not_sign_in_finds_none_of_it(lake, app: Flask, browser: Browser):
    for path in (
        f"/library/own/{lake}/cite", f"/library/own/{lake}/cite.bib",
        f"/library/own/{lake}/cite/works.json", f"/library/own/{lake}/case-sheet",
        f"/library/own/{lake}/case-sheet.pdf",
    ):  # fmt: skip
        assert browser.client.get(path).status_code in (302, 303, 404), path


def test_a_seat_finds_only_what_the_program_came_with(lake, app: Flask):
    phone = begun().browser(app, "participant-0")

    assert "Lake Talks" not in phone.get("/library").text
    assert "Lake Talks" not in phone.get("/library?origin=house").text
    found = phone.get("/library/search?q=lake+talks&in=house")
    assert not found.select(".found")
    assert "Did you mean" not in found.text
    assert "Lake Talks" not in phone.get("/library/compare").text
    refused = phone.get(f"/library/compare?with={TAJIK}&with={lake}", status=422)
    assert "Lake Talks" not in refused.text


def test_no_command_of_the_library_knows_it(lake, app: Flask):
    listed = app.test_cli_runner().invoke(args=["library", "list", "--json"])
    assert "Lake Talks" not in listed.output
    for key in (lake, "of-this-house", "lake-talks"):
        exported = app.test_cli_runner().invoke(args=["library", "export", key])
        assert exported.exit_code == 1
