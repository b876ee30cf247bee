"""What a facilitator does with a workshop: plan it, lay out its agenda, and change that in every way.

Every change names the version it was made from. Who comes second hears that somebody was faster, and
nothing of either is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from app.dialogues import actions as dialogues, queries as dialogue_queries
from app.dialogues.models import Audience, Dialogue, Party, Seat, Stage
from app.dialogues.rules import AudienceKind, in_turn
from app.kernel.announcements import Channel, announce
from app.kernel.db import db
from app.kernel.errors import DomainError, NotHere
from app.kernel.tokens import new_id
from app.kernel.wording import Renderings, Wording, say
from app.library.vocabulary import Level
from app.workshops import queries
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import (
    HELD,
    LONGEST,
    MOST_BLOCKS,
    USUAL_MINUTES,
    BlockKind,
    Task,
    in_two_languages,
    wall_of,
)
from app.workshops.rules.laying_out import (
    DayFrame,
    Draft,
    StageTime,
    lay_out_days,
    order_of_drafts,
)
from app.workshops.rules.order import (
    Move,
    Order,
    inserted,
    inserted_beside,
    moved,
    placed,
    places_of,
    with_days,
    without,
)
from app.workshops.rules.rooms import may_be_given, may_be_named

ROOM = "room"
"""Heard by a room whose sitting, while it is held, is no longer as it was."""


class AgendaChanged(DomainError):
    """Somebody else changed this workshop since the page was drawn."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Somebody else changed this workshop while you had it open. Nothing of theirs was overwritten."
            )
        )


class AgendaFull(DomainError):
    """An agenda of so many blocks is a mistake, and no page can show it."""


class AgendaNotEmpty(DomainError):
    """Laying out would take away what stands there."""


class LongerThanADay(DomainError):
    """No block is longer than a day."""


class NoParty(DomainError):
    """A party's own session needs the party."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a workshop is called, and when and where it is held."""

    title: Wording
    neutral_title: str
    place: str
    zone: str
    begins_on: date | None
    day_starts: Sequence[str]
    level: Level | None


@dataclass(frozen=True, slots=True)
class Room:
    """For whom a block is: everybody, one party, the third party, or a group; and the seats named for it."""

    kind: AudienceKind = AudienceKind.ALL
    party: Party | None = None
    seats: Sequence[Seat] = ()
    name: str = ""


JOINT = Room()


