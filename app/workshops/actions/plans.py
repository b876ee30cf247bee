"""A plan from elsewhere becomes the agenda of a workshop; and a plan is kept for other dialogues of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from app.dialogues.models import Dialogue, Seat, Stage
from app.dialogues.queries import seats_of, stages_of
from app.dialogues.rules import AudienceKind, in_turn
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import say
from app.library.vocabulary import Visibility
from app.workshops import queries
from app.workshops.actions import JOINT, Entry, Particulars, Proposal, Room, take_over
from app.workshops.models import HouseTemplate, Sitting, Workshop
from app.workshops.queries.sources import Documented, Part, outline_of
from app.workshops.rules import MOST_DAYS, BlockKind, Task, wall_of
from app.workshops.rules.laying_out import DayFrame, Draft, StageTime, lay_out_days
from app.workshops.rules.outline import (
    Item,
    Outline,
    Whom,
    fitted_stage,
    read,
    without_words,
    written,
)

UNDOCUMENTED_MINUTES = 120


class NothingToKeep(DomainError):
    """An empty agenda is no template."""


def begin_from_own(
    dialogue: Dialogue,
    workshop: Workshop,
    earlier: Workshop,
    *,
    notes: bool,
    seen_version: int,
    replace: bool = False,
) -> None:
    """Plan as an earlier workshop of the same dialogue was planned, its rooms too; never what was recorded in it."""
    if earlier.dialogue_id != dialogue.id:
        raise ValueError("another dialogue's plan is taken as an outline only")
    sittings = queries.sittings_of(earlier)
    named = queries.named_for(sitting.audience_id for sitting in sittings)
    people = {seat.id: seat for seat in seats_of(dialogue)}
    by_id = {sitting.id: sitting for sitting in sittings}
    days = [
        [
            [Entry(_as_planned(dialogue, by_id[key], named, people, notes=notes)) for key in slot]
            for slot in day
        ]
        for day in queries.order_now(earlier, sittings)
    ]
    proposal = Proposal(_starts(workshop, earlier.day_starts), days)
    take_over(dialogue, workshop, proposal, seen_version=seen_version, replace=replace)


def _as_planned(
    dialogue: Dialogue,
    sitting: Sitting,
    named: dict[str, list[Seat]],
    people: dict[str, Seat],
    *,
    notes: bool,
) -> Particulars:
    audience = sitting.audience
    return Particulars(
        kind=sitting.kind,
        minutes=sitting.minutes,
        title="" if sitting.is_called_as_its_stage else sitting.title.text,
        stage=sitting.stage,
        anchor=sitting.anchor,
        room=Room(
            audience.kind,
            next((each for each in dialogue.parties if each.id == audience.party_id), None),
            named.get(audience.id, []),
            audience.name or "",
        ),
        place=sitting.room,
        level=sitting.level,
        shown_to_participants=sitting.shown_to_participants,
        private_notes=sitting.private_notes if notes else "",
        purpose=sitting.purpose or "",
        tool=sitting.tool or "",
        questions=sitting.questions or (),
        materials=sitting.materials or "",
        tasks={
            task: [people[seat] for seat in sitting.seats_for(task) if seat in people]
            for task in Task
        },
        consecutive=sitting.consecutive,
        renderings=sitting.every_rendering,
    )


def begin_from_outline(
    dialogue: Dialogue,
    workshop: Workshop,
    outline: Outline,
    *,
    by: Seat,
    seen_version: int,
    replace: bool = False,
) -> None:
    """Plan by an outline: a template, or another dialogue's workshop. Rooms apart are named for who does this."""
    stages = {stage.key: stage for stage in stages_of(dialogue)}
    turns = count()
    days = [
        [
            [
                entry
                for item in slot
                for entry in _entries(dialogue, fitted_stage(item, stages), stages, by, turns)
            ]
            for slot in day.slots
        ]
        for day in outline.days
    ]
    starts = _starts(workshop, [day.starts for day in outline.days])
    proposal = Proposal(starts, days)
    take_over(dialogue, workshop, proposal, seen_version=seen_version, replace=replace)


