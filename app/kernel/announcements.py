"""'Something changed', held back until the transaction has committed.

An announcement says that, never what, and only to the audience that may know that (design §3): an
event about a party's own words sent to anyone else would tell them that something was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from app.kernel.db import db


@dataclass(frozen=True, slots=True)
class Channel:
    """Who may hear: the audience that may see the thing that changed; empty means every seat of the dialogue.

    `desk` narrows it to those of that audience who sit at the desk.
    """

    dialogue_id: str
    audience_id: str = ""
    desk: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """A topic, which is a constant of the subject that announces it, and the channel of its audience."""

    topic: str
    to: Channel


Listener = Callable[[Announcement], None]
_listeners: list[Listener] = []
_HELD = "announcements"


def announce(topic: str, *, to: Channel) -> None:
    """Say after commit that something changed; a rollback forgets it."""
    if not db.session.in_transaction():
        db.session.begin()  # what never began cannot be rolled back, and would be said with the next commit
    db.session.info.setdefault(_HELD, []).append(Announcement(topic, to))


def listen(listener: Listener) -> None:
    """Deliver every announcement to this listener too, once its transaction has committed."""
    if listener not in _listeners:
        _listeners.append(listener)


@event.listens_for(Session, "after_commit")
def _deliver(session: Session) -> None:
    for announcement in dict.fromkeys(session.info.pop(_HELD, ())):
        for listener in _listeners:
            listener(announcement)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    session.info.pop(_HELD, None)
