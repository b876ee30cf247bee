"""What is said aloud when a dialogue changes: that it did, never what."""

from __future__ import annotations

from app.dialogues.models import Dialogue
from app.kernel.announcements import Channel, announce
from app.kernel.db import db

CHANGED = "dialogue"


def changed(dialogue: Dialogue) -> None:
    """Say that something about this dialogue changed."""
    db.session.flush()
    announce(CHANGED, to=Channel(dialogue.id))
