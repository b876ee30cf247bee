from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event

from app.contributions import actions, queries
from app.contributions.models import Contribution
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from tests.factories import rooms
from tests.support.writing import written

EVERYBODY = (
    *("facilitator", "rapporteur", "interpreter", "organizer", "unnamed"),
    *("upper-1", "upper-2", "lower-1", "lower-2", "observer", "screen"),
)


def _readers(room: rooms.Room) -> set[str]:
    return {name for name in EVERYBODY if queries.points_for(room.seat(name))}


def test_joint_words_are_read_by_everybody_in_the_room_and_not_by_organizers(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint")
    assert _readers(room) == set(EVERYBODY) - {"organizer"}


def test_a_party_s_own_words_are_read_by_it_and_the_third_party_named_for_it(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "apart", at=rooms.open_apart(room, "upper"))
    assert _readers(room) == {"upper-1", "upper-2", "facilitator", "rapporteur"}


def test_waiting_words_are_read_by_nobody(app: Flask) -> None:
    room = rooms.room()
    rooms.write(room, "waiting")
    assert _readers(room) == set()
    waiting = db.session.query(Contribution.id).scalar()
    for name in EVERYBODY:
        with pytest.raises(NotHere):
            queries.contribution_for(room.seat(name), waiting)


def test_words_keep_the_readers_they_were_written_for_when_the_sitting_changes(app: Flask) -> None:
    room = rooms.room()
    apart = rooms.open_apart(room, "upper")
    rooms.point(room, "apart", at=apart)
    with written():
        actions.group(list(db.session.query(Contribution)), Wording.of("our fear of the water"))
    with written():
        room.own_room("upper").audience_id = room.sitting.audience_id
    assert _readers(room) == {"upper-1", "upper-2", "facilitator", "rapporteur"}
    rooms.point(room, "now joint", at=room.own_room("upper"))
    for name in ("lower-1", "screen", "observer"):
        seat = room.seat(name)
        points = queries.points_for(seat)
        assert [point.words.text for point in points] == ["now joint"]
        assert queries.headings_of(seat, points) == []


def test_nobody_of_another_dialogue_reads_anything(app: Flask) -> None:
    room, other = rooms.room(), rooms.room()
    rooms.point(room, "joint")
    kept = db.session.query(Contribution.id).scalar()
    for name in EVERYBODY:
        assert queries.points_for(other.seat(name)) == []
        with pytest.raises(NotHere):
            queries.contribution_for(other.seat(name), kept)


def test_the_strictest_level_holds(app: Flask) -> None:
    room = rooms.room(level=Level.L3)
    kept = rooms.point(room, "joint").id
    seat = "facilitator"
    assert queries.points_for(room.seat(seat))[0].level is Level.L3
    rooms.change(room, level=Level.L2)
    assert queries.points_for(room.seat(seat))[0].level is Level.L2
    with written():
        db.session.get_one(Contribution, kept).level = Level.L1
    assert queries.points_for(room.seat(seat))[0].level is Level.L1


def test_a_party_s_own_words_never_enter_a_joint_picture(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint")
    rooms.point(room, "apart", at=rooms.open_apart(room, "upper"))
    for name in EVERYBODY:
        words = [p.words.text for p in queries.joint_points_for(room.seat(name), set(Kind))]
        assert words == ([] if name == "organizer" else ["joint"])


def test_a_link_is_seen_by_who_may_read_both_its_ends(app: Flask) -> None:
    room = rooms.room()
    need = rooms.point(room, "a need").id
    option = rooms.point(room, "an option", kind=Kind.OPTION, party=None).id
    with written():
        actions.link(
            db.session.get_one(Contribution, option), db.session.get_one(Contribution, need)
        )
    drawn = queries.links_among(room.seat("lower-1"), [need, option])
    assert [(each.bearing_id, each.on_id) for each in drawn] == [(option, need)]
    assert queries.links_among(room.seat("organizer"), [need, option]) == []
    assert queries.links_among(room.seat("lower-1"), [option]) == []


def test_reading_many_points_asks_the_database_once(app: Flask) -> None:
    room = rooms.room()
    for number in range(3):
        rooms.point(room, f"need {number}")
    seat = room.seat("facilitator")
    statements: list[str] = []

    def count(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        queries.points_for(seat)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len(statements) == 1


def test_what_was_said_apart_is_not_offered_for_a_joint_text(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint")
    rooms.point(room, "apart", at=rooms.open_apart(room, "upper"))
    offered = queries.points_of_audience(room.seat("facilitator"), room.sitting.audience_id)
    assert [point.words.text for point in offered] == ["joint"]
