"""Tables of the library: what stands in seed/library, row by row, and what the house documented itself.

The files hold public facts, so nothing of them is sealed; what the house wrote is.

A row's `content` is its shape as JSON text; columns beside it are what lists and filters ask for.
What a file no longer holds is retired and never deleted, since dialogues remember where they began from.
"""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Key, Model, table
from app.library.rules import Coverage
from app.vault import Sealed, SealedRow

KEY_OF_FILE = 80
_DIGEST = 64


class Kept:
    """What every row of the library has: its place, its content, a digest to tell change by, and whether retired."""

    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(_DIGEST))
    retired: Mapped[bool] = mapped_column(default=False)


class LibrarySource(Kept, Model):
    """A work or a page that facts rest on."""

    __tablename__ = "library_sources"
    __table_args__ = table()

    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class LibrarySheet(Kept, Model):
    """One of the files that hold a list: vocabularies, glossary, levels, record classes."""

    __tablename__ = "library_sheets"
    __table_args__ = table()

    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class LibraryMethod(Kept, Model):
    """A method without its stages and ground rules, which are rows of their own."""

    __tablename__ = "library_methods"
    __table_args__ = table()

    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class LibraryStage(Kept, Model):
    """A stage of a method."""

    __tablename__ = "library_stages"
    __table_args__ = table()

    method_key: Mapped[str] = mapped_column(
        String(KEY_OF_FILE), ForeignKey("library_methods.key"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class LibraryGroundRule(Kept, Model):
    """A ground rule of a method."""

    __tablename__ = "library_ground_rules"
    __table_args__ = table()

    method_key: Mapped[str] = mapped_column(
        String(KEY_OF_FILE), ForeignKey("library_methods.key"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class LibraryTool(Kept, Model):
    """A form for thinking together."""

    __tablename__ = "library_tools"
    __table_args__ = table()

    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class Exemplar(Kept, Model):
    """A documented process without its meetings and outputs, which are rows of their own.

    `earliest` and `latest` enclose it for sorting and filtering and are never shown as dates.
    """

    __tablename__ = "exemplars"
    __table_args__ = table()

    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)
    coverage: Mapped[Coverage] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(300))
    track: Mapped[str] = mapped_column(String(KEY_OF_FILE))
    region: Mapped[str] = mapped_column(String(KEY_OF_FILE))
    method_key: Mapped[str | None] = mapped_column(String(KEY_OF_FILE))
    earliest: Mapped[date | None]
    latest: Mapped[date | None]


class ExemplarWorkshop(Kept, Model):
    """A meeting of a documented process, or a run of meetings the sources do not tell apart."""

    __tablename__ = "exemplar_workshops"
    __table_args__ = table()

    exemplar_key: Mapped[str] = mapped_column(
        String(KEY_OF_FILE), ForeignKey("exemplars.key"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)
    earliest: Mapped[date | None]
    latest: Mapped[date | None]


class ExemplarSitting(Kept, Model):
    """A block of such a meeting."""

    __tablename__ = "exemplar_sittings"
    __table_args__ = table(
        ForeignKeyConstraint(
            ["exemplar_key", "workshop_key"],
            ["exemplar_workshops.exemplar_key", "exemplar_workshops.key"],
        )
    )

    exemplar_key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)
    workshop_key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)


class ExemplarOutput(Kept, Model):
    """A memorandum or another output that is known by more than being counted."""

    __tablename__ = "exemplar_outputs"
    __table_args__ = table(Index("ix_exemplar_outputs_kind_earliest", "kind", "earliest"))

    exemplar_key: Mapped[str] = mapped_column(
        String(KEY_OF_FILE), ForeignKey("exemplars.key"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE), primary_key=True)
    kind: Mapped[str] = mapped_column(String(KEY_OF_FILE))
    earliest: Mapped[date | None]
    latest: Mapped[date | None]


class OwnExemplar(SealedRow, Model):
    """A documented process of this house: its record and its sources in one sealed piece.

    What a house writes about its own processes can be a weapon, so nothing of it lies open: no name, no
    region, no year, no number of facts. It has a key of its own like a dialogue: removing it destroys the
    key, and backups of it go dark. Files never touch it: loading knows this table as little as exports do.
    """

    __tablename__ = "own_exemplars"
    __table_args__ = table()

    id: Mapped[Key]
    content = Sealed(dict)

    @property
    def scope(self) -> str:
        return self.id


class LibraryPassage(Model):
    """A stretch of a page that can be found: derived from the files at every loading, and replaced as a whole.

    `place` is its place in the library, never of arrival. On PostgreSQL `lexemes` holds its words as search/words.py
    reads them; on SQLite it stays empty, since there the table `library_index` (FTS5) does, which is no model.
    """

    __tablename__ = "library_passages"
    __table_args__ = table(
        Index("ix_library_passages_lexemes", "lexemes", postgresql_using="gin"),
    )

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shelf: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(200))
    page: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(KEY_OF_FILE))
    anchor: Mapped[str] = mapped_column(String(200))
    part: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    heading: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35))
    lexemes: Mapped[str | None] = mapped_column(TSVECTOR().with_variant(Text(), "sqlite"))
