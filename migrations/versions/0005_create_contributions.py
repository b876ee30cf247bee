"""Create contributions.

Why: Recorded points without author, time or order of arrival.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "clusters",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_clusters_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sittings.id"], name=op.f("fk_clusters_sitting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_clusters_dialogue_id"), "clusters", ["dialogue_id"], unique=False)
    op.create_index(op.f("ix_clusters_sitting_id"), "clusters", ["sitting_id"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("audience_id", sa.String(length=26), nullable=False),
        sa.Column("stage_id", sa.String(length=26), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "perception",
                "experience",
                "need",
                "fear",
                "concern",
                "interest",
                "hope",
                "value",
                "priority",
                "constraint",
                "view_spectrum",
                "problem",
                "relationship_observation",
                "symptom",
                "preferred_situation",
                "diagnosis",
                "approach",
                "option",
                "criterion",
                "reassurance",
                "obstacle",
                "resource",
                "action_step",
                "direction",
                "perceived_choice_line",
                "careful_word",
                "question",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.String(length=26), nullable=True),
        sa.Column("cluster_id", sa.String(length=26), nullable=True),
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
        sa.Column(
            "standing",
            sa.Enum(
                "waiting",
                "shown",
                "parked",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audiences.id"],
            name=op.f("fk_contributions_audience_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_contributions_cluster_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_contributions_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_contributions_party_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sittings.id"],
            name=op.f("fk_contributions_sitting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stages.id"], name=op.f("fk_contributions_stage_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributions")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_contributions_audience_id"), "contributions", ["audience_id"], unique=False
    )
    op.create_index(
        op.f("ix_contributions_dialogue_id"), "contributions", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_contributions_sitting_id"), "contributions", ["sitting_id"], unique=False
    )
    op.create_table(
        "contribution_links",
        sa.Column("from_id", sa.String(length=26), nullable=False),
        sa.Column("to_id", sa.String(length=26), nullable=False),
        sa.Column(
            "link",
            sa.Enum(
                "answers",
                "limits",
                "eases",
                name="link",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_contribution_links_not_itself")),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["contributions.id"],
            name=op.f("fk_contribution_links_from_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["contributions.id"],
            name=op.f("fk_contribution_links_to_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_contribution_links")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("contribution_links")
    op.drop_index(op.f("ix_contributions_sitting_id"), table_name="contributions")
    op.drop_index(op.f("ix_contributions_dialogue_id"), table_name="contributions")
    op.drop_index(op.f("ix_contributions_audience_id"), table_name="contributions")
    op.drop_table("contributions")
    op.drop_index(op.f("ix_clusters_sitting_id"), table_name="clusters")
    op.drop_index(op.f("ix_clusters_dialogue_id"), table_name="clusters")
    op.drop_table("clusters")
