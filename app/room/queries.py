"""What each screen shows, read once and frozen: the desk, a phone, the wall. Words come through the one door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.contributions import carrying, queries as contributions
from app.contributions.models import Contribution
from app.contributions.queries import Heading, Invitation, Point
from app.contributions.rules import (
    Standing,
    kinds_invited,
    party_may_be_named,
    wider_than_meant,
)
from app.dialogues.covenant import Covenant
from app.dialogues.models import Audience, Dialogue, Party, Seat, Stage
from app.dialogues.queries import belongs, covenant_in_force, participants_of, stages_of
from app.dialogues.rules import AudienceKind, in_turn, strictest
from app.kernel.db import db
from app.kernel.wording import Said, Wording
from app.library.vocabulary import PARTY_KINDS, Kind, Level
from app.room.rules import (
    by,
    first_for_phones,
    kinds_in_order,
    may_have_pages,
    too_many_for_the_wall,
)
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import title_of
from app.workshops.queries.programme import JointSession, joint_sessions
from app.workshops.rules import HELD


@dataclass(frozen=True, slots=True)
class Column:
    """Points that stand together: a party's, or nobody's."""

    party: Party | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a heading of the room, or of one kind; of a party kind, a column for each party."""

    heading: Heading | None
    kind: Kind | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What every screen of a sitting knows."""

    dialogue: Dialogue
    seat: Seat
    sitting: Sitting
    invitation: Invitation
    level: Level
    sections: tuple[Section, ...] = ()
    parked: tuple[Point, ...] = ()
    parties: dict[str, Party] = field(default_factory=dict)

    @property
    def title(self) -> Wording | Said:
        """What the sitting is called."""
        return title_of(self.sitting)

    @property
    def stage(self) -> Stage | None:
        """The stage taken up now."""
        return self.invitation.stage

    @property
    def audience(self) -> Audience:
        """Who is in this room."""
        return self.invitation.audience

    @property
    def fullness(self) -> int:
        """How much stands here, for the size of letters on the wall and for nothing else."""
        return sum(len(column.points) for section in self.sections for column in section.columns)

    @property
    def named_kinds(self) -> tuple[Kind, ...]:
        """Which of the invited kinds appear under the name of their writer's party."""
        return tuple(
            kind
            for kind in self.invitation.kinds
            if party_may_be_named(kind, self.invitation.attribution)
        )

    @property
    def is_joint(self) -> bool:
        """Whether everybody in the room is."""
        return self.audience.kind is AudienceKind.ALL

    @property
    def own_party(self) -> Party | None:
        """The party whose own room this is."""
        return self.parties.get(self.audience.party_id or "")


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a sitting."""

    screen: Screen
    stages: tuple[Stage, ...]
    kinds: tuple[Kind, ...]
    """Every kind, those the stage invites first: the third party may record any."""
    headings: tuple[Heading, ...]
    wider_than_meant: bool
    parties_of_one: tuple[Party, ...]

    @property
    def wall_may_have_pages(self) -> bool:
        """Whether there can be more on the wall than one screen of it holds. How much does, only that screen knows."""
        sitting = self.screen.sitting
        return not sitting.wall_blank and (
            sitting.wall_shows_rules or may_have_pages(self.screen.fullness)
        )


def desk_of(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Desk:
    """The desk: everything of this sitting that the seat may read, and what may be done next."""
    points = contributions.points_for(seat, Contribution.sitting_id == sitting.id)
    screen = _screen(dialogue, seat, sitting, points)
    stage = screen.stage
    invited = screen.invitation.kinds
    return Desk(
        screen=screen,
        stages=tuple(stages_of(dialogue)),
        kinds=(*invited, *(kind for kind in Kind if kind not in invited)),
        headings=tuple(section.heading for section in screen.sections if section.heading),
        wider_than_meant=stage is not None
        and wider_than_meant(stage.visibility, screen.audience.kind),
        parties_of_one=parties_of_one(dialogue),
    )


def parties_of_one(dialogue: Dialogue) -> tuple[Party, ...]:
    """Parties with one participant: to name the party is to name the person, and the program says so."""
    return tuple(party for party in dialogue.parties if len(participants_of(dialogue, party)) == 1)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone: what is invited now, if anything, and what the room has shown."""

    dialogue: Dialogue
    seat: Seat
    level: Level
    screen: Screen | None
    party_is_one: bool

    @property
    def may_write(self) -> bool:
        """Whether there is something to write now."""
        invitation = self.screen.invitation if self.screen else None
        return invitation is not None and invitation.phones_open and bool(invitation.kinds)


