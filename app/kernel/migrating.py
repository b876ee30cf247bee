"""Brings the database to the shape this program expects. Migrations themselves lie in migrations/."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from app.kernel.db import Model, writing

ROOT = Path(__file__).resolve().parent.parent.parent


def bring_up_to_date(engine: Engine, *, to: str = "head") -> bool:
    """Run the migrations that are missing, all or none of them; whether there were any."""
    with engine.connect() as connection:
        if to == "head" and MigrationContext.configure(connection).get_current_heads() == (
            newest(),
        ):
            return False
    with writing(), engine.begin() as connection:
        config = _config()
        config.attributes.update(connection=connection, metadata=Model.metadata)
        command.upgrade(config, to)
    return True


def newest() -> str:
    """The one head; a second one is a mistake of ours that a test finds first."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_begun(engine: Engine) -> bool:
    """Whether this database was ever migrated, and so may hold somebody's words."""
    with engine.connect() as connection:
        return bool(MigrationContext.configure(connection).get_current_heads())


def _config() -> Config:
    return Config(toml_file=str(ROOT / "pyproject.toml"))
