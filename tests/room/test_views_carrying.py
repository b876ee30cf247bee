"""A party's own room on its phones, and the way over into the joint one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.contributions.models import Contribution, LaidOut
from app.kernel.db import db
from app.library.vocabulary import Kind
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

OURS = "We fear the winter"


@pytest.fixture
def room(app: Flask) -> rooms.Room:
    room = rooms.room()
    rooms.point(room, OURS, kind=Kind.FEAR, party=None, at=room.own_room("upper"))
    return room


def own_room(app: Flask, room: rooms.Room, name: str = "upper-1") -> tuple[Browser, Page]:
    browser = in_the_room(app, room, name)
    return browser, browser.open("room.own_room", seat_id=room.seats[name])


def together(room: rooms.Room) -> None:
    with written():
        room.own_room("upper").held = True


def joint(room: rooms.Room) -> list[str]:
    db.session.rollback()
    rows = db.session.scalars(
        select(Contribution).where(Contribution.sitting_id == room.sitting_id)
    )
    return [row.words.text for row in rows]


def laid_out(app: Flask, room: rooms.Room) -> tuple[Browser, Page]:
    browser, page = own_room(app, room)
    page = browser.submit(page, button="Lay out")
    return browser, browser.click(page, "Look at what goes over")


def test_a_party_lays_out_keeps_back_and_carries_over(app: Flask, room: rooms.Room):
    together(room)
    browser, page = own_room(app, room)
    page = browser.submit(page, button="Lay out")
    assert "Keep it back" in page.text
    page = browser.submit(page, button="Keep it back")
    assert "Nothing is laid out." in page.text
    browser, page = laid_out(app, room)
    assert "Everybody in the room will read it" in page.text
    assert "It waits unseen until the facilitator opens the round" in page.text
    page = browser.submit(page, button="We all said yes: carry it over", action="")
    assert "Carried over." in page.text
    assert joint(room) == [OURS]


def test_a_fellow_member_sees_what_is_laid_out_and_the_other_party_does_not(
    app: Flask, room: rooms.Room
):
    laid_out(app, room)
    _, page = own_room(app, room, "upper-2")
    assert "Look at what goes over" in page.text
    _, page = own_room(app, room, "lower-1")
    assert OURS not in page.text
    assert "Look at what goes over" not in page.text


def test_apart_nothing_goes_over_and_the_page_says_what_to_do(app: Flask, room: rooms.Room):
    browser, page = laid_out(app, room)
    assert "Ask the facilitator to hold that session" in page.text
    assert "We all said yes" not in page.text
    fields = dict(page.form(action="", with_fields={"told"}).fields)
    page = browser.post(page.path, status=409, **fields)
    assert "only while your party sits together" in page.text
    assert joint(room) == []


def test_the_words_that_go_can_be_chosen_and_what_was_typed_is_kept(app: Flask, room: rooms.Room):
    together(room)
    browser, page = laid_out(app, room)
    (field,) = [
        name for name, _ in page.form(with_fields={"told"}).fields if name.startswith("words-")
    ]
    page = browser.submit(
        page,
        button="We all said yes: carry it over",
        status=422,
        **{field: "x" * 10_001, "without_party": "y"},
    )
    assert "At most 10000 characters" in page.text
    page = browser.submit(
        page,
        button="We all said yes: carry it over",
        **{field: "Winters are hard", "without_party": "y"},
    )
    assert joint(room) == ["Winters are hard"]


def test_a_point_kept_back_by_another_stops_it(app: Flask, room: rooms.Room):
    together(room)
    browser, page = laid_out(app, room)
    with written():
        db.session.delete(db.session.scalars(select(LaidOut)).one())
    page = browser.submit(page, button="We all said yes: carry it over", status=409)
    assert "took a point off the list" in page.text
    assert joint(room) == []


def test_sent_twice_it_goes_once(app: Flask, room: rooms.Room):
    together(room)
    browser, page = laid_out(app, room)
    fields = dict(page.form(with_fields={"told"}).fields)
    for _ in range(2):
        browser.post(page.path, **fields)
    assert joint(room) == [OURS]


def test_the_session_asked_for_is_told_about(app: Flask, room: rooms.Room):
    rooms.change(room, shows_at_once=True)
    _, page = laid_out(app, room)
    assert "It shows at once." in page.text


def test_a_session_that_is_none_is_no_failure(app: Flask, room: rooms.Room):
    browser, page = laid_out(app, room)
    for asked in ("nonsense", room.own_ids["upper"], "x\x00y"):
        page = browser.get(browser.address("room.carry", seat_id=room.seats["upper-1"], into=asked))
        assert "held now" in page.text


def test_at_the_desk_it_is_done_at_the_partys_word(app: Flask, room: rooms.Room):
    together(room)
    rapporteur = in_the_room(app, room, "rapporteur")
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.own_ids["upper"]}
    page = rapporteur.click(
        rapporteur.open("room.desk", **at), "Into the joint room, at this party’s word"
    )
    page = rapporteur.submit(page, button="Lay out")
    page = rapporteur.submit(page, button="We all said yes: carry it over")
    assert joint(room) == [OURS]


def test_a_joint_desk_and_those_not_named_have_no_such_page(app: Flask, room: rooms.Room):
    rapporteur = in_the_room(app, room, "rapporteur")
    address = {"dialogue_id": room.dialogue_id, "apart_id": room.sitting_id}
    rapporteur.open("room.carry_for_party", **address, status=404)
    unnamed = in_the_room(app, room, "unnamed")
    unnamed.open(
        "room.carry_for_party",
        dialogue_id=room.dialogue_id,
        apart_id=room.own_ids["upper"],
        status=404,
    )


def test_an_observer_has_the_page_and_no_way_over(app: Flask, room: rooms.Room):
    browser, page = own_room(app, room, "observer")
    assert "Nothing recorded apart yet." in page.text
    browser.open("room.carry", seat_id=room.seats["observer"], status=404)
