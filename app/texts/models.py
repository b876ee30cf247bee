"""Text, its paragraphs and versions, readings with their marks, releases with their consents.

Nothing here says who drafted, who marked what, or who refused. A mark's id is an HMAC of the seat's
own secret, which the server does not keep, so nobody reading the database can link two marks
(design §3). A consent row exists only for yes; refusing and not answering write the same: nothing.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.dialogues.models import of_a_dialogue
from app.kernel.db import KEY_LENGTH, Key, Model, one_of, table
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from app.texts.rules import Block, Naming, ReleaseStanding, Result, TextStanding
from app.vault import Sealed, SealedRow


class Text(SealedRow, Model):
    """A memorandum or another joint text. Each opening of a reading reads one `text_version`."""

    __tablename__ = "texts"
    # Numbered for its readers: a gap in the joint numbers would tell of a party's own text (design §1.5).
    __table_args__ = table(UniqueConstraint("audience_id", "number"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    number: Mapped[int]
    audience_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("audiences.id", ondelete="CASCADE")
    )
    level: Mapped[Level | None] = mapped_column(one_of(Level, "level"))
    """Stricter than its dialogue's when a point it was worked from was, or when the group chose so."""
    standing: Mapped[TextStanding] = mapped_column(one_of(TextStanding, "standing"))
    text_version: Mapped[int] = mapped_column(default=1)
    next_paragraph: Mapped[int] = mapped_column(default=1)
    """The number the next new paragraph gets; a number is never given twice, so that it stays stable."""
    title = Sealed(Wording)
    subject = Sealed(Wording)
    place_and_dates = Sealed(str)
    on: Mapped[date | None]
    """The day the text was adopted, which its documents carry as their date."""
    version: Mapped[int] = mapped_column()

    paragraphs: Mapped[list["Paragraph"]] = relationship(
        order_by="Paragraph.position", lazy="raise_on_sql", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class Paragraph(SealedRow, Model):
    """One numbered paragraph of the text as it is being worked on."""

    __tablename__ = "paragraphs"
    __table_args__ = table(UniqueConstraint("text_id", "number"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    text_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("texts.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    position: Mapped[int]
    block: Mapped[Block] = mapped_column(one_of(Block, "block"))
    result: Mapped[Result | None] = mapped_column(one_of(Result, "result"))
    """What the last closed reading said of these very words; emptied when they change."""
    wording = Sealed(Wording)


class TextVersion(SealedRow, Model):
    """The words of one version as they were read. Destroyed on adoption, except the adopted one (D§6.4)."""

    __tablename__ = "text_versions"
    __table_args__ = table(UniqueConstraint("text_id", "text_version"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    text_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("texts.id", ondelete="CASCADE"), index=True
    )
    text_version: Mapped[int]
    body = Sealed(list)
    """Paragraphs as {number, block, wording}; the words only, never where they came from."""


class ParagraphSource(Model):
    """Which contribution a draft paragraph was worked from. Adoption empties this table for the text."""

    __tablename__ = "paragraph_sources"
    __table_args__ = table()

    paragraph_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("paragraphs.id", ondelete="CASCADE"), primary_key=True
    )
    contribution_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True
    )


class Reading(Model):
    """An open reading of one version. The roster lives only while it is open and becomes a number."""

    __tablename__ = "readings"
    __table_args__ = table(UniqueConstraint("text_id", "text_version"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    text_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("texts.id", ondelete="CASCADE"), index=True
    )
    text_version: Mapped[int]
    is_open: Mapped[bool]
    asked: Mapped[int]


class ReadingSeat(Model):
    """That a participant seat is asked in an open reading; gone when it closes."""

    __tablename__ = "reading_seats"
    __table_args__ = table()

    reading_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True
    )
    seat_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True
    )


class ParagraphMark(SealedRow, Model):
    """One mark on one paragraph of the version being read. Wiped when the reading closes or words change."""

    __tablename__ = "paragraph_marks"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    reading_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("readings.id", ondelete="CASCADE"), index=True
    )
    paragraph_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("paragraphs.id", ondelete="CASCADE"), index=True
    )
    mark = Sealed(str)
    concern = Sealed(Wording, nullable=True)


class ReadingConcern(SealedRow, Model):
    """A concern as the drafter reads it after the reading closed: words without a seat, in no order."""

    __tablename__ = "reading_concerns"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    paragraph_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("paragraphs.id", ondelete="CASCADE"), index=True
    )
    words = Sealed(Wording)


class Release(SealedRow, Model):
    """Passing one adopted version to one audience in one naming form, with everybody's consent or not at all."""

    __tablename__ = "releases"
    __table_args__ = table(CheckConstraint("asked > 0", name="somebody_asked"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    text_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("texts.id", ondelete="CASCADE"), index=True
    )
    text_version: Mapped[int]
    addressees = Sealed(str)
    description = Sealed(str, nullable=True)
    """The very words that describe the group, for the naming form that has them; asked with the rest."""
    naming: Mapped[Naming] = mapped_column(one_of(Naming, "naming"))
    standing: Mapped[ReleaseStanding] = mapped_column(one_of(ReleaseStanding, "standing"))
    asked: Mapped[int]
    on: Mapped[date | None]


class ReleaseSeat(Model):
    """That a participant seat is asked for its consent; gone when the asking closes."""

    __tablename__ = "release_seats"
    __table_args__ = table()

    release_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True
    )
    seat_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True
    )


class ReleaseConsent(Model):
    """One yes, under an id only its giver can compute again to take it back. Gone when the asking closes."""

    __tablename__ = "release_consents"
    __table_args__ = table()

    id: Mapped[Key]
    release_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("releases.id", ondelete="CASCADE"), index=True
    )
