"""How words become a joint text: draft, reading, adoption, asking for release. Nobody signs, agrees or wins."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm.exc import StaleDataError

from app.contributions.models import Contribution
from app.contributions.queries import withdrawal_stops_when
from app.dialogues.actions import when_a_seat_stops
from app.dialogues.models import Audience, Dialogue, Seat
from app.journal import actions as journal
from app.journal.acts import name_act
from app.kernel import clock
from app.kernel.announcements import Channel, announce
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.tokens import new_id
from app.kernel.wording import Wording, say
from app.texts import queries
from app.texts.models import (
    Paragraph,
    ParagraphMark,
    ParagraphSource,
    Reading,
    ReadingConcern,
    ReadingSeat,
    Release,
    ReleaseConsent,
    ReleaseSeat,
    Text,
    TextVersion,
)
from app.texts.rules import (
    MAY_LEAVE,
    Block,
    Mark,
    Naming,
    ReleaseStanding,
    Result,
    TextStanding,
    release_result,
    result_of,
)

CHANGED = "text"
ASKED = "asked"

ADOPTED = name_act("text:adopted", say("Memorandum %(number)s adopted"))
RELEASED = name_act("text:released", say("Memorandum %(number)s released"))
EXPORTED = name_act("text:exported", say("Memorandum %(number)s taken out as a document"))


class NothingToRead(DomainError):
    """A text without paragraphs cannot be read, adopted or exported."""


class ReadingIsOpen(DomainError):
    """Words that are being read stay as they are until the reading closes."""


class NoReadingOpen(DomainError):
    """A mark came when no reading was open, or of another version."""


class NobodyToAsk(DomainError):
    """A reading or a release needs participants who are asked."""


class NotReadAsItStands(DomainError):
    """A text can be adopted only in the very words that were read."""


class NothingAdopted(DomainError):
    """No paragraph was adopted by everybody asked."""


class NotAdopted(DomainError):
    """Only an adopted text can be released."""


class AlreadyAdopted(DomainError):
    """An adopted text is not changed; a further text can be begun."""


class MayNotLeave(DomainError):
    """The level that holds lets nothing of substance leave."""


class NotAsked(DomainError):
    """This seat is not among those asked."""


def begin_text(dialogue: Dialogue, audience: Audience, title: Wording, subject: Wording) -> Text:
    """Begin a memorandum; its number is the dialogue's next."""
    text = Text(
        dialogue_id=dialogue.id,
        number=queries.next_number(dialogue),
        audience_id=audience.id,
        standing=TextStanding.DRAFT,
        title=title,
        subject=subject,
        place_and_dates="",
        text_version=1,
        next_paragraph=1,
    )
    db.session.add(text)
    _changed(text)
    return text


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the paragraphs."""

    title: Wording
    subject: Wording
    place_and_dates: str


def change_heading(text: Text, to: Heading, *, seen_version: int) -> None:
    """Change title, subject, place and dates. The status line is not part of it and cannot be removed."""
    _redraft(text, seen_version)
    text.title = to.title
    text.subject = to.subject
    text.place_and_dates = to.place_and_dates
    _changed(text)


def add_paragraph(
    text: Text,
    block: Block,
    wording: Wording,
    sources: Sequence[str] = (),
    *,
    seen_version: int | None = None,
) -> Paragraph:
    """Add a paragraph at the end of its block, worked from these contributions if from any."""
    _redraft(text, seen_version)
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
    _changed(text)
    return paragraph


def redraft_paragraph(
    text: Text, paragraph: Paragraph, block: Block, wording: Wording, *, seen_version: int
) -> None:
    """Change a paragraph's words or block. What a reading said of it before no longer holds."""
    _redraft(text, seen_version)
    paragraph.block = block
    paragraph.wording = wording
    _changed(text)


