"""The session, the base of all tables, and what SQLite must be told. No subject, no HTTP.

The base has no created_at, no author, no history and no soft delete: beside words each of these is
an author by another name (design §1.2). A table that needs a date declares it, as a date.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import StrEnum
from inspect import iscoroutinefunction
from typing import Annotated, Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, Enum, MetaData, String, event
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.schema import SchemaItem


class Sessions(SQLAlchemy):
    """Sessions without the asynchronous kind, which we never open.

    Closing none of them costs an event loop for each request, a millisecond beside a page's two, and
    fails where a loop already runs.
    """

    def init_app(self, app: Any) -> None:
        super().init_app(app)
        ends = app.teardown_appcontext_funcs
        ends[:] = [end for end in ends if not iscoroutinefunction(end)]


db = Sessions()

KEY_LENGTH = 26

Key = Annotated[str, mapped_column(String(KEY_LENGTH), primary_key=True)]
"""An unguessable random id (kernel.tokens): never a sequence, since order is a clock (D§6.9)."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_one_writer = threading.Lock()

PATIENCE_SECONDS = 20


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table(*constraints: SchemaItem) -> tuple[Any, ...]:
    """Table arguments for every model: no hidden rowid, which would keep the order of arrival (A§30)."""
    return (*constraints, {"sqlite_with_rowid": False})


def one_of(enumeration: type[StrEnum], name: str) -> Enum:
    """A text column that can hold the values of `enumeration` and nothing else; `name` is its check constraint."""
    return Enum(
        enumeration,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class ReadingWrote(RuntimeError):
    """Something tried to write while a page was only being read. A defect of ours, never the person's."""


class TooManyWriters(RuntimeError):
    """The write lock of this process did not come free in time."""


@contextmanager
def writing() -> Iterator[None]:
    """Allow this context to write; outside it a flush raises `ReadingWrote`.

    SQLite takes its write lock at BEGIN inside this context, so that two writers queue instead of
    failing half-way; one lock per process stands in front of it, because waiting in SQLite freezes
    threads that pages need (stack §2).
    """
    if _writing.get():
        yield
        return
    if not _one_writer.acquire(timeout=PATIENCE_SECONDS):
        raise TooManyWriters
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)
        _one_writer.release()


@event.listens_for(Session, "before_flush")
def _reading_never_writes(session: Session, _context: object, _instances: object) -> None:
    if not _writing.get() and (session.new or session.dirty or session.deleted):
        raise ReadingWrote


def prepare_engine(engine: Engine) -> None:
    """Tell a SQLite engine how to keep and how to forget; other engines are left alone.

    TRUNCATE with FULL: what was acknowledged is on the disk, and a power cut cannot bring withdrawn
    words back from an unlinked journal. secure_delete: deleted words leave the file (stack §5).
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, below
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=10000",
        "journal_mode=TRUNCATE",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def keep_one_open(engine: Engine) -> object:
    """One connection for the life of the process: reading must still work when the disk is full (threats §0.2)."""
    return engine.raw_connection()


_ANEW = "write the file anew"


def write_anew_after_commit() -> None:
    """Have a SQLite file written anew once this transaction has committed; other databases are left alone.

    secure_delete zeroes what is deleted, but when pages are split and joined SQLite leaves copies of keys in their
    unused parts. Of words that were taken back, and of a dialogue that was destroyed, not even an id may be left there.
    """
    db.session.info[_ANEW] = True


@event.listens_for(Session, "after_rollback")
def _as_it_was(session: Session) -> None:
    session.info.pop(_ANEW, None)


@event.listens_for(Session, "after_commit")
def _write_anew(session: Session) -> None:
    if not session.info.pop(_ANEW, False):
        return
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        # Somebody reading for longer than we wait, or a full disk: what is left is sealed by a key that is gone.
        with suppress(sqlite3.OperationalError):
            connection.cursor().execute("VACUUM")
    finally:
        connection.close()
