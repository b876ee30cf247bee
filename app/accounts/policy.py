"""What accounts may do in the house. What they may do in a dialogue belongs to their seats."""

from __future__ import annotations

from app.accounts.models import Account
from app.kernel.permissions import permission


def _is_of_the_house(account: Account | None, _thing: object) -> bool:
    return account is not None


def _keeps_the_house(account: Account | None, _thing: object) -> bool:
    return account is not None and account.keeper


BEGIN_DIALOGUE = permission("house:begin-dialogue", "begin a dialogue", _is_of_the_house)
KEEP_ACCOUNTS = permission(
    "house:keep-accounts", "give people an account, a new link, or none any more", _keeps_the_house
)
