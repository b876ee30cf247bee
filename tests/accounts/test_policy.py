from __future__ import annotations

import pytest

from app.accounts import policy
from app.accounts.models import Account
from app.kernel.permissions import registered

OF_THE_HOUSE = [permission for permission in registered() if permission.name.startswith("house:")]


def test_the_permissions_of_the_house_are_these():
    assert [permission.name for permission in OF_THE_HOUSE] == [
        policy.BEGIN_DIALOGUE.name,
        policy.KEEP_ACCOUNTS.name,
    ]


@pytest.mark.parametrize("keeper", [True, False])
def test_whoever_signs_in_may_begin_a_dialogue_and_a_stranger_may_not(keeper: bool):
    assert policy.BEGIN_DIALOGUE.allows(Account(keeper=keeper))
    assert not policy.BEGIN_DIALOGUE.allows(None)


def test_accounts_are_kept_by_those_who_keep_the_house_and_nobody_else():
    assert policy.KEEP_ACCOUNTS.allows(Account(keeper=True))
    assert not policy.KEEP_ACCOUNTS.allows(Account(keeper=False))
