"""Reads of what is carried from one meeting into the next. Points come through the one door, joint ones only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.contributions import queries as contributions
from app.contributions.models import Contribution
from app.contributions.queries import Point
from app.contributions.rules import Standing
from app.dialogues.covenant import Covenant
from app.dialogues.models import Audience, Dialogue, Party, Seat
from app.dialogues.queries import covenant_in_force
from app.dialogues.rules import AudienceKind
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.tokens import digest
from app.kernel.wording import Wording
from app.library import queries as library
from app.library.shapes.methods import Method
from app.library.vocabulary import Kind, Level
from app.memory.models import Briefing, OpenQuestion, Promise, Waypoint
from app.memory.rules import Part, PromiseStanding, Recognition, parts_at
from app.texts import queries as texts
from app.texts.models import Text
from app.texts.rules import ReleaseStanding, TextStanding, title_may_leave
from app.workshops.models import Workshop
from app.workshops.queries import workshops_of
from app.workshops.queries.programme import current_workshop


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the talk had got to at the end of a workshop, if somebody wrote it down."""

    workshop: Workshop
    words: Wording | None
    recognised: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise; `party` is none where it is the third party's own."""

    id: str
    party: Party | None
    words: Wording
    done: bool


@dataclass(frozen=True, slots=True)
class AdoptedText:
    """A joint text that was adopted, and whether it was released to anybody."""

    text: Text
    level: Level
    released: bool


@dataclass(frozen=True, slots=True)
class WhereWeAre:
    """Everything that is carried into the next meeting."""

    next: Workshop | None
    last: Reached | None
    """Where the room last recognised that it had got to."""
    reached: tuple[Reached, ...]
    questions: tuple[OpenQuestion, ...]
    asked: tuple[Point, ...]
    """Questions that stand recorded, for everybody in the room."""
    parked: tuple[Point, ...]
    promises: tuple[Promised, ...]
    texts: tuple[AdoptedText, ...]
    covenant: Covenant


def where_we_are(dialogue: Dialogue, seat: Seat) -> WhereWeAre:
    """What the third party opens the next meeting with.

    Parked points and questions are those of the joint room alone, even for who may read a party's own:
    this page lies open on tables, and what a party parked among itself is that party's (design §1.5).
    """
    workshops = workshops_of(dialogue)
    reached = reached_of(dialogue, workshops)
    upcoming = current_workshop(workshops, clock.today())
    return WhereWeAre(
        next=upcoming,
        last=next((each for each in reached if each.recognised), None),
        reached=tuple(reached),
        questions=tuple(questions_of(dialogue)),
        asked=tuple(contributions.joint_points_for(seat, [Kind.QUESTION])),
        parked=tuple(
            contributions.points_for(
                seat,
                Audience.kind == AudienceKind.ALL,
                Contribution.standing == Standing.PARKED,
            )
        ),
        promises=tuple(promises_of(dialogue)),
        texts=tuple(adopted_texts(dialogue, seat)),
        covenant=covenant_in_force(dialogue),
    )


def reached_of(dialogue: Dialogue, workshops: Sequence[Workshop]) -> list[Reached]:
    """Where the talk had got to, workshop by workshop, the latest first."""
    rows = db.session.scalars(select(Waypoint).where(Waypoint.dialogue_id == dialogue.id))
    known = {row.workshop_id: row for row in rows}
    return [_reached(workshop, known.get(workshop.id)) for workshop in reversed(workshops)]


def _reached(workshop: Workshop, row: Waypoint | None) -> Reached:
    if row is None:
        return Reached(workshop, None, recognised=False)
    return Reached(workshop, row.words, recognised=row.standing == Recognition.RECOGNISED)


def waypoint_of(workshop: Workshop) -> Waypoint | None:
    """What was written down at the end of this workshop."""
    return db.session.scalar(select(Waypoint).where(Waypoint.workshop_id == workshop.id))


def questions_of(dialogue: Dialogue) -> list[OpenQuestion]:
    """The questions left open, in the order of their first letters."""
    rows = db.session.scalars(select(OpenQuestion).where(OpenQuestion.dialogue_id == dialogue.id))
    return sorted(rows, key=lambda row: (row.words.text.casefold(), row.id))


def question_in(dialogue: Dialogue, question_id: str) -> OpenQuestion:
    """An open question of this dialogue; raises NotHere."""
    row = db.session.scalar(
        select(OpenQuestion).where(
            OpenQuestion.dialogue_id == dialogue.id, OpenQuestion.id == question_id
        )
    )
    if row is None:
        raise NotHere
    return row


