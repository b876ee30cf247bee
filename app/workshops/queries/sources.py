"""Where a plan can come from: one's own earlier workshops, the house's templates, and documented processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select

from app.dialogues.models import Dialogue
from app.dialogues.queries import dialogues_of, seats_of
from app.dialogues.rules import THIRD_PARTY, AudienceKind, says_what_it_is
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.library import queries as library
from app.library.shapes.facts import Fact
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar, Workshop as DocumentedMeeting
from app.workshops.models import HouseTemplate, Sitting, Workshop
from app.workshops.queries import level_of, sittings_of, timed
from app.workshops.rules.outline import Item, Outline, OutlinedDay, Whom, neutral, read


@dataclass(frozen=True, slots=True)
class Earlier:
    """A workshop from which a plan can be taken; `is_ours` if it is one of the same dialogue."""

    dialogue: Dialogue
    workshop: Workshop
    is_ours: bool

    @property
    def title(self) -> str:
        """What it may be called on a page of another dialogue: at L0 nothing says what it is."""
        if says_what_it_is(level_of(self.dialogue, self.workshop)):
            return self.workshop.title.text
        return self.workshop.neutral_title


def earlier_workshops(account_id: str, dialogue: Dialogue, but: Workshop) -> list[Earlier]:
    """Workshops with an agenda in dialogues in which this account is of the third party: this dialogue's first.

    Who only organizes another dialogue does not see its rooms apart, and so takes no plan from it.
    """
    ours = [
        each.dialogue
        for each in dialogues_of(account_id)
        if not each.is_dark and set(each.roles) & THIRD_PARTY
    ]
    ours.sort(key=lambda each: each.id != dialogue.id)
    return [
        Earlier(of, workshop, of.id == dialogue.id)
        for of in ours
        for workshop in db.session.scalars(
            select(Workshop)
            .where(
                Workshop.dialogue_id == of.id,
                Workshop.id != but.id,
                exists().where(Sitting.workshop_id == Workshop.id),
            )
            .order_by(Workshop.position, Workshop.id)
        )
    ]


def outline_of(dialogue: Dialogue, workshop: Workshop) -> Outline:
    """The plan of a workshop as it can be taken elsewhere: neutral, notes included as far as they name nobody."""
    sittings = sittings_of(workshop)
    by_id = {sitting.id: sitting for sitting in sittings}
    names = _stage_names(dialogue.method_key)
    days = tuple(
        OutlinedDay(
            workshop.day_starts[day.day],
            tuple(
                tuple(_item(by_id[placed.block.key], names) for placed in slot.placed)
                for slot in day.slots
            ),
        )
        for day in timed(workshop, sittings).days
    )
    return neutral(Outline(dialogue.method_key, days), _names_in(dialogue, workshop, sittings))


def _item(sitting: Sitting, names: dict[str, str]) -> Item:
    stage = sitting.stage
    whom = {
        AudienceKind.ALL: Whom.EVERYBODY,
        AudienceKind.PARTY: Whom.EACH_PARTY,
        AudienceKind.GROUP: Whom.GROUP,
        AudienceKind.THIRD_PARTY: Whom.THIRD_PARTY,
    }
    return Item(
        kind=sitting.kind,
        minutes=sitting.minutes,
        anchor=sitting.anchor,
        stage=stage.key if stage else "",
        stage_name=names.get(stage.key, "") if stage else "",
        title="" if sitting.is_called_as_its_stage else sitting.title.text,
        purpose=sitting.purpose or "",
        tool=sitting.tool or "",
        questions=tuple(sitting.questions or ()),
        materials=sitting.materials or "",
        whom=whom[sitting.audience.kind],
        group=sitting.audience.name or "",
        consecutive=sitting.consecutive,
        programme=sitting.shown_to_participants,
        level=sitting.level,
        notes=sitting.private_notes,
        renderings=sitting.every_rendering,
    )


def _names_in(dialogue: Dialogue, workshop: Workshop, sittings: list[Sitting]) -> set[str]:
    """Every name that the program knows here: whoever wrote another one must see to it."""
    parties = {each.text for party in dialogue.parties for each in party.name.renderings}
    return {
        *parties,
        *(each.text for each in dialogue.name.renderings),
        *(seat.name for seat in seats_of(dialogue)),
        *(sitting.room for sitting in sittings),
        workshop.place,
    }


def _stage_names(method_key: str) -> dict[str, str]:
    """What the library calls the stages: the group's own names for them are the group's."""
    found = method_or_none(method_key)
    return {stage.key: stage.name for stage in found.stages} if found else {}


def method_or_none(key: str) -> Method | None:
    """A method of the library, or nothing where it does not know it any more."""
    try:
        return library.method(key)
    except NotHere:
        return None


# Templates of the house


@dataclass(frozen=True, slots=True)
class Template:
    """A template, opened."""

    id: str
    name: str
    outline: Outline
    method: str
    """What its method is called."""


def templates() -> list[Template]:
    """The templates of this installation, by name."""
    found = [opened(each) for each in db.session.scalars(select(HouseTemplate))]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def opened(template: HouseTemplate) -> Template:
    """A template as pages show it."""
    outline = read(template.outline)
    method = method_or_none(outline.method)
    return Template(template.id, template.name, outline, method.name if method else outline.method)


def template_by_id(template_id: str) -> HouseTemplate:
    """A template of the house; raises NotHere."""
    found = db.session.get(HouseTemplate, template_id)
    if found is None:
        raise NotHere
    return found


# Documented processes


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a documented meeting: its documented title, and the stage it is or corresponds to."""

    title: str
    stage: str


@dataclass(frozen=True, slots=True)
class Documented:
    """What is known of how a meeting went, or, without one, of the stages of a whole process."""

    exemplar: Exemplar
    meeting: DocumentedMeeting | None
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        return self.meeting.key if self.meeting else ""

    @property
    def lengths(self) -> tuple[Fact[str], ...]:
        """What is documented of its length and rhythm."""
        length = self.meeting.length if self.meeting else None
        return (length,) if length else self.exemplar.rhythm


def documented_plans() -> list[Documented]:
    """Every documented meeting of which more is known than its date, and every process of which stages are."""
    return [found for exemplar in library.exemplars() for found in _documented_in(exemplar)]


def documented_plan(process: str, meeting: str) -> Documented:
    """One of them; raises NotHere."""
    for found in _documented_in(library.exemplar(process)):
        if found.key == meeting:
            return found
    raise NotHere


def _documented_in(exemplar: Exemplar) -> Iterator[Documented]:
    method = method_or_none(exemplar.method.first) if exemplar.method else None
    names = {stage.key: stage.name for stage in method.stages} if method else {}
    for meeting in exemplar.workshops:
        if meeting.sittings:
            parts = tuple(
                Part(sitting.title.first, sitting.stage.first if sitting.stage else "")
                for sitting in meeting.sittings
            )
            yield Documented(exemplar, meeting, parts)
        elif meeting.stages and len(meeting.stages.first) > 1:
            parts = tuple(Part(names.get(key, key), key) for key in meeting.stages.first)
            yield Documented(exemplar, meeting, parts)
    if len(exemplar.stages) > 1:
        parts = tuple(
            Part(names.get(each.stage, each.stage), each.stage) for each in exemplar.stages
        )
        yield Documented(exemplar, None, parts)
