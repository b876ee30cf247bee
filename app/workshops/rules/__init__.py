"""Kinds of blocks and limits of an agenda. Timing, order, laying out and the programme stand beside this, all pure."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import available_timezones

from app.kernel.wording import Said, say


class BlockKind(StrEnum):
    """What a block of an agenda is."""

    SESSION = "session"
    PARTY_SESSION = "party_session"
    WORKING_GROUP = "working_group"
    BREAK = "break"
    MEAL = "meal"
    INFORMAL = "informal"
    TRAVEL = "travel"
    PRAYER = "prayer"
    BUFFER = "buffer"


class Task(StrEnum):
    """What somebody of the third party does in a block. Participants have none: they come as they are."""

    LEADS = "leads"
    RECORDS = "records"
    INTERPRETS = "interprets"


TASK_NAMES: dict[Task, Said] = {
    Task.LEADS: say("Leads"),
    Task.RECORDS: say("Keeps the record"),
    Task.INTERPRETS: say("Interprets"),
}

HELD = frozenset({BlockKind.SESSION, BlockKind.PARTY_SESSION, BlockKind.WORKING_GROUP})
"""Blocks in which words can be recorded."""

KIND_NAMES: dict[BlockKind, Said] = {
    BlockKind.SESSION: say("Session"),
    BlockKind.PARTY_SESSION: say("Party session"),
    BlockKind.WORKING_GROUP: say("Working group"),
    BlockKind.BREAK: say("Break"),
    BlockKind.MEAL: say("Meal"),
    BlockKind.INFORMAL: say("Free time"),
    BlockKind.TRAVEL: say("Travel"),
    BlockKind.PRAYER: say("Prayer"),
    BlockKind.BUFFER: say("Buffer"),
}

USUAL_MINUTES: dict[BlockKind, int] = {
    BlockKind.SESSION: 90,
    BlockKind.PARTY_SESSION: 90,
    BlockKind.WORKING_GROUP: 60,
    BlockKind.BREAK: 20,
    BlockKind.MEAL: 75,
    BlockKind.INFORMAL: 120,
    BlockKind.TRAVEL: 60,
    BlockKind.PRAYER: 20,
    BlockKind.BUFFER: 15,
}

LINE_LENGTH = 200
NOTES_LENGTH = 4000
MOST_QUESTIONS = 20

DAY = 24 * 60
SHORTEST = 1
LONGEST = DAY
MOST_DAYS = 14
MOST_BLOCKS = 600
"""Two weeks of more than forty blocks a day. With 600 the page is a megabyte, and a move of one takes about half a
second; with 2,000 it is three of each, and a browser without scripts would send more fields than are taken."""
MOST_LANES = 12

_WALL = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_TYPED_WALL = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")


@lru_cache(maxsize=DAY)
def minutes_of(wall: str) -> int:
    """Minutes after midnight of a wall time HH:MM; ValueError for anything else."""
    found = _WALL.fullmatch(wall)
    if found is None:
        raise ValueError("not a wall time")
    return int(found[1]) * 60 + int(found[2])


def read_wall(typed: str) -> str | None:
    """The wall time somebody typed, as HH:MM: 9:30, 9.30, 0930 and the digits of other scripts mean the same."""
    found = _TYPED_WALL.fullmatch(typed.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None


def wall_of(minutes: int) -> str:
    """The wall time HH:MM of so many minutes after midnight, whichever day that falls on."""
    hours, rest = divmod(minutes % DAY, 60)
    return f"{hours:02}:{rest:02}"


def in_two_languages(minutes: int, *, was: bool, now: bool) -> int:
    """How long a block takes when consecutive interpretation comes to it, or goes: twice, or half (D§6.5)."""
    if was == now:
        return minutes
    return minutes * 2 if now else max(SHORTEST, -(-minutes // 2))


@cache
def _zones() -> frozenset[str]:
    """Every IANA zone of this machine; to ask for them is to walk through hundreds of files."""
    return frozenset(available_timezones())


@cache
def known_zones() -> tuple[str, ...]:
    """IANA zones a person may choose, by name. Aliases of mere offsets are left out: they know no summer."""
    return tuple(
        zone
        for zone in sorted(_zones())
        if zone == "UTC" or ("/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix/")))
    )


def is_a_zone(zone: str) -> bool:
    """Whether the time zone exists."""
    return zone in _zones()


def plain_name(kind: BlockKind, starts: int) -> Said:
    """A word for a block that says no more than that people sit, eat or rest. A room apart is a session, too."""
    if kind is BlockKind.MEAL:
        return meal_name(starts)
    return KIND_NAMES[BlockKind.SESSION if kind in HELD else kind]


def meal_name(starts: int) -> Said:
    """What a meal is called, from when it starts."""
    hour = starts % DAY / 60
    if 4 <= hour < 10.5:
        return say("Breakfast")
    if 10.5 <= hour < 15.5:
        return say("Lunch")
    if 17 <= hour < 24:
        return say("Dinner")
    return KIND_NAMES[BlockKind.MEAL]
