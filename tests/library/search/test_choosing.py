"""Choosing among the documented processes, as rules and on the index."""

from __future__ import annotations

import pytest

from app.library.search.choosing import (
    GROUPINGS,
    NO_METHOD,
    Choice,
    chosen,
    features_of,
    grouped,
    known_in,
    numbers,
    read_choice,
    years_of,
)
from tests.support.pages import plain


def keys(exemplars) -> set[str]:
    return {each.key for each in exemplars}


@pytest.fixture
def known(shipped):
    methods = [each.key for each in shipped.methods]
    return known_in(shipped.exemplars, shipped.vocabularies, methods)


def test_nothing_chosen_is_everything(shipped):
    assert chosen(shipped.exemplars, Choice()) == shipped.exemplars


def test_choices_combine(shipped):
    found = chosen(
        shipped.exemplars, Choice(track="track_2", region="middle_east", coverage="full")
    )

    assert keys(found) == {"kelman-israeli-palestinian", "oslo-channel-1993"}


def test_where_sources_differ_a_process_is_found_under_each_reading(shipped):
    for track in ("track_1_5", "track_2"):
        assert "oslo-channel-1993" in keys(chosen(shipped.exemplars, Choice(track=track)))


def test_processes_of_no_method_can_be_asked_for(shipped):
    found = keys(chosen(shipped.exemplars, Choice(method=NO_METHOD)))

    assert "dakar-conference-1987" in found
    assert "inter-tajik-dialogue" not in found


def test_every_kind_that_can_be_chosen_is_some_processes(shipped, known):
    for name, values in known.items():
        for key in values:
            assert chosen(shipped.exemplars, Choice(**{name: key})), (name, key)


def test_every_process_can_be_reached_by_choosing(shipped, known):
    for each in shipped.exemplars:
        for name, values in features_of(each).items():
            assert values <= set(known[name]), (each.key, name)


@pytest.mark.parametrize(
    "typed", ["nothing", "TRACK_2", "track_2,track_3", "\x00", "'", "x" * 5000]
)
def test_what_is_not_known_is_left_out_and_named(known, typed):
    choice, unknown = read_choice({"track": typed, "region": "africa"}, known)

    assert unknown == ("track",)
    assert choice == Choice(region="africa")


def test_numbers_say_what_a_further_choice_would_leave(shipped, known):
    choice = Choice(region="africa")
    counted = numbers(shipped.exemplars, choice, "coverage", known["coverage"])

    assert sum(counted.values()) == len(chosen(shipped.exemplars, choice))


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_hold_every_process_once(shipped, known, by):
    held = [each.key for _, group in grouped(shipped.exemplars, by, known[by]) for each in group]

    assert sorted(held) == sorted(keys(shipped.exemplars))


def test_years_keep_what_sources_differ_on_and_what_is_not_documented(shipped):
    by_key = {each.key: each for each in shipped.exemplars}

    assert years_of(by_key["inter-tajik-dialogue"]) == ("1993", "2000/2003")
    assert years_of(by_key["dartmouth-conference"]) == ("1960", "")
    assert years_of(by_key["radio-macedonia"]) == ("", "")


# --- on the page --------------------------------------------------------------------------------------------


def names_on(page) -> list[str]:
    return [plain(link.get_text()) for link in page.select("#processes .picture-table tbody a")]


def test_the_choice_narrows_picture_table_and_list_alike(reader):
    page = reader.get("/library?region=africa&coverage=full")

    assert names_on(page) == ["Dakar Conference 1987"]
    assert len(page.select("svg.course")) == 2
    for picture in page.select("svg.course"):
        assert [link["href"] for link in picture.select("a[href]")] == [
            "/library/processes/dakar-conference-1987"
        ]
    assert [plain(tag.get_text()) for tag in page.select(".processes h4")] == [
        "Dakar Conference 1987"
    ]
    assert not page.select("#reference")
    assert "1 of 24 documented processes." in page.text


def test_what_is_chosen_is_shown_and_can_be_taken_away_piece_by_piece(reader):
    page = reader.get("/library?track=track_2&region=middle_east&by=method")

    assert [plain(tag.get_text()) for tag in page.select(".chosen-what")] == [
        "Track: Track 2",
        "Region of the conflict: Middle East",
    ]
    away = page.select(".chosen a[aria-label='Take away: Track 2']")[0]["href"]
    without = reader.get(str(away).partition("#")[0])
    assert [plain(tag.get_text()) for tag in without.select(".chosen-what")] == [
        "Region of the conflict: Middle East"
    ]
    assert without.select("select[name=by] option[selected]")[0]["value"] == "method"
    assert len(names_on(reader.get(page.links["Show all"].partition("#")[0]))) == 24


def test_the_form_keeps_what_was_chosen(reader):
    page = reader.get("/library")
    page = reader.submit(page, action="/library#processes", output="joint_memorandum")

    assert names_on(page) == ["Inter-Tajik Dialogue"]
    assert page.select("select[name=output] option[selected]")[0]["value"] == "joint_memorandum"


def test_where_nothing_is_all_of_it_the_page_says_so(reader):
    page = reader.get("/library?track=track_3&region=caucasus")

    assert "None of the documented processes is all of this." in page.text
    assert not page.select("svg.course")
    assert "Show all" in page.links


def test_where_none_has_a_date_there_is_a_table_and_no_picture(reader):
    page = reader.get("/library?track=track_2_or_3&region=europe&coverage=reference")

    assert names_on(page)
    assert not page.select("svg.course")
    assert page.select("details.picture-table[open]")


@pytest.mark.parametrize(
    "query",
    ["track=zzz&method=%00&by=%ff", "region=" + "x" * 4000, "track=track_2&track=zzz", "by=zzz"],
)
def test_no_address_is_a_defect(reader, query):
    reader.get(f"/library?{query}")


def test_what_is_not_known_is_said_in_a_sentence(reader):
    assert "Not known here and left out: Track." in reader.get("/library?track=zzz").text


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_picture_and_the_table_are_grouped_alike(reader, by):
    page = reader.get(f"/library?by={by}")
    drawn = [
        plain(tag.get_text()) for tag in page.select("svg.course")[0].select(".lane-group text")
    ]

    assert drawn
    assert drawn == [plain(tag.get_text()) for tag in page.select(".table-group th")]