def promises_of(dialogue: Dialogue) -> list[Promised]:
    """The promises: those still open first, by whose they are; the third party's own last."""
    parties = {party.id: party for party in dialogue.parties}
    rows = db.session.scalars(select(Promise).where(Promise.dialogue_id == dialogue.id))
    promised = [
        Promised(row.id, parties.get(row.whose), row.words, row.standing == PromiseStanding.DONE)
        for row in rows
    ]
    return sorted(
        promised,
        key=lambda each: (
            each.done,
            each.party.position if each.party else len(parties),
            each.words.text.casefold(),
            each.id,
        ),
    )


def promise_in(dialogue: Dialogue, promise_id: str) -> Promise:
    """A promise of this dialogue; raises NotHere."""
    row = db.session.scalar(
        select(Promise).where(Promise.dialogue_id == dialogue.id, Promise.id == promise_id)
    )
    if row is None:
        raise NotHere
    return row


def adopted_texts(dialogue: Dialogue, seat: Seat) -> list[AdoptedText]:
    """The joint texts that were adopted. A party's own is on nobody's page but that party's."""
    return [
        AdoptedText(
            text,
            texts.level_of(dialogue, text),
            any(each.standing is ReleaseStanding.COMPLETE for each in texts.releases_of(text)),
        )
        for text in texts.texts_for(seat)
        if text.standing is TextStanding.ADOPTED and texts.is_joint(text)
    ]


def briefing_of(dialogue: Dialogue) -> Briefing | None:
    """What was prepared for newcomers."""
    return db.session.scalar(select(Briefing).where(Briefing.dialogue_id == dialogue.id))


@dataclass(frozen=True, slots=True)
class BriefingSheet:
    """One page for a newcomer: facts without attribution, in the words that the third party answers for."""

    title: str
    level: Level
    parts: frozenset[Part]
    conflict: Wording
    method: Method
    covenant: Covenant
    reached: Wording | None
    texts: tuple[Wording, ...]
    questions: tuple[Wording, ...]

    def holds(self, part: str) -> bool:
        """Whether this part may stand here and there is something to stand."""
        something = {
            Part.CONFLICT: bool(self.conflict),
            Part.METHOD: True,
            Part.RULES: bool(self.covenant.rules),
            Part.REACHED: self.reached is not None,
            Part.TEXTS: bool(self.texts),
            Part.QUESTIONS: bool(self.questions),
        }
        return Part(part) in self.parts and something[Part(part)]

    @property
    def left_out(self) -> bool:
        """Whether the level keeps something off this page."""
        return self.parts != frozenset(Part)

    @property
    def as_read(self) -> str:
        """What the third party read: any word that is another makes it another page; a digest."""
        return digest("|".join([self.title, self.level.value, *sorted(self.parts), *self._words()]))

    def _words(self) -> list[str]:
        wordings = [*self.texts, *self.questions, *([self.reached] if self.reached else [])]
        return [
            self.conflict.to_json(),
            self.method.key,
            *(str(rule.kept()) for rule in self.covenant.rules),
            *(wording.to_json() for wording in wordings),
        ]


def briefing_sheet(dialogue: Dialogue, seat: Seat) -> BriefingSheet:
    """The newcomer's briefing as the facts are now; what the level keeps out is not even read.

    Nothing of it names a party as the source of anything, and nothing comes from recorded points: a
    newcomer who knows the people would know whose a sentence is.
    """
    row = briefing_of(dialogue)
    parts = parts_at(dialogue.level)
    reached = None
    if Part.REACHED in parts:
        stations = reached_of(dialogue, workshops_of(dialogue))
        reached = next((each.words for each in stations if each.recognised), None)
    adopted = adopted_texts(dialogue, seat) if Part.TEXTS in parts else []
    return BriefingSheet(
        title=dialogue.neutral_title,
        level=dialogue.level,
        parts=parts,
        conflict=row.conflict if row is not None and Part.CONFLICT in parts else Wording.of(""),
        method=library.method(dialogue.method_key),
        covenant=covenant_in_force(dialogue),
        reached=reached,
        texts=tuple(
            each.text.title
            for each in adopted
            if title_may_leave(each.level, released=each.released)
        ),
        questions=tuple(row.words for row in questions_of(dialogue))
        if Part.QUESTIONS in parts
        else (),
    )


def was_read(dialogue: Dialogue, sheet: BriefingSheet) -> bool:
    """Whether the third party read this very page before it is given."""
    row = briefing_of(dialogue)
    return row is not None and row.read_as == sheet.as_read


def lies_on_the_table(dialogue: Dialogue, seat: Seat) -> bool:
    """Whether the briefing lies there for this seat: shown by the facilitator, and as the third party read it."""
    row = briefing_of(dialogue)
    return row is not None and row.shown and row.read_as == briefing_sheet(dialogue, seat).as_read
