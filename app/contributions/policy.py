"""The permissions about recorded points: name, meaning, rule. Read it as a table (A§17).

That a seat may read here is only half: which words it may read is decided row by row, in
`queries.visible_to`, and nowhere else.
"""

from __future__ import annotations

from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import IN_THE_ROOM, Role
from app.kernel.permissions import permission

READ = permission(
    "contribution:read",
    "read what has been recorded and shown",
    seats_in(*IN_THE_ROOM),
    hides=True,
    also_asks="row by row, whether the seat belongs to the audience; waiting words are read by nobody",
)
WRITE = permission(
    "contribution:write",
    "write what is invited now",
    seats_in(Role.PARTICIPANT),
    also_asks="open phones, and the kinds the stage invites",
)
TAKE_BACK = permission(
    "contribution:take-back",
    "take back words by the token that was given for them",
    seats_in(Role.PARTICIPANT),
    also_asks="the token, and that the words are not worked into a draft",
)
CARRY = permission(
    "contribution:carry",
    "lay out and carry points of a party's own room into the joint one, by that party's own act",
    seats_in(Role.PARTICIPANT, *DESK),
    hides=True,
    also_asks="that the seat reads them, and that the party sits together in its own room",
)
CAPTURE = permission(
    "contribution:capture",
    "type what is said for the room",
    seats_in(*DESK),
    hides=True,
)
OPEN_ROUND = permission(
    "contribution:open-round",
    "show together what was written, or as it arrives",
    seats_in(*DESK),
    hides=True,
)
ARRANGE = permission(
    "contribution:arrange",
    "group, order, park and put right what stands on the wall",
    seats_in(*DESK),
    hides=True,
)
STRIKE = permission(
    "contribution:strike",
    "strike words at anyone's word, or because they endanger someone, without a record",
    seats_in(*DESK),
    hides=True,
)
LINK = permission(
    "contribution:link",
    "say which options answer which needs, and what limits or eases what",
    seats_in(*DESK),
    hides=True,
)
