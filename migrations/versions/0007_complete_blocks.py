"""Complete blocks.

Why: what a facilitator writes about a block beside its time: what for, with which tool, who of the
third party does what. And plans kept for other dialogues of the house.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEALED = ("purpose", "tool", "questions", "materials", "tasks")


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "sittings",
        sa.Column("consecutive", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for name in SEALED:
        op.add_column("sittings", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.create_table(
        "house_templates",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("outline", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_templates")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("house_templates")
    for name in reversed(SEALED):
        op.drop_column("sittings", name)
    op.drop_column("sittings", "consecutive")
