"""Who may do what with a workshop, for every role."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.dialogues.rules import Role
from app.workshops import policy

THIRD_PARTY = {Role.FACILITATOR, Role.RAPPORTEUR, Role.INTERPRETER}
GRANTED = {
    policy.PLAN: {Role.FACILITATOR},
    policy.READ_PLAN: THIRD_PARTY | {Role.ORGANIZER},
    policy.READ_WHOLE_PLAN: THIRD_PARTY,
    policy.READ_PROGRAMME: set(Role) - {Role.ORGANIZER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", GRANTED, ids=lambda permission: permission.name)
def test_each_role_has_what_is_granted_to_it_and_nothing_else(permission, role):
    assert permission.allows(SimpleNamespace(role=role)) is (role in GRANTED[permission])
