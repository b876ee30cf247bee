"""Runs migrations against the program's own database. Migrations import nothing of the app."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

connection: Connection | None = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError(
        "Run migrations with `flask migrate`, which knows the database and its settings."
    )

# SQLite cannot alter constraints in place: batch mode copies the table.
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
