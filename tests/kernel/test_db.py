"""Reading never writes, one writes at a time, and SQLite keeps and forgets as it was told."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from app.accounts.models import Account
from app.kernel import db as kernel_db
from app.kernel.db import ReadingWrote, TooManyWriters, db, writing
from tests.factories.accounts import account
from tests.support.writing import written


def kept() -> int:
    return len(db.session.scalars(select(Account.id)).all())


@pytest.mark.parametrize("deed", ["add", "change", "delete"])
def test_a_page_that_only_reads_cannot_write(app: Flask, deed: str):
    made = account()
    if deed == "add":
        db.session.add(Account(id="x" * 26, name="A", sign_in_name="a", keeper=False))
    elif deed == "change":
        made.keeper = True
    else:
        db.session.delete(made)
    with pytest.raises(ReadingWrote):
        db.session.flush()
    db.session.rollback()
    assert kept() == 1


def test_writing_inside_writing_is_one_and_ends_with_the_outer_one(app: Flask):
    made = account()
    with writing():
        with writing():
            made.keeper = True
        db.session.flush()
        db.session.commit()
    made.keeper = False
    with pytest.raises(ReadingWrote):
        db.session.flush()
    db.session.rollback()


def test_a_second_writer_waits_for_the_first(app: Flask):
    inside, done = threading.Event(), []

    def second() -> None:
        inside.wait(10)
        with writing():
            done.append("second")

    waiting = threading.Thread(target=second)
    waiting.start()
    with writing():
        inside.set()
        done.append("first")
    waiting.join(10)
    assert done == ["first", "second"]


def test_who_waits_too_long_is_told_and_nothing_stays_locked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kernel_db, "PATIENCE_SECONDS", 0.01)
    refused: list[type[BaseException]] = []

    def second() -> None:
        try:
            with writing():
                refused.append(AssertionError)
        except TooManyWriters as refusal:
            refused.append(type(refusal))

    with writing():
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(10)
    assert refused == [TooManyWriters]
    with writing():
        pass


def test_a_failure_gives_the_pen_back(app: Flask):
    with pytest.raises(ZeroDivisionError), writing():
        raise ZeroDivisionError
    with written():
        pass


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
    ],
)
def test_every_connection_keeps_and_forgets_as_promised(app: Flask, pragma: str, value: object):
    connections = [db.engine.connect() for _ in range(3)]
    try:
        told = {each.execute(text(f"PRAGMA {pragma}")).scalar_one() for each in connections}
    finally:
        for each in connections:
            each.close()
    assert told == {value}


@pytest.mark.only_on("sqlite")
def test_who_writes_takes_the_lock_at_once_and_who_reads_does_not(app: Flask):
    began: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN"):
            began.append(statement)

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        kept()
        db.session.rollback()
        with writing():
            kept()
            db.session.rollback()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert began == ["BEGIN", "BEGIN IMMEDIATE"]


@pytest.mark.only_on("sqlite")
def test_no_table_keeps_the_order_in_which_rows_came(app: Flask):
    ordered = db.session.scalars(
        text(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND sql NOT LIKE '%WITHOUT ROWID%' AND name NOT LIKE 'library_index%' "
            "AND name <> 'alembic_version'"
        )
    ).all()
    assert ordered == []
