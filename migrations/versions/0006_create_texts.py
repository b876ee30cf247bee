"""Create texts.

Why: joint texts, their drafts, readings, adoption and release, with nothing that says who marked
or refused.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "texts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.String(length=26), nullable=False),
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
                "draft",
                "reading",
                "adopted",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("next_paragraph", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("place_and_dates", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audiences.id"],
            name=op.f("fk_texts_audience_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_texts_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("audience_id", "number", name=op.f("uq_texts_audience_id_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_texts_dialogue_id"), "texts", ["dialogue_id"], unique=False)
    op.create_table(
        "paragraphs",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "block",
            sa.Enum(
                "common_ground",
                "problem",
                "considerations",
                "approaches",
                "obstacles_steps",
                "recommendations",
                "differences",
                name="block",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "adopted",
                "not_adopted",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_paragraphs_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["texts.id"], name=op.f("fk_paragraphs_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraphs")),
        sa.UniqueConstraint("text_id", "number", name=op.f("uq_paragraphs_text_id_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paragraphs_dialogue_id"), "paragraphs", ["dialogue_id"], unique=False)
    op.create_index(op.f("ix_paragraphs_text_id"), "paragraphs", ["text_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_readings_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["texts.id"], name=op.f("fk_readings_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "text_id", "text_version", name=op.f("uq_readings_text_id_text_version")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_readings_dialogue_id"), "readings", ["dialogue_id"], unique=False)
    op.create_index(op.f("ix_readings_text_id"), "readings", ["text_id"], unique=False)
    op.create_table(
        "releases",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column(
            "naming",
            sa.Enum(
                "unnamed",
                "group_described",
                "named",
                name="naming",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "asking",
                "complete",
                "not_complete",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("addressees", sa.LargeBinary(), nullable=False),
        sa.Column("description", sa.LargeBinary(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.CheckConstraint("asked > 0", name=op.f("ck_releases_somebody_asked")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_releases_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["texts.id"], name=op.f("fk_releases_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_releases_dialogue_id"), "releases", ["dialogue_id"], unique=False)
    op.create_index(op.f("ix_releases_text_id"), "releases", ["text_id"], unique=False)
    op.create_table(
        "text_versions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_text_versions_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["texts.id"], name=op.f("fk_text_versions_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_versions")),
        sa.UniqueConstraint(
            "text_id", "text_version", name=op.f("uq_text_versions_text_id_text_version")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_text_versions_dialogue_id"), "text_versions", ["dialogue_id"], unique=False
    )
    op.create_index(op.f("ix_text_versions_text_id"), "text_versions", ["text_id"], unique=False)
    op.create_table(
        "paragraph_marks",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("reading_id", sa.String(length=26), nullable=False),
        sa.Column("paragraph_id", sa.String(length=26), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("concern", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_paragraph_marks_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraphs.id"],
            name=op.f("fk_paragraph_marks_paragraph_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["readings.id"],
            name=op.f("fk_paragraph_marks_reading_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph_marks")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_paragraph_marks_dialogue_id"), "paragraph_marks", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_paragraph_marks_paragraph_id"), "paragraph_marks", ["paragraph_id"], unique=False
    )
    op.create_index(
        op.f("ix_paragraph_marks_reading_id"), "paragraph_marks", ["reading_id"], unique=False
    )
    op.create_table(
        "reading_concerns",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("dialogue_id", sa.String(length=26), nullable=False),
        sa.Column("paragraph_id", sa.String(length=26), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_reading_concerns_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraphs.id"],
            name=op.f("fk_reading_concerns_paragraph_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_concerns")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_reading_concerns_dialogue_id"), "reading_concerns", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_reading_concerns_paragraph_id"), "reading_concerns", ["paragraph_id"], unique=False
    )
    op.create_table(
        "reading_seats",
        sa.Column("reading_id", sa.String(length=26), nullable=False),
        sa.Column("seat_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["readings.id"],
            name=op.f("fk_reading_seats_reading_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seats.id"], name=op.f("fk_reading_seats_seat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading_id", "seat_id", name=op.f("pk_reading_seats")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_consents",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("release_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_consents_release_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_consents")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_release_consents_release_id"), "release_consents", ["release_id"], unique=False
    )
    op.create_table(
        "release_seats",
        sa.Column("release_id", sa.String(length=26), nullable=False),
        sa.Column("seat_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_seats_release_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seats.id"], name=op.f("fk_release_seats_seat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "seat_id", name=op.f("pk_release_seats")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paragraph_sources",
        sa.Column("paragraph_id", sa.String(length=26), nullable=False),
        sa.Column("contribution_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_paragraph_sources_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraphs.id"],
            name=op.f("fk_paragraph_sources_paragraph_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "paragraph_id", "contribution_id", name=op.f("pk_paragraph_sources")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("paragraph_sources")
    op.drop_table("release_seats")
    op.drop_index(op.f("ix_release_consents_release_id"), table_name="release_consents")
    op.drop_table("release_consents")
    op.drop_table("reading_seats")
    op.drop_index(op.f("ix_reading_concerns_paragraph_id"), table_name="reading_concerns")
    op.drop_index(op.f("ix_reading_concerns_dialogue_id"), table_name="reading_concerns")
    op.drop_table("reading_concerns")
    op.drop_index(op.f("ix_paragraph_marks_reading_id"), table_name="paragraph_marks")
    op.drop_index(op.f("ix_paragraph_marks_paragraph_id"), table_name="paragraph_marks")
    op.drop_index(op.f("ix_paragraph_marks_dialogue_id"), table_name="paragraph_marks")
    op.drop_table("paragraph_marks")
    op.drop_index(op.f("ix_text_versions_text_id"), table_name="text_versions")
    op.drop_index(op.f("ix_text_versions_dialogue_id"), table_name="text_versions")
    op.drop_table("text_versions")
    op.drop_index(op.f("ix_releases_text_id"), table_name="releases")
    op.drop_index(op.f("ix_releases_dialogue_id"), table_name="releases")
    op.drop_table("releases")
    op.drop_index(op.f("ix_readings_text_id"), table_name="readings")
    op.drop_index(op.f("ix_readings_dialogue_id"), table_name="readings")
    op.drop_table("readings")
    op.drop_index(op.f("ix_paragraphs_text_id"), table_name="paragraphs")
    op.drop_index(op.f("ix_paragraphs_dialogue_id"), table_name="paragraphs")
    op.drop_table("paragraphs")
    op.drop_index(op.f("ix_texts_dialogue_id"), table_name="texts")
    op.drop_table("texts")
