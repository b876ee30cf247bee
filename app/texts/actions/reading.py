"""A reading: who is asked, their private marks, what its closing says, and adoption by consensus."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from app.dialogues.models import Seat
from app.journal.acts import name_act
from app.kernel import clock
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.kernel.wording import Wording, say
from app.texts import queries
from app.texts.actions.announcing import changed, write_down
from app.texts.actions.drafting import is_open_to_change
from app.texts.actions.errors import (
    NobodyToAsk,
    NoReadingOpen,
    NotAsked,
    NothingAdopted,
    NothingToRead,
    NotReadAsItStands,
)
from app.texts.models import (
    Paragraph,
    ParagraphMark,
    ParagraphSource,
    Reading,
    ReadingConcern,
    ReadingSeat,
    Text,
    TextVersion,
)
from app.texts.rules import Mark, Result, TextStanding, result_of

ADOPTED = name_act("text:adopted", say("Memorandum %(number)s adopted"))


def open_reading(text: Text, present: Sequence[Seat]) -> Reading:
    """Open a reading of the text as it stands, asking the participant seats present.

    The roster lives only while the reading is open. The words read are kept as this version, so that
    what is adopted is what was read.
    """
    is_open_to_change(text)
    paragraphs = queries.paragraphs_of(text)
    if not paragraphs:
        raise NothingToRead(say("There is no paragraph to read yet."))
    among_readers(text, present)
    _forget_reading(queries.closed_reading_of(text))
    _keep_version(text, paragraphs)
    _forget_concerns(paragraphs)
    text.standing = TextStanding.READING
    for paragraph in paragraphs:
        paragraph.result = None
    reading = Reading(
        id=new_id(),
        dialogue_id=text.dialogue_id,
        text_id=text.id,
        text_version=text.text_version,
        is_open=True,
        asked=len(present),
    )
    db.session.add(reading)
    db.session.flush()  # the roster refers to it
    db.session.add_all(ReadingSeat(reading_id=reading.id, seat_id=seat.id) for seat in present)
    changed(text)
    return reading


def among_readers(text: Text, present: Sequence[Seat]) -> None:
    """Refuse an asking of nobody, or of a seat that does not read this text."""
    if not present:
        raise NobodyToAsk(
            say("Choose who is present: participants are asked one by one, privately.")
        )
    readers = {seat.id for seat in queries.can_be_asked(text)}
    if any(seat.id not in readers for seat in present):
        raise NotAsked(say("Only participants who may read this text are asked about it."))


@dataclass(frozen=True, slots=True)
class Marked:
    """What one seat says of one paragraph."""

    paragraph: Paragraph
    mark: Mark
    concern: Wording | None = None


def mark_paragraphs(
    text: Text, seat: Seat, secret: str, marks: Sequence[Marked], *, reading_id: str | None = None
) -> None:
    """Mark paragraphs privately; the same seat's earlier marks on them are overwritten.

    `reading_id` is the reading whose words stood on the page: marks meant for other words are never
    taken for these. Nothing is announced: the result shows when the reading closes, never live.
    """
    reading = _held_open(queries.open_reading_of(text))
    if reading is None or (reading_id is not None and reading_id != reading.id):
        raise NoReadingOpen(say("This reading has closed. Nothing was marked."))
    if not queries.is_asked_to_read(reading, seat):
        raise NotAsked(say("This reading asks those who were present when it opened."))
    for marked in marks:
        mark_id = queries.mark_id(secret, reading, marked.paragraph)
        db.session.execute(delete(ParagraphMark).where(ParagraphMark.id == mark_id))
        db.session.add(
            ParagraphMark(
                id=mark_id,
                dialogue_id=text.dialogue_id,
                reading_id=reading.id,
                paragraph_id=marked.paragraph.id,
                mark=marked.mark.value,
                concern=marked.concern,
            )
        )
    db.session.flush()
    _write_anew(reading)


def close_reading(text: Text) -> None:
    """Close the reading: each paragraph is adopted or not; marks and roster are wiped; concerns stay as words."""
    reading = _held_open(queries.open_reading_of(text))
    if reading is None:
        raise NoReadingOpen(say("No reading is open."))
    reading.asked = queries.asked_to_read(reading)
    for paragraph in queries.paragraphs_of(text):
        rows = db.session.scalars(
            select(ParagraphMark).where(
                ParagraphMark.reading_id == reading.id, ParagraphMark.paragraph_id == paragraph.id
            )
        ).all()
        paragraph.result = result_of([Mark(row.mark) for row in rows], reading.asked)
        concerns = [row.concern for row in rows if row.concern]
        secrets.SystemRandom().shuffle(concerns)
        db.session.add_all(
            ReadingConcern(dialogue_id=text.dialogue_id, paragraph_id=paragraph.id, words=words)
            for words in concerns
        )
    wipe_marks(reading)
    db.session.execute(delete(ReadingSeat).where(ReadingSeat.reading_id == reading.id))
    reading.is_open = False
    text.standing = TextStanding.DRAFT
    changed(text)


def adopt_text(text: Text) -> None:
    """Adopt, as individuals, the paragraphs that everybody asked could live with; the others are dropped.

    Adoption cuts every link to contributions, destroys older versions, and keeps the adopted words
    (D§6.4). It is not release: nothing leaves by it.
    """
    is_open_to_change(text)
    if queries.closed_reading_of(text) is None:
        raise NotReadAsItStands(
            say("These words have not been read as they stand. Open a reading first.")
        )
    paragraphs = queries.paragraphs_of(text)
    adopted = [paragraph for paragraph in paragraphs if paragraph.result is Result.ADOPTED]
    if not adopted:
        raise NothingAdopted(
            say(
                "No paragraph was adopted by everybody asked. Hear the concerns, redraft, and read again."
            )
        )
    db.session.execute(
        delete(ParagraphSource).where(
            ParagraphSource.paragraph_id.in_([paragraph.id for paragraph in paragraphs])
        )
    )
    _forget_concerns(paragraphs)
    for paragraph in paragraphs:
        if paragraph not in adopted:
            db.session.delete(paragraph)
    db.session.execute(delete(TextVersion).where(TextVersion.text_id == text.id))
    db.session.execute(delete(Reading).where(Reading.text_id == text.id))
    _keep_version(text, adopted)
    text.standing = TextStanding.ADOPTED
    text.on = clock.today()
    write_down(ADOPTED, text)
    changed(text)


def wipe_marks(reading: Reading) -> None:
    """Forget every mark of a reading."""
    db.session.execute(delete(ParagraphMark).where(ParagraphMark.reading_id == reading.id))


def _held_open(reading: Reading | None) -> Reading | None:
    """The reading while it is open, kept so until this request has ended.

    On PostgreSQL several requests write at once: without this a mark could arrive between counting
    and wiping, and stay.
    """
    if reading is None:
        return None
    held = db.session.scalar(
        select(Reading)
        .where(Reading.id == reading.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return held if held is not None and held.is_open else None


def _write_anew(reading: Reading) -> None:
    """Write every mark of the reading anew, in the order of their random ids.

    PostgreSQL keeps beside each row which transaction wrote it: without this the marks that were
    sent together could be found together.
    """
    marks = ParagraphMark.__table__
    of_reading = marks.c.reading_id == reading.id
    rows = db.session.execute(select(marks).where(of_reading).order_by(marks.c.id)).mappings().all()
    db.session.execute(delete(ParagraphMark).where(ParagraphMark.reading_id == reading.id))
    if rows:
        db.session.execute(insert(marks), [dict(row) for row in rows])


def _keep_version(text: Text, paragraphs: Sequence[Paragraph]) -> None:
    db.session.execute(
        delete(TextVersion).where(
            TextVersion.text_id == text.id, TextVersion.text_version == text.text_version
        )
    )
    db.session.add(
        TextVersion(
            dialogue_id=text.dialogue_id,
            text_id=text.id,
            text_version=text.text_version,
            body=[
                {
                    "number": paragraph.number,
                    "block": paragraph.block.value,
                    "wording": paragraph.wording.to_json(),
                }
                for paragraph in paragraphs
            ],
        )
    )


def _forget_reading(reading: Reading | None) -> None:
    if reading is not None:
        db.session.delete(reading)
        db.session.flush()  # one reading for each version


def _forget_concerns(paragraphs: Sequence[Paragraph]) -> None:
    db.session.execute(
        delete(ReadingConcern).where(
            ReadingConcern.paragraph_id.in_([paragraph.id for paragraph in paragraphs])
        )
    )
