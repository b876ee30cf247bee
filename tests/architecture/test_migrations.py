from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, Table, create_engine, inspect

from app.kernel.db import Model, prepare_engine
from app.kernel.migrating import (
    BrokenReferences,
    bring_up_to_date,
    go_back,
    is_begun,
    newest,
    standing,
)
from tests.architecture.models import all_models
from tests.support import postgresql

FILES = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
NUMBERS = [path.name[:4] for path in FILES]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    prepare_engine(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_server: str, worker_id: str) -> Iterator[Engine]:
    with postgresql.database(postgresql_server, f"migrations_{worker_id}") as address:
        engine = create_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql_engine", marks=pytest.mark.postgresql)],
    ids=["sqlite", "postgresql"],
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database of either kind."""
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


def our_tables() -> set[str]:
    # Other tests bring models of their own.
    return {model.__tablename__ for model in all_models() if model.__module__.startswith("app.")}


def is_index_of_words(name: str) -> bool:
    """The FTS5 table of the library and the tables it makes itself, with rowids that nobody can forgo.

    They number the passages of shipped, public files in the order of the files: no order of arrival.
    """
    return re.fullmatch("library_index(_(data|idx|content|docsize|config))?", name) is not None


def tables_of(engine: Engine) -> set[str]:
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not is_index_of_words(name)}


def differences(engine: Engine) -> list[object]:
    """Where the migrated tables are not those that the models describe."""
    names = our_tables()

    def is_ours(thing: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
        return not isinstance(thing, Table) or name in names

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_ours}
        )
        return list(compare_metadata(context, Model.metadata))


def test_migrations_are_numbered_without_gaps():
    assert [f"{number:04}" for number in range(1, len(FILES) + 1)] == NUMBERS


def test_each_migration_follows_the_one_before_and_there_is_one_head():
    for before, path in zip([None, *NUMBERS], FILES, strict=False):
        text = path.read_text("utf-8")
        assert f'revision = "{path.name[:4]}"' in text, path.name
        wanted = "None" if before is None else f'"{before}"'
        assert f"down_revision = {wanted}" in text, path.name
    assert newest() == NUMBERS[-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_migration_says_why_and_imports_nothing_of_the_program(path: Path):
    text = path.read_text("utf-8")
    assert re.search(r"^Why: \w", text, re.MULTILINE)
    assert not re.search(r"^\s*(from|import) app\b", text, re.MULTILINE)
    assert "def downgrade() -> None:" in text


def test_going_up_makes_what_the_models_describe(engine: Engine):
    assert not is_begun(engine)
    assert bring_up_to_date(engine)
    assert not bring_up_to_date(engine)
    assert standing(engine) == NUMBERS[-1]
    assert tables_of(engine) == our_tables()
    assert differences(engine) == []


def test_the_comparison_notices_a_column_too_few(sqlite: Engine):
    bring_up_to_date(sqlite)
    with sqlite.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE accounts DROP COLUMN epoch")
    assert "epoch" in str(differences(sqlite))


def test_each_step_can_be_undone_and_taken_again(engine: Engine):
    stood: list[set[str]] = [set()]
    for number in NUMBERS:
        bring_up_to_date(engine, to=number)
        stood.append(tables_of(engine))
    for number, tables in zip(["base", *NUMBERS][-2::-1], stood[-2::-1], strict=True):
        go_back(engine, to=number)
        assert tables_of(engine) == tables, number
    bring_up_to_date(engine)
    assert differences(engine) == []


def test_a_migration_that_breaks_a_reference_is_undone(sqlite: Engine):
    bring_up_to_date(sqlite, to="0001")
    with sqlite.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(
            "INSERT INTO recovery_codes (id, account_id) VALUES ('code', 'nobody')"
        )
        connection.exec_driver_sql("BEGIN")
    with pytest.raises(BrokenReferences):
        bring_up_to_date(sqlite)
    assert standing(sqlite) == "0001"


def test_no_table_keeps_the_order_of_arrival(sqlite: Engine):
    bring_up_to_date(sqlite)
    with sqlite.connect() as connection:
        made = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        ).all()
    assert made
    assert [
        name
        for name, sql in made
        if "WITHOUT ROWID" not in sql.upper() and not is_index_of_words(name)
    ] == []


def test_going_back_leaves_nothing_of_the_index_of_words(sqlite: Engine):
    bring_up_to_date(sqlite)
    assert any(is_index_of_words(name) for name in inspect(sqlite).get_table_names())
    go_back(sqlite, to="base")
    assert not any(is_index_of_words(name) for name in inspect(sqlite).get_table_names())


def test_metadata_holds_nothing_that_no_module_declares():
    assert isinstance(Model.metadata, MetaData)
    assert our_tables() <= set(Model.metadata.tables)
