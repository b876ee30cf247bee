"""One stream: its lines, its heartbeat, and how many there may be. Holds no database connection between heartbeats."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app.dialogues.actions import SEAT_CLOSED
from app.live import queries
from app.live.broker import Broker, Inbox
from app.live.queries import Watched
from app.live.rules import (
    EVERYTHING,
    HEARTBEAT_SECONDS,
    LIVES_SECONDS,
    most_streams,
    most_streams_of_seats,
)

STILL_HERE = ": still here\n\n"
AT_ONCE = "retry: 2000\n: listening\n\n"


class Streams:
    """Counts the open streams of this process. Each takes a thread, and at the last thread the house stands still."""

    def __init__(self, threads: int) -> None:
        self._most = most_streams(threads)
        self._most_of_seats = most_streams_of_seats(threads)
        self._open = 0
        self._lock = threading.Lock()

    def enter(self, *, leads: bool) -> bool:
        """Take a place, if there is one; a desk and a wall find one longer than a phone."""
        with self._lock:
            if self._open >= (self._most if leads else self._most_of_seats):
                return False
            self._open += 1
            return True

    def leave(self) -> None:
        """Give a place back."""
        with self._lock:
            self._open -= 1

    @property
    def open(self) -> int:
        """How many are open in this process. Never shown to anybody: it counts the people in the room."""
        return self._open


@dataclass(frozen=True, slots=True)
class Live:
    """What `create_app` starts."""

    broker: Broker
    streams: Streams


class Stream:
    """What a page listens to: a plain iterator that knows ids only, so that no request stays open behind it."""

    def __init__(
        self, live: Live, inbox: Inbox, watched: Watched, sessions: sessionmaker[Session]
    ) -> None:
        self._live = live
        self._inbox = inbox
        self._watched = watched
        self._sessions = sessions
        self._left = False
        self._lock = threading.Lock()

    def lines(self) -> Iterator[str]:
        """A comment at once, then topics as they come, and a heartbeat that looks whether the seat still stands."""
        yield AT_ONCE
        ends = time.monotonic() + LIVES_SECONDS
        beats = time.monotonic() + HEARTBEAT_SECONDS
        while time.monotonic() < ends:
            topics = self._inbox.wait(max(beats - time.monotonic(), 0))
            if self._inbox.ended:
                return
            if EVERYTHING in topics:
                return  # the page opens a new stream and looks at everything again
            due = time.monotonic() >= beats
            if (due or SEAT_CLOSED in topics) and not self._still_stands():
                return
            if due:
                beats = time.monotonic() + HEARTBEAT_SECONDS
                yield STILL_HERE
            for topic in topics:
                yield f"data: {topic}\n\n"

    def leave(self) -> None:
        """Give the place back, once; the server calls this even if the page went before the first line."""
        with self._lock:
            if self._left:
                return
            self._left = True
        self._live.broker.leave(self._inbox)
        self._live.streams.leave()

    def _still_stands(self) -> bool:
        try:
            with self._sessions() as session:
                return queries.still_stands(session, self._watched)
        except SQLAlchemyError:
            return False  # the page opens a new stream, through ordinary access
