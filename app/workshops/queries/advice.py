"""Advice on a plan, for the third party: the plan as `rules.advice` reads it, and what of it was not set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.dialogues.models import Dialogue, Stage
from app.dialogues.queries import participants_of, stages_of
from app.dialogues.rules import AudienceKind
from app.kernel.db import db
from app.library import queries as library
from app.library.shapes.facts import Source
from app.safety.queries import days_of_note
from app.workshops.models import AdviceSetAside, Sitting, Workshop
from app.workshops.queries import canonical_stages
from app.workshops.queries.plan import Plan, PlannedBlock, PlannedDay
from app.workshops.rules.advice import (
    Advice,
    DayOfNote,
    Outline,
    Planned,
    Side,
    Step,
    advice_on,
    still_said,
)
from app.workshops.rules.laying_out import CLOSING_STAGES

# What a higher subject knows of the languages that the seats of each party follow, by party.
Spoken = Callable[[Dialogue], Mapping[str, frozenset[str]]]
_spoken: list[Spoken] = []


def spoken_is_noted(told: Spoken) -> Spoken:
    """Let a higher subject say which languages each party follows, as far as anybody noted it."""
    if told not in _spoken:
        _spoken.append(told)
    return told


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece of advice with the work its reason rests on."""

    advice: Advice
    source: Source | None


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside a plan: advice, and whether some of it was set aside."""

    remarks: tuple[Remark, ...]
    set_aside: bool


def margin_of(dialogue: Dialogue, plan: Plan) -> Margin:
    """The advice on this plan that was not set aside. For who sees the whole plan."""
    found = advice_on(_outline(dialogue, plan))
    aside = set_aside_of(plan.workshop)
    said = still_said(found, aside.keys if aside else ())
    sources = library.sources(each.source for each in said if each.source)
    remarks = tuple(Remark(each, sources.get(each.source)) for each in said)
    return Margin(remarks, len(said) < len(found))


def set_aside_of(workshop: Workshop) -> AdviceSetAside | None:
    """What was set aside for this workshop, if anything was."""
    return db.session.scalar(
        select(AdviceSetAside).where(AdviceSetAside.workshop_id == workshop.id)
    )


def _outline(dialogue: Dialogue, plan: Plan) -> Outline:
    elsewhere = _covered_elsewhere(plan.workshop)
    spoken = {party: tags for told in _spoken for party, tags in told(dialogue).items()}
    names = {party.id: party.name.text for party in dialogue.parties}
    seats = Counter(seat.party_id for seat in participants_of(dialogue))
    return Outline(
        steps=tuple(_steps(dialogue)),
        blocks=tuple(_planned(day, block) for day in plan.days for block in day.blocks),
        sides=tuple(
            Side(party, name, seats[party], spoken.get(party, frozenset()))
            for party, name in names.items()
        ),
        covered=frozenset(elsewhere),
        covered_before=frozenset(
            key for key, position in elsewhere.items() if position < plan.workshop.position
        ),
        languages=frozenset(tag.split("-")[0] for tag in dialogue.languages),
        begins_on=plan.days[0].on,
        days=len(plan.days),
        days_of_note=tuple(
            DayOfNote(
                noted.id,
                noted.day,
                noted.words,
                every_year=bool(noted.every_year),
                whose=names.get(noted.whose, ""),
            )
            for noted in days_of_note(dialogue)
        ),
    )


def _steps(dialogue: Dialogue) -> Iterator[Step]:
    canonical = canonical_stages(dialogue.method_key)
    for stage in stages_of(dialogue):
        yield Step(
            stage.key,
            stage.name.text,
            stage.minutes,
            frozenset(stage.kinds),
            stage.evaluation,
            stage.visibility,
            canonical=canonical.get(stage.key, True),
            closes=stage.key in CLOSING_STAGES,
        )


def _planned(day: PlannedDay, block: PlannedBlock) -> Planned:
    sitting = block.sitting
    apart = sitting.audience.kind is AudienceKind.PARTY
    return Planned(
        sitting.id,
        day.number - 1,
        block.start,
        block.start + block.minutes,
        sitting.kind,
        sitting.stage.key if sitting.stage else None,
        sitting.audience.party_id if apart else None,
    )


def _covered_elsewhere(workshop: Workshop) -> dict[str, int]:
    """The stages that other workshops of the dialogue hold, each with the first of them that does."""
    rows = db.session.execute(
        select(Stage.key, Workshop.position)
        .join(Sitting, Sitting.stage_id == Stage.id)
        .join(Workshop, Workshop.id == Sitting.workshop_id)
        .where(Workshop.dialogue_id == workshop.dialogue_id, Workshop.id != workshop.id)
    )
    found: dict[str, int] = {}
    for key, position in rows:
        found[key] = min(position, found.get(key, position))
    return found
