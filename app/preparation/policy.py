"""The permissions of getting people ready: name, meaning, rule. Read it as a table (A§17).

Who comes is for the two who must know it. Interpreters are third party too, but need it for nothing.
"""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import Role
from app.kernel.permissions import permission

READ = permission(
    "people:read",
    "see seats by category, language and need, and who comes to a workshop until its list is closed",
    seats_in(*DESK),
    hides=True,
)
PLAN = permission(
    "people:plan",
    "note categories, languages and needs, keep and close the list of who comes",
    seats_in(Role.FACILITATOR),
)
HAND_OUT = permission(
    "joining:hand-out",
    "read, print and copy invitations and joining instructions",
    seats_in(*DESK, Role.ORGANIZER),
    hides=True,
)
WRITE = permission(
    "joining:write",
    "write invitations and joining instructions",
    seats_in(Role.FACILITATOR),
)
READ_OWN = permission(
    "joining:read",
    "read on a phone what is good to know before a workshop",
    seats_in(Role.PARTICIPANT, Role.OBSERVER),
    hides=True,
)
