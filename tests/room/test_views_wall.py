from __future__ import annotations

from flask import Flask

from app.contributions import actions
from app.contributions.models import Contribution
from app.dialogues.actions import add_ground_rule
from app.kernel.db import db
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.live.rules import Ear
from app.room.actions import TURN
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.hearing import listening
from tests.support.pages import Page
from tests.support.writing import written


def _wall(app: Flask, room: rooms.Room) -> Page:
    return in_the_room(app, room, "screen").open("room.wall", seat_id=room.seats["screen"])


def test_the_wall_shows_what_was_recorded_in_the_stage_taken_up(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "a need of the upper valley")
    rooms.change(room, stage_id=room.stage("constraints").id)
    rooms.point(room, "a fear of now", kind=Kind.FEAR)
    page = _wall(app, room)
    assert "a fear of now" in page.text
    assert "a need of the upper valley" not in page.text


def test_the_wall_names_parties_and_nobody_else_and_counts_nothing(app: Flask) -> None:
    room = rooms.room()
    for number in ("first", "second"):
        rooms.point(room, f"{number} need")
    page = _wall(app, room)
    assert "Upper Sarn" in page.text
    for name in ("facilitator", "rapporteur", "upper 1", "lower 1"):
        assert name not in page.text
    assert not any(character.isdigit() for character in page.text)


def test_parked_and_waiting_words_are_not_on_the_wall(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "parked words")
    with written():
        actions.park(list(db.session.query(Contribution)))
    rooms.write(room, "waiting words")
    page = _wall(app, room)
    assert "parked words" not in page.html
    assert "waiting words" not in page.html


def test_a_blank_wall_holds_no_words_at_all(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "said of a death")
    rooms.change(room, wall_blank=True)
    page = _wall(app, room)
    assert "said of a death" not in page.html
    assert "Needs analysis" not in page.html
    assert page.select(".wall-dark")


def test_a_wall_is_at_rest_while_the_parties_are_apart(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint words")
    rooms.change(room, held=False)
    rooms.point(room, "said apart", at=rooms.open_apart(room, "upper"))
    page = _wall(app, room)
    assert page.select(".wall-quiet")
    assert "said apart" not in page.html
    assert "joint words" not in page.html


def test_before_anything_is_said_the_wall_shows_the_questions(app: Flask) -> None:
    page = _wall(app, rooms.room())
    assert "What must be secured?" in page.text


def test_the_ground_rules_are_on_the_wall_at_the_desks_word_and_nothing_else_then(
    app: Flask,
) -> None:
    room = rooms.room()
    rooms.point(room, "a need of the upper valley")
    with written():
        add_ground_rule(
            room.dialogue, Wording.of("Listen"), Wording.of("We let each finish."), Wording.of("")
        )
    desk = in_the_room(app, room, "facilitator")
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.sitting_id}
    page = desk.submit(desk.open("room.desk", **at), button="Ground rules on the wall")
    assert "Ground rules on the wall" in page.text
    wall = _wall(app, room)
    assert "We let each finish." in wall.text
    assert "a need of the upper valley" not in wall.html
    desk.submit(page, button="Blank the wall")
    assert "We let each finish." not in _wall(app, room).html, "a blank wall is blank"
    desk.submit(desk.open("room.desk", **at), button="Show the wall")
    desk.submit(desk.open("room.desk", **at), button="Take the rules from the wall")
    assert "a need of the upper valley" in _wall(app, room).text


def test_rules_too_many_to_be_read_from_a_chair_stand_on_the_wall_by_their_titles(
    app: Flask,
) -> None:
    room = rooms.room()
    with written():
        for number in "abcdefghi":
            add_ground_rule(
                room.dialogue,
                Wording.of(f"Title {number}"),
                Wording.of(f"Words {number}."),
                Wording.of(""),
            )
    rooms.change(room, wall_shows_rules=True)
    page = _wall(app, room)
    assert "Title a" in page.text
    assert "Words a." not in page.html
    assert "In full on the phones and on paper." in page.text


def test_the_desk_turns_the_page_of_a_full_wall_by_saying_so_and_keeps_nothing(app: Flask) -> None:
    room = rooms.room()
    desk = in_the_room(app, room, "facilitator")
    at = {"dialogue_id": room.dialogue_id, "sitting_id": room.sitting_id}
    assert "Turn the wall’s page" not in desk.open("room.desk", **at).text
    for number in "abcdefg":
        rooms.point(room, f"need {number} of the upper valley")
    before = _wall(app, room).html
    with listening() as broker:
        inbox = broker.subscribe(Ear(room.dialogue_id, frozenset({room.sitting.audience_id})))
        desk.submit(desk.open("room.desk", **at), button="Turn the wall’s page")
        assert inbox.wait(0) == [TURN]
    assert _wall(app, room).html == before
    desk.submit(desk.open("room.desk", **at), button="Blank the wall")
    assert "Turn the wall’s page" not in desk.open("room.desk", **at).text, "a blank wall has none"
