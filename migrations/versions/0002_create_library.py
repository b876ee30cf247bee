"""Create the library.

Why: methods, stages, ground rules, tools and documented processes come from files and are read by
everybody inside; rows of their own let pages ask for a part, and let what files drop be retired.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "exemplars",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("coverage", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("track", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("method_key", sa.String(length=80), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_exemplars")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_methods",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_library_methods")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_sheets",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_library_sheets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_sources",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_library_sources")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_tools",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_library_tools")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exemplar_outputs",
        sa.Column("exemplar_key", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exemplar_key"], ["exemplars.key"], name=op.f("fk_exemplar_outputs_exemplar_key")
        ),
        sa.PrimaryKeyConstraint("exemplar_key", "key", name=op.f("pk_exemplar_outputs")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_exemplar_outputs_kind_earliest", "exemplar_outputs", ["kind", "earliest"], unique=False
    )
    op.create_table(
        "exemplar_workshops",
        sa.Column("exemplar_key", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exemplar_key"], ["exemplars.key"], name=op.f("fk_exemplar_workshops_exemplar_key")
        ),
        sa.PrimaryKeyConstraint("exemplar_key", "key", name=op.f("pk_exemplar_workshops")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_ground_rules",
        sa.Column("method_key", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["method_key"], ["library_methods.key"], name=op.f("fk_library_ground_rules_method_key")
        ),
        sa.PrimaryKeyConstraint("method_key", "key", name=op.f("pk_library_ground_rules")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_stages",
        sa.Column("method_key", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["method_key"], ["library_methods.key"], name=op.f("fk_library_stages_method_key")
        ),
        sa.PrimaryKeyConstraint("method_key", "key", name=op.f("pk_library_stages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exemplar_sittings",
        sa.Column("exemplar_key", sa.String(length=80), nullable=False),
        sa.Column("workshop_key", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exemplar_key", "workshop_key"],
            ["exemplar_workshops.exemplar_key", "exemplar_workshops.key"],
            name=op.f("fk_exemplar_sittings_exemplar_key_workshop_key"),
        ),
        sa.PrimaryKeyConstraint(
            "exemplar_key", "workshop_key", "key", name=op.f("pk_exemplar_sittings")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("exemplar_sittings")
    op.drop_table("library_stages")
    op.drop_table("library_ground_rules")
    op.drop_table("exemplar_workshops")
    op.drop_index("ix_exemplar_outputs_kind_earliest", table_name="exemplar_outputs")
    op.drop_table("exemplar_outputs")
    op.drop_table("library_tools")
    op.drop_table("library_sources")
    op.drop_table("library_sheets")
    op.drop_table("library_methods")
    op.drop_table("exemplars")