@dataclass(frozen=True, slots=True)
class Particulars:
    """Everything that a facilitator writes about a block."""

    kind: BlockKind
    minutes: int
    title: str = ""
    stage: Stage | None = None
    anchor: str | None = None
    room: Room = JOINT
    place: str = ""
    level: Level | None = None
    shown_to_participants: str = ""
    private_notes: str = ""
    purpose: str = ""
    tool: str = ""
    questions: Sequence[str] = ()
    materials: str = ""
    tasks: Mapping[Task, Sequence[Seat]] = field(default_factory=dict)
    consecutive: bool = False
    renderings: Renderings | None = None
    """What stands in further languages for any of these words. None: whatever stands for those that stay."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of a plan that comes from elsewhere; `standing` is the block it changes, if it is one that stands."""

    particulars: Particulars
    standing: Sitting | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole agenda from elsewhere: when each day begins, and on each day what runs side by side."""

    day_starts: Sequence[str]
    days: Sequence[Sequence[Sequence[Entry]]]

    @property
    def entries(self) -> list[Entry]:
        """Every block in its order."""
        return [entry for day in self.days for slot in day for entry in slot]


@dataclass(frozen=True, slots=True)
class Times:
    """How long a block lasts, and its fixed start, if it has one."""

    minutes: int
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Rework:
    """What can be done to an agenda on its own page, at one go."""

    times: Mapping[str, Times] = field(default_factory=dict)
    day_starts: Mapping[int, str] = field(default_factory=dict)
    move: tuple[str, Move] | None = None
    drop: tuple[str, int, int] | None = None
    add: tuple[BlockKind, int] | None = None


# Workshops


def plan_workshop(dialogue: Dialogue, frame: Frame) -> Workshop:
    """Begin to plan a workshop. Its agenda is empty."""
    others = queries.workshops_of(dialogue)
    workshop = Workshop(
        dialogue_id=dialogue.id,
        position=max((other.position for other in others), default=-1) + 1,
        title=frame.title,
        neutral_title=frame.neutral_title,
        place=frame.place,
        zone=frame.zone,
        begins_on=_written(frame.begins_on),
        day_starts=list(frame.day_starts),
        level=frame.level,
    )
    db.session.add(workshop)
    db.session.flush()
    return workshop


def change_workshop(workshop: Workshop, frame: Frame, *, seen_version: int) -> None:
    """Change what a workshop is called, when and where it is held. Blocks of days that are no more go to the last."""
    _still(workshop, seen_version)
    sittings = queries.sittings_of(workshop)
    order = with_days(queries.order_now(workshop, sittings), len(frame.day_starts))
    if workshop.title.text != frame.title.text:
        workshop.title = frame.title
    workshop.neutral_title = frame.neutral_title
    workshop.place = frame.place
    workshop.zone = frame.zone
    workshop.begins_on = _written(frame.begins_on)
    workshop.day_starts = list(frame.day_starts)
    workshop.level = frame.level
    workshop.render(workshop.renderings)
    _stand(sittings, order)
    _changed(workshop)


def remove_workshop(workshop: Workshop, *, seen_version: int) -> None:
    """Remove a workshop with its agenda, and with everything that was recorded in it."""
    _still(workshop, seen_version)
    sittings = queries.sittings_of(workshop)
    audiences = {sitting.audience for sitting in sittings}
    for sitting in sittings:
        _tell_the_room(sitting, sitting.audience_id)
    db.session.delete(workshop)
    db.session.flush()  # the sittings must be gone before their audiences can go
    _forget_unused(audiences)


# The agenda as a whole


def lay_out_agenda(
    dialogue: Dialogue,
    workshop: Workshop,
    stages: Sequence[StageTime],
    frames: Sequence[DayFrame],
    *,
    by: Seat,
    homeward: Wording,
    seen_version: int,
    replace: bool = False,
) -> None:
    """Lay out the agenda from stages for the days one has.

    Private rooms get one block for each party, in parallel, with the facilitator who lays out named
    for them; others are named afterwards. What stood there is taken away only if `replace` says so.
    """
    _still(workshop, seen_version)
    standing = queries.sittings_of(workshop)
    if standing and not replace:
        raise AgendaNotEmpty(
            say(
                "This agenda has blocks already. Say that they may be taken away, or plan another workshop."
            )
        )
    _take_away(standing)
    workshop.day_starts = [wall_of(frame.starts) for frame in frames]
    drafts = lay_out_days(stages, frames, parties=len(dialogue.parties))
    _check_room(len(drafts))
    by_id = {stage.id: stage for stage in dialogue_queries.stages_of(dialogue)}
    rooms = _Rooms(dialogue)
    sittings = []
    for draft in drafts:
        stage = by_id.get(draft.stage or "")
        particulars = Particulars(kind=draft.kind, minutes=draft.minutes, stage=stage)
        sitting = _new_sitting(
            workshop, particulars, rooms.audience_of(_room_of(dialogue, draft, by))
        )
        if draft.kind in HELD and stage is None:
            sitting.title = homeward
        sittings.append(sitting)
    _stand(sittings, order_of_drafts(drafts, [s.id for s in sittings], len(frames)))
    db.session.add_all(sittings)
    _changed(workshop)


def take_over(
    dialogue: Dialogue,
    workshop: Workshop,
    proposal: Proposal,
    *,
    seen_version: int,
    replace: bool = False,
) -> None:
    """Make the agenda what a proposal says.

    Blocks that stand and are in it stay the blocks they are, with whatever was recorded in them;
    those that it leaves out are taken away only if `replace` says so.
    """
    _still(workshop, seen_version)
    kept = {entry.standing.id for entry in proposal.entries if entry.standing is not None}
    left_out = [each for each in queries.sittings_of(workshop) if each.id not in kept]
    if left_out and not replace:
        raise AgendaNotEmpty(
            say(
                "%(blocks)s of the blocks that stand in this agenda would be gone. Say that they may be "
                "taken away, or plan another workshop.",
                blocks=len(left_out),
            )
        )
    _check_room(len(proposal.entries))
    _take_away(left_out)
    workshop.day_starts = list(proposal.day_starts)
    rooms = _Rooms(dialogue)
    before: set[Audience] = set()
    sittings, days = [], []
    for day in proposal.days:
        days.append(
            [[_taken_over(workshop, entry, rooms, before) for entry in slot] for slot in day]
        )
        sittings += [sitting for slot in days[-1] for sitting in slot]
    _stand(
        sittings,
        tuple(tuple(tuple(each.id for each in slot) for slot in day) for day in days),
    )
    _changed(workshop)
    _forget_unused(before)


def _taken_over(workshop: Workshop, entry: Entry, rooms: _Rooms, before: set[Audience]) -> Sitting:
    audience = rooms.audience_of(entry.particulars.room)
    if entry.standing is None:
        sitting = _new_sitting(workshop, entry.particulars, audience)
        db.session.add(sitting)
        return sitting
    former = entry.standing.audience
    _rewrite(entry.standing, entry.particulars, audience)
    if former is not audience:
        before.add(former)
    return entry.standing


def rework_agenda(
    dialogue: Dialogue, workshop: Workshop, rework: Rework, *, seen_version: int
) -> Sitting | None:
    """Change durations, fixed starts, beginnings of days and the order at one go; returns a block that was added.

    A page can send what was typed in it together with the button that was pressed, so that pressing
    a button never loses what was typed.
    """
    _still(workshop, seen_version)
    sittings = queries.sittings_of(workshop)
    for sitting in sittings:
        if (to := rework.times.get(sitting.id)) is not None:
            sitting.minutes, sitting.anchor = to.minutes, to.anchor
    if rework.day_starts:
        stood = enumerate(workshop.day_starts)
        workshop.day_starts = [rework.day_starts.get(day, start) for day, start in stood]
    order = queries.order_now(workshop, sittings)
    added = None
    if rework.add is not None:
        _check_room(len(sittings) + 1)
        kind, day = rework.add
        joint = dialogue_queries.joint_audience_of(dialogue)
        added = _new_sitting(workshop, Particulars(kind, USUAL_MINUTES[kind]), joint)
        db.session.add(added)
        sittings.append(added)
        order = inserted(order, added.id, min(day, workshop.days - 1))
    _stand(sittings, _reordered(order, rework))
    _changed(workshop)
    return added


def _reordered(order: Order, rework: Rework) -> Order:
    """What the button or the drop asks for. A block that is gone meanwhile cannot be: the version would differ."""
    known = places_of(order)
    if rework.move is not None and rework.move[0] in known:
        return moved(order, *rework.move)
    if rework.drop is not None and rework.drop[0] in known:
        key, day, position = rework.drop
        return placed(order, key, min(day, len(order) - 1), position)
    return order


# One block


def add_sitting(
    dialogue: Dialogue,
    workshop: Workshop,
    particulars: Particulars,
    *,
    day: int,
    after: Sitting | None = None,
    beside: bool = False,
    seen_version: int,
) -> Sitting:
    """Add a block: at the end of a day, after another block, or beside it."""
    _still(workshop, seen_version)
    standing = queries.sittings_of(workshop)
    _check_room(len(standing) + 1)
    sitting = _new_sitting(workshop, particulars, _audience(dialogue, particulars.room))
    db.session.add(sitting)
    order = queries.order_now(workshop, standing)
    _stand([*standing, sitting], _with_new(order, sitting.id, day, after, beside=beside))
    _changed(workshop)
    return sitting


def add_party_sessions(
    dialogue: Dialogue,
    workshop: Workshop,
    particulars: Particulars,
    *,
    day: int,
    after: Sitting | None = None,
    seen_version: int,
) -> list[Sitting]:
    """Add one session for each party, in parallel rooms. What is written about one is written about all."""
    _still(workshop, seen_version)
    rooms = [
        Room(AudienceKind.PARTY, party=party, seats=particulars.room.seats)
        for party in in_turn(dialogue.parties, len(queries.sittings_of(workshop)))
    ]
    return _add_rooms(dialogue, workshop, particulars, rooms, day=day, after=after)


def _add_rooms(
    dialogue: Dialogue,
    workshop: Workshop,
    particulars: Particulars,
    rooms: Sequence[Room],
    *,
    day: int,
    after: Sitting | None,
) -> list[Sitting]:
    """The same block in several rooms at once."""
    standing = queries.sittings_of(workshop)
    _check_room(len(standing) + len(rooms))
    added = [_new_sitting(workshop, particulars, _audience(dialogue, room)) for room in rooms]
    db.session.add_all(added)
    order = queries.order_now(workshop, standing)
    order = _with_new(order, added[0].id, day, after, beside=False)
    for sitting in added[1:]:
        order = inserted_beside(order, sitting.id, added[0].id)
    _stand([*standing, *added], order)
    _changed(workshop)
    return added


def add_groups(
    dialogue: Dialogue,
    workshop: Workshop,
    particulars: Particulars,
    names: Sequence[str],
    *,
    day: int,
    after: Sitting | None = None,
    seen_version: int,
) -> list[Sitting]:
    """Add mixed groups of these names, in parallel rooms. Who is in them can be said later, group by group."""
    _still(workshop, seen_version)
    third_party = [seat for seat in particulars.room.seats if seat.is_third_party]
    rooms = [Room(AudienceKind.GROUP, seats=third_party, name=name) for name in names]
    return _add_rooms(dialogue, workshop, particulars, rooms, day=day, after=after)


def interpret_consecutively(
    workshop: Workshop, *, consecutive: bool = True, seen_version: int
) -> None:
    """Give every block in which people talk twice the time, since all is said twice; or half of it again."""
    _still(workshop, seen_version)
    spoken = [
        (sitting, in_two_languages(sitting.minutes, was=not consecutive, now=consecutive))
        for sitting in queries.sittings_of(workshop)
        if sitting.kind in HELD and sitting.consecutive != consecutive
    ]
    if too_long := [sitting.minutes for sitting, minutes in spoken if minutes > LONGEST]:
        raise LongerThanADay(
            say(
                "Twice the time would make a block of %(minutes)s minutes longer than a day. Nothing was changed.",
                minutes=too_long[0],
            )
        )
    for sitting, minutes in spoken:
        sitting.minutes, sitting.consecutive = minutes, consecutive
    _changed(workshop)


def change_sitting(
    dialogue: Dialogue, sitting: Sitting, particulars: Particulars, *, seen_version: int
) -> None:
    """Change what is written about a block.

    An audience is never widened: when other seats are named, the block gets another audience, and
    what was recorded before keeps the readers it had (design §1.4, §1.5).
    """
    workshop = sitting.workshop
    _still(workshop, seen_version)
    former = sitting.audience
    audience = _audience(dialogue, particulars.room)
    _rewrite(sitting, particulars, audience)
    _changed(workshop)
    _forget_unused({former} - {audience})


def _rewrite(sitting: Sitting, particulars: Particulars, audience: Audience) -> None:
    """Write other particulars about a block that stands. A title that was the stage's goes on being the stage's."""
    former = sitting.audience
    stood_for_stage = sitting.is_called_as_its_stage
    sitting.audience_id = audience.id
    sitting.audience = audience
    _write_down(sitting, particulars)
    changed_stage = sitting.stage_id != (particulars.stage.id if particulars.stage else None)
    says_anew = particulars.renderings is not None and not stood_for_stage
    if particulars.title != sitting.title.text or (stood_for_stage and changed_stage) or says_anew:
        follows = stood_for_stage and changed_stage and particulars.title == sitting.title.text
        sitting.title = _title(particulars, "" if follows else particulars.title)
    sitting.stage = particulars.stage
    sitting.stage_id = particulars.stage.id if particulars.stage else None
    _tell_the_room(sitting, former.id, audience.id)


def render_workshop(
    workshop: Workshop, language: str, *, title: str | None = None, neutral_title: str | None = None
) -> None:
    """Write a workshop's titles in one more language; empty takes that rendering away, None leaves it."""
    if title is not None:
        workshop.title = workshop.title.said_in(language, title)
    if neutral_title is not None:
        said = workshop.renderings or Renderings()
        workshop.render(said.said_in(workshop.neutral_title, language, neutral_title))
    db.session.flush()


