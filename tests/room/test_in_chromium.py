"""The room in a real browser: drafts, live parts, keys. All of it also works, with more steps, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium, BrowserContext, Page, Route, expect

from app.contributions.models import Contribution
from app.kernel.db import db
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.writing import written

Opened = Callable[[str, str], Page]


@pytest.fixture
def room(app: Flask) -> rooms.Room:
    return rooms.room()


@pytest.fixture
def opened(app: Flask, chromium: Chromium, served: str, room: rooms.Room) -> Iterator[Opened]:
    """`opened("upper-1", path)`: a page in a browser of its own, as one of the room's people."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_(name: str, path: str) -> Page:
        browser = in_the_room(app, room, name)
        context = chromium.new_context(viewport={"width": 1200, "height": 900})
        contexts.append(context)
        context.add_cookies(
            [
                {"name": cookie.key, "value": cookie.value, "url": served}
                for cookie in browser.client._cookies.values()
            ]
        )
        db.session.rollback()
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(served + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


def _phone(room: rooms.Room, name: str) -> str:
    return f"/seat/{room.seats[name]}/"


def _desk(room: rooms.Room) -> str:
    return f"/desk/{room.dialogue_id}/sittings/{room.sitting_id}"


def test_words_go_from_two_phones_to_the_wall_when_the_desk_opens_the_round(
    room: rooms.Room, opened: Opened
) -> None:
    desk = opened("facilitator", _desk(room))
    wall = opened("screen", f"/wall/{room.seats['screen']}/")
    phones = [opened(name, _phone(room, name)) for name in ("upper-1", "lower-1")]
    for number, phone in enumerate(phones):
        phone.get_by_label("Your words").fill(f"words of phone {number}")
        phone.get_by_role("button", name="Put it in").click()
        expect(phone.get_by_text("Your words are kept.")).to_be_visible()
    expect(desk.get_by_text("Something waits")).to_be_visible()
    expect(wall.get_by_text("words of phone")).to_have_count(0)
    desk.keyboard.press("r")
    for page in (desk, wall, *phones):
        expect(page.get_by_text("words of phone")).to_have_count(2)
    expect(desk.get_by_text("Something waits")).to_have_count(0)


def test_a_draft_survives_a_reload_a_stage_change_and_a_dead_server(
    room: rooms.Room, opened: Opened
) -> None:
    phone = opened("upper-1", _phone(room, "upper-1"))
    phone.get_by_label("Your words").fill("half a thought")
    phone.reload()
    expect(phone.get_by_label("Your words")).to_have_value("half a thought")
    desk = opened("facilitator", _desk(room))
    desk.get_by_role("button", name="Joint thinking").click()
    expect(desk.locator(".stage[aria-current]")).to_have_text("Joint thinking")
    expect(phone.get_by_label("Your words")).to_have_value("half a thought")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Put it in").click()
    expect(phone.get_by_text("Not sent: nobody answered")).to_be_visible()
    expect(phone.get_by_label("Your words")).to_have_value("half a thought")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Put it in").click()
    expect(phone.get_by_text("no longer what this page told you")).to_be_visible()
    expect(phone.get_by_label("Your words")).to_have_value("half a thought")
    phone.get_by_role("button", name="Put it in").click()
    expect(phone.get_by_text("Your words are kept.")).to_be_visible()
    expect(phone.get_by_label("Your words")).to_have_value("")


def test_words_are_taken_back_from_the_phone_that_wrote_them(
    room: rooms.Room, opened: Opened
) -> None:
    phone = opened("upper-1", _phone(room, "upper-1"))
    phone.get_by_label("Your words").fill("said too much")
    phone.get_by_role("button", name="Put it in").click()
    expect(phone.get_by_text("Your words are kept.")).to_be_visible()
    phone.get_by_role("link", name="Take back").click()
    entry = phone.locator("[data-own-entry]")
    expect(entry).to_contain_text("said too much")
    entry.get_by_text("Code for paper").click()
    expect(entry.get_by_label("Code for paper")).not_to_have_value("")
    entry.get_by_role("button", name="Take back").click()
    expect(phone.get_by_text("Taken back. Nothing of it is kept.")).to_be_visible()
    expect(phone.locator("[data-own-entry]")).to_have_count(0)
    with written():
        assert db.session.query(Contribution).count() == 0


def test_a_phone_turns_to_its_own_room_and_back_by_itself(room: rooms.Room, opened: Opened) -> None:
    ours = opened("upper-1", _phone(room, "upper-1"))
    theirs = opened("lower-1", _phone(room, "lower-1"))
    expect(theirs.locator("[data-freshness]")).to_have_text(
        "Fresh"
    )  # it hears, if there is anything
    before = theirs.locator("main").inner_text()
    desk = opened("facilitator", f"/desk/{room.dialogue_id}/sittings/{room.own_ids['upper']}")
    desk.keyboard.press("h")
    expect(desk.get_by_role("button", name="Open the phones")).to_be_visible()
    desk.keyboard.press("o")
    expect(ours.get_by_text("Only your party will read it")).to_be_visible()
    assert theirs.locator("main").inner_text() == before
    ours.get_by_label("Your words").fill("said apart")
    ours.get_by_role("button", name="Put it in").click()
    expect(ours.get_by_text("Your words are kept.")).to_be_visible()
    desk.keyboard.press("r")
    expect(ours.locator(".shown")).to_contain_text("said apart")
    assert theirs.locator("main").inner_text() == before
    assert "said apart" not in theirs.content()


def test_the_rapporteur_works_by_keyboard_alone(room: rooms.Room, opened: Opened) -> None:
    desk = opened("rapporteur", _desk(room))
    desk.keyboard.press("n")
    for words in ("first point", "second point", "third point"):
        desk.keyboard.type(words)
        desk.keyboard.press("Enter")
        expect(desk.locator(".line", has_text=words)).to_be_visible()
        expect(desk.get_by_label("What was said, a line each")).to_have_value("")
    desk.keyboard.press("Tab")
    desk.locator(".line-box").first.focus()
    first = desk.locator(".line-words").first.inner_text().strip()
    desk.keyboard.press("p")
    expect(desk.locator(".parked")).to_contain_text(first)
    desk.locator(".line-box").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    desk.keyboard.press("g")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.type("Together")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Together")).to_be_visible()
    expect(desk.get_by_role("dialog")).to_have_count(0)  # the answer may come after the words
    desk.locator(".line-box").first.focus()
    desk.keyboard.press("x")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".line")).to_have_count(2)


