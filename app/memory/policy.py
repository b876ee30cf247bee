"""The permissions about memory between meetings: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import THIRD_PARTY, Role
from app.kernel.permissions import permission

READ = permission(
    "memory:read",
    "read where the dialogue had got to, what is open, parked and promised, and the newcomer's briefing",
    seats_in(*THIRD_PARTY),
    hides=True,
)
KEEP = permission(
    "memory:keep",
    "write where it had got to, open questions and promises, and prepare the newcomer's briefing",
    seats_in(*DESK),
    hides=True,
)
GIVE = permission(
    "briefing:give",
    "lay the newcomer's briefing on the table of the seats, or take it away",
    seats_in(Role.FACILITATOR),
    hides=True,
    also_asks="that the third party read it as it stands",
)
READ_BRIEFING = permission(
    "briefing:read",
    "read the newcomer's briefing on one's own device",
    seats_in(Role.PARTICIPANT),
    hides=True,
    also_asks="that the facilitator laid it on the table and nothing in it changed since",
)
