"""Create covenant, terms and memory.

Why: what a group adopted as its ground rules stays readable as adopted; the words of a conflict are
listed with each side's use; and what was reached, left open and promised is carried into the next
meeting. Adoptions of earlier versions whose words nobody kept are counts of nothing, and go.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OF_A_DIALOGUE = (
    "adopted_rules",
    "listed_terms",
    "waypoints",
    "open_questions",
    "promises",
    "briefings",
)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f(f"fk_{name}_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{name}_dialogue_id"), name, ["dialogue_id"], unique=False)


def _sealed(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def upgrade() -> None:
    """Go forward."""
    op.add_column("ground_rules", sa.Column("origin", sa.String(length=120), nullable=True))
    op.add_column(
        "sittings",
        sa.Column("wall_shows_rules", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.execute(
        "DELETE FROM rules_adoptions WHERE rules_version <> "
        "(SELECT rules_version FROM dialogues WHERE dialogues.id = rules_adoptions.dialogue_id)"
    )
    _table(
        "adopted_rules",
        sa.Column("rules_version", sa.Integer(), nullable=False),
        _sealed("rules"),
        sa.UniqueConstraint(
            "dialogue_id",
            "rules_version",
            name=op.f("uq_adopted_rules_dialogue_id_rules_version"),
        ),
    )
    _table("listed_terms", *map(_sealed, ("kind", "uses", "agreed", "reason")))
    _table(
        "waypoints",
        sa.Column("workshop_id", sa.String(length=26), nullable=False),
        _sealed("words"),
        _sealed("standing"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_waypoints_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_waypoints_workshop_id")),
    )
    _table("open_questions", _sealed("words"))
    _table("promises", *map(_sealed, ("whose", "words", "standing")))
    _table(
        "briefings",
        sa.Column("shown", sa.Boolean(), nullable=False),
        _sealed("conflict"),
        _sealed("read_as"),
        sa.UniqueConstraint("dialogue_id", name=op.f("uq_briefings_dialogue_id")),
    )


def downgrade() -> None:
    """Go back. What was adopted, listed and remembered is lost."""
    for name in reversed(_OF_A_DIALOGUE):
        op.drop_index(op.f(f"ix_{name}_dialogue_id"), table_name=name)
        op.drop_table(name)
    op.drop_column("sittings", "wall_shows_rules")
    op.drop_column("ground_rules", "origin")