def test_what_is_chosen_stays_chosen_while_words_arrive(room: rooms.Room, opened: Opened) -> None:
    kept = rooms.point(room, "chosen words").id
    desk = opened("facilitator", _desk(room))
    desk.locator(f"#c-{kept}").check()
    rooms.point(room, "words that arrive")
    expect(desk.get_by_text("words that arrive")).to_be_visible()
    expect(desk.locator(f"#c-{kept}")).to_be_checked()


def test_what_is_chosen_while_a_deed_is_on_its_way_is_for_the_next(
    room: rooms.Room, opened: Opened
) -> None:
    first, other = (rooms.point(room, words).id for words in ("first words", "other words"))
    desk = opened("facilitator", _desk(room))
    on_their_way: list[Route] = []
    desk.route(re.compile("/park$"), lambda route: on_their_way.append(route))
    desk.locator(f"#c-{first}").check()
    with desk.expect_request(re.compile("/park$")):
        desk.keyboard.press("p")
    desk.locator(f"#c-{other}").check()
    on_their_way[0].continue_()
    expect(desk.locator(".parked")).to_contain_text("first words")
    expect(desk.locator("form[data-desk=words][aria-busy]")).to_have_count(0)
    expect(desk.locator(f"#c-{first}")).not_to_be_checked()
    expect(desk.locator(f"#c-{other}")).to_be_checked()


def test_the_wall_goes_blank_with_one_key_at_the_desk(room: rooms.Room, opened: Opened) -> None:
    rooms.point(room, "said of a death")
    wall = opened("screen", f"/wall/{room.seats['screen']}/")
    expect(wall.get_by_text("said of a death")).to_be_visible()
    desk = opened("facilitator", _desk(room))
    desk.keyboard.press("b")
    expect(wall.locator(".wall-dark")).to_be_attached()
    assert "said of a death" not in wall.content()
    expect(desk.get_by_role("button", name="Show the wall")).to_be_visible()
    desk.keyboard.press("b")
    expect(wall.get_by_text("said of a death")).to_be_visible()


def test_the_letters_of_the_wall_grow_smaller_until_all_of_it_stands_on_the_screen(
    opened: Opened, room: rooms.Room
) -> None:
    wall = opened("screen", f"/wall/{room.seats['screen']}/")
    wall.set_viewport_size({"width": 1280, "height": 720})
    expect(wall.locator("body")).not_to_have_attribute("data-fit", re.compile("."))
    for number in range(9):
        rooms.point(room, f"need {number} of the upper valley, said in a few more words")
    wall.reload()
    expect(wall.locator("body")).to_have_attribute("data-fit", re.compile("[1-4]"))
    hidden = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    wall.wait_for_function(f"{hidden} <= 1")  # letters arrive, and it fits itself anew


def test_a_wall_that_holds_more_than_its_screen_has_pages_that_somebody_turns(
    opened: Opened, room: rooms.Room
) -> None:
    words = [
        f"need {letter} of this valley, said in a few more words" for letter in "abcdefghijklmnop"
    ]
    for place, each in enumerate(words):
        rooms.point(room, each, party=("upper", "lower")[place % 2])
    wall = opened("screen", f"/wall/{room.seats['screen']}/")
    wall.set_viewport_size({"width": 1280, "height": 520})
    hidden = "document.documentElement.scrollHeight - document.documentElement.clientHeight"

    def on_this_page() -> list[str]:
        wall.evaluate(
            "document.fonts.ready.then(() => 0)"
        )  # letters that arrive later make other pages
        wall.wait_for_function(f"{hidden} <= 1")
        return [each for each in words if wall.get_by_text(each).is_visible()]

    turn = wall.get_by_role("button", name="There is more: turn the page")
    expect(turn).to_be_visible()
    first = on_this_page()
    assert {words.index(each) % 2 for each in first} == {0, 1}, "each party beside the other"
    desk = opened("facilitator", _desk(room))
    desk.keyboard.press("w")
    expect(wall.get_by_text(first[0])).to_be_hidden()
    seen = [*first, *on_this_page()]
    for _ in words:
        if not turn.is_visible():
            break
        wall.keyboard.press("PageDown")
        seen += on_this_page()
    assert sorted(seen) == words, "each point stands on one page"
    wall.get_by_role("button", name="Back to the first page").click()
    assert on_this_page() == first
    wall.set_viewport_size({"width": 1280, "height": 1400})
    expect(wall.get_by_text(words[-1])).to_be_visible()
    assert on_this_page() == words
