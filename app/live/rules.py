"""Who may hear an announcement, and how many streams a process may hold: pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.announcements import Announcement

HEARTBEAT_SECONDS = 15.0
LIVES_SECONDS = 600.0
"""A stream ends by itself after this and is opened anew through ordinary access, so that a sign-out reaches it."""

FREE_THREADS = 32
"""Threads that stay free for pages: with streams on all of them the house stands still (stack §2)."""
FOR_DESK_AND_WALL = 8
"""Streams that only a desk or a wall may take: the session is led from there."""

EVERYTHING = "*"
"""The topic that stands for all of them, when something may have been missed."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Whom a stream listens for: a seat's audiences in one dialogue, at the desk or not."""

    dialogue_id: str
    audiences: frozenset[str]
    desk: bool = False


def may_hear(ear: Ear, announcement: Announcement) -> bool:
    """Only the audience that may see a thing hears that it changed.

    Even an empty event about a party's own room would tell the other side that something was
    written there, and when (design §1.5). What goes to the desk is heard at the desk only.
    """
    to = announcement.to
    if to.dialogue_id != ear.dialogue_id:
        return False
    if to.desk and not ear.desk:
        return False
    return not to.audience_id or to.audience_id in ear.audiences


def most_streams(threads: int) -> int:
    """How many streams may be open in a process of so many threads."""
    return max(threads - FREE_THREADS, 1)


def most_streams_of_seats(threads: int) -> int:
    """How many of them phones may take."""
    most = most_streams(threads)
    return max(most - FOR_DESK_AND_WALL, most // 2, 1)