def move_paragraph(text: Text, paragraph: Paragraph, *, down: bool) -> None:
    """Move a paragraph within its block. Its number stays: numbers are for referring, not for order."""
    _redraft(text, None)
    beside = [other for other in queries.paragraphs_of(text) if other.block is paragraph.block]
    place = beside.index(paragraph)
    to = place + (1 if down else -1)
    if 0 <= to < len(beside):
        beside[place], beside[to] = beside[to], beside[place]
        for position, other in enumerate(beside):
            other.position = position
    _changed(text)


def drop_paragraph(text: Text, paragraph: Paragraph) -> None:
    """Take a paragraph out; its number is not used again."""
    _redraft(text, None)
    db.session.delete(paragraph)
    _changed(text)


def open_reading(text: Text, present: Sequence[Seat]) -> Reading:
    """Open a reading of the text as it stands, asking the participant seats present.

    The roster lives only while the reading is open. The words read are kept as this version, so that
    what is adopted is what was read.
    """
    _is_open_to_change(text)
    paragraphs = queries.paragraphs_of(text)
    if not paragraphs:
        raise NothingToRead(say("There is no paragraph to read yet."))
    if not present:
        raise NobodyToAsk(
            say("Choose who is present: a reading asks participants, one by one and privately.")
        )
    _forget_reading(queries.closed_reading_of(text))
    _keep_version(text, paragraphs)
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
    _forget_concerns(paragraphs)
    _changed(text)
    return reading


@dataclass(frozen=True, slots=True)
class Marked:
    """What one seat says of one paragraph."""

    paragraph: Paragraph
    mark: Mark
    concern: Wording | None = None


def mark_paragraphs(text: Text, seat: Seat, secret: str, marks: Sequence[Marked]) -> None:
    """Mark paragraphs privately; the same seat's earlier marks on them are overwritten.

    Nothing is announced: the result shows when the facilitator closes the reading, never live.
    """
    reading = queries.open_reading_of(text)
    if reading is None:
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


def close_reading(text: Text) -> None:
    """Close the reading: each paragraph is adopted or not; marks and roster are wiped; concerns stay as words."""
    reading = queries.open_reading_of(text)
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
    _wipe_marks(reading)
    db.session.execute(delete(ReadingSeat).where(ReadingSeat.reading_id == reading.id))
    reading.is_open = False
    text.standing = TextStanding.DRAFT
    _changed(text)


def adopt_text(text: Text) -> None:
    """Adopt, as individuals, the paragraphs that everybody asked could live with; the others are dropped.

    Adoption cuts every link to contributions, destroys older versions, and keeps the adopted words
    (D§6.4). It is not release: nothing leaves by it.
    """
    _is_open_to_change(text)
    reading = queries.closed_reading_of(text)
    if reading is None:
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
    journal.record(ADOPTED, dialogue_id=text.dialogue_id, number=text.number)
    _changed(text)


def ask_release(
    dialogue: Dialogue, text: Text, addressees: str, naming: Naming, present: Sequence[Seat]
) -> Release:
    """Ask the participants present for the release of this adopted version to one audience."""
    if text.standing is not TextStanding.ADOPTED:
        raise NotAdopted(say("Only an adopted text can be released."))
    if queries.level_of(dialogue, text) not in MAY_LEAVE:
        raise MayNotLeave(
            say(
                "At this confidentiality level nothing of substance leaves. The group can choose another level."
            )
        )
    if not present:
        raise NobodyToAsk(say("Choose who is asked: a release needs the consent of each."))
    release = Release(
        dialogue_id=text.dialogue_id,
        text_id=text.id,
        text_version=text.text_version,
        addressees=addressees,
        naming=naming,
        standing=ReleaseStanding.ASKING,
        asked=len(present),
    )
    db.session.add(release)
    db.session.flush()  # the roster refers to it
    db.session.add_all(ReleaseSeat(release_id=release.id, seat_id=seat.id) for seat in present)
    _changed(text)
    return release


def consent(release: Release, seat: Seat, secret: str) -> None:
    """Say yes to one release."""
    _is_asked(release, seat)
    consent_id = queries.consent_id(secret, release)
    if db.session.get(ReleaseConsent, consent_id) is None:
        db.session.add(ReleaseConsent(id=consent_id, release_id=release.id))
        db.session.flush()


