"""Reads of workshops and sittings, and who may know of them. Plan and programme stand beside this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from app.dialogues.models import Audience, AudienceSeat, Dialogue, Party, Seat, Stage
from app.dialogues.queries import asker, belongs_as, stages_of
from app.dialogues.rules import AudienceKind, Role, strictest
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Said, Wording
from app.library import queries as library
from app.library.vocabulary import Level, Visibility
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import KIND_NAMES, BlockKind, meal_name
from app.workshops.rules.laying_out import CLOSING_STAGES, StageTime
from app.workshops.rules.order import Order, order_of
from app.workshops.rules.timing import Agenda, Block, time_agenda

_WITH_ITS_ROOM = (
    joinedload(Sitting.workshop),
    joinedload(Sitting.audience),
    joinedload(Sitting.stage),
)


def workshops_of(dialogue: Dialogue) -> list[Workshop]:
    """The workshops of a dialogue in their order."""
    return list(
        db.session.scalars(
            select(Workshop)
            .where(Workshop.dialogue_id == dialogue.id)
            .order_by(Workshop.position, Workshop.id)
        )
    )


def workshop_in(dialogue: Dialogue, workshop_id: str) -> Workshop:
    """A workshop of this dialogue; raises NotHere."""
    workshop = db.session.scalar(
        select(Workshop).where(Workshop.dialogue_id == dialogue.id, Workshop.id == workshop_id)
    )
    if workshop is None:
        raise NotHere
    return workshop


def planned_in(dialogue: Dialogue, sitting_id: str) -> Sitting:
    """A block of the plan, with its workshop; raises NotHere. Not the door to its room: see `sitting_for`."""
    sitting = db.session.scalar(
        select(Sitting)
        .where(Sitting.dialogue_id == dialogue.id, Sitting.id == sitting_id)
        .options(*_WITH_ITS_ROOM)
    )
    if sitting is None:
        raise NotHere
    return sitting


def sitting_for(seat: Seat, sitting_id: str) -> Sitting:
    """A sitting whose room this seat belongs to; raises NotHere.

    Who plans a party's own session is not thereby in it: a facilitator who is not named for that
    room gets the same answer as a stranger (design §1.5).
    """
    sitting = db.session.scalar(_room_of(seat.role), {**asker(seat), "sitting_id": sitting_id})
    if sitting is None:
        raise NotHere
    return sitting


@cache
def _room_of(role: Role) -> Select[Sitting]:
    # Every deed in a room asks this: made once for a role, it costs a quarter of what making it anew would.
    return (
        select(Sitting)
        .join(Audience, Sitting.audience_id == Audience.id)
        .where(
            Sitting.id == bindparam("sitting_id"),
            Sitting.dialogue_id == Audience.dialogue_id,
            belongs_as(role),
        )
        .options(*_WITH_ITS_ROOM)
    )


def sittings_of(workshop: Workshop) -> list[Sitting]:
    """Every block of the agenda in its order, with audience and stage."""
    return list(
        db.session.scalars(
            select(Sitting)
            .where(Sitting.workshop_id == workshop.id)
            .order_by(Sitting.day, Sitting.position, Sitting.lane)
            .options(joinedload(Sitting.audience), joinedload(Sitting.stage))
        )
    )


def named_for(audience_ids: Iterable[str]) -> dict[str, list[Seat]]:
    """The seats named for each of these audiences, by code name."""
    rows = db.session.execute(
        select(AudienceSeat.audience_id, Seat)
        .join(Seat, Seat.id == AudienceSeat.seat_id)
        .where(AudienceSeat.audience_id.in_(set(audience_ids)))
    ).all()
    named: dict[str, list[Seat]] = {}
    for audience_id, seat in sorted(rows, key=lambda row: row[1].name.casefold()):
        named.setdefault(audience_id, []).append(seat)
    return named


def uses_audience(audience_id: str) -> bool:
    """Whether any sitting has this audience."""
    return (
        db.session.scalar(select(Sitting.id).where(Sitting.audience_id == audience_id).limit(1))
        is not None
    )


def begins_on(workshop: Workshop) -> date | None:
    """The first day, if it is fixed."""
    return date.fromisoformat(workshop.begins_on) if workshop.begins_on else None


def level_of(dialogue: Dialogue, workshop: Workshop, sitting: Sitting | None = None) -> Level:
    """The level that holds for a workshop, or for one block of it: the strictest."""
    return strictest(dialogue.level, workshop.level, sitting.level if sitting else None)


def as_block(sitting: Sitting) -> Block:
    """A sitting as timing sees it."""
    return Block(
        sitting.id,
        sitting.day,
        sitting.position,
        sitting.lane,
        sitting.minutes,
        sitting.anchor,
        sitting.kind,
        sitting.stage_id,
    )


def timed(workshop: Workshop, sittings: Sequence[Sitting]) -> Agenda:
    """When every block begins and ends."""
    return time_agenda(
        map(as_block, sittings),
        day_starts=workshop.day_starts,
        begins_on=begins_on(workshop),
        zone=workshop.zone,
    )


def order_now(workshop: Workshop, sittings: Sequence[Sitting]) -> Order:
    """The order in which the blocks stand."""
    return order_of(map(as_block, sittings), workshop.days)


def stage_times(dialogue: Dialogue, among: Iterable[str] | None = None) -> list[StageTime]:
    """The dialogue's stages as laying out sees them.

    Unless they are chosen, what the third party does alone is left out: it is not held in a workshop.
    """
    wanted = None if among is None else set(among)
    canonical = canonical_stages(dialogue.method_key)
    return [
        StageTime(
            stage.id,
            stage.minutes,
            canonical=canonical.get(stage.key, True),
            apart=stage.visibility is Visibility.PARTY_ONLY,
            closes=stage.key in CLOSING_STAGES,
        )
        for stage in stages_of(dialogue)
        if (stage.id in wanted if wanted is not None else _is_held_together(stage))
    ]


def _is_held_together(stage: Stage) -> bool:
    return stage.visibility is not Visibility.THIRD_PARTY_ONLY


def canonical_stages(method_key: str) -> dict[str, bool]:
    """Which stages the method's author named; all, where the library does not know the method any more."""
    try:
        method = library.method(method_key)
    except NotHere:
        return {}
    return {stage.key: stage.canonical for stage in method.stages}


