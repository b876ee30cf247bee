"""The permissions of a dialogue: name, meaning, rule. Read it as a table (A§17)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.dialogues.models import Seat
from app.dialogues.rules import IN_THE_ROOM, THIRD_PARTY, Role
from app.kernel.permissions import permission


def seats_in(*roles: Role) -> Callable[[Seat, Any], bool]:
    """The rule 'a seat in one of these roles'."""
    allowed = frozenset(roles)
    return lambda seat, _thing: seat is not None and seat.role in allowed


WORKBENCH = (*THIRD_PARTY, Role.ORGANIZER)
DESK = (Role.FACILITATOR, Role.RAPPORTEUR)

READ = permission(
    "dialogue:read",
    "open the workbench of a dialogue: its parties, stages, ground rules and course",
    seats_in(*WORKBENCH),
    hides=True,
)
PREPARE = permission(
    "dialogue:prepare",
    "change names, parties, level, stages and the date of destruction",
    seats_in(Role.FACILITATOR),
)
SEE_SEATS = permission(
    "dialogue:see-seats",
    "see the seats under their code names",
    seats_in(*THIRD_PARTY, Role.ORGANIZER),
)
SEAT_PEOPLE = permission(
    "dialogue:seat-people",
    "add seats, print and replace slips",
    seats_in(Role.FACILITATOR, Role.ORGANIZER),
)
EDIT_RULES = permission(
    "ground-rules:edit",
    "edit the ground rules and record that the group adopted them, as a count",
    seats_in(Role.FACILITATOR, Role.RAPPORTEUR),
)
ENTER = permission(
    "seat:enter",
    "read the personal-capacity sentence and the ground rules, and enter by assent",
    seats_in(Role.PARTICIPANT, Role.OBSERVER, Role.SCREEN),
    hides=True,
)
BE_IN_THE_ROOM = permission(
    "room:be-in",
    "be in the room: see what is invited now and what is joint",
    seats_in(*IN_THE_ROOM),
    hides=True,
)
DESTROY = permission(
    "dialogue:destroy",
    "destroy the dialogue and its key, for good",
    seats_in(Role.FACILITATOR, Role.ORGANIZER),
)
