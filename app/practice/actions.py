"""Making the invented dialogue, as a facilitator, a rapporteur and eight participants would: through actions only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.accounts import actions as accounts
from app.accounts.models import Account
from app.contributions import actions as contributions
from app.contributions.models import Contribution
from app.dialogues import actions as dialogues, queries
from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.dialogues.practice import practice_secret
from app.dialogues.rules import AudienceKind, Role
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.tokens import new_id
from app.kernel.wording import say
from app.library import queries as library
from app.library.vocabulary import Kind, Level
from app.practice.files import Demo, DemoSitting, DemoText, DemoWorkshop, Point, shaped, wording
from app.room import actions as room
from app.texts import actions as texts, queries as text_queries
from app.texts.rules import Block, Mark, Naming
from app.workshops import actions as workshops, queries as agendas
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import BlockKind, Task

PRACTICE = "practice"
"""The key of the practice dialogue, in addresses and on the command line."""


class HoldsRealDialogues(DomainError):
    """Practice and house are different installations; invented people never stand among real ones."""


def open_practice_house(demo: Demo) -> bool:
    """Make the invented dialogue and its people; False when they stand already, and nothing changes."""
    if db.session.get(Dialogue, PRACTICE) is not None:
        return False
    if db.session.query(Dialogue.id).first() is not None:
        raise HoldsRealDialogues(
            say("This database holds dialogues already. Practice needs an installation of its own.")
        )
    return _Making(demo).make()


class _Making:
    """The people and things made so far, by the keys of the file."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.points: dict[str, Contribution] = {}
        self.parties: dict[str, Party] = {}
        self.stages: dict[str, Stage] = {}

    def make(self) -> bool:
        people = {
            person.key: accounts.make_account(person.name, person.sign_in_name, person.keeper)
            for person in self.demo.accounts
        }
        db.session.flush()  # seats refer to accounts
        self._begin(people)
        self._seat_everybody(people)
        for workshop in self.demo.workshops:
            self._hold_workshop(workshop)
        for text in self.demo.texts:
            self._work_on(text)
        return True

    def _begin(self, people: dict[str, Account]) -> None:
        given = self.demo.dialogue
        facilitator = next(
            person.key for person in self.demo.accounts if person.role == Role.FACILITATOR
        )
        dialogues.begin_dialogue(
            people[facilitator],
            library.method(given.method),
            dialogues.Beginning(
                name=wording(given.name),
                neutral_title=given.neutral_title,
                parties=[wording(party["name"]) for party in self.demo.parties],
                level=Level(given.level),
                zone=given.zone,
                languages=given.languages,
                destroy_on=clock.today() + timedelta(days=given.destroyed_in_days),
                dialogue_id=PRACTICE,
            ),
        )
        self.dialogue = queries.dialogue_by_id(PRACTICE)
        keys = [party["key"] for party in self.demo.parties]
        self.parties = dict(zip(keys, self.dialogue.parties, strict=True))
        self.stages = {stage.key: stage for stage in queries.stages_of(self.dialogue)}

    def _seat_everybody(self, people: dict[str, Account]) -> None:
        for person in self.demo.accounts:
            dialogues.seat_account(
                self.dialogue, people[person.key], Role(person.role), person.name
            )
        for given in self.demo.seats:
            party = self.parties[given.party] if given.party else None
            slip = dialogues.seat_by_slip(self.dialogue, Role(given.role), given.name, party)
            dialogues.open_practice_seat(slip.seat, practice_secret(slip.seat.id))
        dialogues.adopt_ground_rules(self.dialogue, self.demo.dialogue.rules_adopted_by)
        self.seats = queries.seats_of(self.dialogue)

    @property
    def third_party(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_third_party]

    @property
    def participants(self) -> list[Seat]:
        return queries.participants_of(self.dialogue)

    def _hold_workshop(self, given: DemoWorkshop) -> None:
        begins = clock.today() + timedelta(days=given.begins_in_days)
        workshop = workshops.plan_workshop(
            self.dialogue,
            workshops.Frame(
                title=wording(given.title),
                neutral_title=given.neutral_title,
                place=given.place,
                zone=self.demo.dialogue.zone,
                begins_on=begins,
                day_starts=given.day_starts,
                level=None,
            ),
        )
        before = None
        for each in given.sittings:
            before = self._hold_sitting(workshop, shaped(DemoSitting, each), before)

    def _hold_sitting(
        self, workshop: Workshop, given: DemoSitting, before: Sitting | None
    ) -> Sitting:
        sitting = workshops.add_sitting(
            self.dialogue,
            agendas.workshop_in(self.dialogue, workshop.id),
            workshops.Particulars(
                kind=BlockKind(given.kind),
                minutes=given.minutes,
                title=next(iter(given.title.values())) if given.title else "",
                stage=self.stages[given.stage] if given.stage else None,
                anchor=given.anchor,
                room=self._room(given),
                shown_to_participants=given.shown,
                private_notes=given.notes,
                purpose=given.purpose,
                tool=given.tool,
                questions=given.questions,
                materials=given.materials,
                tasks={task: self._named(getattr(given, task.value)) for task in Task},
                consecutive=given.consecutive,
            ),
            day=given.day,
            after=before if given.beside else None,
            beside=given.beside,
            seen_version=workshop.version,
        )
        for each in given.points:
            self._record(sitting, shaped(Point, each))
        if given.held:
            room.hold(sitting)
            room.open_phones(sitting)
        return sitting

    def _named(self, keys: Sequence[str]) -> list[Seat]:
        """Seats of the third party by the keys of their accounts; a key of nobody is a mistake in the file."""
        names = {person.key: person.name for person in self.demo.accounts}
        seats = {seat.name: seat for seat in self.third_party}
        return [seats[names[key]] for key in keys]

    def _room(self, given: DemoSitting) -> workshops.Room:
        if given.third_party:
            return workshops.Room(AudienceKind.THIRD_PARTY)
        if given.party:
            return workshops.Room(
                AudienceKind.PARTY, party=self.parties[given.party], seats=self.third_party
            )
        return workshops.JOINT

    def _record(self, sitting: Sitting, point: Point) -> None:
        language, words = next(iter(point.words.items()))
        (point_id,) = contributions.type_for_room(
            sitting,
            contributions.Typed(
                lines=words,
                kind=Kind(point.kind),
                party=self.parties[point.party] if point.party else None,
                language=language,
                once=new_id(),
            ),
        )
        kept = db.session.get_one(Contribution, point_id)
        if point.parked:
            contributions.park([kept])
        for other in (*point.answers, *point.limits, *point.eases):
            contributions.link(kept, self.points[other])
        if point.key:
            self.points[point.key] = kept

    def _work_on(self, given: DemoText) -> None:
        text = texts.begin_text(
            self.dialogue,
            queries.joint_audience_of(self.dialogue),
            wording(given.title),
            wording(given.subject),
        )
        for each in given.paragraphs:
            self._draft(text, each)
        if given.reading or given.adopted:
            texts.open_reading(text, self.participants)
        if given.adopted:
            self._adopt_and_release(text, given)

    def _draft(self, text: Any, each: dict[str, Any]) -> None:
        sources = [self.points[key].id for key in each.get("from", ())]
        texts.add_paragraph(text, Block(each["block"]), wording(each["words"]), sources)

    def _adopt_and_release(self, text: Any, given: DemoText) -> None:
        everything = text_queries.paragraphs_of(text)
        for seat in self.participants:
            marks = [texts.Marked(paragraph, Mark.CAN_LIVE_WITH) for paragraph in everything]
            texts.mark_paragraphs(text, seat, practice_secret(seat.id), marks)
        texts.close_reading(text)
        texts.adopt_text(text)
        release = texts.ask_release(
            self.dialogue, text, given.addressees, Naming.UNNAMED, self.participants
        )
        for seat in self.participants:
            texts.consent(release, seat, practice_secret(seat.id))
        texts.close_asking(text, release)
