"""Create accounts and the journal.

Why: third party and organizers sign in, and acts upon the record are written down by day.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("sign_in_name", sa.LargeBinary(), nullable=False),
        sa.Column("keeper", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("second_factor", sa.LargeBinary(), nullable=True),
        sa.Column("next_factor", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.LargeBinary(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_links",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("works_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_links_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_account_links_account_id"), "account_links", ["account_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_recovery_codes_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_ins")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ended_sign_ins",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_sign_ins")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal_entries",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=True),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_journal_entries_dialogue_id"), "journal_entries", ["dialogue_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("journal_entries")
    op.drop_table("ended_sign_ins")
    op.drop_table("failed_sign_ins")
    op.drop_table("recovery_codes")
    op.drop_table("account_links")
    op.drop_table("accounts")