def withhold(release: Release, seat: Seat, secret: str) -> None:
    """Refuse, or take a yes back.

    Refusing and not answering write the same thing, nothing (design §1.7): a yes that stood is deleted.
    """
    _is_asked(release, seat)
    db.session.execute(
        delete(ReleaseConsent).where(ReleaseConsent.id == queries.consent_id(secret, release))
    )


def close_asking(text: Text, release: Release) -> None:
    """Close the asking: complete or not complete, and nothing of who said what remains."""
    if release.standing is not ReleaseStanding.ASKING:
        return
    asked = queries.asked_for_consent(release)
    consents = db.session.scalar(
        select(func.count()).where(ReleaseConsent.release_id == release.id)
    )
    release.standing = release_result(consents or 0, asked)
    _wipe_asking(release)
    if release.standing is ReleaseStanding.COMPLETE:
        release.on = clock.today()
        journal.record(RELEASED, dialogue_id=text.dialogue_id, number=text.number)
    _changed(text)


def record_export(text: Text) -> None:
    """Write down that a document of this text was taken out: which text, which day, never by whom."""
    journal.record(EXPORTED, dialogue_id=text.dialogue_id, number=text.number)


@withdrawal_stops_when
def is_worked_into_a_draft(contribution: Contribution) -> bool:
    """Worked into a draft, words are no longer taken back: the remedy is the reading (design §1.6)."""
    return queries.is_worked_into_a_draft(contribution.id)


@when_a_seat_stops
def begin_asking_anew(seat: Seat) -> None:
    """A lost slip is replaced or a seat removed: open readings and askings that ask it begin anew.

    Marks and consents cannot be told apart by seat, so all of that asking are wiped. A seat that is
    removed leaves the roster, and the number asked is counted at closing; one whose slip is replaced
    stays asked.
    """
    for reading in db.session.scalars(
        select(Reading)
        .join(ReadingSeat, ReadingSeat.reading_id == Reading.id)
        .where(ReadingSeat.seat_id == seat.id, Reading.is_open.is_(True))
    ):
        _wipe_marks(reading)
    for release in db.session.scalars(
        select(Release)
        .join(ReleaseSeat, ReleaseSeat.release_id == Release.id)
        .where(ReleaseSeat.seat_id == seat.id, Release.standing == ReleaseStanding.ASKING)
    ):
        db.session.execute(delete(ReleaseConsent).where(ReleaseConsent.release_id == release.id))


def _is_asked(release: Release, seat: Seat) -> None:
    asked = release.standing is ReleaseStanding.ASKING and queries.is_asked_for_consent(
        release, seat
    )
    if not asked:
        raise NotAsked(say("You are not asked for this release, or the asking has closed."))


def _is_open_to_change(text: Text) -> None:
    if text.standing is TextStanding.ADOPTED:
        raise AlreadyAdopted(
            say("This text is adopted and is not changed any more. Begin a further text.")
        )
    if text.standing is TextStanding.READING:
        raise ReadingIsOpen(
            say("These words are being read. Close the reading before changing them.")
        )


def _redraft(text: Text, seen_version: int | None) -> None:
    """Begin a new version if the one as it stands was read: a changed comma is a new version (D§6.4)."""
    _is_open_to_change(text)
    if seen_version is not None and text.version != seen_version:
        raise StaleDataError
    if queries.closed_reading_of(text) is not None:
        text.text_version += 1
        for paragraph in queries.paragraphs_of(text):
            paragraph.result = None


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


def _wipe_marks(reading: Reading) -> None:
    db.session.execute(delete(ParagraphMark).where(ParagraphMark.reading_id == reading.id))


def _wipe_asking(release: Release) -> None:
    db.session.execute(delete(ReleaseConsent).where(ReleaseConsent.release_id == release.id))
    db.session.execute(delete(ReleaseSeat).where(ReleaseSeat.release_id == release.id))


def _changed(text: Text) -> None:
    db.session.flush()
    announce(CHANGED, to=Channel(text.dialogue_id, text.audience_id))
