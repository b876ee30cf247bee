"""Announcements to the open streams of one process."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from app.kernel.announcements import Announcement
from app.live.rules import Ear, may_hear


class Inbox:
    """What one stream has not told its page yet: topics, each once, whatever happened how often."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear
        self._topics: dict[str, None] = {}
        self._changed = threading.Condition()
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether the stream should end."""
        return self._ended

    def put(self, topic: str) -> None:
        """Add a topic; one that is already there is not counted twice."""
        with self._changed:
            self._topics[topic] = None
            self._changed.notify()

    def wait(self, seconds: float) -> list[str]:
        """The topics since the last time; an empty list when nothing came or the end did."""
        with self._changed:
            if not self._topics and not self._ended:
                self._changed.wait(seconds)
            topics = list(self._topics)
            self._topics.clear()
            return topics

    def end(self) -> None:
        """Let the stream end."""
        with self._changed:
            self._ended = True
            self._changed.notify()


class Broker:
    """The broker of one process: right for one laptop, and the part of it that a process has for many."""

    def __init__(self) -> None:
        self._inboxes: dict[str, set[Inbox]] = {}
        self._lock = threading.Lock()
        self._ended = False

    def subscribe(self, ear: Ear) -> Inbox:
        """An inbox for a new stream; at shut-down one that ends at once."""
        inbox = Inbox(ear)
        with self._lock:
            self._inboxes.setdefault(ear.dialogue_id, set()).add(inbox)
            if self._ended:
                inbox.end()
        return inbox

    def leave(self, inbox: Inbox) -> None:
        """Forget an inbox; twice is no harm."""
        with self._lock:
            inboxes = self._inboxes.get(inbox.ear.dialogue_id, set())
            inboxes.discard(inbox)
            if not inboxes:
                self._inboxes.pop(inbox.ear.dialogue_id, None)

    def publish(self, announcement: Announcement) -> None:
        """Say that something changed to those who may know it."""
        self.deliver(announcement)

    def deliver(self, announcement: Announcement) -> None:
        """Put the topic into the inboxes of this process."""
        with self._lock:
            inboxes = list(self._inboxes.get(announcement.to.dialogue_id, ()))
        for inbox in inboxes:
            if may_hear(inbox.ear, announcement):
                inbox.put(announcement.topic)

    def end(self) -> None:
        """Let every stream end, at shut-down."""
        with self._lock:
            self._ended = True
        for inbox in self._all():
            inbox.end()

    def wait_until_quiet(self) -> None:
        """After `end`: wait until nothing of it is at work. Within one process nothing is."""

    def _all(self) -> Iterable[Inbox]:
        with self._lock:
            return [inbox for inboxes in self._inboxes.values() for inbox in inboxes]