def title_of(sitting: Sitting, starts: int | None = None) -> Wording | Said:
    """What a block is called: its title, its stage, or simply what it is."""
    if sitting.title:
        return sitting.title
    if sitting.stage is not None:
        return sitting.stage.name
    if sitting.kind is BlockKind.MEAL and starts is not None:
        return meal_name(starts)
    return KIND_NAMES[sitting.kind]


def title_in_all_languages(sitting: Sitting, starts: int | None = None) -> Wording | Said:
    """The same for paper. A title that is no more than the stage's name is the stage's name as it stands now, in all
    its languages."""
    if sitting.stage is not None and sitting.is_called_as_its_stage:
        return sitting.stage.name
    return title_of(sitting, starts)


def audience_alike(
    dialogue: Dialogue, kind: AudienceKind, party: Party | None, name: str, seats: set[str]
) -> Audience | None:
    """An audience that is exactly this already: kind, party, name and the seats named."""
    candidates = db.session.scalars(
        select(Audience).where(
            Audience.dialogue_id == dialogue.id,
            Audience.kind == kind,
            Audience.party_id == (party.id if party else None),
        )
    ).all()
    named = named_for(audience.id for audience in candidates)
    return next(
        (
            audience
            for audience in candidates
            if {seat.id for seat in named.get(audience.id, ())} == seats
            and (audience.name or "") == name
        ),
        None,
    )
