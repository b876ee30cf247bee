"""Every seat listens, every deed is done, and who heard is compared with who may know (design §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.contributions import actions
from app.contributions.actions import ROOM, WAITING, WORDS
from app.contributions.models import Cluster, Contribution
from app.contributions.rules import Standing
from app.dialogues.queries import audiences_of
from app.kernel.db import db
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.live.broker import Broker, Inbox
from app.live.rules import Ear
from app.room import actions as room_actions
from tests.factories import rooms
from tests.support.hearing import listening
from tests.support.writing import written

DESK = frozenset({"facilitator", "rapporteur", "unnamed"})
ALL = DESK | {"upper-1", "upper-2", "lower-1", "lower-2", "observer", "screen", "interpreter"}
UPPER = frozenset({"upper-1", "upper-2", "facilitator", "rapporteur"})
UPPER_DESK = frozenset({"facilitator", "rapporteur"})

Heard = dict[str, set[str]]


@pytest.fixture
def broker() -> Iterator[Broker]:
    with listening() as broker:
        yield broker


def _everybody_listens(broker: Broker, room: rooms.Room) -> dict[str, Inbox]:
    return {
        name: broker.subscribe(
            Ear(room.dialogue_id, audiences_of(room.seat(name)), desk=name in DESK)
        )
        for name in room.seats
    }


def _heard(inboxes: dict[str, Inbox]) -> Heard:
    heard: Heard = {}
    for name, inbox in inboxes.items():
        for topic in inbox.wait(0):
            heard.setdefault(topic, set()).add(name)
    return heard


def _deeds(room: rooms.Room, apart: bool) -> list[tuple[str, Callable[[], object], str | None]]:
    """Each deed in a room, and the topic that its audience hears."""

    def sitting():
        return room.own_room("upper") if apart else room.sitting

    def points():
        return list(
            db.session.scalars(
                select(Contribution)
                .where(
                    Contribution.sitting_id == sitting().id,
                    Contribution.standing != Standing.WAITING,  # nobody can take hold of these
                )
                .order_by(Contribution.id)
            )
        )

    def heading() -> Cluster:
        return db.session.scalars(select(Cluster).where(Cluster.sitting_id == sitting().id)).one()

    def option() -> Contribution:
        return next(each for each in points() if each.kind is Kind.OPTION)

    def need() -> Contribution:
        return next(each for each in points() if each.kind is Kind.NEED)

    return [
        ("hold", lambda: room_actions.hold(sitting()), ROOM),
        ("open phones", lambda: room_actions.open_phones(sitting()), ROOM),
        (
            "stage",
            lambda: room_actions.take_up_stage(sitting(), room.stage("needs_analysis")),
            ROOM,
        ),
        ("write", lambda: rooms.write(room, "first", at=sitting()), WAITING),
        ("write again", lambda: rooms.write(room, "second", at=sitting()), None),
        ("open the round", lambda: actions.open_round(sitting()), WORDS),
        ("write after", lambda: rooms.write(room, "third", at=sitting()), WAITING),
        ("show at once", lambda: actions.show_at_once(sitting(), at_once=True), ROOM),
        ("write at once", lambda: rooms.write(room, "fourth", at=sitting()), WORDS),
        ("type", lambda: rooms.point(room, "typed", at=sitting()), WORDS),
        (
            "type an option",
            lambda: rooms.point(room, "idea", kind=Kind.OPTION, party=None, at=sitting()),
            WORDS,
        ),
        ("park", lambda: actions.park(points()[:1]), WORDS),
        ("take up", lambda: actions.take_up(points()[:1]), WORDS),
        ("move", lambda: actions.move(room.seat("facilitator"), [need()], down=True), WORDS),
        ("group", lambda: actions.group([need()], Wording.of("heading")), WORDS),
        ("rename", lambda: actions.rename_cluster(heading(), Wording.of("another")), WORDS),
        ("ungroup", lambda: actions.put_under([need()], None), WORDS),
        ("link", lambda: actions.link(option(), need()), WORDS),
        ("unlink", lambda: actions.unlink(option(), need()), WORDS),
        (
            "put right",
            lambda: actions.put_right(
                need(), text="right", language="en", kind=Kind.NEED, party=None
            ),
            WORDS,
        ),
        ("strike", lambda: actions.strike([need()]), WORDS),
        ("blank", lambda: room_actions.blank_wall(sitting(), blank=True), ROOM),
        ("close phones", lambda: room_actions.close_phones(sitting()), ROOM),
        ("leave", lambda: room_actions.leave(sitting()), ROOM),
    ]


@pytest.mark.parametrize("apart", [False, True], ids=["joint", "apart"])
def test_only_those_who_may_know_hear_that_something_changed(
    app: Flask, broker: Broker, apart: bool
) -> None:
    room = rooms.room()
    inboxes = _everybody_listens(broker, room)
    audience, desk = (UPPER, UPPER_DESK) if apart else (ALL, DESK)
    for name, deed, topic in _deeds(room, apart):
        with written():
            deed()
        expected: Heard = {}
        if topic:
            expected = {topic: set(desk if topic == WAITING else audience)}
        assert _heard(inboxes) == expected, name


def test_taking_back_words_that_nobody_saw_is_heard_by_nobody(app: Flask, broker: Broker) -> None:
    room = rooms.room()
    token = rooms.write(room, "waiting")
    inboxes = _everybody_listens(broker, room)
    with written():
        actions.take_back(room.seat("upper-1"), token)
    assert _heard(inboxes) == {}
    assert room.sitting.something_waits


def test_taking_back_words_on_the_wall_is_heard_by_who_saw_them(app: Flask, broker: Broker) -> None:
    room = rooms.room()
    token = rooms.write(room, "shown")
    rooms.show_round(room)
    inboxes = _everybody_listens(broker, room)
    with written():
        actions.take_back(room.seat("upper-1"), token)
    assert _heard(inboxes) == {WORDS: set(ALL)}


def test_a_deed_that_was_rolled_back_is_heard_by_nobody(app: Flask, broker: Broker) -> None:
    room = rooms.room()
    inboxes = _everybody_listens(broker, room)
    with written():
        actions.show_at_once(room.sitting, at_once=True)
        db.session.rollback()
    assert _heard(inboxes) == {}


def test_nobody_of_another_dialogue_hears_anything(app: Flask, broker: Broker) -> None:
    room, other = rooms.room(), rooms.room()
    inboxes = _everybody_listens(broker, other)
    rooms.point(room, "typed")
    assert _heard(inboxes) == {}


def test_many_changes_are_one_event_so_that_events_count_nothing(
    app: Flask, broker: Broker
) -> None:
    room = rooms.room()
    inboxes = _everybody_listens(broker, room)
    for number in range(5):
        rooms.point(room, f"{number}")
    assert inboxes["lower-1"].wait(0) == [WORDS]
    assert inboxes["lower-1"].wait(0) == []
