"""Create dialogues.

Why: a dialogue, its parties and seats, who may read what, and what the group made of its
method and rules.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "dialogues",
        sa.Column("id", sa.String(length=26), nullable=False),
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
            nullable=False,
        ),
        sa.Column("method_key", sa.String(length=80), nullable=False),
        sa.Column("exemplar_key", sa.String(length=80), nullable=True),
        sa.Column("destroy_on", sa.Date(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("neutral_title", sa.LargeBinary(), nullable=False),
        sa.Column("zone", sa.LargeBinary(), nullable=False),
        sa.Column("languages", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ground_rules",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("rationale", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_ground_rules_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground_rules")),
        sa.UniqueConstraint(
            "dialogue_id", "position", name=op.f("uq_ground_rules_dialogue_id_position")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_ground_rules_dialogue_id"), "ground_rules", ["dialogue_id"], unique=False
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_parties_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sa.UniqueConstraint(
            "dialogue_id", "position", name=op.f("uq_parties_dialogue_id_position")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_parties_dialogue_id"), "parties", ["dialogue_id"], unique=False)
    op.create_table(
        "rules_adoptions",
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("rules_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("adopted_by", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("adopted_by > 0", name=op.f("ck_rules_adoptions_somebody_adopted")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_rules_adoptions_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "rules_version", name=op.f("pk_rules_adoptions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stages",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column(
            "evaluation",
            sa.Enum(
                "none",
                "clarify",
                "needs_test",
                "feasibility",
                "full",
                name="evaluation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "attribution",
            sa.Enum(
                "none",
                "party",
                "own",
                "role",
                name="attribution",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "visibility",
            sa.Enum(
                "private",
                "party_only",
                "third_party_only",
                "joint",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=False),
        sa.Column("questions", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_stages_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
        sa.UniqueConstraint("dialogue_id", "key", name=op.f("uq_stages_dialogue_id_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_stages_dialogue_id"), "stages", ["dialogue_id"], unique=False)
    op.create_table(
        "audiences",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "all",
                "party",
                "group",
                "third_party",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.String(length=26), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'party') = (party_id IS NOT NULL)",
            name=op.f("ck_audiences_party_audience_has_party"),
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_audiences_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_audiences_party_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audiences")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_audiences_dialogue_id"), "audiences", ["dialogue_id"], unique=False)
    op.create_table(
        "seats",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "facilitator",
                "rapporteur",
                "interpreter",
                "organizer",
                "participant",
                "observer",
                "screen",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.String(length=26), nullable=True),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("slip", sa.String(length=64), nullable=True),
        sa.Column("secret", sa.String(length=64), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(role = 'participant') = (party_id IS NOT NULL)",
            name=op.f("ck_seats_participants_have_a_party"),
        ),
        sa.CheckConstraint(
            "account_id IS NULL OR slip IS NULL", name=op.f("ck_seats_account_or_slip")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_seats_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_seats_dialogue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_seats_party_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint(
            "dialogue_id", "account_id", "role", name=op.f("uq_seats_dialogue_id_account_id_role")
        ),
        sa.UniqueConstraint("slip", name=op.f("uq_seats_slip")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_seats_account_id"), "seats", ["account_id"], unique=False)
    op.create_index(op.f("ix_seats_dialogue_id"), "seats", ["dialogue_id"], unique=False)
    op.create_table(
        "audience_seats",
        sa.Column("audience_id", sa.String(length=26), nullable=False),
        sa.Column("seat_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audiences.id"],
            name=op.f("fk_audience_seats_audience_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seats.id"], name=op.f("fk_audience_seats_seat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audience_id", "seat_id", name=op.f("pk_audience_seats")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("audience_seats")
    op.drop_index(op.f("ix_seats_dialogue_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_account_id"), table_name="seats")
    op.drop_table("seats")
    op.drop_index(op.f("ix_audiences_dialogue_id"), table_name="audiences")
    op.drop_table("audiences")
    op.drop_index(op.f("ix_stages_dialogue_id"), table_name="stages")
    op.drop_table("stages")
    op.drop_table("rules_adoptions")
    op.drop_index(op.f("ix_parties_dialogue_id"), table_name="parties")
    op.drop_table("parties")
    op.drop_index(op.f("ix_ground_rules_dialogue_id"), table_name="ground_rules")
    op.drop_table("ground_rules")
    op.drop_table("dialogues")
