"""What people wrote is in no byte of the database, its journal, or a backup; and no column may
come to be in which it could lie open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from app.kernel.db import KEY_LENGTH, Model, prepare_engine, writing
from app.kernel.tokens import new_id
from app.vault import Keyring, SealedRow, keyring
from app.vault.backup import back_up_content
from app.vault.columns import sealed_columns
from app.vault.rotation import rotate_scope_keys
from tests.architecture.models import all_models, row_of
from tests.canary import found_in, found_under

MODELS = all_models()
SEALED: list[type[Any]] = [model for model in MODELS if issubclass(model, SealedRow)]

OPEN_TEXT = {
    # Keys of the library: which method a dialogue follows says nothing of who or what.
    ("dialogues", "method_key"),
    ("dialogues", "exemplar_key"),
    ("stages", "key"),
    # Where a rule of the library comes from: printed, public.
    ("ground_rules", "source"),
    # Which rule of which method: keys of the library.
    ("ground_rules", "origin"),
    # Hashes of secrets.
    ("seats", "slip"),
    ("seats", "secret"),
    # Argon2id of a password.
    ("accounts", "password_hash"),
    # The journal of acts upon the record: which act, and a random id; never content.
    ("journal_entries", "dialogue_id"),
    ("journal_entries", "tag"),
    # A local wall time HH:MM without a day.
    ("sittings", "anchor"),
}
"""Columns of text that may lie open, each for the reason above it."""


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Keyring]:
    before = keyring._in_force[:]
    ring = Keyring.begin(tmp_path / "keys")
    keyring.use(ring)
    yield ring
    keyring._in_force[:] = before


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "house").mkdir()
    return tmp_path / "house"


@pytest.fixture
def engine(house: Path, ring: Keyring) -> Iterator[Engine]:
    engine = sa.create_engine(f"sqlite:///{house / 'house.db'}")
    prepare_engine(engine)
    # Rows of each table alone: what they refer to is not what is looked at here.
    sa.event.listen(engine, "connect", _without_checks)
    with writing(), engine.begin() as connection:
        for model in MODELS:
            connection.execute(CreateTable(model.__table__, include_foreign_key_constraints=[]))
    yield engine
    engine.dispose()


def _without_checks(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA ignore_check_constraints=ON")


def test_there_are_models_to_look_at() -> None:
    assert {"dialogues", "parties", "seats", "contributions", "paragraphs"} <= {
        model.__tablename__ for model in SEALED
    }


def test_every_column_of_text_is_sealed_or_listed_with_a_reason() -> None:
    opened = {
        (model.__tablename__, column.name)
        for model in MODELS
        if not model.__module__.startswith("app.library.")  # public facts, shipped with the program
        for column in model.__table__.columns
        if _may_hold_words(model, column)
    }
    assert not opened - OPEN_TEXT, "seal these, or list them and say why not"
    assert not OPEN_TEXT - opened, "these are no longer there"


def _may_hold_words(model: type[Any], column: sa.Column[Any]) -> bool:
    if isinstance(column.type, sa.Enum) or column.foreign_keys:
        return False
    if isinstance(column.type, sa.String):
        return not (column.primary_key and column.type.length == KEY_LENGTH)
    sealed = dict(sealed_columns(model))
    return isinstance(column.type, sa.LargeBinary) and column.name not in sealed


def test_no_table_keeps_the_order_of_arrival() -> None:
    for model in MODELS:
        table = model.__table__
        assert table.dialect_options["sqlite"]["with_rowid"] is False, table.name
        assert not any(
            isinstance(column.type, sa.Integer)
            and column.primary_key
            and column.autoincrement is True
            for column in table.columns
        ), table.name


def test_no_column_is_a_time_or_an_author() -> None:
    for model in MODELS:
        for column in model.__table__.columns:
            where = f"{model.__tablename__}.{column.name}"
            assert not isinstance(column.type, sa.DateTime | sa.Time | sa.Interval), where
            assert column.name not in {
                "created_at", "updated_at", "created_on", "author", "author_id", "deleted",
                "created_by", "updated_by", "last_seen", "ip", "address", "agent",
            }, where  # fmt: skip


def test_what_was_written_is_in_no_byte_at_rest(
    engine: Engine, house: Path, ring: Keyring, tmp_path: Path
) -> None:
    planted = set()
    with writing(), Session(engine) as session:
        for model in SEALED:
            dialogue_id = new_id()
            ring.create(dialogue_id)
            row, canaries = row_of(model, dialogue_id)
            planted |= set(canaries.values())
            session.add(row)
        session.flush()
        # In the midst of the transaction: its journal and whatever is beside the database.
        assert found_under(house, planted) == {}
        session.commit()
    assert len(planted) > 20
    assert found_under(house, planted) == {}

    backup = house / "content.backup"
    back_up_content(house / "house.db", backup, ring)
    rotate_scope_keys(ring, engine, Model, settled_after=0)
    assert found_under(house, planted) == {}
    assert found_under(tmp_path / "keys", planted) == {}

    with writing(), engine.begin() as connection:
        for model in MODELS:
            connection.execute(sa.delete(model.__table__))
        journal = (house / "house.db-journal").read_bytes()
    assert found_in(journal, planted) == []
    assert found_under(house, planted) == {}


def test_what_was_deleted_leaves_not_even_its_sealed_bytes(
    engine: Engine, house: Path, ring: Keyring
) -> None:
    blobs: list[bytes] = []
    with writing(), Session(engine) as session:
        for model in SEALED:
            dialogue_id = new_id()
            ring.create(dialogue_id)
            session.add(row_of(model, dialogue_id)[0])
        session.commit()
        for model in SEALED:
            for name, _ in sealed_columns(model):
                blobs += session.scalars(sa.select(model.__table__.c[name])).all()
    database = house / "house.db"
    assert all(_is_in(blob, database.read_bytes()) for blob in blobs)
    with writing(), engine.begin() as connection:
        for model in MODELS:
            connection.execute(sa.delete(model.__table__))
    left = b"".join(path.read_bytes() for path in house.iterdir())
    assert not [blob for blob in blobs if _is_in(blob, left)]


def _is_in(blob: bytes, held: bytes) -> bool:
    """Whether the beginning or the end of it is there: a row longer than a page goes on in another."""
    return blob[:24] in held or blob[-24:] in held
