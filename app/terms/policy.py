"""The permissions about the terms list: name, meaning, rule."""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import THIRD_PARTY
from app.kernel.permissions import permission

READ = permission(
    "terms:read",
    "read the list of names and words, and have listed words pointed out",
    seats_in(*THIRD_PARTY),
    hides=True,
)
EDIT = permission(
    "terms:edit",
    "put names and words on the list, change them, take them off",
    seats_in(*DESK),
    hides=True,
)