def phone_of(dialogue: Dialogue, seat: Seat) -> Phone:
    """What a phone shows. Where nothing goes on for this seat it is the same page, whatever goes on elsewhere."""
    sitting = sitting_for_phone(seat)
    screen = None
    if sitting is not None:
        points = contributions.points_for(seat, Contribution.sitting_id == sitting.id)
        screen = _screen(dialogue, seat, sitting, points)
    return Phone(
        dialogue=dialogue,
        seat=seat,
        level=screen.level if screen else dialogue.level,
        screen=screen,
        party_is_one=any(party.id == seat.party_id for party in parties_of_one(dialogue)),
    )


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall: a screen, or none while it is at rest or blank."""

    screen: Screen | None
    blank: bool = False
    rules: Covenant | None = None
    """The ground rules, while the desk has put them on the wall: then nothing else is read."""

    @property
    def titles_only(self) -> bool:
        """Whether the rules are too many to be read in full from a chair; each has a short title."""
        return self.rules is not None and too_many_for_the_wall(
            len(rule.wording.renderings) for rule in self.rules.rules
        )


def wall_of(dialogue: Dialogue, seat: Seat) -> Wall:
    """What was recorded in the stage taken up, without what is parked.

    The strictest reading of all, since everyone in the room reads it. For a blank wall nothing is
    even read: its page holds no words to be found.
    """
    sitting = next(iter(_held_for(seat)), None)
    return Wall(None) if sitting is None else _wall_in(dialogue, seat, sitting)


def _wall_in(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Wall:
    if sitting.wall_blank:
        return Wall(None, blank=True)
    if sitting.wall_shows_rules:
        return Wall(None, rules=covenant_in_force(dialogue))
    points = contributions.points_for(
        seat,
        Contribution.sitting_id == sitting.id,
        Contribution.stage_id.is_not_distinct_from(sitting.stage_id),
        Contribution.standing == Standing.SHOWN,
    )
    return Wall(_screen(dialogue, seat, sitting, points))


@dataclass(frozen=True, slots=True)
class RoomToInterpret:
    """A sitting that is held now: what it is for, without its words, and what stands before people's eyes in it."""

    screen: Screen
    wall: Wall


def rooms_to_interpret(dialogue: Dialogue, seat: Seat) -> list[RoomToInterpret]:
    """What is held now and this seat belongs to, rooms apart first: who is named for one sits in it.

    A joint room shows what its wall shows, and nothing while that is blank. A room apart has no
    wall: what is read is what its party sees.
    """
    held = _held_for(seat)
    held.sort(key=lambda s: first_for_phones(s.audience.kind, phones_open=True))
    return [
        RoomToInterpret(_screen(dialogue, seat, sitting, ()), _wall_in(dialogue, seat, sitting))
        for sitting in held
    ]


@dataclass(frozen=True, slots=True)
class OwnRoom:
    """What was recorded for fewer than everybody, sitting by sitting: a party's own, or a working group's."""

    sitting: Sitting
    title: Wording | Said
    level: Level
    sections: tuple[Section, ...]

    @property
    def of_group(self) -> bool:
        """Whether others than one's own party read it, too."""
        return self.sitting.audience.kind is AudienceKind.GROUP


