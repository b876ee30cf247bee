"""Create own exemplars.

Why: a house can document processes of its own, in the shape of the shipped ones and apart from them.
All of it is one sealed value.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "own_exemplars",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_exemplars")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back; the processes entered are gone with their table."""
    op.drop_table("own_exemplars")
