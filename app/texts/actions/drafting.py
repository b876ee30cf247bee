"""Drafting: a text, its heading and level, its numbered paragraphs and the points they were worked from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from app.contributions.models import Contribution
from app.contributions.queries import withdrawal_stops_when
from app.dialogues.models import Audience, Dialogue
from app.dialogues.rules import strictest
from app.kernel.db import db
from app.kernel.wording import Wording, say
from app.library.vocabulary import Level
from app.texts import queries
from app.texts.actions.announcing import changed
from app.texts.actions.errors import AlreadyAdopted, ReadingIsOpen
from app.texts.models import Paragraph, ParagraphSource, Text
from app.texts.rules import Block, TextStanding


def begin_text(dialogue: Dialogue, audience: Audience, title: Wording, subject: Wording) -> Text:
    """Begin a memorandum; its number is the next for its readers."""
    text = Text(
        dialogue_id=dialogue.id,
        number=queries.next_number(audience),
        audience_id=audience.id,
        standing=TextStanding.DRAFT,
        title=title,
        subject=subject,
        place_and_dates="",
        text_version=1,
        next_paragraph=1,
    )
    db.session.add(text)
    changed(text)
    return text


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the paragraphs."""

    title: Wording
    subject: Wording
    place_and_dates: str


def change_heading(text: Text, to: Heading, *, seen: str) -> None:
    """Change title, subject, place and dates. The status line is not part of it and cannot be removed."""
    _still(seen, queries.heading_as_seen(text))
    redraft(text)
    text.title = to.title
    text.subject = to.subject
    text.place_and_dates = to.place_and_dates
    changed(text)


def choose_level(text: Text, level: Level | None) -> None:
    """Let the text have a level of its own, or only its dialogue's; the strictest of the two holds.

    A level is about the words, not part of them: it can be chosen at any time, and an adopted text
    that was made stricter no longer leaves.
    """
    text.level = level
    changed(text)


def add_paragraph(
    text: Text, block: Block, wording: Wording, sources: Sequence[str] = ()
) -> Paragraph:
    """Add a paragraph at the end of its block, worked from these contributions if from any.

    Words that were said under a stricter level bring that level with them (design §1.4).
    """
    redraft(text)
    last = db.session.scalar(
        select(func.max(Paragraph.position)).where(
            Paragraph.text_id == text.id, Paragraph.block == block
        )
    )
    paragraph = Paragraph(
        dialogue_id=text.dialogue_id,
        text_id=text.id,
        number=text.next_paragraph,
        position=0 if last is None else last + 1,
        block=block,
        wording=wording,
    )
    text.next_paragraph += 1
    db.session.add(paragraph)
    db.session.flush()  # the links below refer to it
    for contribution_id in dict.fromkeys(sources):
        db.session.add(ParagraphSource(paragraph_id=paragraph.id, contribution_id=contribution_id))
    if stricter := queries.strictest_source(sources):
        text.level = strictest(text.level, stricter)
    changed(text)
    return paragraph


def redraft_paragraph(
    text: Text, paragraph: Paragraph, block: Block, wording: Wording, *, seen: str
) -> None:
    """Change a paragraph's words or block. What a reading said of it before no longer holds.

    `seen` are the words the drafter began from: who saves over somebody else's change is told.
    """
    _still(seen, queries.as_seen(paragraph))
    redraft(text)
    if block is not paragraph.block:
        paragraph.position = len(queries.paragraphs_of(text))
    paragraph.block = block
    paragraph.wording = wording
    changed(text)


def move_paragraph(text: Text, paragraph: Paragraph, *, down: bool) -> None:
    """Move a paragraph within its block. Its number stays: numbers are for referring, not for order."""
    redraft(text)
    beside = [other for other in queries.paragraphs_of(text) if other.block is paragraph.block]
    place = beside.index(paragraph)
    to = place + (1 if down else -1)
    if 0 <= to < len(beside):
        beside[place], beside[to] = beside[to], beside[place]
        for position, other in enumerate(beside):
            other.position = position
    changed(text)


def drop_paragraph(text: Text, paragraph: Paragraph, *, seen: str) -> None:
    """Take a paragraph out; its number is not used again."""
    _still(seen, queries.as_seen(paragraph))
    redraft(text)
    db.session.delete(paragraph)
    changed(text)


def is_open_to_change(text: Text) -> None:
    """Refuse while the words are being read, and once they are adopted."""
    if text.standing is TextStanding.ADOPTED:
        raise AlreadyAdopted(
            say("This text is adopted and is not changed any more. Begin a further text.")
        )
    if text.standing is TextStanding.READING:
        raise ReadingIsOpen(
            say("These words are being read. Close the reading before changing them.")
        )


def redraft(text: Text) -> None:
    """Begin a new version if the one as it stands was read: a changed comma is a new version (D§6.4)."""
    is_open_to_change(text)
    flag_modified(text, "standing")  # two who change the text in the same moment are both heard
    if queries.closed_reading_of(text) is not None:
        text.text_version += 1
        for paragraph in queries.paragraphs_of(text):
            paragraph.result = None


def _still(seen: str, now: str) -> None:
    if seen != now:
        raise StaleDataError


@withdrawal_stops_when
def is_worked_into_a_draft(contribution: Contribution) -> bool:
    """Worked into a draft, words are no longer taken back: the remedy is the reading (design §1.6)."""
    return queries.is_worked_into_a_draft(contribution.id)
