from __future__ import annotations

from flask import Flask

from app.contributions import actions
from app.contributions.models import Contribution
from app.dialogues.actions import add_ground_rule
from app.dialogues.models import AudienceSeat
from app.kernel.db import db
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.pages import Page
from tests.support.writing import written


def _page(app: Flask, room: rooms.Room, name: str = "interpreter", status: int = 200) -> Page:
    return in_the_room(app, room, name).open(
        "room.interpreting", dialogue_id=room.dialogue_id, status=status
    )


def _name_for(room: rooms.Room, whose: str) -> None:
    with written():
        audience = room.own_room(whose).audience_id
        db.session.add(AudienceSeat(audience_id=audience, seat_id=room.seats["interpreter"]))


def test_the_interpreter_reads_the_wall_the_stage_and_what_was_planned(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "a need of the upper valley")
    rooms.change(room, purpose="To hear both lists.", questions=["What stayed from the winter?"])
    page = _page(app, room)
    for words in (
        "a need of the upper valley",
        "What needs_analysis is for.",
        "What must be secured?",
        "To hear both lists.",
        "What stayed from the winter?",
    ):
        assert words in page.text


def test_what_is_on_the_wall_is_what_is_read(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "of an earlier stage")
    rooms.change(room, stage_id=room.stage("constraints").id)
    rooms.point(room, "parked words")
    with written():
        actions.park(
            [db.session.query(Contribution).filter_by(stage_id=room.sitting.stage_id).one()]
        )
    rooms.write(room, "waiting words", kind=Kind.FEAR)
    page = _page(app, room)
    for words in ("of an earlier stage", "parked words", "waiting words"):
        assert words not in page.html


def test_while_the_wall_is_blank_the_page_holds_none_of_its_words(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "said of a death")
    rooms.change(room, wall_blank=True)
    page = _page(app, room)
    assert "The wall is blank." in page.text
    assert "said of a death" not in page.html


def test_the_rules_stand_here_while_they_are_on_the_wall(app: Flask) -> None:
    room = rooms.room()
    with written():
        add_ground_rule(
            room.dialogue, Wording.of("Listen"), Wording.of("We let each finish."), Wording.of("")
        )
    rooms.change(room, wall_shows_rules=True)
    assert "We let each finish." in _page(app, room).text


def test_of_rooms_apart_only_those_the_interpreter_is_named_for(app: Flask) -> None:
    room = rooms.room()
    _name_for(room, "lower")
    for whose in ("upper", "lower"):
        rooms.point(room, f"said apart by {whose}", party=whose, at=rooms.open_apart(room, whose))
    page = _page(app, room)
    assert "said apart by lower" in page.text
    assert "said apart by upper" not in page.html
    assert "Apart: upper" not in page.html
    assert page.text.index("Apart: lower") < page.text.index("In the joint room")


def test_nothing_is_held_says_the_page_and_nothing_else(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "words of before")
    rooms.change(room, held=False)
    page = _page(app, room)
    assert "Nothing is held now" in page.text
    assert "words of before" not in page.html


def test_it_is_the_interpreters_page_and_nobody_elses(app: Flask) -> None:
    room = rooms.room()
    for name in ("organizer", "facilitator", "rapporteur"):
        _page(app, room, name, status=404)
    assert (
        "Interpreting"
        in in_the_room(app, room, "interpreter")
        .open("terms.index", dialogue_id=room.dialogue_id)
        .links
    )
