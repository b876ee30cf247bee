"""Writing an act down."""

from __future__ import annotations

from sqlalchemy import delete

from app.journal.models import Entry
from app.journal.rules import is_tag
from app.kernel import clock
from app.kernel.db import db
from app.kernel.tokens import new_id


def record(tag: str, dialogue_id: str | None = None, *, number: int | None = None) -> None:
    """Write down that this was done today; a rollback takes it back with the act itself."""
    if not is_tag(tag):
        raise ValueError("a tag of the journal is `thing:done`")
    db.session.add(
        Entry(id=new_id(), dialogue_id=dialogue_id, tag=tag, on=clock.today(), number=number)
    )


def forget(dialogue_id: str) -> None:
    """A destroyed dialogue leaves no days behind: on which days a group met is worth knowing to somebody."""
    db.session.execute(delete(Entry).where(Entry.dialogue_id == dialogue_id))
