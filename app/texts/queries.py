"""Reads of texts, their versions, readings and releases. A text is read by the seats of its audience only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.contributions.models import Contribution
from app.dialogues.models import Audience, AudienceSeat, Dialogue, Seat
from app.dialogues.queries import belongs, participants_of
from app.dialogues.rules import AudienceKind, Role, may_read_audience, strictest
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.tokens import digest, keyed_id
from app.kernel.wording import Wording
from app.library.vocabulary import Level
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
from app.texts.rules import BLOCK_ORDER, Block, Mark, ReleaseStanding, TextStanding
from app.workshops.models import Sitting, Workshop


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph of one version: its stable number, its block and its words."""

    number: int
    block: Block
    wording: Wording


def texts_for(seat: Seat) -> list[Text]:
    """The texts this seat may know of, by number.

    Seats of an audience see its texts; an organizer, who is in no room, sees joint texts once they are
    adopted. A party's own text is that party's.
    """
    if seat.role is Role.ORGANIZER:
        entitled: ColumnElement[bool] = (Audience.kind == AudienceKind.ALL) & (
            Text.standing == TextStanding.ADOPTED
        )
    else:
        entitled = belongs(seat)
    return list(
        db.session.scalars(
            select(Text)
            .join(Audience, Audience.id == Text.audience_id)
            .where(Text.dialogue_id == seat.dialogue_id, entitled)
            .order_by(Text.number)
        )
    )


def text_in(dialogue: Dialogue, seat: Seat, text_id: str) -> Text:
    """A text this seat may know of; raises NotHere for any other."""
    for text in texts_for(seat):
        if text.id == text_id and text.dialogue_id == dialogue.id:
            return text
    raise NotHere


def text_numbered(dialogue: Dialogue, number: int) -> Text:
    """A joint text of the dialogue by its number, for commands of the house; raises NotHere."""
    text = db.session.scalar(
        select(Text)
        .join(Audience, Audience.id == Text.audience_id)
        .where(
            Text.dialogue_id == dialogue.id,
            Text.number == number,
            Audience.kind == AudienceKind.ALL,
        )
    )
    if text is None:
        raise NotHere
    return text


def audience_of(text: Text) -> Audience:
    """Who reads it."""
    return db.session.get_one(Audience, text.audience_id)


def is_joint(text: Text) -> bool:
    """Whether it is everybody's in the room; a party's own text is named on no page of others."""
    return audience_of(text).kind is AudienceKind.ALL


def readers_of(texts: Sequence[Text]) -> dict[str, Audience]:
    """The audiences of these texts, by text id."""
    wanted = {text.audience_id for text in texts}
    found = {
        audience.id: audience
        for audience in db.session.scalars(select(Audience).where(Audience.id.in_(wanted)))
    }
    return {text.id: found[text.audience_id] for text in texts}


def can_be_asked(text: Text) -> list[Seat]:
    """The participant seats that may be asked about this text: those of its audience and nobody else."""
    audience = audience_of(text)
    named = set(
        db.session.scalars(
            select(AudienceSeat.seat_id).where(AudienceSeat.audience_id == audience.id)
        )
    )
    return [
        seat
        for seat in participants_of(db.session.get_one(Dialogue, text.dialogue_id))
        if may_read_audience(
            seat.role, seat.party_id, seat.id in named, audience.kind, audience.party_id
        )
    ]


def paragraphs_of(text: Text) -> list[Paragraph]:
    """The paragraphs as they are being worked on: block by block, in the drafter's order."""
    rows = db.session.scalars(select(Paragraph).where(Paragraph.text_id == text.id)).all()
    return sorted(
        rows, key=lambda paragraph: (BLOCK_ORDER.index(paragraph.block), paragraph.position)
    )


def paragraph_in(text: Text, paragraph_id: str) -> Paragraph:
    """A paragraph of this text; raises NotHere."""
    paragraph = db.session.scalar(
        select(Paragraph).where(Paragraph.text_id == text.id, Paragraph.id == paragraph_id)
    )
    if paragraph is None:
        raise NotHere
    return paragraph


def as_seen(paragraph: Paragraph) -> str:
    """What a form was drawn from, so that who saves over another's change is told; a digest, no words."""
    return digest(f"{paragraph.block}|{paragraph.wording.to_json()}")


