"""The permissions of a workshop: name, meaning, rule. Read it as a table (A§17)."""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import IN_THE_ROOM, THIRD_PARTY, Role
from app.kernel.permissions import permission

PLAN = permission(
    "workshop:plan",
    "plan a workshop: its days, its agenda, its rooms",
    seats_in(Role.FACILITATOR),
)
READ_PLAN = permission(
    "workshop:read-plan",
    "read the plan of a workshop",
    seats_in(*THIRD_PARTY, Role.ORGANIZER),
    hides=True,
    also_asks="organizers: what is joint or on the programme, without private notes",
)
READ_WHOLE_PLAN = permission(
    "workshop:read-whole-plan",
    "read the run sheet with private notes and every party's room",
    seats_in(*THIRD_PARTY),
    hides=True,
)
RUN = permission(
    "workshop:run",
    "note when a block really begins and ends",
    seats_in(*DESK),
    hides=True,
)
READ_PROGRAMME = permission(
    "programme:read",
    "read the participants' programme",
    seats_in(*IN_THE_ROOM),
    hides=True,
    also_asks="rooms of others: only what the facilitator put on the programme",
)
