"""The permissions about joint texts: name, meaning, rule. Read it as a table (A§17)."""

from __future__ import annotations

from typing import Any

from app.dialogues.models import Seat
from app.dialogues.policy import DESK, seats_in
from app.dialogues.rules import THIRD_PARTY, Role
from app.kernel.permissions import permission
from app.texts.models import Release
from app.texts.rules import ReleaseStanding

IN_READING = (*THIRD_PARTY, Role.PARTICIPANT)


def _takes_out(seat: Seat, release: Any) -> bool:
    """A released version is taken out by organizers and facilitators; nothing else leaves (design §1.7)."""
    released = isinstance(release, Release) and release.standing is ReleaseStanding.COMPLETE
    return seat is not None and seat.role in (Role.FACILITATOR, Role.ORGANIZER) and released


READ = permission(
    "text:read",
    "read a text as it is being worked on, read or adopted",
    seats_in(*IN_READING),
    hides=True,
    also_asks="that the seat belongs to the text's audience",
)
LIST = permission(
    "text:list",
    "see which texts there are and where they stand",
    seats_in(*THIRD_PARTY, Role.ORGANIZER),
    hides=True,
    also_asks="organizers see adopted texts only",
)
DRAFT = permission(
    "text:draft",
    "draft, redraft and order paragraphs",
    seats_in(*DESK),
    also_asks="that no reading is open",
)
CHOOSE_LEVEL = permission(
    "text:choose-level",
    "give a text a confidentiality level of its own",
    seats_in(Role.FACILITATOR),
)
OPEN_READING = permission(
    "text:open-reading",
    "open and close a reading, and take up its result",
    seats_in(Role.FACILITATOR),
)
MARK = permission(
    "text:mark",
    "mark each paragraph of an open reading, privately",
    seats_in(Role.PARTICIPANT),
    also_asks="that the seat was present when the reading opened",
)
ASK_RELEASE = permission(
    "text:ask-release",
    "ask everybody for the release of one version to one audience, and close the asking",
    seats_in(Role.FACILITATOR),
)
CONSENT = permission(
    "text:consent",
    "consent to a release, or take the consent back while it is asked",
    seats_in(Role.PARTICIPANT),
    also_asks="that the seat is asked",
)
EXPORT_DRAFT = permission(
    "text:export-draft",
    "take a paper marked as a draft to the room, before release",
    seats_in(*THIRD_PARTY),
)
EXPORT = permission(
    "text:export",
    "take out a released version as a document",
    _takes_out,
    also_asks="that everybody asked consented to this version and audience",
    example=lambda: Release(standing=ReleaseStanding.COMPLETE),
)
