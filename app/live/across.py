"""Announcements between processes, through PostgreSQL. Only a house on PostgreSQL loads this, and psycopg with it."""

from __future__ import annotations

import json
import logging
import threading

import psycopg
from sqlalchemy import URL

from app.kernel.announcements import Announcement, Channel
from app.live.broker import Broker, Inbox
from app.live.rules import EVERYTHING, Ear

log = logging.getLogger(__name__)

_CHANNEL = "second_track"
_LOOK_UP_SECONDS = 2.0
_TRY_AGAIN_SECONDS = 1.0
_BEGINS_WITHIN_SECONDS = 5.0


class AcrossProcesses(Broker):
    """The broker of a process among many: what one process publishes, every process delivers.

    What travels is the topic and ids of dialogue and audience; never words. Listening begins with
    the first stream, so that nothing is shared with a process this one was forked from.
    """

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._publishing = threading.Lock()
        self._publisher: psycopg.Connection[tuple[object, ...]] | None = None
        self._listener: threading.Thread | None = None
        self._ending = threading.Event()
        self.listening = threading.Event()

    def subscribe(self, ear: Ear) -> Inbox:
        with self._lock:
            if self._listener is None and not self._ending.is_set():
                self._listener = threading.Thread(target=self._listen, daemon=True, name="live")
                self._listener.start()
        # A page looks at everything once its stream is open; what is said before this process listens would
        # be missed. Where the database does not answer, the page is told by `_say_everything` later.
        self.listening.wait(_BEGINS_WITHIN_SECONDS)
        return super().subscribe(ear)

    def publish(self, announcement: Announcement) -> None:
        to = announcement.to
        message = json.dumps([announcement.topic, to.dialogue_id, to.audience_id, to.desk])
        with self._publishing:
            if not self._ending.is_set() and self._told(message):
                return
        self.deliver(announcement)  # at least the pages of this process hear

    def end(self) -> None:
        self._ending.set()
        self.listening.set()
        super().end()
        with self._publishing:
            self._hang_up()

    def wait_until_quiet(self) -> None:
        """After `end`: wait for the listener to have hung up."""
        if self._listener is not None:
            self._listener.join(_LOOK_UP_SECONDS * 2)

    def _told(self, message: str) -> bool:
        for attempt in (1, 2):
            try:
                self._connected().execute("SELECT pg_notify(%s, %s)", (_CHANNEL, message))
                return True
            except psycopg.Error as error:
                self._hang_up()
                if attempt == 2:
                    log.warning("live: %s on publishing", type(error).__name__)
        return False

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._publisher is None:
            self._publisher = psycopg.connect(self._address, autocommit=True)
        return self._publisher

    def _hang_up(self) -> None:
        if self._publisher is not None:
            self._publisher.close()
            self._publisher = None

    def _listen(self) -> None:
        said = False
        while not self._ending.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    said = False
                    self._say_everything()
                    self.listening.set()
                    self._hear(connection)
            except psycopg.Error as error:
                if not (said or self._ending.is_set()):
                    log.warning("live: %s on listening", type(error).__name__)
                said = True  # a database that is away for an hour is said once, not every second
                self._ending.wait(_TRY_AGAIN_SECONDS)

    def _hear(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._ending.is_set():
            for notice in connection.notifies(timeout=_LOOK_UP_SECONDS):
                topic, dialogue_id, audience_id, desk = json.loads(notice.payload)
                self.deliver(Announcement(topic, Channel(dialogue_id, audience_id, desk)))

    def _say_everything(self) -> None:
        """Who waited before this process listened may have missed anything: those pages look again."""
        for inbox in self._all():
            inbox.put(EVERYTHING)
