"""The permissions of safety: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import seats_in
from app.dialogues.rules import IN_THE_ROOM, THIRD_PARTY, Role
from app.kernel.permissions import permission

READ = permission(
    "safety:read",
    "read the risk check, events outside and the days to know of",
    seats_in(*THIRD_PARTY),
    hides=True,
)
KEEP = permission(
    "safety:keep",
    "answer the risk check, let the dialogue rest and go on, write the line for when somebody asks",
    seats_in(Role.FACILITATOR),
    hides=True,
)
READ_IF_ASKED = permission(
    "if-asked:read",
    "read what everybody may say if asked about the meeting",
    seats_in(*(IN_THE_ROOM - {Role.SCREEN})),
    hides=True,
)
