from __future__ import annotations

import re

import pytest
from flask import Flask

from app.contributions import actions
from app.contributions.models import Contribution
from app.kernel.db import db
from app.library.vocabulary import Kind
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.writing import written


def _filled(room: rooms.Room) -> dict[str, str]:
    ids = {
        "need": rooms.point(room, "water in August").id,
        "fear": rooms.point(room, "being left out", kind=Kind.FEAR, party="lower").id,
        "open": rooms.point(room, "the old cemetery", party="lower").id,
        "option": rooms.point(room, "a water calendar", kind=Kind.OPTION, party=None).id,
        "constraint": rooms.point(room, "the council would refuse", kind=Kind.CONSTRAINT).id,
        "reassurance": rooms.point(room, "a public word", kind=Kind.REASSURANCE, party=None).id,
    }
    drawn = [
        ("option", "need"),
        ("option", "fear"),
        ("constraint", "option"),
        ("reassurance", "constraint"),
    ]
    with written():
        for bearing, on in drawn:
            actions.link(
                db.session.get_one(Contribution, ids[bearing]),
                db.session.get_one(Contribution, ids[on]),
            )
    return ids


def test_needs_options_constraints_and_steps_stand_together(app: Flask) -> None:
    room = rooms.room()
    _filled(room)
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("charts.analysis", dialogue_id=room.dialogue_id)
    for words in ("water in August", "a water calendar", "the council would refuse", "a public"):
        assert words in page.text
    options = page.select(".option")[0].get_text(" ")
    assert "water in August" in options
    assert "being left out" in options
    assert "the council would refuse" in options


def test_what_has_no_option_yet_stands_out_without_any_number(app: Flask) -> None:
    room = rooms.room()
    _filled(room)
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("charts.analysis", dialogue_id=room.dialogue_id)
    (section,) = (tag.find_parent("section") for tag in page.select("#coverage-h"))
    assert section is not None
    apart = section.select(".sides")[0].get_text(" ")
    assert "the old cemetery" in apart
    assert "water in August" not in apart
    assert "no option yet" in section.get_text(" ")
    assert not re.search(r"\d", section.get_text(" "))


def test_the_picture_and_its_table_say_the_same(app: Flask) -> None:
    room = rooms.room()
    _filled(room)
    page = in_the_room(app, room, "facilitator").open(
        "charts.analysis", dialogue_id=room.dialogue_id
    )
    assert len(page.select(".needs-picture path.line-ink")) == 2
    assert len(page.select(".coverage-dot")) == 2
    assert len(page.select(".need-open")) == len(page.select("tr.coverage-open")) == 1


def test_saying_what_an_option_answers(app: Flask) -> None:
    room = rooms.room()
    ids = _filled(room)
    browser = in_the_room(app, room, "rapporteur")
    page = browser.open("charts.links", dialogue_id=room.dialogue_id, contribution_id=ids["option"])
    checked = {tag["value"] for tag in page.select("input[name=chosen][checked]")}
    assert checked == {ids["need"], ids["fear"]}
    after = browser.submit(page, button="Keep", chosen=[ids["open"]])
    assert len(after.select(".coverage-dot")) == 1
    assert len(after.select("tr.coverage-open")) == 2


@pytest.mark.parametrize("name", ["upper-1", "lower-1", "observer"])
def test_everybody_in_the_room_reads_it_on_their_own_device(app: Flask, name: str) -> None:
    room = rooms.room()
    _filled(room)
    page = in_the_room(app, room, name).open("charts.seat_analysis", seat_id=room.seats[name])
    assert "a water calendar" in page.text
    assert "Say what it answers" not in page.text


def test_it_is_there_for_paper_and_says_that_it_stays_in_the_room(app: Flask) -> None:
    room = rooms.room()
    _filled(room)
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("charts.analysis_on_paper", dialogue_id=room.dialogue_id)
    assert "not adopted and not released" in page.text
    assert "Dialogue of the Sarn valley" not in page.text


def test_an_empty_analysis_says_what_will_be_here(app: Flask) -> None:
    room = rooms.room()
    page = in_the_room(app, room, "facilitator").open(
        "charts.analysis", dialogue_id=room.dialogue_id
    )
    assert "Nothing to lay out together yet" in page.text


def test_organizers_do_not_read_it_and_participants_do_not_draw_in_it(app: Flask) -> None:
    room = rooms.room()
    ids = _filled(room)
    organizer = in_the_room(app, room, "organizer")
    organizer.open("charts.analysis", dialogue_id=room.dialogue_id, status=404)
    where = {"dialogue_id": room.dialogue_id, "contribution_id": ids["option"]}
    for name in ("organizer", "interpreter"):
        in_the_room(app, room, name).open("charts.links", status=404, **where)


def test_parties_take_turns_in_standing_first(app: Flask) -> None:
    room = rooms.room()
    _filled(room)
    page = in_the_room(app, room, "facilitator").open(
        "charts.analysis", dialogue_id=room.dialogue_id
    )
    (section,) = (tag.find_parent("section") for tag in page.select("#needs-h"))
    assert section is not None
    heads = [head.get_text(strip=True) for head in section.select(".side-head")]
    assert heads == ["Upper Sarn", "Lower Sarn", "Lower Sarn", "Upper Sarn"]
