"""Who can be named for a room that is not everybody's, and who of the third party can be given which task."""

from __future__ import annotations

from app.dialogues.rules import THIRD_PARTY, AudienceKind, Role
from app.workshops.rules import Task


def may_be_named(role: Role, kind: AudienceKind) -> bool:
    """Whether a seat in this role can be named for a room of this kind.

    For a party's own room only the third party can: its participants belong to it anyway, and nobody
    else ever does (design §1.5). A group takes participants as well.
    """
    if kind is AudienceKind.GROUP:
        return role in THIRD_PARTY or is_member(role)
    return kind is AudienceKind.PARTY and role in THIRD_PARTY


def is_member(role: Role) -> bool:
    """Whether a seat in this role makes a group, as those do who talk in it."""
    return role is Role.PARTICIPANT


def may_be_given(role: Role, task: Task) -> bool:
    """Whether a seat in this role can be given this task.

    Who interprets neither leads nor keeps the record: interpreters are impartial (D§6.5). Participants
    are given none, so that no plan says who spoke.
    """
    if task is Task.INTERPRETS:
        return role in THIRD_PARTY
    return role in (Role.FACILITATOR, Role.RAPPORTEUR)
