from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.contributions import actions
from app.dialogues.actions import replace_slip
from app.dialogues.models import AudienceSeat
from app.kernel.db import db
from app.live import streams as streams_
from app.live.rules import most_streams, most_streams_of_seats
from app.live.streams import Live, Streams
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.hearing import listening
from tests.support.writing import written

LISTENERS = [
    ("upper-1", "live.seat"),
    ("screen", "live.wall"),
    ("facilitator", "live.desk"),
    ("interpreter", "live.interpreting"),
]


def _opened(app: Flask, room: rooms.Room, name: str, endpoint: str) -> TestResponse:
    browser = in_the_room(app, room, name)
    where = (
        {"dialogue_id": room.dialogue_id}
        if endpoint in {"live.desk", "live.interpreting"}
        else {"seat_id": room.seats[name]}
    )
    return browser.client.get(browser.address(endpoint, **where), buffered=False)


def _lines(answer: TestResponse) -> Iterator[str]:
    return (chunk.decode() for chunk in answer.iter_encoded())


@pytest.fixture
def live(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """Streams and a broker of this test alone: what earlier deeds said comes late on PostgreSQL."""
    with listening() as broker:
        live = Live(broker, Streams(threads=42))
        monkeypatch.setitem(app.extensions, "live", live)
        yield live


@pytest.mark.parametrize(("name", "endpoint"), LISTENERS)
def test_a_stream_speaks_at_once_and_then_says_that_something_changed(
    app: Flask, live: Live, name: str, endpoint: str
) -> None:
    room = rooms.room()
    answer = _opened(app, room, name, endpoint)
    lines = _lines(answer)
    assert next(lines).endswith(": listening\n\n")
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    with written():
        actions.show_at_once(room.sitting, at_once=True)
    assert next(lines) == "data: room\n\n"
    answer.close()
    assert live.streams.open == 0


def test_a_page_that_went_before_the_first_line_gives_its_place_back(
    app: Flask, live: Live
) -> None:
    answer = _opened(app, rooms.room(), "upper-1", "live.seat")
    assert live.streams.open == 1
    answer.close()
    assert live.streams.open == 0


def test_a_stream_holds_no_connection(app: Flask, live: Live) -> None:
    room = rooms.room()
    db.session.rollback()
    db.session.close()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    answer = _opened(app, room, "upper-1", "live.seat")
    lines = _lines(answer)
    next(lines)
    assert db.engine.pool.checkedout() == before  # type: ignore[attr-defined]
    answer.close()


def test_phones_find_no_place_before_desk_and_wall_do(app: Flask, live: Live) -> None:
    room = rooms.room()
    phones = [_opened(app, room, "upper-1", "live.seat") for _ in range(most_streams_of_seats(42))]
    full = _opened(app, room, "lower-1", "live.seat")
    assert (full.status_code, full.headers["Retry-After"]) == (503, "10")
    desk = _opened(app, room, "facilitator", "live.desk")
    wall = _opened(app, room, "screen", "live.wall")
    assert (desk.status_code, wall.status_code) == (200, 200)
    for answer in (*phones, full, desk, wall):
        answer.close()


@pytest.mark.parametrize("threads", [40, 64, 96, 1024])
def test_threads_stay_free_for_pages(threads: int) -> None:
    assert most_streams(threads) <= max(threads - 32, 1)
    assert 1 <= most_streams_of_seats(threads) <= most_streams(threads)


def test_a_replaced_slip_ends_the_stream_of_the_old_device_at_once(app: Flask, live: Live) -> None:
    room = rooms.room()
    answer = _opened(app, room, "upper-1", "live.seat")
    lines = _lines(answer)
    next(lines)
    with written():
        replace_slip(room.seat("upper-1"))
    assert list(lines) == []
    answer.close()


def test_the_heartbeat_ends_the_stream_of_a_seat_that_no_longer_stands(
    app: Flask, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams_, "HEARTBEAT_SECONDS", 0.05)
    room = rooms.room()
    answer = _opened(app, room, "upper-1", "live.seat")
    lines = _lines(answer)
    next(lines)
    assert next(lines) == ": still here\n\n"
    with written():
        room.seat("upper-1").secret = None
    rest = list(lines)
    assert set(rest) <= {": still here\n\n"}
    answer.close()


def test_a_seat_newly_named_for_an_audience_gets_a_stream_anew(
    app: Flask, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams_, "HEARTBEAT_SECONDS", 0.05)
    room = rooms.room()
    answer = _opened(app, room, "unnamed", "live.desk")
    lines = _lines(answer)
    next(lines)
    with written():
        audience_id = room.own_room("upper").audience_id
        db.session.add(AudienceSeat(audience_id=audience_id, seat_id=room.seats["unnamed"]))
    assert set(lines) <= {": still here\n\n"}
    answer.close()


def test_a_stream_ends_by_itself_so_that_a_sign_out_reaches_it(
    app: Flask, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams_, "LIVES_SECONDS", 0.1)
    monkeypatch.setattr(streams_, "HEARTBEAT_SECONDS", 0.05)
    answer = _opened(app, rooms.room(), "upper-1", "live.seat")
    began = time.monotonic()
    list(_lines(answer))
    assert time.monotonic() - began < 5
    answer.close()


def test_every_stream_ends_when_the_house_closes(app: Flask, live: Live) -> None:
    room = rooms.room()
    answer = _opened(app, room, "upper-1", "live.seat")
    lines = _lines(answer)
    next(lines)
    closing = threading.Timer(0.05, live.broker.end)
    closing.start()
    assert list(lines) == []
    answer.close()
    closing.join()


def test_a_stream_that_opens_while_the_house_closes_ends_at_once(app: Flask, live: Live) -> None:
    room = rooms.room()
    live.broker.end()
    answer = _opened(app, room, "upper-1", "live.seat")
    assert list(_lines(answer)) == [streams_.AT_ONCE]
    answer.close()


@pytest.mark.parametrize(
    ("name", "endpoint", "status"),
    [
        ("organizer", "live.desk", 404),
        ("interpreter", "live.desk", 404),
        ("organizer", "live.interpreting", 404),
        ("facilitator", "live.interpreting", 404),
        ("screen", "live.seat", 404),
        ("upper-1", "live.wall", 404),
        ("upper-1", "live.desk", 303),
        ("facilitator", "live.seat", 404),
    ],
)
def test_nobody_listens_in_another_s_place(
    app: Flask, name: str, endpoint: str, status: int
) -> None:
    room = rooms.room()
    answer = _opened(app, room, name, endpoint)
    assert answer.status_code == status
    answer.close()
