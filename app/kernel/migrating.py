"""Brings the database to the shape this program expects. Migrations themselves lie in migrations/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.kernel.db import Model, writing

ROOT = Path(__file__).resolve().parent.parent.parent


class BrokenReferences(RuntimeError):
    """A migration left rows that refer to nothing; it is undone as a whole."""


def bring_up_to_date(engine: Engine, *, to: str = "head") -> bool:
    """Run the migrations that are missing, all or none of them; whether there were any."""
    if standing(engine) == (newest() if to == "head" else to):
        return False
    with _alone(engine) as config:
        command.upgrade(config, to)
    return True


def go_back(engine: Engine, *, to: str) -> None:
    """Undo migrations down to `to`, or `base` for all of them. What the later ones held is lost."""
    with _alone(engine) as config:
        command.downgrade(config, to)


def newest() -> str:
    """The one head; a second one is a mistake of ours that a test finds first."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def standing(engine: Engine) -> str:
    """The migration this database stands at; empty when none was ever run."""
    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return ",".join(heads)


def is_begun(engine: Engine) -> bool:
    """Whether this database was ever migrated, and so may hold somebody's words."""
    return bool(standing(engine))


def _config() -> Config:
    return Config(toml_file=str(ROOT / "pyproject.toml"))


@contextmanager
def _alone(engine: Engine) -> Iterator[Config]:
    config = _config()
    with (
        writing(),
        engine.connect() as connection,
        _without_foreign_keys(connection),
        connection.begin(),
    ):
        config.attributes.update(connection=connection, metadata=Model.metadata)
        yield config
        _refuse_broken_references(connection)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    # SQLite changes a table by copying and dropping it, and dropping a table deletes what refers to
    # it. The pragma does nothing inside a transaction, so it goes to the driver before BEGIN.
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise BrokenReferences(broken[0])
