"""Note when a block really began and ended.

Why: while a workshop runs its facilitator sees what is over and under, and afterwards plan against
what was. Sealed, without a date, and for the third party only.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("sittings", sa.Column("ran", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("sittings", "ran")
