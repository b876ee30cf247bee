"""Create workshops.

Why: a meeting and its agenda; a sitting carries the audience that everything recorded in it
inherits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "workshops",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "L0",
                "L1",
                "L2",
                "L3",
                "L4",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("neutral_title", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("zone", sa.LargeBinary(), nullable=False),
        sa.Column("begins_on", sa.LargeBinary(), nullable=False),
        sa.Column("day_starts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_workshops_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_workshops_dialogue_id"), "workshops", ["dialogue_id"], unique=False)
    op.create_table(
        "sittings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("workshop_id", sa.String(length=26), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(length=5), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "session",
                "party_session",
                "working_group",
                "break",
                "meal",
                "informal",
                "travel",
                "prayer",
                "buffer",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("audience_id", sa.String(length=26), nullable=False),
        sa.Column("stage_id", sa.String(length=26), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "L0",
                "L1",
                "L2",
                "L3",
                "L4",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("phones_open", sa.Boolean(), nullable=False),
        sa.Column("shows_at_once", sa.Boolean(), nullable=False),
        sa.Column("wall_blank", sa.Boolean(), nullable=False),
        sa.Column("something_waits", sa.Boolean(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("room", sa.LargeBinary(), nullable=False),
        sa.Column("shown_to_participants", sa.LargeBinary(), nullable=False),
        sa.Column("private_notes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("day >= 0", name=op.f("ck_sittings_on_a_day")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_sittings_lasts")),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audiences.id"],
            name=op.f("fk_sittings_audience_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_sittings_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stages.id"], name=op.f("fk_sittings_stage_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_sittings_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sittings_dialogue_id"), "sittings", ["dialogue_id"], unique=False)
    op.create_index(op.f("ix_sittings_workshop_id"), "sittings", ["workshop_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_sittings_workshop_id"), table_name="sittings")
    op.drop_index(op.f("ix_sittings_dialogue_id"), table_name="sittings")
    op.drop_table("sittings")
    op.drop_index(op.f("ix_workshops_dialogue_id"), table_name="workshops")
    op.drop_table("workshops")
