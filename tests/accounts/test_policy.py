from __future__ import annotations

import pytest

from app.accounts import policy
from app.accounts.models import Account
from app.kernel.permissions import Permission, registered

OF_THE_HOUSE = [permission for permission in registered() if permission.name.startswith("house:")]


def test_the_permissions_of_the_house_are_these():
    assert [permission.name for permission in OF_THE_HOUSE] == [
        policy.BEGIN_DIALOGUE.name,
        policy.KEEP_ACCOUNTS.name,
    ]


@pytest.mark.parametrize("permission", OF_THE_HOUSE, ids=lambda permission: permission.name)
@pytest.mark.parametrize("keeper", [True, False])
def test_who_keeps_the_house_holds_them_and_nobody_else(permission: Permission, keeper: bool):
    assert permission.allows(Account(keeper=keeper)) is keeper
