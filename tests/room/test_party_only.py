"""One party cannot learn that the other has written: not by a page, a status, a count, an event (design §1.5)."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.contributions import actions, carrying
from app.contributions.models import Contribution
from app.contributions.rules import Standing
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.room import actions as room_actions
from tests.factories import rooms
from tests.factories.people import BY_ACCOUNT, in_the_room
from tests.support.browser import Browser
from tests.support.writing import written

OUTSIDE = ("lower-1", "lower-2", "observer", "screen", "organizer", "interpreter", "unnamed")
WORDS = "said apart, by the well"

_CHANGES_BY_ITSELF = re.compile(
    r'name="(?:csrf_token|token|once)"[^>]*|<noscript>.*?</noscript>',
    re.DOTALL,
)


def _addresses(room: rooms.Room, browser: Browser, name: str) -> list[str]:
    seat_id, dialogue_id = room.seats[name], room.dialogue_id
    apart = room.own_ids["upper"]
    desk = {"dialogue_id": dialogue_id, "sitting_id": apart}
    made = browser.address
    return [
        made("room.now", seat_id=seat_id),
        made("room.now_part", seat_id=seat_id, name="invited"),
        made("room.now_part", seat_id=seat_id, name="shown"),
        made("room.own_room", seat_id=seat_id),
        made("room.own_room_part", seat_id=seat_id),
        made("room.carry", seat_id=seat_id),
        made("room.carry_for_party", dialogue_id=dialogue_id, apart_id=apart),
        made("room.take_back", seat_id=seat_id),
        made("charts.seat_analysis", seat_id=seat_id),
        made("charts.seat_analysis_part", seat_id=seat_id),
        made("room.wall", seat_id=seat_id),
        made("room.wall_part", seat_id=seat_id),
        made("room.desks", dialogue_id=dialogue_id),
        made("room.desk", **desk),
        made("room.desk", dialogue_id=dialogue_id, sitting_id=room.sitting_id),
        *(made("room.desk_part", name=part, **desk) for part in ("controls", "words", "about")),
        made("charts.analysis", dialogue_id=dialogue_id),
        made("charts.analysis_part", dialogue_id=dialogue_id),
        made("charts.analysis_on_paper", dialogue_id=dialogue_id),
        made("ground_rules.show", dialogue_id=dialogue_id),
    ]


def _seen(app: Flask, room: rooms.Room, name: str) -> dict[str, tuple[int, str]]:
    browser = in_the_room(app, room, name)
    seen = {}
    for address in _addresses(room, browser, name):
        answer = browser.client.get(address)
        seen[address] = (answer.status_code, _CHANGES_BY_ITSELF.sub("", answer.text))
    return seen


def _everything_apart(room: rooms.Room) -> None:
    apart = rooms.open_apart(room, "upper")
    token = rooms.write(room, WORDS, at=apart)
    rooms.write(room, f"{WORDS}, waiting", seat="upper-2", at=room.own_room("upper"))
    rooms.show_round(room, room.own_room("upper"))
    rooms.write(room, f"{WORDS}, later", at=room.own_room("upper"), kind=Kind.FEAR)
    rooms.point(room, f"{WORDS}, typed", at=room.own_room("upper"))
    with written():
        actions.take_back(room.seat("upper-1"), token)
        shown = list(
            db.session.scalars(
                select(Contribution).where(
                    Contribution.sitting_id == room.own_ids["upper"],
                    Contribution.standing == Standing.SHOWN,
                )
            )
        )
        actions.group(shown, Wording.of("said apart, together"))
        carrying.lay_out(shown)
        actions.park(shown[:1])
        room_actions.take_up_stage(room.own_room("upper"), room.stage("needs_analysis"))


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_differs_by_what_goes_on_in_another_party_s_room(app: Flask, name: str) -> None:
    room = rooms.room()
    rooms.point(room, "joint words")
    before = _seen(app, room, name)
    _everything_apart(room)
    after = _seen(app, room, name)
    assert after == before
    assert any(status == 200 for status, _ in after.values())
    assert all("said apart" not in page for _, page in after.values())


def test_the_party_and_those_named_for_it_do_see_it(app: Flask) -> None:
    room = rooms.room()
    _everything_apart(room)
    for name in ("upper-1", "upper-2", "facilitator", "rapporteur"):
        assert any("said apart" in page for _, page in _seen(app, room, name).values()), name


def test_even_a_joint_picture_of_somebody_who_reads_both_holds_nothing_said_apart(
    app: Flask,
) -> None:
    room = rooms.room()
    _everything_apart(room)
    browser = in_the_room(app, room, "facilitator")
    for endpoint in ("charts.analysis", "charts.analysis_on_paper"):
        assert "said apart" not in browser.open(endpoint, dialogue_id=room.dialogue_id).html


@pytest.mark.parametrize("name", ["lower-1", "observer"])
def test_another_party_s_room_answers_like_one_that_does_not_exist(app: Flask, name: str) -> None:
    room = rooms.room()
    rooms.open_apart(room, "upper")
    browser = in_the_room(app, room, name)
    seat_id = room.seats[name]
    answers = []
    for sitting_id in (room.own_ids["upper"], new_id()):
        address = browser.address("room.write", seat_id=seat_id, sitting_id=sitting_id)
        page = browser.post(address, status=404, words="x", kind="need")
        answers.append(_CHANGES_BY_ITSELF.sub("", page.html).replace(sitting_id, ""))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", sorted(BY_ACCOUNT - {"facilitator", "rapporteur"}))
@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("room.room", {"deed": "hold"}),
        ("room.stage", {}),
        ("room.show_round", {"deed": "open"}),
        ("room.capture", {}),
        ("room.arrange", {"deed": "park"}),
        ("room.strike", {}),
        ("room.group", {}),
        ("room.put_under", {}),
        ("room.open_point", {}),
    ],
)
def test_who_is_not_named_for_a_party_s_room_cannot_touch_it(
    app: Flask, name: str, endpoint: str, values: dict[str, str]
) -> None:
    room = rooms.room()
    rooms.open_apart(room, "upper")
    browser = in_the_room(app, room, name)
    address = browser.address(
        endpoint, dialogue_id=room.dialogue_id, sitting_id=room.own_ids["upper"], **values
    )
    browser.post(address, status=404)
