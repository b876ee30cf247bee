"""Reads of recorded points. `visible_to` is the one door to words; everything that shows words goes through it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select

from app.contributions.models import Cluster, Contribution, ContributionLink, LaidOut
from app.contributions.rules import Link, Standing, kinds_invited, told
from app.dialogues.models import Audience, Dialogue, Seat, Stage
from app.dialogues.queries import belongs
from app.dialogues.rules import AudienceKind, strictest
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Wording
from app.library.vocabulary import Attribution, Kind, Level
from app.workshops.models import Sitting, Workshop

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Point:
    """A recorded point as a page shows it: its words opened for this request and for nothing longer.

    `level` is the strictest of dialogue, workshop, sitting and contribution (design §1.4).
    """

    id: str
    sitting_id: str
    stage_id: str | None
    audience_id: str
    kind: Kind
    party_id: str | None
    cluster_id: str | None
    level: Level
    standing: Standing
    words: Wording


def visible_to(seat: Seat) -> Select[Contribution]:
    """THE ONE DOOR TO WORDS: the contributions this seat may read.

    A seat reads what was recorded for an audience it belongs to, whatever became of the sitting
    since; the audience of each row decides and not the sitting's. Words that wait for the desk to
    open the round are read by nobody, the desk included. A second way to read contributions is a
    defect, however convenient (design §3, A§30.1).
    """
    return (
        select(Contribution)
        .join(Audience, Contribution.audience_id == Audience.id)
        .where(
            Contribution.dialogue_id == seat.dialogue_id,
            Contribution.standing != Standing.WAITING,
            belongs(seat),
        )
    )


def points_for(seat: Seat, *conditions: Condition) -> list[Point]:
    """The points this seat may read that fit the conditions, in the desk's order.

    Reads columns instead of rows and opens each value once, since a page may hold hundreds; the door
    is the same. Conditions may speak of Contribution, Audience, Sitting and Workshop.
    """
    rows = db.session.execute(
        visible_to(seat)
        .join(Dialogue, Contribution.dialogue_id == Dialogue.id)
        .join(Sitting, Contribution.sitting_id == Sitting.id)
        .join(Workshop, Sitting.workshop_id == Workshop.id)
        .where(*conditions)
        .order_by(Contribution.position, Contribution.id)
        .with_only_columns(
            Contribution.id,
            Contribution.sitting_id,
            Contribution.stage_id,
            Contribution.audience_id,
            Contribution.kind,
            Contribution.party_id,
            Contribution.cluster_id,
            Contribution.level,
            Sitting.level.label("sitting_level"),
            Workshop.level.label("workshop_level"),
            Dialogue.level.label("dialogue_level"),
            Contribution.standing,
            Contribution.words.blob,
        )
    )
    return [_point(seat.dialogue_id, row) for row in rows]


def _point(scope: str, row: Row[*tuple[Any, ...]]) -> Point:
    return Point(
        id=row.id,
        sitting_id=row.sitting_id,
        stage_id=row.stage_id,
        audience_id=row.audience_id,
        kind=row.kind,
        party_id=row.party_id,
        cluster_id=row.cluster_id,
        level=strictest(row.level, row.sitting_level, row.workshop_level, row.dialogue_level),
        standing=row.standing,
        words=Contribution.words.open(scope, row.id, row.words),
    )


def joint_points_for(seat: Seat, kinds: Collection[Kind]) -> list[Point]:
    """The joint points of these kinds in the whole dialogue.

    Only what was recorded for everybody in the room: a party's own words never enter a joint
    picture, not even on the screen of somebody who may read both (D§1.5, D§6.9.11).
    """
    return points_for(
        seat,
        Audience.kind == AudienceKind.ALL,
        Contribution.kind.in_(kinds),
        Contribution.standing == Standing.SHOWN,
    )


def points_of_audience(seat: Seat, audience_id: str) -> list[Point]:
    """What may go into a text for these readers: what was recorded for them, and nothing said more narrowly."""
    return points_for(
        seat, Contribution.audience_id == audience_id, Contribution.standing == Standing.SHOWN
    )


def partys_points_for(seat: Seat, party_id: str, *conditions: Condition) -> list[Point]:
    """What a party recorded in rooms of its own, in so far as this seat reads it."""
    return points_for(
        seat, Audience.kind == AudienceKind.PARTY, Audience.party_id == party_id, *conditions
    )


def laid_out_for(seat: Seat, party_id: str) -> list[Point]:
    """What a party has laid out to be carried into the joint room, in so far as this seat reads it."""
    return partys_points_for(seat, party_id, Contribution.id.in_(select(LaidOut.contribution_id)))


def contribution_for(seat: Seat, contribution_id: str, *conditions: Condition) -> Contribution:
    """One contribution to do something with; NotHere for another's, a waiting one and an unknown one alike."""
    found = db.session.scalar(
        visible_to(seat).where(Contribution.id == contribution_id, *conditions)
    )
    if found is None:
        raise NotHere
    return found


