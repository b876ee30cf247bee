"""Create the index of the library's words.

Why: a reader finds a process by any of its names and any passage by its words. SQLite keeps words in an FTS5
table, which has tables of its own with rowids: they number public facts in the order of the files.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "library_passages",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("anchor", sa.String(length=200), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column(
            "lexemes", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=True
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_library_passages")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_library_passages_lexemes",
        "library_passages",
        ["lexemes"],
        unique=False,
        postgresql_using="gin",
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE library_index USING fts5("
            'words, detail=none, tokenize="unicode61 remove_diacritics 2")'
        )


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE library_index")
    op.drop_index("ix_library_passages_lexemes", table_name="library_passages")
    op.drop_table("library_passages")
