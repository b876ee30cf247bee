"""What is announced is heard after the commit, and what came to nothing is heard by nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.kernel import announcements
from app.kernel.announcements import Announcement, Channel, announce
from app.kernel.db import db, writing
from tests.support.writing import written

HERE = Channel("a dialogue", "an audience")


@pytest.fixture
def heard(app: Flask) -> Iterator[list[Announcement]]:
    said: list[Announcement] = []
    announcements.listen(said.append)
    yield said
    announcements._listeners.remove(said.append)


def test_nothing_is_heard_before_the_commit(heard: list[Announcement]):
    with written():
        announce("words", to=HERE)
        db.session.flush()
        assert heard == []
    assert heard == [Announcement("words", HERE)]


def test_what_was_rolled_back_is_never_heard(heard: list[Announcement]):
    with writing():
        announce("words", to=HERE)
        db.session.rollback()
    with written():
        announce("room", to=HERE)
    assert heard == [Announcement("room", HERE)]


def test_many_of_the_same_are_one_so_that_events_count_nothing(heard: list[Announcement]):
    with written():
        for _ in range(7):
            announce("words", to=HERE)
        announce("words", to=Channel("a dialogue", "another audience"))
    assert heard == [
        Announcement("words", HERE),
        Announcement("words", Channel("a dialogue", "another audience")),
    ]


def test_an_announcement_is_heard_once_and_not_with_the_next_commit(heard: list[Announcement]):
    with written():
        announce("words", to=HERE)
    heard.clear()
    with written():
        db.session.flush()
    assert heard == []


def test_who_listens_twice_hears_once(heard: list[Announcement]):
    announcements.listen(heard.append)
    with written():
        announce("words", to=HERE)
    assert len(heard) == 1


def test_an_announcement_has_room_for_a_topic_and_for_whom_and_for_no_words():
    assert set(Announcement.__slots__) == {"topic", "to"}
    assert set(Channel.__slots__) == {"dialogue_id", "audience_id", "desk"}
