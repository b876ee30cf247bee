"""A small table of sealed words, for tests of keys."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.vault import Sealed, SealedRow


class Base(DeclarativeBase):
    pass


class Point(SealedRow, Base):
    __tablename__ = "points"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(primary_key=True)
    dialogue_id: Mapped[str]
    words = Sealed(str)
    note = Sealed(str, nullable=True)
