"""Create safety.

Why: the risk check, the line for when somebody asks, events outside and days to know of; that a
dialogue rests; and which advice on a plan was set aside.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEALED = {
    "events_outside": ("on", "words", "then"),
    "days_of_note": ("day", "words", "whose", "every_year"),
}


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "dialogues", sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "safety",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("checked", sa.LargeBinary(), nullable=False),
        sa.Column("checked_on", sa.LargeBinary(), nullable=True),
        sa.Column("if_asked", sa.LargeBinary(), nullable=True),
        _of("dialogue", "safety"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety")),
        sa.UniqueConstraint("dialogue_id", name=op.f("uq_safety_dialogue_id")),
        sqlite_with_rowid=False,
    )
    for table, columns in SEALED.items():
        op.create_table(
            table,
            sa.Column("id", sa.String(length=26), nullable=False),
            sa.Column("dialogue_id", sa.String(length=26), nullable=False),
            *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in columns),
            _of("dialogue", table),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
        op.create_index(op.f(f"ix_{table}_dialogue_id"), table, ["dialogue_id"], unique=False)
    op.create_table(
        "advice_set_aside",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("workshop_id", sa.String(length=26), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        _of("dialogue", "advice_set_aside"),
        _of("workshop", "advice_set_aside"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_set_aside")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_advice_set_aside_workshop_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_advice_set_aside_dialogue_id"), "advice_set_aside", ["dialogue_id"], unique=False
    )


def downgrade() -> None:
    """Go back."""
    for table in ("advice_set_aside", *SEALED, "safety"):
        op.drop_table(table)
    op.drop_column("dialogues", "paused")


def _of(what: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{what}_id"],
        [f"{what}s.id"],
        name=op.f(f"fk_{table}_{what}_id"),
        ondelete="CASCADE",
    )
