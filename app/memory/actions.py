"""What the third party does with memory: write where it had got to, keep questions and promises, brief newcomers."""

from __future__ import annotations

from sqlalchemy.orm.exc import StaleDataError

from app.dialogues.models import Dialogue, Party
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.tokens import digest
from app.kernel.wording import Wording, say
from app.memory import queries
from app.memory.models import Briefing, OpenQuestion, Promise, Waypoint
from app.memory.queries import BriefingSheet
from app.memory.rules import PromiseStanding, Recognition
from app.workshops.models import Workshop

MOST_LINES = 100


class NothingWritten(DomainError):
    """Nobody can recognise words that are not there."""


class TooMany(DomainError):
    """A list longer than a meeting can take up."""


class NotReadYet(DomainError):
    """A briefing is given only as the third party has read it."""


def write_where_we_are(workshop: Workshop, words: Wording, *, seen: str) -> None:
    """Write where the talk had got to at the end of a workshop. New words are the room's only when it says so."""
    row = queries.waypoint_of(workshop)
    if seen != seen_of(workshop):
        raise StaleDataError
    if row is None:
        db.session.add(
            Waypoint(
                dialogue_id=workshop.dialogue_id,
                workshop_id=workshop.id,
                words=words,
                standing=Recognition.PROPOSED.value,
            )
        )
    elif row.words != words:
        row.words = words
        row.standing = Recognition.PROPOSED.value
    db.session.flush()


def seen_of(workshop: Workshop) -> str:
    """What a form was drawn from: a digest of the words that stand, or nothing."""
    row = queries.waypoint_of(workshop)
    return digest(row.words.to_json()) if row is not None else ""


def recognise(workshop: Workshop, *, seen: str) -> None:
    """Everybody in the room recognised these very words. Yes or no: neither how many nor who is kept."""
    row = queries.waypoint_of(workshop)
    if row is None or not row.words:
        raise NothingWritten(say("Write first where the talk had got to."))
    if seen != seen_of(workshop):
        raise StaleDataError
    row.standing = Recognition.RECOGNISED.value


def leave_open(dialogue: Dialogue, words: Wording) -> None:
    """Keep a question for a next meeting."""
    if len(queries.questions_of(dialogue)) >= MOST_LINES:
        raise TooMany(say("There are very many already. Take some off first."))
    db.session.add(OpenQuestion(dialogue_id=dialogue.id, words=words))
    db.session.flush()


def promise(dialogue: Dialogue, party: Party | None, words: Wording) -> None:
    """Keep what a party, or the third party, said it would do until the next meeting."""
    if len(queries.promises_of(dialogue)) >= MOST_LINES:
        raise TooMany(say("There are very many already. Take some off first."))
    db.session.add(
        Promise(
            dialogue_id=dialogue.id,
            whose=party.id if party is not None else "",
            words=words,
            standing=PromiseStanding.OPEN.value,
        )
    )
    db.session.flush()


def say_done(row: Promise, *, done: bool) -> None:
    """Whoever promised says that it is done, or that it is not."""
    row.standing = (PromiseStanding.DONE if done else PromiseStanding.OPEN).value


def render(row: OpenQuestion | Promise, language: str, words: str) -> None:
    """Write a question or a promise in one more language; empty takes that rendering away."""
    row.words = row.words.said_in(language, words)


def take_off(row: OpenQuestion | Promise) -> None:
    """Take a question or a promise off; nothing of it is kept."""
    db.session.delete(row)


def describe_conflict(dialogue: Dialogue, words: Wording) -> None:
    """Write what the conflict is, in words that each side could read. A given briefing is taken from the table."""
    row = _briefing(dialogue)
    if row.conflict != words:
        row.conflict = words
        row.read_as = ""
        row.shown = False


def say_read(dialogue: Dialogue, sheet: BriefingSheet, *, seen: str) -> None:
    """The third party has read the page as it stands, before anybody is given it."""
    if seen != sheet.as_read:
        raise StaleDataError
    _briefing(dialogue).read_as = sheet.as_read


def lay_on_the_table(dialogue: Dialogue, sheet: BriefingSheet, *, shown: bool) -> None:
    """Let the seats read the briefing on their own devices, or take it away again."""
    if shown and not queries.was_read(dialogue, sheet):
        raise NotReadYet(
            say("Read it first as it stands now: something in it is new since it was last read.")
        )
    _briefing(dialogue).shown = shown


def _briefing(dialogue: Dialogue) -> Briefing:
    row = queries.briefing_of(dialogue)
    if row is None:
        row = Briefing(dialogue_id=dialogue.id, conflict=Wording.of(""), read_as="", shown=False)
        db.session.add(row)
        db.session.flush()
    return row
