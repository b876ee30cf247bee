"""Entry: one act upon the record."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import KEY_LENGTH, Key, Model, table


class Entry(Model):
    """What was done, in the past tense (`text:adopted`), and on which day.

    There is no participant, no seat and no account here, and no entry for a single contribution:
    a journal with one line per idea would rebuild the order of arrival (threats §0.4). `dialogue_id`
    is no foreign key: `destroyed` names no dialogue, and the entries of one go with it. `number` says which of several
    (Memorandum 2), never how many people.
    """

    __tablename__ = "journal_entries"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH), index=True)
    tag: Mapped[str] = mapped_column(String(64))
    on: Mapped[date]
    number: Mapped[int | None]
