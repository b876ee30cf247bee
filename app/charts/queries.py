"""The joint analysis, read once and frozen. It reads words only through contributions.queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.charts.rules import Picture, picture_of
from app.contributions import queries as contributions
from app.contributions.models import Contribution
from app.contributions.queries import Drawn, Point
from app.contributions.rules import Link, Standing, link_between, unanswered
from app.dialogues.models import Audience, Dialogue, Party, Seat
from app.dialogues.rules import AudienceKind, in_turn
from app.library.vocabulary import Kind

NEEDS = (Kind.NEED, Kind.FEAR, Kind.CONCERN)
OPTIONS = (Kind.OPTION, Kind.APPROACH)
LIMITS = (Kind.CONSTRAINT, Kind.OBSTACLE)
HELPS = (Kind.REASSURANCE, Kind.ACTION_STEP)
_ALL = frozenset({*NEEDS, *OPTIONS, *LIMITS, *HELPS})


@dataclass(frozen=True, slots=True)
class Side:
    """What one party, or nobody in particular, said of a kind."""

    party: Party | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OfKind:
    """One kind with a column for each party; another party begins each time (D§9.14)."""

    kind: Kind
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """A point and those it bears on."""

    point: Point
    answers: tuple[Point, ...] = ()
    eases: tuple[Point, ...] = ()
    limits: tuple[Point, ...] = ()
    limited_by: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A need or fear as the picture of coverage shows it."""

    id: str
    kind: Kind
    words: object
    party: Party | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Both sides' needs and fears, the options of nobody, what limits and what helps."""

    dialogue: Dialogue
    seat: Seat
    parties: tuple[Party, ...]
    needs: tuple[OfKind, ...]
    options: tuple[Bearing, ...]
    without_option: tuple[Side, ...]
    answered: frozenset[tuple[str, str]]
    limits: tuple[OfKind, ...]
    limiting: dict[str, Bearing]
    helps: tuple[Bearing, ...]
    picture: Picture | None

    @property
    def covered(self) -> list[Need]:
        """Every need and fear in the order of the page, for the table of coverage."""
        return [
            Need(point.id, point.kind, point.words, side.party)
            for kind in self.needs
            for side in kind.sides
            for point in side.points
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lay side by side yet."""
        return not (self.needs or self.options or self.limits or self.helps)


def analysis_of(dialogue: Dialogue, seat: Seat, *, rtl: bool = False) -> Analysis:
    """The joint analysis of a whole dialogue, from what was recorded for everybody and nothing else."""
    points = contributions.joint_points_for(seat, _ALL)
    drawn = contributions.links_among(seat, [point.id for point in points])
    parties = tuple(dialogue.parties)
    needs = _of_kinds(NEEDS, points, parties)
    options = [point for point in points if point.kind in OPTIONS]
    bearing = _bearings(points, drawn)
    answered = frozenset(
        (each.bearing_id, each.on_id) for each in drawn if each.link is Link.ANSWERS
    )
    to_options = frozenset(
        (option, need) for option, need in answered if option in {point.id for point in options}
    )
    return Analysis(
        dialogue=dialogue,
        seat=seat,
        parties=parties,
        needs=needs,
        options=tuple(bearing[point.id] for point in options),
        without_option=_without_option(needs, to_options, parties),
        answered=to_options,
        limits=_of_kinds(LIMITS, points, parties, turn=len(needs)),
        limiting={point.id: bearing[point.id] for point in points if point.kind in LIMITS},
        helps=tuple(bearing[point.id] for point in points if point.kind in HELPS),
        picture=_picture(points, options, parties, to_options, rtl=rtl),
    )


def _of_kinds(
    kinds: Sequence[Kind], points: Sequence[Point], parties: Sequence[Party], turn: int = 0
) -> tuple[OfKind, ...]:
    present = [kind for kind in kinds if any(point.kind is kind for point in points)]
    return tuple(
        OfKind(
            kind,
            _sides(
                [point for point in points if point.kind is kind], in_turn(parties, turn + place)
            ),
        )
        for place, kind in enumerate(present)
    )


def _sides(points: Sequence[Point], parties: Sequence[Party]) -> tuple[Side, ...]:
    sides = [
        Side(party, tuple(point for point in points if point.party_id == party.id))
        for party in parties
    ]
    nobodys = tuple(point for point in points if point.party_id is None)
    if not any(side.points for side in sides):
        return (Side(None, nobodys),)
    return (*sides, Side(None, nobodys)) if nobodys else tuple(sides)


def _bearings(points: Sequence[Point], drawn: Iterable[Drawn]) -> dict[str, Bearing]:
    links = list(drawn)

    def reached(point: Point, link: Link) -> tuple[Point, ...]:
        ids = {each.on_id for each in links if each.bearing_id == point.id and each.link is link}
        return tuple(other for other in points if other.id in ids)

    def reaching(point: Point, link: Link) -> tuple[Point, ...]:
        ids = {each.bearing_id for each in links if each.on_id == point.id and each.link is link}
        return tuple(other for other in points if other.id in ids)

    return {
        point.id: Bearing(
            point,
            answers=reached(point, Link.ANSWERS),
            eases=reached(point, Link.EASES),
            limits=reached(point, Link.LIMITS),
            limited_by=reaching(point, Link.LIMITS),
        )
        for point in points
    }


def _without_option(
    needs: Sequence[OfKind], answered: frozenset[tuple[str, str]], parties: Sequence[Party]
) -> tuple[Side, ...]:
    every = [point for kind in needs for side in kind.sides for point in side.points]
    still_open = set(unanswered([point.id for point in every], answered))
    left = [point for point in every if point.id in still_open]
    return _sides(left, in_turn(parties, 1)) if left else ()


def _picture(
    points: Sequence[Point],
    options: Sequence[Point],
    parties: Sequence[Party],
    answered: frozenset[tuple[str, str]],
    *,
    rtl: bool,
) -> Picture | None:
    """Between two sides; with three parties or more the table says it better."""
    if len(parties) != 2 or not options:
        return None

    def of(party: Party) -> list[str]:
        return [p.id for k in NEEDS for p in points if p.kind is k and p.party_id == party.id]

    start, end = (of(party) for party in parties)
    if not start and not end:
        return None
    return picture_of(start, [option.id for option in options], end, answered, rtl=rtl)


@dataclass(frozen=True, slots=True)
class Choice:
    """A point with those it could bear on, for saying which it does."""

    point: Point
    offered: tuple[OfKind, ...]
    chosen: frozenset[str]


def choice_for(dialogue: Dialogue, seat: Seat, contribution_id: str) -> Choice:
    """What one joint point could answer, limit or ease; NotHere for what this seat may not read."""
    found = contributions.contribution_for(seat, contribution_id, *joint())
    points = contributions.joint_points_for(seat, _ALL)
    point = next(each for each in points if each.id == found.id)
    kinds = [kind for kind in (*NEEDS, *LIMITS, *OPTIONS, *HELPS) if link_between(point.kind, kind)]
    drawn = contributions.links_among(seat, [each.id for each in points])
    return Choice(
        point,
        _of_kinds(kinds, points, tuple(dialogue.parties)),
        frozenset(each.on_id for each in drawn if each.bearing_id == point.id),
    )


def joint() -> tuple[contributions.Condition, ...]:
    """What enters the joint analysis: recorded for everybody, and not put aside."""
    return (Audience.kind == AudienceKind.ALL, Contribution.standing == Standing.SHOWN)