def _entries(
    dialogue: Dialogue, item: Item, stages: dict[str, Stage], by: Seat, turns: count[int]
) -> list[Entry]:
    if item.whom is Whom.EACH_PARTY:
        # No party always stands first (design §1.9).
        parties = in_turn(dialogue.parties, next(turns))
        rooms = [Room(AudienceKind.PARTY, party=party, seats=[by]) for party in parties]
    elif item.whom is Whom.GROUP:
        rooms = [Room(AudienceKind.GROUP, seats=[by], name=item.group)]
    else:
        rooms = [Room(AudienceKind.THIRD_PARTY) if item.whom is Whom.THIRD_PARTY else JOINT]
    return [
        Entry(
            Particulars(
                kind=item.kind,
                minutes=item.minutes,
                title=item.title,
                stage=stages.get(item.stage),
                anchor=item.anchor,
                room=room,
                level=item.level,
                shown_to_participants=item.programme,
                private_notes=item.notes,
                purpose=item.purpose,
                tool=item.tool,
                questions=item.questions,
                materials=item.materials,
                consecutive=item.consecutive,
                renderings=item.renderings,
            )
        )
        for room in rooms
    ]


def begin_from_documented(
    dialogue: Dialogue,
    workshop: Workshop,
    documented: Documented,
    frames: Sequence[DayFrame],
    *,
    by: Seat,
    homeward: str,
    as_documented: Callable[[str], str],
    seen_version: int,
    replace: bool = False,
) -> None:
    """Plan in the order in which a documented meeting went, fitted to the days one has.

    Its parts and their order are documented; how long each takes, breaks, meals and the time for
    going home are this program's, since no source tells of them.
    """
    stages = {stage.key: stage for stage in stages_of(dialogue)}
    times = [_time_for(str(place), part, stages) for place, part in enumerate(documented.parts)]
    parts = {time.key: part for time, part in zip(times, documented.parts, strict=True)}
    slots: list[dict[int, list[Entry]]] = [{} for _ in frames]
    for draft in lay_out_days(times, frames, parties=len(dialogue.parties)):
        part = parts.get(draft.stage or "")
        stage = stages.get(part.stage) if part else None
        title = (part.title if part else homeward) if draft.kind in _TALKED and not stage else ""
        particulars = Particulars(
            kind=draft.kind,
            minutes=draft.minutes,
            title=title[:200],
            stage=stage,
            room=_room(dialogue, draft, by),
            purpose=as_documented(part.title) if part and stage else "",
        )
        slots[draft.day].setdefault(draft.position, []).append(Entry(particulars))
    proposal = Proposal(
        [wall_of(frame.starts) for frame in frames], [list(day.values()) for day in slots]
    )
    take_over(dialogue, workshop, proposal, seen_version=seen_version, replace=replace)


_TALKED = frozenset({BlockKind.SESSION, BlockKind.PARTY_SESSION})


def _time_for(key: str, part: Part, stages: dict[str, Stage]) -> StageTime:
    """What this dialogue's own stage typically takes; of what is none of its stages nothing is known."""
    stage = stages.get(part.stage)
    if stage is None:
        return StageTime(key, UNDOCUMENTED_MINUTES)
    return StageTime(key, stage.minutes, apart=stage.visibility is Visibility.PARTY_ONLY)


def _room(dialogue: Dialogue, draft: Draft, by: Seat) -> Room:
    if draft.party is None:
        return JOINT
    return Room(AudienceKind.PARTY, party=dialogue.parties[draft.party], seats=[by])


def _starts(workshop: Workshop, starts: Sequence[str]) -> list[str]:
    """As many days as the plan needs; further days that the workshop has stay empty, with their own beginning."""
    return [*starts, *workshop.day_starts[len(starts) :]][:MOST_DAYS]


# Templates of the house


def keep_template(
    dialogue: Dialogue, workshop: Workshop, name: str, *, words: bool, notes: bool
) -> HouseTemplate:
    """Keep a plan for other dialogues: neutral, and of what people wrote only what is asked for."""
    outline = outline_of(dialogue, workshop)
    if not outline.items:
        raise NothingToKeep(say("The agenda is empty: there is nothing to keep yet."))
    keep = frozenset(
        [
            *(
                ("title", "purpose", "questions", "materials", "group", "programme")
                if words
                else ()
            ),
            *(("notes",) if notes else ()),
        ]
    )
    template = HouseTemplate(name=name, outline=written(without_words(outline, keep=keep)))
    db.session.add(template)
    db.session.flush()
    return template


def rename_template(template: HouseTemplate, name: str) -> None:
    """Call a template something else."""
    template.name = name


def remove_template(template: HouseTemplate) -> None:
    """Remove a template. Agendas that were made from it stay."""
    db.session.delete(template)


def outline_in(template: HouseTemplate) -> Outline:
    """The plan that a template keeps."""
    return read(template.outline)
