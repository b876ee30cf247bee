from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.contributions.models import Contribution
from app.kernel.db import db
from app.library.vocabulary import Kind
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

WORDS = "a lamp on every bridge"


def _phone(app: Flask, room: rooms.Room, name: str = "upper-1") -> tuple[Browser, Page]:
    browser = in_the_room(app, room, name)
    return browser, browser.open("room.now", seat_id=room.seats[name])


def _kept() -> list[Contribution]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution)))


def test_a_phone_says_what_is_invited_and_who_will_see_it(app: Flask) -> None:
    room = rooms.room()
    _, page = _phone(app, room)
    assert page.heading == "Needs analysis"
    assert "Everybody in the room will read it" in page.text
    assert "waits unseen until the facilitator opens the round" in page.text
    assert "Under the name of your party, never under yours." in page.text


def test_a_phone_says_when_words_show_at_once(app: Flask) -> None:
    room = rooms.room()
    rooms.change(room, shows_at_once=True)
    _, page = _phone(app, room)
    assert "It shows at once." in page.text


def test_options_are_written_under_nobody_s_name(app: Flask) -> None:
    room = rooms.room(at="joint_thinking")
    _, page = _phone(app, room)
    assert "Under nobody’s name." in page.text


def test_words_are_kept_and_wait(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    after = browser.submit(page, button="Put it in", words=WORDS, kind="fear")
    assert "Your words are kept. They wait unseen until the round is opened." in after.text
    assert WORDS not in after.html
    (kept,) = _kept()
    assert (kept.words.text, kept.kind, kept.party_id) == (WORDS, Kind.FEAR, room.upper.id)


def test_sending_the_same_form_twice_keeps_one(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    browser.submit(page, button="Put it in", words=WORDS)
    browser.submit(page, button="Put it in", words=WORDS)
    assert len(_kept()) == 1


def test_other_words_in_a_form_already_sent_come_back_with_a_new_token(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    browser.submit(page, button="Put it in", words=WORDS)
    again = browser.submit(page, button="Put it in", words="something else", status=409)
    assert "something else" in again.html
    browser.submit(again, button="Put it in")
    assert sorted(each.words.text for each in _kept()) == [WORDS, "something else"]


def test_words_for_closed_phones_come_back_on_the_page(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    rooms.change(room, phones_open=False)
    refused = browser.submit(page, button="Put it in", words=WORDS, status=409)
    assert WORDS in refused.select("#given-back")[0].get_text()
    assert "The phones were closed" in refused.text
    assert _kept() == []


def test_words_written_in_one_stage_come_back_in_the_form_of_the_next(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    rooms.change(room, stage_id=room.stage("joint_thinking").id)
    refused = browser.submit(page, button="Put it in", words=WORDS, status=409)
    assert "no longer what this page told you" in refused.text
    assert refused.select("textarea[name=words]")[0].get_text().strip() == WORDS
    browser.submit(refused, button="Put it in")
    assert [each.kind for each in _kept()] == [Kind.OPTION]


def test_words_meant_for_one_s_own_room_never_fill_the_form_of_another(app: Flask) -> None:
    room = rooms.room()
    rooms.open_apart(room, "upper")
    browser, page = _phone(app, room)
    assert "Only your party will read it" in page.text
    with written():
        room.own_room("upper").held = False
        room.own_room("upper").phones_open = False
    refused = browser.submit(page, button="Put it in", words=WORDS, status=409)
    assert refused.select("#given-back")[0].get_text().strip() == WORDS
    assert refused.select("textarea[name=words]")[0].get_text().strip() == ""


def test_a_stage_that_invites_nothing_says_so_and_has_no_form(app: Flask) -> None:
    room = rooms.room(at="silence")
    _, page = _phone(app, room)
    assert "Nothing is invited in writing at this stage" in page.text
    assert not page.select("textarea")


def test_closed_phones_have_no_form(app: Flask) -> None:
    room = rooms.room()
    rooms.change(room, phones_open=False)
    _, page = _phone(app, room)
    assert "The phones are closed" in page.text
    assert not page.select("textarea")


@pytest.mark.parametrize(
    ("words", "status", "kept"),
    [
        ("", 422, None),
        ("   ", 422, None),
        ("with a \x00 inside", 422, None),
        ("x" * 10_001, 422, None),
        ("x" * 10_000, 200, "x" * 10_000),
        ("👩🏽‍🌾 خبز Brot נחוץ", 200, "👩🏽‍🌾 خبز Brot נחוץ"),
        ("  edges  ", 200, "edges"),
    ],
)
def test_odd_words_are_kept_whole_or_given_back_with_a_sentence(
    app: Flask, words: str, status: int, kept: str | None
) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    after = browser.submit(page, button="Put it in", words=words, status=status)
    assert [each.words.text for each in _kept()] == ([kept] if kept else [])
    if status == 422 and words.strip():
        assert words.replace("\x00", "\ufffd")[:50] in after.html.replace("\x00", "\ufffd")


def test_half_a_surrogate_pair_is_not_a_defect(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    form = page.form(button="Put it in")
    fields = dict(form.fields)
    body = "&".join(f"{name}={value}" for name, value in fields.items() if name != "words")
    answer = browser.client.post(
        form.address,
        data=(body + "&words=%ED%A0%80 half").replace(" ", "+").encode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {303, 422}


@pytest.mark.parametrize("field", ["kind", "token", "told", "language", "words"])
@pytest.mark.parametrize("sent", ["", "nonsense", "x" * 5000])
def test_a_form_that_was_tampered_with_is_refused_without_a_defect(
    app: Flask, field: str, sent: str
) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    form = page.form(button="Put it in")
    fields = {**dict(form.fields), "words": WORDS, field: sent}
    answer = browser.client.post(form.address, data=fields)
    assert answer.status_code in {303, 409, 422}


def test_words_are_taken_back_by_their_code(app: Flask) -> None:
    room = rooms.room()
    browser, page = _phone(app, room)
    token = dict(page.form(button="Put it in").fields)["token"]
    browser.submit(page, button="Put it in", words=WORDS)
    other = in_the_room(app, room, "upper-2")
    paper = other.open("room.take_back", seat_id=room.seats["upper-2"])
    after = other.post(paper.path, token=token.lower())
    assert "Taken back. Nothing of it is kept." in after.text
    assert _kept() == []
    again = other.post(paper.path, token=token, status=409)
    assert "No words have this code" in again.text


def test_the_code_for_paper_stands_on_the_page_where_there_is_no_script(app: Flask) -> None:
    room = rooms.room()
    _, page = _phone(app, room)
    token = dict(page.form(button="Put it in").fields)["token"]
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", token)
    assert token in page.select("noscript")[0].get_text()


def test_a_party_of_one_is_told_that_its_name_would_be_a_person_s(app: Flask) -> None:
    room = rooms.room(sizes=(1, 2))
    browser, page = _phone(app, room)
    assert "its name would be your name" in page.text
    browser.submit(page, button="Put it in", words=WORDS)
    assert [each.party_id for each in _kept()] == [None]


def test_an_observer_reads_and_does_not_write(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint words")
    browser, page = _phone(app, room, "observer")
    assert "joint words" in page.text
    assert not page.select("textarea")
    browser.open("room.take_back", seat_id=room.seats["observer"], status=403)


def test_the_parts_of_the_page_are_what_the_page_includes(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint words")
    browser, page = _phone(app, room)
    address = browser.address("room.now_part", seat_id=room.seats["upper-1"], name="shown")
    part = browser.client.get(address)
    assert part.text.strip() in page.html
    again = browser.client.get(address, headers={"If-None-Match": part.headers["ETag"]})
    assert again.status_code == 304


def test_one_s_own_room_lists_what_the_party_recorded_apart(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "said apart", at=rooms.open_apart(room, "upper"))
    ours = in_the_room(app, room, "upper-2").open("room.own_room", seat_id=room.seats["upper-2"])
    theirs = in_the_room(app, room, "lower-1").open("room.own_room", seat_id=room.seats["lower-1"])
    assert "said apart" in ours.text
    assert "Nothing recorded apart yet" in theirs.text
