"""Levels, roles, order of parties, dates of destruction: decisions about a dialogue as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from app.library.vocabulary import Level, Visibility

T = TypeVar("T")

KEPT_AT_MOST = timedelta(days=365 * 5)
KEPT_USUALLY = timedelta(days=365)
FEWEST_PARTIES = 2
PARTY_OF_ONE = 1


class Role(StrEnum):
    """Roles of a seat (design §2)."""

    FACILITATOR = "facilitator"
    RAPPORTEUR = "rapporteur"
    INTERPRETER = "interpreter"
    ORGANIZER = "organizer"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    SCREEN = "screen"


THIRD_PARTY = frozenset({Role.FACILITATOR, Role.RAPPORTEUR, Role.INTERPRETER})
BY_ACCOUNT = THIRD_PARTY | {Role.ORGANIZER}
BY_SLIP = frozenset(Role) - BY_ACCOUNT


class AudienceKind(StrEnum):
    """Who an audience is made of. A contribution and a text inherit the audience of their sitting."""

    ALL = "all"
    PARTY = "party"
    GROUP = "group"
    THIRD_PARTY = "third_party"


# Everyone who is in the joint room reads what is joint; organizers are not in the room and read texts only.
IN_THE_ROOM = frozenset(Role) - {Role.ORGANIZER}

_STRICTEST_FIRST = tuple(Level)


def strictest(*levels: Level | None) -> Level:
    """The level that holds where several apply: the strictest wins (design §1.4, D§6.1).

    None means 'says nothing of its own'. Raises ValueError when nobody says anything.
    """
    said = [level for level in levels if level is not None]
    if not said:
        raise ValueError("no level to compose")
    return min(said, key=_STRICTEST_FIRST.index)


def says_what_it_is(level: Level) -> bool:
    """At L0 nothing says what it is: only the neutral title may stand on pages, prints and calendars."""
    return level is not Level.L0


def may_read_audience(
    role: Role, party_id: str | None, named: bool, kind: AudienceKind, audience_party_id: str | None
) -> bool:
    """Whether a seat belongs to an audience.

    Party-only is party-only (design §1.5): its readers are that party and the third-party seats named
    for that session; never organizers, never the wall, never an observer. A named group is the seats
    named in it. The third party's own is the third party's. What is joint is read by those in the room.
    """
    if kind is AudienceKind.ALL:
        return role in IN_THE_ROOM
    if kind is AudienceKind.THIRD_PARTY:
        return role in THIRD_PARTY
    if kind is AudienceKind.PARTY and role is Role.PARTICIPANT:
        return party_id is not None and party_id == audience_party_id
    if kind is AudienceKind.PARTY:
        return named and role in THIRD_PARTY
    return named and role in (THIRD_PARTY | {Role.PARTICIPANT})


def audience_kind_for(visibility: Visibility) -> AudienceKind | None:
    """The audience a stage asks for; None for what is private, which is never stored (design §1.3)."""
    return {
        Visibility.JOINT: AudienceKind.ALL,
        Visibility.PARTY_ONLY: AudienceKind.PARTY,
        Visibility.THIRD_PARTY_ONLY: AudienceKind.THIRD_PARTY,
        Visibility.PRIVATE: None,
    }[visibility]


def in_turn(parties: Sequence[T], turn: int) -> list[T]:
    """The parties, beginning with another one each turn: no party always stands first (D§9.14)."""
    if not parties:
        return []
    start = turn % len(parties)
    return [*parties[start:], *parties[:start]]


def parties_of_one(sizes: Iterable[int]) -> bool:
    """Whether some party would be one person, so that naming it names the person (design §1.3)."""
    return any(size == PARTY_OF_ONE for size in sizes)


def latest_destruction(begun: date) -> date:
    """The last date of destruction that may be chosen."""
    return begun + KEPT_AT_MOST


def usual_destruction(begun: date) -> date:
    """The date of destruction proposed when a dialogue begins."""
    return begun + KEPT_USUALLY
