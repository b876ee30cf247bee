"""From an address to a dialogue, a seat and a thing: who is led where, who is refused, and who learns nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, g, make_response
from sqlalchemy import text

from app.accounts.models import Account
from app.dialogues import access, policy
from app.dialogues.models import Seat
from app.dialogues.rules import Role
from app.kernel.db import Model, db
from app.kernel.tokens import new_id, new_secret
from app.settings import Settings
from tests.factories import rooms
from tests.factories.accounts import account
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.writing import written

pytestmark = pytest.mark.usefixtures("with_library")


@pytest.fixture
def room(with_library: None) -> rooms.Room:
    return rooms.room()


def seated(app: Flask, room: rooms.Room, name: str) -> Browser:
    """A device that holds a seat and has not assented to anything yet."""
    browser = Browser(app)
    browser.client.set_cookie(*room.cookie(name))
    return browser


def begun(room: rooms.Room, by: Browser) -> str:
    return by.address("dialogues.show", dialogue_id=room.dialogue_id)


def phone(room: rooms.Room, of: str, by: Browser) -> str:
    return by.address("room.now", seat_id=room.seats[of])


# Accounts


def test_a_stranger_is_asked_to_sign_in_whether_the_dialogue_is_there_or_not(
    browser: Browser, room: rooms.Room
):
    there = browser.client.get(begun(room, browser))
    missing = browser.client.get(begun(replace(room, dialogue_id=new_id()), browser))
    assert there.status_code == missing.status_code == 303
    assert there.headers["Location"].split("?")[0] == missing.headers["Location"].split("?")[0]


def test_who_holds_no_seat_in_it_cannot_tell_a_dialogue_from_none(app: Flask, room: rooms.Room):
    stranger = Browser(app).sign_in(account())
    there = begun(room, stranger)
    nowhere = begun(replace(room, dialogue_id=new_id()), stranger)
    pages = [stranger.get(path, status=404).response.text for path in (there, nowhere)]
    assert pages[0].replace(there, nowhere) == pages[1]


def test_who_holds_several_seats_enters_by_the_one_that_may(app: Flask, room: rooms.Room):
    organizer = in_the_room(app, room, "organizer")
    sitting = organizer.address(
        "room.desk", dialogue_id=room.dialogue_id, sitting_id=room.sitting_id
    )
    organizer.get(sitting, status=404)
    with written():
        db.session.add(
            Seat(
                dialogue_id=room.dialogue_id,
                role=Role.RAPPORTEUR,
                name="Second hat",
                account_id=room.account_ids["organizer"],
            )
        )
    organizer.get(sitting)
    organizer.get(organizer.address("dialogues.destroy", dialogue_id=room.dialogue_id))


def test_a_deed_that_is_anothers_is_refused_with_its_meaning(app: Flask, room: rooms.Room):
    interpreter = in_the_room(app, room, "interpreter")
    page = interpreter.get(
        interpreter.address("dialogues.particulars", dialogue_id=room.dialogue_id), status=403
    )
    assert "change names, parties, level" in page.text


def test_a_thing_of_another_dialogue_is_not_here_under_ones_own_address(
    app: Flask, room: rooms.Room
):
    other = rooms.room()
    facilitator = in_the_room(app, room, "facilitator")
    for sitting_id in (other.sitting_id, other.own_ids["upper"], new_id()):
        facilitator.get(
            facilitator.address("room.desk", dialogue_id=room.dialogue_id, sitting_id=sitting_id),
            status=404,
        )


def test_a_facilitator_who_is_not_named_for_a_partys_room_gets_a_strangers_answer(
    app: Flask, room: rooms.Room
):
    answers = {}
    for name in ("facilitator", "unnamed"):
        browser = in_the_room(app, room, name)
        path = browser.address(
            "room.desk", dialogue_id=room.dialogue_id, sitting_id=room.own_ids["upper"]
        )
        answers[name] = browser.get(path, status=None).status
    assert answers == {"facilitator": 200, "unnamed": 404}


# Seats


@pytest.mark.parametrize("shown", ["", "wrong", "another seat's", "\ud83d", "x" * 5000])
def test_a_seat_opens_to_its_secret_and_to_nothing_else(app: Flask, room: rooms.Room, shown: str):
    browser = Browser(app)
    secret = room.secrets["lower-1"] if shown == "another seat's" else shown
    header = f"seat-{room.seats['upper-1']}={secret}".encode("utf-8", "replace").decode("latin-1")
    answer = browser.client.get(phone(room, "upper-1", browser), headers={"Cookie": header})
    assert answer.status_code == 404


def test_a_seat_that_is_not_there_and_one_that_is_not_mine_look_the_same(
    browser: Browser, room: rooms.Room
):
    mine_not = phone(room, "upper-1", browser)
    nowhere = mine_not.replace(room.seats["upper-1"], new_id())
    pages = [browser.get(path, status=404).response.text for path in (mine_not, nowhere)]
    assert pages[0].replace(mine_not, nowhere) == pages[1]


def test_the_ground_rules_come_before_every_page_of_a_seat(app: Flask, room: rooms.Room):
    browser = seated(app, room, "upper-1")
    welcome = browser.address("seats.welcome", seat_id=room.seats["upper-1"])
    for endpoint in ("room.now", "room.take_back", "charts.seat_analysis"):
        path = browser.address(endpoint, seat_id=room.seats["upper-1"])
        assert browser.client.get(path).headers["Location"] == welcome
    browser.submit(browser.get(welcome), button="")
    browser.get(phone(room, "upper-1", browser))


def test_without_assent_nothing_is_kept(app: Flask, room: rooms.Room):
    browser = seated(app, room, "upper-1")
    browser.post(
        browser.address("room.write", seat_id=room.seats["upper-1"], sitting_id=room.sitting_id),
        status=303,
        kind="need",
        words="too early",
        token="x" * 20,
        told="anything",
    )
    assert db.session.scalar(text("SELECT count(*) FROM contributions")) == 0


def test_the_screen_on_the_wall_has_nothing_to_assent_to(app: Flask, room: rooms.Room):
    browser = seated(app, room, "screen")
    browser.get(browser.address("room.wall", seat_id=room.seats["screen"]))


def test_several_seats_live_beside_one_another_in_one_browser(app: Flask, room: rooms.Room):
    browser = Browser(app)
    for name in ("upper-1", "lower-1"):
        browser.sit(room.seats[name], room.secrets[name], assented_to=1)
    for name in ("upper-1", "lower-1"):
        browser.get(phone(room, name, browser))
    browser.get(phone(room, "upper-2", browser), status=404)


def test_a_page_of_one_seat_does_not_open_with_the_other_partys_room(app: Flask, room: rooms.Room):
    browser = in_the_room(app, room, "lower-1")
    for sitting in (room.own_ids["upper"], new_id()):
        path = browser.address("room.write", seat_id=room.seats["lower-1"], sitting_id=sitting)
        browser.post(path, status=404, kind="need", words="w", token="x" * 20, told="")


def test_assent_is_kept_on_the_device_and_nowhere_else(app: Flask, room: rooms.Room):
    def everything() -> dict[str, list[str]]:
        db.session.rollback()
        return {
            table.name: sorted(repr(row) for row in db.session.execute(table.select()))
            for table in Model.metadata.sorted_tables
        }

    before = everything()
    browser = seated(app, room, "upper-1")
    page = browser.open("seats.welcome", seat_id=room.seats["upper-1"])
    browser.submit(page, button="")
    browser.get(phone(room, "upper-1", browser))
    assert everything() == before


def test_who_closes_the_seat_leaves_nothing_on_the_device(app: Flask, room: rooms.Room):
    browser = in_the_room(app, room, "upper-1")
    page = browser.open("seats.close", seat_id=room.seats["upper-1"])
    browser.submit(page, button="")
    name, _secret = room.cookie("upper-1")
    assert browser.client.get_cookie(name) is None
    with browser.client.session_transaction() as kept:
        assert room.seats["upper-1"] not in kept.get("entered", {})


@pytest.mark.parametrize(("lan", "begins"), [(False, "seat-"), (True, "__Host-seat-")])
def test_on_the_rooms_network_the_cookie_of_a_seat_is_bound_to_encryption(
    app: Flask, room: rooms.Room, settings: Settings, lan: bool, begins: str
):
    here = replace(settings, lan=lan)
    seat = room.seat("upper-1")
    with app.test_request_context():
        response = make_response("")
        access.keep_seat(response, seat, new_secret(), here)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(f"{begins}{seat.id}=")
    assert ("Secure" in cookie) is lan
    assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_of_two_cookies_for_one_seat_the_one_bound_to_encryption_counts(
    app: Flask, room: rooms.Room
):
    seat_id = room.seats["upper-1"]
    both = f"seat-{seat_id}=planted; __Host-seat-{seat_id}=kept"
    with app.test_request_context(headers={"Cookie": both}):
        assert access.secret_of(seat_id) == "kept"


def test_a_view_hears_of_things_and_of_no_bare_id(app: Flask, room: rooms.Room):
    seen: dict[str, object] = {}

    def view(**given: object) -> str:
        seen.update(given)
        return "done"

    person = db.session.get_one(Account, room.account_ids["facilitator"])
    with app.test_request_context("/"):
        g._login_user = person
        entered = access.entry(policy.READ)(view)
        assert entered(dialogue_id=room.dialogue_id, sitting_id=room.sitting_id, part="x") == "done"
    assert set(seen) == {"dialogue", "seat", "sitting", "part"}
    assert (seen["dialogue"], seen["sitting"]) == (room.dialogue, room.sitting)