def render_words(
    workshop: Workshop, sittings: Sequence[Sitting], language: str, words: Mapping[str, str]
) -> None:
    """Write words of its blocks in one more language, wherever they stand; empty takes that rendering away.

    A title that is the stage's name is the stage's, and rendered there.
    """
    for sitting in sittings:
        title = sitting.title.text.strip()
        if title in words and not sitting.is_called_as_its_stage:
            sitting.title = sitting.title.said_in(language, words[title])
        said = sitting.renderings or Renderings()
        for text in words.keys() & {each.strip() for each in sitting.rendered}:
            said = said.said_in(text, language, words[text])
        sitting.render(said)
    _changed(workshop)


def remove_sitting(sitting: Sitting, *, seen_version: int) -> None:
    """Remove a block, and with it everything that was recorded in it."""
    workshop = sitting.workshop
    _still(workshop, seen_version)
    audience = sitting.audience
    standing = queries.sittings_of(workshop)
    order = without(queries.order_now(workshop, standing), sitting.id)
    _tell_the_room(sitting, audience.id)
    db.session.delete(sitting)
    db.session.flush()  # it must be gone before its audience can go
    _stand([other for other in standing if other.id != sitting.id], order)
    _changed(workshop)
    _forget_unused({audience})


def twin_of(sitting: Sitting) -> Sitting:
    """A new block about which everything is written that is written about this one; it has no fixed start.

    Not in the session yet. What was recorded stays where it is, and how the room stands is not doubled.
    """
    twin = Sitting(
        dialogue_id=sitting.dialogue_id,
        workshop_id=sitting.workshop_id,
        day=sitting.day,
        position=sitting.position,
        lane=sitting.lane,
        minutes=sitting.minutes,
        anchor=None,
        kind=sitting.kind,
        consecutive=sitting.consecutive,
        audience_id=sitting.audience_id,
        stage_id=sitting.stage_id,
        level=sitting.level,
        title=sitting.title,
        room=sitting.room,
        shown_to_participants=sitting.shown_to_participants,
        private_notes=sitting.private_notes,
        purpose=sitting.purpose,
        tool=sitting.tool,
        questions=sitting.questions,
        materials=sitting.materials,
        tasks=sitting.tasks,
        renderings=sitting.renderings,
    )
    twin.audience = sitting.audience
    twin.stage = sitting.stage
    return twin


