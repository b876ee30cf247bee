from __future__ import annotations

import pytest

from app.accounts import policy
from app.accounts.models import Account
from app.kernel.permissions import Permission


def test_accounts_know_two_permissions_of_the_house_and_no_other():
    held = [each.name for each in vars(policy).values() if isinstance(each, Permission)]
    assert held == ["house:begin-dialogue", "house:keep-accounts"]


@pytest.mark.parametrize("keeper", [True, False])
def test_whoever_signs_in_may_begin_a_dialogue_and_a_stranger_may_not(keeper: bool):
    assert policy.BEGIN_DIALOGUE.allows(Account(keeper=keeper))
    assert not policy.BEGIN_DIALOGUE.allows(None)


def test_accounts_are_kept_by_those_who_keep_the_house_and_nobody_else():
    assert policy.KEEP_ACCOUNTS.allows(Account(keeper=True))
    assert not policy.KEEP_ACCOUNTS.allows(Account(keeper=False))
