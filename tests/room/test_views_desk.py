from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.contributions.models import Cluster, Contribution
from app.contributions.rules import Standing
from app.kernel.db import db
from app.library.vocabulary import Kind
from app.workshops.models import Sitting
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written


def _desk(app: Flask, room: rooms.Room, name: str = "facilitator") -> tuple[Browser, Page]:
    browser = in_the_room(app, room, name)
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.sitting_id}
    return browser, browser.open("room.desk", **at)


def _sitting(room: rooms.Room) -> Sitting:
    db.session.rollback()
    return room.sitting


def _kept() -> list[Contribution]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution).order_by(Contribution.position)))


def test_a_facilitator_finds_the_sessions_to_hold(app: Flask) -> None:
    room = rooms.room()
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("room.desks", dialogue_id=room.dialogue_id)
    desk = browser.click(page, "In the joint room")
    assert desk.heading == "In the joint room"


def test_what_is_held_now_stands_first_among_the_desks(app: Flask) -> None:
    room = rooms.room()
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("room.desks", dialogue_id=room.dialogue_id)
    assert [link.text for link in page.select(".held-now a")] == ["In the joint room"]
    rooms.change(room, held=False)
    assert not browser.open("room.desks", dialogue_id=room.dialogue_id).select(".held-now")


def test_who_is_not_named_for_it_does_not_find_a_party_s_own_session(app: Flask) -> None:
    room = rooms.room()
    page = in_the_room(app, room, "unnamed").open("room.desks", dialogue_id=room.dialogue_id)
    assert "In the joint room" in page.text
    assert "Apart" not in page.text


def test_the_desk_shows_the_stage_its_purpose_and_its_questions(app: Flask) -> None:
    _, page = _desk(app, rooms.room())
    assert "What needs_analysis is for." in page.text
    assert "What must be secured?" in page.text


def test_the_room_is_led_by_one_button_each(app: Flask) -> None:
    room = rooms.room()
    browser, page = _desk(app, room)
    page = browser.submit(page, button="Close the phones")
    assert not _sitting(room).phones_open
    page = browser.submit(page, button="Open the phones")
    assert _sitting(room).phones_open
    page = browser.submit(page, button="Show words at once")
    assert _sitting(room).shows_at_once
    page = browser.submit(page, button="Show words together")
    assert not _sitting(room).shows_at_once
    page = browser.submit(page, button="Blank the wall")
    assert _sitting(room).wall_blank
    browser.submit(page, button="Show the wall")
    assert not _sitting(room).wall_blank


@pytest.mark.parametrize("stage", ["joint_thinking", "pre_workshop", "needs_analysis", "silence"])
def test_any_stage_is_one_step_away_in_any_direction(app: Flask, stage: str) -> None:
    room = rooms.room()
    browser, page = _desk(app, room)
    name = stage.replace("_", " ").capitalize()
    browser.submit(page, button=name)
    assert _sitting(room).stage_id == room.stage(stage).id
    browser.submit(page, button="No stage")
    assert _sitting(room).stage_id is None


def test_holding_a_session_leaves_the_other_that_was_held_for_the_same_people(app: Flask) -> None:
    room = rooms.room()
    with written():
        before = room.sitting
        other = Sitting(
            dialogue_id=before.dialogue_id,
            workshop_id=before.workshop_id,
            day=0,
            position=99,
            minutes=30,
            kind=before.kind,
            audience_id=before.audience_id,
            title=before.title,
            room="",
            shown_to_participants="",
            private_notes="",
        )
        db.session.add(other)
        db.session.flush()
        other_id = other.id
    browser = in_the_room(app, room, "facilitator")
    page = browser.open("room.desk", dialogue_id=room.dialogue_id, sitting_id=other_id)
    browser.submit(page, button="Hold this session now")
    assert not _sitting(room).held
    assert db.session.get_one(Sitting, other_id).held


def test_parallel_rooms_are_held_beside_one_another(app: Flask) -> None:
    room = rooms.room()
    browser = in_the_room(app, room, "facilitator")
    for whose in ("upper", "lower"):
        at = {"dialogue_id": room.dialogue_id, "sitting_id": room.own_ids[whose]}
        browser.submit(browser.open("room.desk", **at), button="Hold this session now")
    db.session.rollback()
    assert room.own_room("upper").held
    assert room.own_room("lower").held
    assert room.sitting.held


def test_the_rapporteur_types_a_line_each_and_goes_on_with_the_same_kind(app: Flask) -> None:
    room = rooms.room()
    browser, page = _desk(app, room, "rapporteur")
    after = browser.submit(
        page,
        button="Record",
        lines="water in August\n\nنحتاج إلى الماء",
        kind="fear",
        party=room.upper.id,
    )
    assert {each.words.text for each in _kept()} == {"water in August", "نحتاج إلى الماء"}
    assert {(each.kind, each.party_id) for each in _kept()} == {(Kind.FEAR, room.upper.id)}
    chosen = after.select("select[name=kind] option[selected]")
    assert [option["value"] for option in chosen] == ["fear"]