# Below, what these deeds share


class _Rooms:
    """The audiences that one deed makes: a room is asked for once, however many blocks are in it."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._known: dict[tuple[object, ...], Audience] = {}

    def audience_of(self, room: Room) -> Audience:
        seats = frozenset(seat.id for seat in room.seats)
        alike = (room.kind, room.party and room.party.id, room.name, seats)
        if alike not in self._known:
            self._known[alike] = _audience(self._dialogue, room)
        return self._known[alike]


def _room_of(dialogue: Dialogue, draft: Draft, by: Seat) -> Room:
    if draft.party is None:
        return JOINT
    return Room(AudienceKind.PARTY, party=dialogue.parties[draft.party], seats=[by])


def _audience(dialogue: Dialogue, room: Room) -> Audience:
    """The audience of a room: one that is exactly so already, or a new one. None is ever changed."""
    if room.kind is AudienceKind.ALL:
        return dialogue_queries.joint_audience_of(dialogue)
    if room.kind is AudienceKind.PARTY and room.party is None:
        raise NoParty(say("Choose the party whose session this is."))
    seats = [seat for seat in room.seats if may_be_named(seat.role, room.kind)]
    if alike := queries.audience_alike(
        dialogue, room.kind, room.party, room.name, {seat.id for seat in seats}
    ):
        return alike
    if room.kind is AudienceKind.PARTY and room.party is not None:
        return dialogues.audience_of_party(dialogue, room.party, seats)
    if room.kind is AudienceKind.THIRD_PARTY:
        raise NotHere  # it is there from the dialogue's first day
    return dialogues.audience_of_group(dialogue, room.name, seats)


def _forget_unused(audiences: set[Audience]) -> None:
    """Let go of rooms that no block has any more, so that not even their having been planned is kept.

    Where words were recorded for such an audience it stays: they keep their readers.
    """
    for audience in audiences:
        if audience.kind not in (AudienceKind.PARTY, AudienceKind.GROUP):
            continue
        if queries.uses_audience(audience.id):
            continue
        try:
            with db.session.begin_nested():
                db.session.delete(audience)
        except IntegrityError:
            continue


def _new_sitting(workshop: Workshop, particulars: Particulars, audience: Audience) -> Sitting:
    sitting = Sitting(
        id=new_id(),
        dialogue_id=workshop.dialogue_id,
        workshop_id=workshop.id,
        day=0,
        position=0,
        lane=0,
        audience_id=audience.id,
        stage_id=particulars.stage.id if particulars.stage else None,
        title=_title(particulars, particulars.title),
    )
    _write_down(sitting, particulars)
    sitting.audience = audience
    sitting.stage = particulars.stage
    return sitting


def _write_down(sitting: Sitting, to: Particulars) -> None:
    """Whatever of a block depends on nothing else. What is empty is kept as nothing."""
    sitting.kind = to.kind
    sitting.minutes = to.minutes
    sitting.anchor = to.anchor
    sitting.consecutive = to.consecutive
    sitting.level = to.level
    sitting.room = to.place
    sitting.shown_to_participants = to.shown_to_participants
    sitting.private_notes = to.private_notes
    sitting.purpose = to.purpose or None
    sitting.tool = to.tool or None
    sitting.questions = list(to.questions) or None
    sitting.materials = to.materials or None
    sitting.tasks = {
        task.value: ids
        for task, seats in to.tasks.items()
        if (ids := [seat.id for seat in seats if may_be_given(seat.role, task)])
    } or None
    sitting.render(sitting.renderings if to.renderings is None else to.renderings)


def _title(particulars: Particulars, typed: str) -> Wording:
    """What was typed, or else the stage's own name in all its languages."""
    if typed or particulars.stage is None or particulars.kind not in HELD:
        return (particulars.renderings or Renderings()).wording(typed)
    return particulars.stage.name


