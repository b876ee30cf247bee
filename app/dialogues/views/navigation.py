"""The parts of a dialogue as tabs, and the patterns of its parties. Higher subjects add their own part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from app.dialogues import policy
from app.dialogues.models import Dialogue, Seat
from app.journal.acts import written
from app.kernel.permissions import Permission
from app.web.words import in_the_page_language

# Parties are told apart by name and pattern, never by colour alone (design §5).
PATTERNS = ("hatch", "dots", "rings", "waves", "grid", "lines")


@dataclass(frozen=True, slots=True)
class Part:
    """A tab of a dialogue: shown to the seats that may open it."""

    key: str
    title: Any
    endpoint: str
    permission: Permission
    place: int
    begins: Any = ""
    """What a facilitator does there before the first participant has a seat; nothing where that is nothing."""


_parts: list[Part] = []


def add_part(
    key: str, title: Any, endpoint: str, permission: Permission, *, place: int, begins: Any = ""
) -> None:
    """Let a subject stand among the tabs of a dialogue, and among the first steps of a new one."""
    if all(part.key != key for part in _parts):
        _parts.append(Part(key, title, endpoint, permission, place, begins))
        _parts.sort(key=lambda part: part.place)


def dialogue_tabs(dialogue: Dialogue, seat: Seat, here: str) -> list[tuple[str, str, bool]]:
    """The tabs this seat may open, and which one is open."""
    return [
        (str(part.title), url_for(part.endpoint, dialogue_id=dialogue.id), part.key == here)
        for part in _parts
        if part.permission.allows(seat, dialogue)
    ]


def first_steps(dialogue: Dialogue, seat: Seat) -> list[tuple[str, str, str]]:
    """Where a new dialogue is made ready: the part, its address, what is done there."""
    return [
        (str(part.title), url_for(part.endpoint, dialogue_id=dialogue.id), str(part.begins))
        for part in _parts
        if part.begins and part.permission.allows(seat, dialogue)
    ]


@dataclass(frozen=True, slots=True)
class SeatPart:
    """A place at the foot of a seat's pages."""

    title: Any
    icon: str
    endpoint: str
    permission: Permission
    place: int


_seat_parts: list[SeatPart] = []


def add_seat_part(
    title: Any, icon: str, endpoint: str, permission: Permission, *, place: int
) -> None:
    """Let a subject stand at the foot of a seat's pages."""
    if all(part.endpoint != endpoint for part in _seat_parts):
        _seat_parts.append(SeatPart(title, icon, endpoint, permission, place))
        _seat_parts.sort(key=lambda part: part.place)


def seat_parts(seat: Seat) -> list[SeatPart]:
    """The places this seat may go."""
    return [part for part in _seat_parts if part.permission.allows(seat)]


@dataclass(frozen=True, slots=True)
class SeatReading:
    """Something that lies on the table: to be read on a phone at any time, told of below what goes on now."""

    title: Any
    endpoint: str
    permission: Permission
    lies_there: Callable[[Dialogue, Seat], bool]


_seat_readings: list[SeatReading] = []


def add_seat_reading(
    title: Any,
    endpoint: str,
    permission: Permission,
    lies_there: Callable[[Dialogue, Seat], bool] = lambda _dialogue, _seat: True,
) -> None:
    """Let a subject lay something on the table of the room."""
    if all(each.endpoint != endpoint for each in _seat_readings):
        _seat_readings.append(SeatReading(title, endpoint, permission, lies_there))


def seat_readings(dialogue: Dialogue, seat: Seat) -> list[SeatReading]:
    """What lies on the table for this seat."""
    return [
        each
        for each in _seat_readings
        if each.permission.allows(seat) and each.lies_there(dialogue, seat)
    ]


def party_pattern(position: int) -> str:
    """The pattern of a party, by its place in the dialogue."""
    return PATTERNS[position % len(PATTERNS)]


def give_templates(app: Flask) -> None:
    """Make tabs and patterns known to every template."""
    app.jinja_env.globals["dialogue_tabs"] = dialogue_tabs
    app.jinja_env.globals["seat_parts"] = seat_parts
    app.jinja_env.globals["seat_readings"] = seat_readings
    app.jinja_env.globals["party_pattern"] = party_pattern
    app.jinja_env.filters["act"] = lambda entry: in_the_page_language(written(entry))


add_part("show", _l("Overview"), "dialogues.show", policy.READ, place=0)
add_part(
    "seats",
    _l("Seats"),
    "dialogues.seats",
    policy.SEE_SEATS,
    place=10,
    begins=_l("A place for each who comes, and a slip to print that opens it."),
)
add_part(
    "ground_rules",
    _l("Ground rules"),
    "ground_rules.show",
    policy.READ,
    place=20,
    begins=_l("Those of the method are there. The group changes them and makes them its own."),
)
add_seat_reading(_l("Ground rules"), "seats.ground_rules", policy.BE_IN_THE_ROOM)