def contributions_for(
    seat: Seat, ids: Collection[str], *conditions: Condition
) -> list[Contribution]:
    """Several to do something with, in the desk's order; ids this seat may not know of are passed over."""
    return list(
        db.session.scalars(
            visible_to(seat)
            .where(Contribution.id.in_(ids), *conditions)
            .order_by(Contribution.position, Contribution.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link between two points that the reader may both read."""

    bearing_id: str
    on_id: str
    link: Link


def links_among(seat: Seat, ids: Collection[str]) -> list[Drawn]:
    """The links between these points, both ends of which this seat may read."""
    if not ids:
        return []
    readable = visible_to(seat).with_only_columns(Contribution.id)
    rows = db.session.execute(
        select(ContributionLink.from_id, ContributionLink.to_id, ContributionLink.link).where(
            ContributionLink.from_id.in_(readable), ContributionLink.to_id.in_(readable)
        )
    )
    wanted = set(ids)
    return [Drawn(*row) for row in rows if row[0] in wanted and row[1] in wanted]


@dataclass(frozen=True, slots=True)
class Heading:
    """A cluster's words over the points that this seat may read in it."""

    id: str
    title: Wording


def headings_of(seat: Seat, points: Sequence[Point]) -> list[Heading]:
    """The headings over these points, in the desk's order.

    A heading has no audience of its own: it may echo the words under it, so it is shown to who may
    read at least one of them.
    """
    wanted = {point.cluster_id for point in points if point.cluster_id}
    if not wanted:
        return []
    rows = db.session.execute(
        select(Cluster.id, Cluster.title.blob)
        .where(Cluster.dialogue_id == seat.dialogue_id, Cluster.id.in_(wanted))
        .order_by(Cluster.position, Cluster.id)
    )
    return [
        Heading(row_id, Cluster.title.open(seat.dialogue_id, row_id, blob)) for row_id, blob in rows
    ]


def cluster_for(seat: Seat, sitting: Sitting, cluster_id: str) -> Cluster:
    """A cluster of this sitting with something in it that this seat may read; raises NotHere."""
    found = db.session.scalar(
        select(Cluster).where(
            Cluster.id == cluster_id,
            Cluster.sitting_id == sitting.id,
            Cluster.id.in_(visible_to(seat).with_only_columns(Contribution.cluster_id)),
        )
    )
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a sitting invites on phones now, and what people must be told before they write."""

    sitting_id: str
    audience: Audience
    stage: Stage | None
    kinds: tuple[Kind, ...]
    phones_open: bool
    at_once: bool

    @property
    def attribution(self) -> Attribution | None:
        """What may be attached to what is written now."""
        return self.stage.attribution if self.stage is not None else None

    @property
    def told(self) -> str:
        """What the form says, as the one value it carries."""
        return told(
            self.audience.id,
            self.stage.id if self.stage is not None else None,
            self.attribution,
            at_once=self.at_once,
        )


def invitation_of(sitting: Sitting) -> Invitation:
    """What this sitting invites now. Without a stage, or with one that invites nothing: no kind at all."""
    audience = db.session.get_one(Audience, sitting.audience_id)
    stage = db.session.get(Stage, sitting.stage_id) if sitting.stage_id else None
    kinds = kinds_invited(stage.kinds, stage.visibility) if stage is not None else ()
    return Invitation(
        sitting.id, audience, stage, kinds, sitting.phones_open, sitting.shows_at_once
    )


def may_read_sitting(seat: Seat, sitting: Sitting) -> bool:
    """Whether this seat belongs to the sitting's audience: who does not must not learn what goes on in it."""
    return bool(
        db.session.scalar(
            select(exists().where(and_(Audience.id == sitting.audience_id, belongs(seat))))
        )
    )


# What a higher subject knows about whether words are still only their writer's.
WorkedIn = Callable[[Contribution], bool]
_worked_in: list[WorkedIn] = []


def withdrawal_stops_when(worked_in: WorkedIn) -> WorkedIn:
    """Let a higher subject say when words can no longer be taken back: once worked into a draft (design §1.6)."""
    if worked_in not in _worked_in:
        _worked_in.append(worked_in)
    return worked_in


def can_be_taken_back(contribution: Contribution) -> bool:
    """Whether these words are still only their writer's."""
    return not any(worked_in(contribution) for worked_in in _worked_in)


def waiting_in(sitting: Sitting) -> Sequence[str]:
    """The ids that wait in this sitting, for opening the round; never their words."""
    return db.session.scalars(
        select(Contribution.id).where(
            Contribution.sitting_id == sitting.id, Contribution.standing == Standing.WAITING
        )
    ).all()