def own_rooms_of(dialogue: Dialogue, seat: Seat) -> list[OwnRoom]:
    """What was recorded for fewer than everybody and this seat may read: its party's own words."""
    points = contributions.points_for(seat, Audience.kind != AudienceKind.ALL)
    under = by(points, lambda point: point.sitting_id)
    sittings = db.session.scalars(
        select(Sitting)
        .join(Sitting.workshop)
        .where(Sitting.id.in_(under))
        .options(
            contains_eager(Sitting.workshop),
            joinedload(Sitting.audience),
            joinedload(Sitting.stage),
        )
        .order_by(Workshop.position, Sitting.day, Sitting.position, Sitting.lane)
    )
    return [
        OwnRoom(
            sitting,
            title_of(sitting),
            strictest(dialogue.level, sitting.workshop.level, sitting.level),
            _sections(dialogue, seat, under[sitting.id], (), joint=False),
        )
        for sitting in sittings
    ]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A party's own place: its rooms, what it has laid out, and whether it sits together now."""

    rooms: tuple[OwnRoom, ...]
    partys: frozenset[str]
    """Which of the points are the party's; those of a working group are not."""
    laid_out: tuple[Point, ...]
    together: bool

    @property
    def out(self) -> frozenset[str]:
        """The ids of what is laid out."""
        return frozenset(point.id for point in self.laid_out)


def own_place_of(dialogue: Dialogue, seat: Seat) -> OwnPlace:
    """What a seat finds in its own room. Who is of no party finds the same page, and nothing on it."""
    rooms = tuple(own_rooms_of(dialogue, seat))
    party = next((party for party in dialogue.parties if party.id == seat.party_id), None)
    if party is None:
        return OwnPlace(rooms, frozenset(), (), together=False)
    return OwnPlace(
        rooms,
        frozenset(point.id for point in contributions.partys_points_for(seat, party.id)),
        tuple(contributions.laid_out_for(seat, party.id)),
        carrying.sits_together(party),
    )


@dataclass(frozen=True, slots=True)
class Crossing:
    """What goes over from a party's room, and into which joint session."""

    party: Party
    points: tuple[Point, ...]
    sessions: tuple[JointSession, ...]
    into: JointSession | None
    invitation: Invitation | None
    level: Level
    together: bool
    party_is_one: bool

    @property
    def told(self) -> str:
        """What the page says, as the one value its form carries."""
        return carrying.told_of(self.invitation) if self.invitation else ""

    @property
    def at_once(self) -> bool:
        """Whether the points show as soon as they are over."""
        return self.invitation is not None and carrying.at_once(self.invitation)

    @property
    def named_kinds(self) -> frozenset[Kind]:
        """Which of the kinds would stand under the name of the party."""
        attribution = self.invitation.attribution if self.invitation else None
        return frozenset(
            point.kind for point in self.points if party_may_be_named(point.kind, attribution)
        )


def crossing_of(dialogue: Dialogue, seat: Seat, party: Party, asked: str) -> Crossing:
    """What a party has laid out, and the session asked for: else the one held, else the next there is."""
    sessions = joint_sessions(dialogue)
    into = next((each for each in sessions if each.sitting.id == asked), None)
    into = into or next((each for each in sessions if each.sitting.held), None)
    into = into or next(iter(sessions), None)
    workshop = db.session.get_one(Workshop, into.sitting.workshop_id) if into else None
    return Crossing(
        party=party,
        points=tuple(contributions.laid_out_for(seat, party.id)),
        sessions=tuple(sessions),
        into=into,
        invitation=contributions.invitation_of(into.sitting) if into else None,
        level=strictest(
            dialogue.level,
            workshop.level if workshop else None,
            into.sitting.level if into else None,
        ),
        together=carrying.sits_together(party),
        party_is_one=party in parties_of_one(dialogue),
    )


def sitting_for_phone(seat: Seat) -> Sitting | None:
    """The sitting a phone is in now."""
    held = _held_for(seat)
    held.sort(key=lambda s: first_for_phones(s.audience.kind, phones_open=s.phones_open))
    return held[0] if held else None


