"""The participants' programme and the calendar: what may be seen of an agenda by those for whom it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.dialogues.models import Audience, Dialogue, Party, Seat
from app.dialogues.queries import audiences_of
from app.dialogues.rules import AudienceKind, says_what_it_is
from app.kernel.db import db
from app.kernel.tokens import id_from
from app.kernel.wording import Said, Wording
from app.library.vocabulary import Level
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import (
    begins_on,
    level_of,
    sittings_of,
    timed,
    title_in_all_languages,
    workshops_of,
)
from app.workshops.rules import HELD, BlockKind, plain_name
from app.workshops.rules.programme import Shown, shown_as
from app.workshops.rules.timing import ClockChange, DayPlan, Placed, Span


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A line of the programme. `room` is given only to those who go there, and never at L0."""

    starts: str
    ends: str
    words: Wording | Said | str
    room: str
    apart: bool
    """Whether it is not for everybody."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A day of the programme."""

    number: int
    on: date | None
    entries: tuple[ProgrammeEntry, ...]
    change: ClockChange | None = None
    """The clocks change on this day."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The participants' programme under its neutral title."""

    title: Wording
    level: Level
    days: tuple[ProgrammeDay, ...]

    @property
    def says_what_it_is(self) -> bool:
        """Whether the paper may be called what it is."""
        return says_what_it_is(self.level)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of a calendar: neutral words, two moments, and an id that says nothing."""

    uid: str
    summary: str
    words: Said | str
    placed: Placed
    day: DayPlan


def programme_for_everybody(dialogue: Dialogue, workshop: Workshop) -> Programme:
    """The programme as it may lie on the table: what is joint, and what the facilitator put there."""
    return _programme(dialogue, workshop, frozenset())


def programme_for_party(dialogue: Dialogue, workshop: Workshop, party: Party) -> Programme:
    """The programme for one party: with that party's own sessions."""
    own = db.session.scalars(
        select(Audience.id).where(
            Audience.dialogue_id == dialogue.id,
            Audience.kind == AudienceKind.PARTY,
            Audience.party_id == party.id,
        )
    )
    return _programme(dialogue, workshop, frozenset(own))


def programme_for_seat(dialogue: Dialogue, workshop: Workshop, seat: Seat) -> Programme:
    """The programme of one seat: with the rooms it belongs to."""
    return _programme(dialogue, workshop, audiences_of(seat))


def workshops_for(dialogue: Dialogue, seat: Seat) -> list[Workshop]:
    """The workshops that this seat may know of from its programme.

    A meeting of another party alone has nothing on it for this seat, and so it is not there at all,
    not even as an empty page (design §1.5). What has no agenda yet is everybody's.
    """
    mine = audiences_of(seat)
    return [
        workshop
        for workshop in workshops_of(dialogue)
        if not sittings_of(workshop)
        or any(day.entries for day in _programme(dialogue, workshop, mine).days)
    ]


def current_workshop(workshops: Sequence[Workshop], today: date) -> Workshop | None:
    """The workshop that is on, or else the next, or else the last that was; without a date, the last planned."""
    dated = [(on, workshop) for workshop in workshops if (on := begins_on(workshop)) is not None]
    still = [pair for pair in dated if pair[0] + timedelta(days=pair[1].days) > today]
    if still:
        return min(still, key=lambda pair: pair[0])[1]
    if undated := [workshop for workshop in workshops if not workshop.begins_on]:
        return undated[0]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


@dataclass(frozen=True, slots=True)
class JointSession:
    """A session for everybody, as a programme may call it."""

    sitting: Sitting
    seminar: str
    day: int
    on: date | None
    starts: str
    words: Wording | Said | str


def joint_sessions(dialogue: Dialogue) -> list[JointSession]:
    """The sessions for everybody in all workshops, in their order."""
    return [
        session for workshop in workshops_of(dialogue) for session in _joint(dialogue, workshop)
    ]


def _joint(dialogue: Dialogue, workshop: Workshop) -> Iterator[JointSession]:
    sittings = sittings_of(workshop)
    by_id = {sitting.id: sitting for sitting in sittings}
    first = begins_on(workshop)
    for day in timed(workshop, sittings).days:
        on = first + timedelta(days=day.day) if first else None
        for placed in day.placed:
            sitting = by_id[placed.block.key]
            entry = _entry(dialogue, workshop, sitting, placed, day, frozenset())
            if sitting.kind in HELD and sitting.audience.kind is AudienceKind.ALL and entry:
                yield JointSession(
                    sitting, workshop.neutral_title, day.day + 1, on, entry.starts, entry.words
                )


