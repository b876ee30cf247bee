"""A workshop: its agenda with rooms in parallel, what was recorded in it, and when its blocks began and ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.dialogues.models import Seat
from app.dialogues.rules import AudienceKind
from app.practice import memory, points, preparation
from app.practice.files import Day, Words, shape
from app.practice.made import Made
from app.practice.memory import ReachedEntry
from app.practice.points import PointEntry
from app.practice.preparation import ComingEntry, LetterEntry
from app.room import actions as room
from app.workshops import actions as workshops, queries
from app.workshops.actions import Entry, Proposal, plans, running
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import BlockKind, Task, minutes_of


@shape
class BlockEntry:
    """One block of an agenda, in the words of the plan, with what was recorded in it."""

    minutes: int
    kind: BlockKind
    key: str = ""
    stage: str = ""
    title: str = ""
    anchor: str = ""
    place: str = ""
    party: str = ""
    third_party: bool = False
    group: str = ""
    members: tuple[str, ...] = ()
    beside: bool = False
    shown: str = ""
    notes: str = ""
    purpose: str = ""
    tool: str = ""
    questions: tuple[str, ...] = ()
    materials: str = ""
    leads: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    consecutive: bool = False
    held: bool = False
    began: str = ""
    ended: str = ""
    points: tuple[PointEntry, ...] = ()

    def __post_init__(self) -> None:
        for wall in (self.anchor, self.began, self.ended):
            if wall:
                minutes_of(wall)
        if bool(self.party) + bool(self.group) + self.third_party > 1:
            raise ValueError("a block is for a party, for a group or for the third party")

    @property
    def working(self) -> tuple[str, ...]:
        """Everybody of the third party who has a task here."""
        return tuple(dict.fromkeys((*self.leads, *self.records, *self.interprets)))


@shape
class DayOfAgenda:
    """A day of a workshop: when it begins, and its blocks in their order."""

    starts: str
    blocks: tuple[BlockEntry, ...]

    @property
    def slots(self) -> list[list[BlockEntry]]:
        """The blocks, those side by side together."""
        slots: list[list[BlockEntry]] = []
        for block in self.blocks:
            if block.beside and slots:
                slots[-1].append(block)
            else:
                slots.append([block])
        return slots


@shape
class WorkshopFile:
    """A workshop, and what belongs to it."""

    title: Words
    neutral_title: str
    place: str
    begins: Day
    days: tuple[DayOfAgenda, ...]
    kept_as_template: str = ""
    coming: ComingEntry
    letters: tuple[LetterEntry, ...] = ()
    reached: ReachedEntry | None = None


def hold(made: Made, given: WorkshopFile) -> Workshop:
    """Plan a workshop, and let happen in it what happened."""
    workshop = _plan(made, given)
    blocks = [block for day in given.days for block in day.blocks]
    happened = list(zip(blocks, queries.sittings_of(workshop), strict=True))
    made.blocks.update({block.key: sitting for block, sitting in happened if block.key})
    for block, sitting in happened:
        points.record(made, sitting, block.points)
    for block, sitting in happened:
        if block.party:
            points.carry_over(made, sitting, made.parties[block.party], block.points)
    _note_times(workshop, happened)
    if given.kept_as_template:
        plans.keep_template(
            made.dialogue, workshop, given.kept_as_template, words=True, notes=False
        )
    preparation.get_ready(made, workshop, given.coming, given.letters)
    if given.reached is not None:
        memory.write_where_it_had_got_to(workshop, given.reached)
    for sitting in (sitting for block, sitting in happened if block.held):
        room.hold(sitting)
        room.open_phones(sitting)
    return workshop


def _plan(made: Made, given: WorkshopFile) -> Workshop:
    workshop = workshops.plan_workshop(
        made.dialogue,
        workshops.Frame(
            title=given.title.wording,
            neutral_title=given.neutral_title,
            place=given.place,
            zone=made.dialogue.zone,
            begins_on=given.begins.date,
            day_starts=[day.starts for day in given.days],
            level=None,
        ),
    )
    days = [
        [[Entry(_particulars(made, block)) for block in slot] for slot in day.slots]
        for day in given.days
    ]
    proposal = Proposal([day.starts for day in given.days], days)
    workshops.take_over(made.dialogue, workshop, proposal, seen_version=workshop.version)
    return workshop


def _particulars(made: Made, block: BlockEntry) -> workshops.Particulars:
    return workshops.Particulars(
        kind=block.kind,
        minutes=block.minutes,
        title=block.title,
        stage=made.stages[block.stage] if block.stage else None,
        anchor=block.anchor or None,
        room=_room(made, block),
        place=block.place,
        shown_to_participants=block.shown,
        private_notes=block.notes,
        purpose=block.purpose,
        tool=block.tool,
        questions=block.questions,
        materials=block.materials,
        tasks=dict(_tasks(made, block)),
        consecutive=block.consecutive,
    )


def _tasks(made: Made, block: BlockEntry) -> Iterator[tuple[Task, list[Seat]]]:
    yield Task.LEADS, made.seats.all_of(block.leads)
    yield Task.RECORDS, made.seats.all_of(block.records)
    yield Task.INTERPRETS, made.seats.all_of(block.interprets)


def _room(made: Made, block: BlockEntry) -> workshops.Room:
    """Whoever works in a room apart is named for it, and nobody else of the third party."""
    if block.third_party:
        return workshops.Room(AudienceKind.THIRD_PARTY)
    if block.party:
        party = made.parties[block.party]
        return workshops.Room(AudienceKind.PARTY, party, made.seats.all_of(block.working))
    if block.group:
        seats = made.seats.all_of((*block.members, *block.working))
        return workshops.Room(AudienceKind.GROUP, seats=seats, name=block.group)
    return workshops.JOINT


def _note_times(workshop: Workshop, happened: Sequence[tuple[BlockEntry, Sitting]]) -> None:
    for block, sitting in happened:
        if block.began or block.ended:
            running.correct(workshop, sitting, _wall(block.began), _wall(block.ended))


def _wall(time: str) -> int | None:
    return minutes_of(time) if time else None
