"""Reading the journal."""

from __future__ import annotations

from sqlalchemy import select

from app.journal.models import Entry
from app.kernel.db import db


def entries_of(dialogue_id: str | None) -> list[Entry]:
    """The acts upon one dialogue (None: upon the house), by day; within a day there is no order."""
    asked = Entry.dialogue_id.is_(None) if dialogue_id is None else Entry.dialogue_id == dialogue_id
    return list(
        db.session.scalars(select(Entry).where(asked).order_by(Entry.on, Entry.tag, Entry.number))
    )