def calendar_of(
    dialogue: Dialogue, workshop: Workshop, seat: Seat | None = None
) -> list[CalendarEntry]:
    """What a calendar may hold: the neutral title, and the words put on the programme; no names, no places.

    Calendars wander to telephones and foreign computers. At L0 each day is one entry with the neutral
    title alone.
    """
    mine = audiences_of(seat) if seat is not None else frozenset[str]()
    sittings = sittings_of(workshop)
    agenda = timed(workshop, sittings)
    by_id = {sitting.id: sitting for sitting in sittings}
    level = level_of(dialogue, workshop)
    entries = []
    for day in agenda.days:
        seen = [
            placed
            for placed in day.placed
            if _shown(dialogue, workshop, by_id[placed.block.key], mine) is not Shown.NOTHING
        ]
        if not says_what_it_is(level):
            entries += _whole_day(workshop, day, seen)
            continue
        entries += [
            CalendarEntry(
                id_from(placed.block.key, "calendar"),
                workshop.neutral_title,
                by_id[placed.block.key].shown_to_participants.strip()
                or plain_name(placed.block.kind, day.clock.wall(placed.starts)),
                placed,
                day,
            )
            for placed in seen
            if placed.block.kind not in (BlockKind.BREAK, BlockKind.BUFFER)
        ]
    return entries


def _whole_day(workshop: Workshop, day: DayPlan, seen: list[Placed]) -> list[CalendarEntry]:
    if not seen:
        return []
    spans = Placed(seen[0].block, min(p.starts for p in seen), max(p.ends for p in seen))
    uid = id_from(f"{workshop.id}|{day.day}", "calendar")
    return [CalendarEntry(uid, workshop.neutral_title, "", spans, day)]


def _programme(dialogue: Dialogue, workshop: Workshop, mine: frozenset[str]) -> Programme:
    sittings = sittings_of(workshop)
    by_id = {sitting.id: sitting for sitting in sittings}
    first = begins_on(workshop)
    days = []
    for day in timed(workshop, sittings).days:
        on = first + timedelta(days=day.day) if first else None
        entries = tuple(_entries(dialogue, workshop, day, by_id, mine))
        days.append(ProgrammeDay(day.day + 1, on, entries, day.clock.change()))
    title = workshop.in_all_languages(workshop.neutral_title)
    return Programme(title, level_of(dialogue, workshop), tuple(days))


def _entries(
    dialogue: Dialogue,
    workshop: Workshop,
    day: DayPlan,
    by_id: Mapping[str, Sitting],
    mine: frozenset[str],
) -> Iterator[ProgrammeEntry]:
    """The lines of a day.

    A break stands on a programme only after something that stands there too: a break after nothing
    would tell that others were busy with something (design §1.5).
    """
    something_before = False
    for slot in day.slots:
        shown = [
            entry
            for placed in slot.placed
            if (entry := _entry(dialogue, workshop, by_id[placed.block.key], placed, day, mine))
        ]
        is_break = slot.placed[0].block.kind is BlockKind.BREAK
        if something_before or not is_break:
            yield from shown
        something_before = bool(shown) and (something_before or not is_break)


def _shown(dialogue: Dialogue, workshop: Workshop, sitting: Sitting, mine: frozenset[str]) -> Shown:
    return shown_as(
        level_of(dialogue, workshop, sitting),
        sitting.audience.kind,
        belongs=sitting.audience_id in mine,
        words=sitting.shown_to_participants,
    )


def _entry(
    dialogue: Dialogue,
    workshop: Workshop,
    sitting: Sitting,
    placed: Placed,
    day: DayPlan,
    mine: frozenset[str],
) -> ProgrammeEntry | None:
    shown = _shown(dialogue, workshop, sitting, mine)
    if shown is Shown.NOTHING or sitting.kind is BlockKind.BUFFER:
        return None
    starts = day.clock.wall(placed.starts)
    words: dict[Shown, Wording | Said | str] = {
        Shown.PROGRAMME_WORDS: sitting.in_all_languages(sitting.shown_to_participants.strip()),
        Shown.TITLE: title_in_all_languages(sitting, starts),
        Shown.KIND: plain_name(sitting.kind, starts),
    }
    joint = sitting.audience.kind is AudienceKind.ALL
    goes_there = joint or sitting.audience_id in mine
    named = goes_there and says_what_it_is(level_of(dialogue, workshop, sitting))
    return ProgrammeEntry(
        starts=day.clock.shows(placed.starts),
        ends=day.clock.shows(placed.ends),
        words=words[shown],
        room=sitting.room if named else "",
        apart=not joint,
        span=Span(day.clock, placed.starts, placed.ends),
    )
