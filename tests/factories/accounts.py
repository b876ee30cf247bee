"""People of the third party and organizers, all invented."""

from __future__ import annotations

from itertools import count

import pyotp

from app.accounts import actions
from app.accounts.models import Account
from app.accounts.rules import step_of
from app.kernel import clock
from tests.support.writing import written

PASSWORD = "seven grey herons on ice"
_numbers = count(1)


def account(
    name: str = "", sign_in_name: str = "", *, keeper: bool = False, opened: bool = False
) -> Account:
    """An account; `opened` gives it PASSWORD and a second factor (`code_of` shows its codes)."""
    number = next(_numbers)
    with written():
        made = actions.make_account(
            name or f"Facilitator {number}", sign_in_name or f"facilitator-{number}", keeper
        )
        if opened:
            actions.choose_first_password(made, PASSWORD)
            made.second_factor, made.next_factor = made.next_factor, None
    return made


def keeper(name: str = "Keeper", sign_in_name: str = "keeper") -> Account:
    """Somebody who keeps the house, with password and second factor."""
    return account(name, sign_in_name, keeper=True, opened=True)


def code_of(account: Account, *, steps: int = 0) -> str:
    """What the authenticator of this account shows now, or some half-minutes from now."""
    secret = account.second_factor or account.next_factor or ""
    return pyotp.TOTP(secret).generate_otp(step_of(clock.now()) + steps)
