"""What is said aloud when a text changes: that it did, to those who may read it, and acts upon joint ones."""

from __future__ import annotations

from app.journal import actions as journal
from app.kernel.announcements import Channel, announce
from app.kernel.db import db
from app.texts import queries
from app.texts.models import Text

CHANGED = "text"


def changed(text: Text) -> None:
    """Say to the text's audience, and to nobody else, that something about it changed."""
    db.session.flush()
    announce(CHANGED, to=Channel(text.dialogue_id, text.audience_id))


def write_down(tag: str, text: Text) -> None:
    """Write an act upon a joint text into the journal.

    A party's own text leaves no entry there: the journal is read by seats that must not know that
    there is one (design §1.5).
    """
    if queries.is_joint(text):
        journal.record(tag, dialogue_id=text.dialogue_id, number=text.number)
