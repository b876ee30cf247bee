"""Who may listen, and from where: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import Role
from app.kernel.permissions import permission

AT_THE_DESK = permission(
    "live:desk",
    "hear at the desk that something changed",
    seats_in(*DESK),
    hides=True,
    also_asks="only of audiences the seat belongs to",
)
IN_A_SEAT = permission(
    "live:seat",
    "hear in a seat that something changed",
    seats_in(Role.PARTICIPANT, Role.OBSERVER),
    hides=True,
    also_asks="only of audiences the seat belongs to",
)
ON_THE_WALL = permission(
    "live:wall",
    "hear on the wall that something changed",
    seats_in(Role.SCREEN),
    hides=True,
    also_asks="only what is joint",
)
WHILE_INTERPRETING = permission(
    "live:interpret",
    "hear while interpreting that something changed",
    seats_in(Role.INTERPRETER),
    hides=True,
    also_asks="only of audiences the seat belongs to",
)