def test_a_form_sent_twice_is_kept_once(app: Flask) -> None:
    room = rooms.room()
    browser, page = _desk(app, room)
    for _ in range(2):
        browser.submit(page, button="Record", lines="one\ntwo")
    assert len(_kept()) == 2


def test_nothing_typed_is_nothing_lost(app: Flask) -> None:
    room = rooms.room()
    browser, page = _desk(app, room)
    again = browser.submit(page, button="Record", lines="  \n ", status=422)
    assert "Type what was said" in " ".join(again.errors)
    too_long = browser.submit(page, button="Record", lines="x" * 20_001, status=422)
    assert "x" * 200 in too_long.html


def test_the_desk_sees_that_something_waits_and_not_how_much(app: Flask) -> None:
    room = rooms.room()
    browser, page = _desk(app, room)
    assert "Something waits" not in page.text
    rooms.write(room, "the first words")
    address = browser.address(
        "room.desk_part",
        dialogue_id=room.dialogue_id,
        sitting_id=room.sitting_id,
        name="controls",
    )
    first = browser.client.get(address).text
    rooms.write(room, "the second words", seat="lower-1")
    second = browser.client.get(address).text
    assert "Something waits" in first
    assert _without_csrf(first) == _without_csrf(second)
    page = browser.open("room.desk", dialogue_id=room.dialogue_id, sitting_id=room.sitting_id)
    assert "the first words" not in page.html


def _without_csrf(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrf_token" not in line]


def test_the_round_opens_with_one_button(app: Flask) -> None:
    room = rooms.room()
    rooms.write(room, "waiting words")
    browser, page = _desk(app, room)
    after = browser.submit(page, button="Open the round")
    assert "waiting words" in after.text
    assert "Something waits" not in after.text


def _post(browser: Browser, room: rooms.Room, endpoint: str, **fields: object) -> Page:
    values = {key: fields.pop(key) for key in ("deed", "heading_id", "way") if key in fields}
    address = browser.address(
        endpoint, dialogue_id=room.dialogue_id, sitting_id=room.sitting_id, **values
    )
    return browser.post(address, **fields)


def test_chosen_points_are_parked_and_taken_up_again(app: Flask) -> None:
    room = rooms.room()
    one, two = rooms.point(room, "one").id, rooms.point(room, "two").id
    browser, _ = _desk(app, room)
    after = _post(browser, room, "room.arrange", deed="park", chosen=[one])
    assert "Put aside for later" in after.text
    assert {each.id: each.standing for each in _kept()} == {
        one: Standing.PARKED,
        two: Standing.SHOWN,
    }
    _post(browser, room, "room.arrange", deed="take-up", chosen=[one])
    assert {each.standing for each in _kept()} == {Standing.SHOWN}


def test_struck_words_are_gone(app: Flask) -> None:
    room = rooms.room()
    one, two = rooms.point(room, "one").id, rooms.point(room, "two").id
    browser, _ = _desk(app, room)
    after = _post(browser, room, "room.strike", chosen=[one])
    assert "one" not in after.select(".desk-words")[0].get_text()
    assert [each.id for each in _kept()] == [two]


def test_points_are_grouped_renamed_and_moved(app: Flask) -> None:
    room = rooms.room()
    ids = [rooms.point(room, words).id for words in ("one", "two", "three")]
    browser, _ = _desk(app, room)
    _post(browser, room, "room.group", chosen=ids[:2], title="The bridge")
    _post(browser, room, "room.group", chosen=ids[2:], title="The mill")
    headings = list(db.session.scalars(select(Cluster).order_by(Cluster.position)))
    names = [each.title.text for each in headings]
    _post(browser, room, "room.move_heading", heading_id=headings[0].id, way="down")
    db.session.rollback()
    moved = list(db.session.scalars(select(Cluster).order_by(Cluster.position)))
    assert [each.title.text for each in moved] == names[::-1]
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.sitting_id}
    page = browser.open("room.heading", heading_id=moved[0].id, **at)
    after = browser.submit(page, button="Keep", title="The bridge road")
    assert "The bridge road" in after.text
    browser.submit(page, button="Keep", title="  ", status=422)
    _post(browser, room, "room.put_under", chosen=ids, heading=moved[1].id)
    db.session.rollback()
    assert len(db.session.scalars(select(Cluster)).all()) == 1


