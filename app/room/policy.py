"""Who may be where in the room: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import Role
from app.kernel.permissions import permission

LEAD = permission(
    "room:lead",
    "sit at the desk: take up stages, open the phones, blank the wall",
    seats_in(*DESK),
    hides=True,
    also_asks="whether the seat belongs to the audience of the sitting",
)
SIT = permission(
    "room:sit",
    "sit in the room with a phone: see what is invited now and what is joint",
    seats_in(Role.PARTICIPANT, Role.OBSERVER),
    hides=True,
)
SHOW = permission(
    "room:show",
    "show on the wall what is joint",
    seats_in(Role.SCREEN),
    hides=True,
)
INTERPRET = permission(
    "room:interpret",
    "follow live what goes on in order to interpret it: the wall, the stage and its questions",
    seats_in(Role.INTERPRETER),
    hides=True,
    also_asks="of rooms apart: only those the seat is named for",
)
