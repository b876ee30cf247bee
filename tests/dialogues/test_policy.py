"""The permissions of a dialogue, role by role, decided here once more by hand: a table beside the table."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.dialogues import policy
from app.dialogues.rules import Role
from app.kernel.permissions import Permission

LETTERS = dict(zip("FRIOPVS", Role, strict=True))

# F R I O: facilitator, rapporteur, interpreter, organizer; P V S: participant, observer, screen.
MAY = {
    policy.READ: "FRIO",
    policy.PREPARE: "F",
    policy.SEE_SEATS: "FRIO",
    policy.SEAT_PEOPLE: "FO",
    policy.EDIT_RULES: "FR",
    policy.ENTER: "PVS",
    policy.BE_IN_THE_ROOM: "FRIPVS",
    policy.DESTROY: "FO",
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", MAY, ids=lambda each: each.name)
def test_each_role_may_do_what_it_is_there_for(permission: Permission, role: Role):
    letter = next(each for each, of in LETTERS.items() if of is role)
    assert permission.allows(SimpleNamespace(role=role)) is (letter in MAY[permission])


def test_who_may_not_know_of_a_dialogue_is_not_told_that_it_is_there():
    assert {each.name for each in MAY if each.hides} == {
        "dialogue:read", "seat:enter", "room:be-in",
    }  # fmt: skip


def test_the_desk_and_the_workbench_are_the_third_partys_and_the_organizers_alone():
    assert set(policy.DESK) < set(policy.WORKBENCH)
    assert not set(policy.WORKBENCH) & {Role.PARTICIPANT, Role.OBSERVER, Role.SCREEN}
