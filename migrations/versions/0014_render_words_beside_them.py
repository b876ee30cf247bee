"""Give words that stand on papers a place for their renderings.

Why: a paper in two languages carries neutral titles, guiding questions, and what a block is for in both.
A rendering stands beside the words it renders, in the same row and under the same key, and goes with them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = ("dialogues", "stages", "workshops", "sittings")


def upgrade() -> None:
    """Go forward."""
    for name in _TABLES:
        op.add_column(name, sa.Column("renderings", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Go back. Renderings are lost; the words they rendered stay."""
    for name in reversed(_TABLES):
        op.drop_column(name, "renderings")
