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
