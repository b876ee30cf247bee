"""Create preparation.

Why: what is noted so that people can come well, each as one sealed value that can be forgotten at
once; letters to them; and what a party has laid out to be carried into the joint room.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "seat_notes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("categories", sa.LargeBinary(), nullable=False),
        sa.Column("seats", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_seat_notes_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_notes")),
        sa.UniqueConstraint("dialogue_id", name=op.f("uq_seat_notes_dialogue_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_seat_notes_dialogue_id"), "seat_notes", ["dialogue_id"], unique=False)
    op.create_table(
        "rosters",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("workshop_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("coming", sa.LargeBinary(), nullable=False),
        sa.Column("arrangements", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_rosters_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_rosters_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rosters")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_rosters_workshop_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rosters_dialogue_id"), "rosters", ["dialogue_id"], unique=False)
    op.create_table(
        "joining_texts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("workshop_id", sa.String(length=26), nullable=True),
        sa.Column(
            "letter",
            sa.Enum(
                "invitation",
                "joining",
                name="letter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("says_nothing", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_joining_texts_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_joining_texts_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_texts")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_joining_texts_dialogue_id"), "joining_texts", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_joining_texts_workshop_id"), "joining_texts", ["workshop_id"], unique=False
    )
    op.create_table(
        "laid_out",
        sa.Column("contribution_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_laid_out_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_laid_out")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back; what was noted, written and laid out is gone with its tables."""
    op.drop_table("laid_out")
    op.drop_index(op.f("ix_joining_texts_workshop_id"), table_name="joining_texts")
    op.drop_index(op.f("ix_joining_texts_dialogue_id"), table_name="joining_texts")
    op.drop_table("joining_texts")
    op.drop_index(op.f("ix_rosters_dialogue_id"), table_name="rosters")
    op.drop_table("rosters")
    op.drop_index(op.f("ix_seat_notes_dialogue_id"), table_name="seat_notes")
    op.drop_table("seat_notes")