def heading_as_seen(text: Text) -> str:
    """The same for the heading."""
    return digest(f"{text.title.to_json()}|{text.subject.to_json()}|{text.place_and_dates}")


def version_of(text: Text, text_version: int) -> tuple[NumberedParagraph, ...]:
    """The words of one version as they were read or adopted; raises NotHere when it was destroyed."""
    kept = db.session.scalar(
        select(TextVersion).where(
            TextVersion.text_id == text.id, TextVersion.text_version == text_version
        )
    )
    if kept is None:
        raise NotHere
    return tuple(
        NumberedParagraph(
            int(entry["number"]), Block(entry["block"]), Wording.from_json(entry["wording"])
        )
        for entry in kept.body
    )


def strictest_source(contribution_ids: Collection[str]) -> Level | None:
    """The strictest level that any of these points has: of its own, its sitting's or its workshop's."""
    rows = db.session.execute(
        select(Contribution.level, Sitting.level, Workshop.level)
        .join(Sitting, Contribution.sitting_id == Sitting.id)
        .join(Workshop, Sitting.workshop_id == Workshop.id)
        .where(Contribution.id.in_(contribution_ids))
    )
    said = [level for row in rows for level in row if level is not None]
    return strictest(*said) if said else None


def level_of(dialogue: Dialogue, text: Text) -> Level:
    """The level that holds for a text: the strictest of its own and its dialogue's."""
    return strictest(dialogue.level, text.level)


def open_reading_of(text: Text) -> Reading | None:
    """The reading that is open now."""
    return db.session.scalar(
        select(Reading).where(Reading.text_id == text.id, Reading.is_open.is_(True))
    )


def closed_reading_of(text: Text) -> Reading | None:
    """The closed reading of the very version as it stands now, if there was one."""
    return db.session.scalar(
        select(Reading).where(
            Reading.text_id == text.id,
            Reading.text_version == text.text_version,
            Reading.is_open.is_(False),
        )
    )


def is_asked_to_read(reading: Reading, seat: Seat) -> bool:
    """Whether this seat was present when the reading opened."""
    return db.session.get(ReadingSeat, (reading.id, seat.id)) is not None


def asked_to_read(reading: Reading) -> int:
    """How many seats are asked: the roster as it stands, less any seat removed; when closed, the number left."""
    if not reading.is_open:
        return reading.asked
    return db.session.scalar(select(func.count()).where(ReadingSeat.reading_id == reading.id)) or 0


def readings_for(seat: Seat) -> Sequence[tuple[Text, Reading]]:
    """The open readings in which this seat is asked."""
    rows = db.session.execute(
        select(Text, Reading)
        .join(Reading, Reading.text_id == Text.id)
        .join(ReadingSeat, ReadingSeat.reading_id == Reading.id)
        .join(Audience, Audience.id == Text.audience_id)
        .where(ReadingSeat.seat_id == seat.id, Reading.is_open.is_(True), belongs(seat))
        .order_by(Text.number)
    )
    return [(text, reading) for text, reading in rows]


@dataclass(frozen=True, slots=True)
class OwnMark:
    """What this device itself marked, found again by the secret that only it has."""

    mark: Mark
    concern: Wording | None


def mark_id(secret: str, reading: Reading, paragraph: Paragraph) -> str:
    """The id of a seat's mark on a paragraph of this reading's version.

    An HMAC of the seat's secret, of which the server keeps only a hash: the same seat overwrites its
    mark, and nobody who reads the database can link two marks to one seat (design §3).
    """
    return keyed_id(secret, "mark", reading.id, str(reading.text_version), paragraph.id)


def own_marks(secret: str, reading: Reading, paragraphs: Sequence[Paragraph]) -> dict[str, OwnMark]:
    """This device's own marks by paragraph id."""
    ids = {mark_id(secret, reading, paragraph): paragraph.id for paragraph in paragraphs}
    rows = db.session.scalars(select(ParagraphMark).where(ParagraphMark.id.in_(ids)))
    return {ids[row.id]: OwnMark(Mark(row.mark), row.concern) for row in rows}


