"""The permissions of charts: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import seats_in
from app.dialogues.rules import IN_THE_ROOM, Role
from app.kernel.permissions import permission

READ = permission(
    "analysis:read",
    "see the needs and fears of all parties beside the options that answer them",
    seats_in(*(IN_THE_ROOM - {Role.SCREEN})),
    hides=True,
    also_asks="only what was recorded for everybody in the room",
)