def _held_for(seat: Seat) -> list[Sitting]:
    return list(
        db.session.scalars(
            select(Sitting)
            .join(Sitting.audience)
            .join(Sitting.workshop)
            .where(Sitting.dialogue_id == seat.dialogue_id, Sitting.held, belongs(seat))
            .options(
                contains_eager(Sitting.audience),
                contains_eager(Sitting.workshop),
                joinedload(Sitting.stage),
            )
            .order_by(Workshop.position, Sitting.day, Sitting.position, Sitting.lane)
        )
    )


@dataclass(frozen=True, slots=True)
class DeskOfWorkshop:
    """A workshop's sittings that this seat may lead."""

    workshop: Workshop
    sittings: tuple[tuple[Sitting, Wording | Said], ...]


def desks_of(dialogue: Dialogue, seat: Seat) -> list[DeskOfWorkshop]:
    """The sittings in which words can be recorded and to whose audience this seat belongs, by workshop."""
    sittings = db.session.scalars(
        select(Sitting)
        .join(Sitting.audience)
        .join(Sitting.workshop)
        .where(
            Sitting.dialogue_id == dialogue.id,
            Sitting.kind.in_(HELD),
            belongs(seat),
        )
        .options(
            contains_eager(Sitting.audience),
            contains_eager(Sitting.workshop),
            joinedload(Sitting.stage),
        )
        .order_by(Workshop.position, Sitting.day, Sitting.position, Sitting.lane)
    )
    under = by(sittings, lambda sitting: sitting.workshop)
    return [
        DeskOfWorkshop(workshop, tuple((sitting, title_of(sitting)) for sitting in held))
        for workshop, held in under.items()
    ]


def _screen(dialogue: Dialogue, seat: Seat, sitting: Sitting, points: Sequence[Point]) -> Screen:
    invitation = contributions.invitation_of(sitting)
    workshop = db.session.get_one(Workshop, sitting.workshop_id)
    shown = [point for point in points if point.standing is Standing.SHOWN]
    stage = invitation.stage
    first = kinds_invited(stage.kinds, stage.visibility) if stage is not None else ()
    return Screen(
        dialogue=dialogue,
        seat=seat,
        sitting=sitting,
        invitation=invitation,
        level=strictest(dialogue.level, workshop.level, sitting.level),
        sections=_sections(
            dialogue, seat, shown, first, joint=invitation.audience.kind is AudienceKind.ALL
        ),
        parked=tuple(point for point in points if point.standing is Standing.PARKED),
        parties={party.id: party for party in dialogue.parties},
    )


def _sections(
    dialogue: Dialogue,
    seat: Seat,
    points: Sequence[Point],
    first: Sequence[Kind],
    *,
    joint: bool,
) -> tuple[Section, ...]:
    """Headings of the room first, then kind by kind; another party begins each time (D§9.14)."""
    headings = contributions.headings_of(seat, points)
    known = {heading.id for heading in headings}
    under = by(points, lambda point: point.cluster_id if point.cluster_id in known else None)
    sections = [
        Section(heading, None, (Column(None, tuple(under[heading.id])),)) for heading in headings
    ]
    loose = by(under.get(None, ()), lambda point: point.kind)
    for turn, kind in enumerate(kinds_in_order(loose, first)):
        parties = in_turn(dialogue.parties, turn)
        sections.append(Section(None, kind, _columns(kind, loose[kind], parties, joint=joint)))
    return tuple(sections)


def _columns(
    kind: Kind, points: Sequence[Point], parties: Sequence[Party], *, joint: bool
) -> tuple[Column, ...]:
    """A column for each party where a kind belongs to parties, the empty one too; else all together."""
    if kind not in PARTY_KINDS or not joint:
        return (Column(None, tuple(points)),)
    of = by(points, lambda point: point.party_id)
    columns = [Column(party, tuple(of.get(party.id, ()))) for party in parties]
    if None in of:
        columns.append(Column(None, tuple(of[None])))
    return (
        tuple(columns)
        if any(column.party and column.points for column in columns)
        else (Column(None, tuple(points)),)
    )
