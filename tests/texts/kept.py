"""What the database holds: every row of every table, to compare what a deed left behind."""

from __future__ import annotations

from typing import Any

from app.kernel.db import Model, db

Rows = dict[str, list[dict[str, Any]]]


def everything() -> Rows:
    """Every row, table by table, in the order of its own values."""
    db.session.rollback()
    return {
        table.name: sorted(
            (dict(row) for row in db.session.execute(table.select()).mappings()), key=repr
        )
        for table in Model.metadata.sorted_tables
    }