def test_a_heading_without_words_or_points_is_refused_with_a_sentence(app: Flask) -> None:
    room = rooms.room()
    one = rooms.point(room, "one").id
    browser, _ = _desk(app, room)
    address = browser.address(
        "room.group", dialogue_id=room.dialogue_id, sitting_id=room.sitting_id
    )
    page = browser.post(address, chosen=[one], title="", status=409)
    assert "Give the heading a few words." in page.text
    page = browser.post(address, title="Nothing under it", status=409)
    assert "Choose the points that belong together first." in page.text


def test_a_point_is_put_right_on_its_own_page(app: Flask) -> None:
    room = rooms.room()
    one = rooms.point(room, "wrnog words").id
    browser, _ = _desk(app, room)
    form = _post(browser, room, "room.open_point", chosen=[one])
    browser.submit(form, button="Keep", words="right words", kind="fear", party=room.lower.id)
    (kept,) = _kept()
    assert (kept.words.text, kept.kind, kept.party_id) == ("right words", Kind.FEAR, room.lower.id)


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["0" * 26]])
@pytest.mark.parametrize("deed", ["park", "take-up", "up", "down"])
def test_deeds_on_nothing_do_nothing(app: Flask, deed: str, chosen: list[str]) -> None:
    room = rooms.room()
    rooms.point(room, "one")
    before = [(each.id, each.standing, each.position) for each in _kept()]
    browser, _ = _desk(app, room)
    _post(browser, room, "room.arrange", deed=deed, chosen=chosen)
    assert [(each.id, each.standing, each.position) for each in _kept()] == before


def test_points_of_another_session_cannot_be_reached_through_this_one(app: Flask) -> None:
    room = rooms.room()
    apart = rooms.point(room, "apart", at=rooms.open_apart(room, "upper")).id
    browser, _ = _desk(app, room)
    _post(browser, room, "room.strike", chosen=[apart])
    assert [each.id for each in _kept()] == [apart]


def test_the_desk_is_told_what_a_stage_and_a_small_party_mean(app: Flask) -> None:
    room = rooms.room(at="pre_workshop", sizes=(1, 2))
    _, page = _desk(app, room)
    assert "meant for fewer people than are in this session" in page.text
    assert "Upper Sarn has one seat" in page.text


def test_every_deed_of_the_desk_has_a_key_or_a_field(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "one")
    _, page = _desk(app, room)
    keys = [tag["data-key"] for tag in page.select("[data-key]")]
    assert len(keys) == len(set(keys))
    assert set("noctrbpudgexky") - {"o"} <= set("".join(keys) + "a")


@pytest.mark.parametrize("name", ["organizer", "interpreter"])
def test_who_has_no_place_at_the_desk_finds_none(app: Flask, name: str) -> None:
    room = rooms.room()
    browser = in_the_room(app, room, name)
    browser.open("room.desks", dialogue_id=room.dialogue_id, status=404)
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.sitting_id}
    browser.open("room.desk", status=404, **at)
    browser.post(browser.address("room.strike", **at), status=404)


@pytest.mark.parametrize(
    "path", ["room/nonsense", "round/nonsense", "words/nonsense", "stage", "headings/nope/up"]
)
def test_a_deed_there_is_not_is_not_here(app: Flask, path: str) -> None:
    room = rooms.room()
    browser = in_the_room(app, room, "facilitator")
    address = f"/desk/{room.dialogue_id}/sittings/{room.sitting_id}/{path}"
    browser.post(address, status=None if path == "words/nonsense" else 404, stage="0" * 26)


def test_a_point_can_be_kept_more_strictly_than_its_session(app: Flask) -> None:
    room = rooms.room()
    one = rooms.point(room, "a name too many").id
    browser, _ = _desk(app, room)
    form = _post(browser, room, "room.open_point", chosen=[one])
    after = browser.submit(form, button="Keep", level="L1")
    assert [tag.get_text() for tag in after.select(".line .level-code")] == ["L1"]
    phone = in_the_room(app, room, "lower-1").open("room.now", seat_id=room.seats["lower-1"])
    assert [tag.get_text() for tag in phone.select(".shown .level-code")] == ["L1"]


def test_the_desk_shows_what_was_planned_for_this_session_and_phones_and_wall_do_not(
    app: Flask,
) -> None:
    room = rooms.room()
    planned = {"purpose": "To hear both lists.", "questions": ["What stayed from the winter?"]}
    rooms.change(room, **planned)
    desk = in_the_room(app, room, "rapporteur").open(
        "room.desk", dialogue_id=room.dialogue_id, sitting_id=room.sitting_id
    )
    phone = in_the_room(app, room, "upper-1").open("room.now", seat_id=room.seats["upper-1"])
    wall = in_the_room(app, room, "screen").open("room.wall", seat_id=room.seats["screen"])
    for words in ("To hear both lists.", "What stayed from the winter?"):
        assert words in desk.text
        assert words not in phone.html + wall.html