def _with_new(order: Order, key: str, day: int, after: Sitting | None, *, beside: bool) -> Order:
    if after is None:
        return inserted(order, key, min(max(day, 0), len(order) - 1))
    if beside:
        return inserted_beside(order, key, after.id)
    place = places_of(order)[after.id]
    return inserted(order, key, place.day, place.position + 1)


def _stand(sittings: Sequence[Sitting], order: Order) -> None:
    """Write down where every block stands, touching only those that moved."""
    places = places_of(order)
    for sitting in sittings:
        place = places[sitting.id]
        if (sitting.day, sitting.position, sitting.lane) != place:
            sitting.day, sitting.position, sitting.lane = place


def _take_away(sittings: Sequence[Sitting]) -> None:
    audiences = {sitting.audience for sitting in sittings}
    for sitting in sittings:
        _tell_the_room(sitting, sitting.audience_id)
        db.session.delete(sitting)
    db.session.flush()  # they must be gone before their audiences can go
    _forget_unused(audiences)


def _tell_the_room(sitting: Sitting, *audience_ids: str) -> None:
    """Only those in the room hear of it, and only while the sitting is held: a plan is nobody's news (design §1.5)."""
    if sitting.held:
        for audience_id in audience_ids:
            announce(ROOM, to=Channel(sitting.dialogue_id, audience_id))


def _check_room(blocks: int) -> None:
    if blocks > MOST_BLOCKS:
        raise AgendaFull(
            say(
                "An agenda holds at most %(most)s blocks. Divide it into several workshops.",
                most=MOST_BLOCKS,
            )
        )


def _written(on: date | None) -> str:
    return on.isoformat() if on else ""


def _still(workshop: Workshop, seen_version: int) -> None:
    if workshop.version != seen_version:
        raise AgendaChanged


def _changed(workshop: Workshop) -> None:
    """A change of a block is a change of its workshop: the version counts both."""
    flag_modified(workshop, "position")
    db.session.flush()