def concerns_of(paragraphs: Sequence[Paragraph]) -> dict[str, list[Wording]]:
    """The concerns the drafter works from: by paragraph, without seats, in no order of arrival."""
    rows = db.session.scalars(
        select(ReadingConcern)
        .where(ReadingConcern.paragraph_id.in_([paragraph.id for paragraph in paragraphs]))
        .order_by(ReadingConcern.id)
    )
    concerns: dict[str, list[Wording]] = {}
    for row in rows:
        concerns.setdefault(row.paragraph_id, []).append(row.words)
    return concerns


def sources_of(text: Text) -> dict[str, list[str]]:
    """Contribution ids by paragraph id: which points a draft was worked from, until adoption cuts it."""
    rows = db.session.execute(
        select(ParagraphSource.paragraph_id, ParagraphSource.contribution_id)
        .join(Paragraph, Paragraph.id == ParagraphSource.paragraph_id)
        .where(Paragraph.text_id == text.id)
        .order_by(ParagraphSource.contribution_id)
    )
    sources: dict[str, list[str]] = {}
    for paragraph_id, contribution_id in rows:
        sources.setdefault(paragraph_id, []).append(contribution_id)
    return sources


def is_worked_into_a_draft(contribution_id: str) -> bool:
    """Whether some draft paragraph was worked from this point; until then it can be taken back."""
    return (
        db.session.scalar(
            select(ParagraphSource.paragraph_id)
            .where(ParagraphSource.contribution_id == contribution_id)
            .limit(1)
        )
        is not None
    )


_NEXT_FIRST = tuple(ReleaseStanding)


def releases_of(text: Text) -> list[Release]:
    """The askings for release of this text, each for one version and one audience; those open first."""
    found = db.session.scalars(select(Release).where(Release.text_id == text.id))
    return sorted(
        found, key=lambda release: (_NEXT_FIRST.index(release.standing), release.addressees)
    )


def release_in(text: Text, release_id: str) -> Release:
    """A release of this text; raises NotHere."""
    release = db.session.scalar(
        select(Release).where(Release.text_id == text.id, Release.id == release_id)
    )
    if release is None:
        raise NotHere
    return release


def askings_for(seat: Seat) -> Sequence[tuple[Text, Release]]:
    """The open askings for release in which this seat is asked."""
    rows = db.session.execute(
        select(Text, Release)
        .join(Release, Release.text_id == Text.id)
        .join(ReleaseSeat, ReleaseSeat.release_id == Release.id)
        .join(Audience, Audience.id == Text.audience_id)
        .where(
            ReleaseSeat.seat_id == seat.id,
            Release.standing == ReleaseStanding.ASKING,
            belongs(seat),
        )
        .order_by(Text.number, Release.id)
    )
    return [(text, release) for text, release in rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a seat is asked now: texts to read, releases to consent to."""

    readings: Sequence[tuple[Text, Reading]]
    releases: Sequence[tuple[Text, Release]]


def asked_of(seat: Seat) -> Asked:
    """What this seat is asked now."""
    return Asked(readings_for(seat), askings_for(seat))


def is_asked_for_consent(release: Release, seat: Seat) -> bool:
    """Whether this seat is asked in an open asking."""
    return db.session.get(ReleaseSeat, (release.id, seat.id)) is not None


def asked_for_consent(release: Release) -> int:
    """How many seats are asked in an open asking, less any seat removed since."""
    return db.session.scalar(select(func.count()).where(ReleaseSeat.release_id == release.id)) or 0


def consent_id(secret: str, release: Release) -> str:
    """The id under which a seat's yes stands; only who gave it can compute it again to take it back."""
    return keyed_id(secret, "consent", release.id, str(release.text_version))


def has_consented(secret: str, release: Release) -> bool:
    """Whether this device's own yes stands."""
    return db.session.get(ReleaseConsent, consent_id(secret, release)) is not None


def next_number(audience: Audience) -> int:
    """The number a new text for these readers gets.

    Joint texts are counted apart from a party's own, and each party's apart from another's: a gap
    would tell those who read one kind that there is another (design §1.5).
    """
    among = [Audience.dialogue_id == audience.dialogue_id, Audience.kind == audience.kind]
    if audience.kind is AudienceKind.PARTY:
        among.append(Audience.party_id == audience.party_id)
    elif audience.kind is AudienceKind.GROUP:
        among.append(Audience.id == audience.id)
    last = db.session.scalar(
        select(func.max(Text.number)).join(Audience, Audience.id == Text.audience_id).where(*among)
    )
    return (last or 0) + 1
