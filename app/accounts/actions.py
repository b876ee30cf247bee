"""Making, opening, resetting and closing accounts, and signing in to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pyotp
from sqlalchemy import delete, select

from app.accounts import passwords, queries
from app.accounts.models import Account, EndedSignIn, FailedSignIns, Link, RecoveryCode
from app.accounts.rules import (
    FORGOTTEN_AFTER,
    LINK_DAYS,
    RECOVERY_CODES,
    accepted_step,
    wait_after,
    weakness,
)
from app.journal.actions import record
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.tokens import new_code, new_id, same
from app.kernel.wording import say

# Tags of the journal: no name and no id, only that it was done to somebody's account on this day.
RESET = "account:reset"
CLOSED = "account:closed"


class SignInNameTaken(DomainError):
    """Somebody else signs in by this name."""


class WeakPassword(DomainError):
    """The sentence says what is wrong with it."""


class MustWait(DomainError):
    """Too many tries failed; the sentence says for how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = int(wait.total_seconds())
        super().__init__(
            say(
                "Signing in by this name failed too often. Please wait %(number)d seconds and "
                "try again.",
                number=self.seconds,
            )
        )


class LinkSpent(DomainError):
    """The one-time link was used, replaced or has expired."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This link opens nothing any more: it was used, replaced by a newer one, or has "
                "expired. Whoever keeps the house can give you a new one."
            )
        )


class HouseOpened(DomainError):
    """The house has its first account already."""


class LastKeeper(DomainError):
    """Nobody would be left to keep the house."""


# Making accounts


def make_account(name: str, sign_in_name: str, keeper: bool) -> Account:
    """An account that nobody can sign in to until a link, or the practice installation, opens it."""
    if queries.account_named(sign_in_name) is not None:
        raise SignInNameTaken(say("Somebody signs in by this name already. Please choose another."))
    account = Account(id=new_id(), name=name, sign_in_name=sign_in_name, keeper=keeper, epoch=0)
    db.session.add(account)
    db.session.flush()  # the name must be found by whoever makes the next account
    return account


def open_house(*, code: str, name: str, sign_in_name: str, password: str) -> str:
    """Make the first account, a keeper's, with the link from the console; returns the code of its own link."""
    if queries.house_has_accounts() or not same(code, queries.first_code()):
        raise HouseOpened(
            say("The house has its first account already. Please sign in, or ask who keeps it.")
        )
    account = make_account(name, sign_in_name, keeper=True)
    choose_first_password(account, password)
    return give_link(account)


def give_link(account: Account) -> str:
    """The code of a fresh one-time link; an earlier one stops working. It can be seen only now."""
    db.session.execute(delete(Link).where(Link.account_id == account.id))
    code = new_code()
    db.session.add(
        Link(
            id=queries.id_of_link(code),
            account_id=account.id,
            works_until=clock.today() + timedelta(days=LINK_DAYS),
        )
    )
    return code


def reset(account: Account) -> str:
    """Take password, second factor, recovery codes and every sign-in away, and give a link to begin anew."""
    account.password_hash = account.second_factor = account.next_factor = account.last_step = None
    _forget_recovery_codes(account)
    end_every_sign_in(account)
    record(RESET)
    return give_link(account)


def close_account(account: Account) -> None:
    """Delete the account, and with it the seats it holds. What was recorded stays: it has no author."""
    if account.keeper and not _keepers_beside(account):
        raise LastKeeper(
            say(
                "This is the last account that keeps the house. Give somebody else the right to "
                "keep it before you close this one."
            )
        )
    db.session.delete(account)
    record(CLOSED)


def let_keep_house(account: Account, keeper: bool) -> None:
    """Say whether this account may begin dialogues and keep the accounts of the house."""
    if not keeper and account.keeper and not _keepers_beside(account):
        raise LastKeeper(say("Somebody must be left who keeps the house."))
    account.keeper = keeper


def _keepers_beside(account: Account) -> bool:
    others = select(Account).where(Account.keeper, Account.id != account.id)
    return any(other.is_open for other in db.session.scalars(others))


# Opening an account with a one-time link


@dataclass(frozen=True, slots=True)
class Opening:
    """A one-time link that works, and whose account it opens."""

    link: Link
    account: Account


def opening(code: str) -> Opening:
    """What this code opens; raises LinkSpent."""
    link = queries.link_by_code(code, on=clock.today())
    if link is None:
        raise LinkSpent
    return Opening(link, queries.account_by_id(link.account_id))


def choose_first_password(account: Account, password: str) -> None:
    """Set the password of an account that a link is opening, and prepare its second factor."""
    _refuse_weak(password, account.name, account.sign_in_name)
    account.password_hash = passwords.hashed(password)
    account.second_factor = account.last_step = None
    prepare_second_factor(account)


def finish_opening(opening: Opening, typed: str) -> list[str] | None:
    """Confirm the second factor with its first code: the link is spent, recovery codes come back.

    None when the code is wrong; the link then still works.
    """
    codes = confirm_second_factor(opening.account, typed)
    if codes is not None:
        db.session.delete(opening.link)
    return codes


# The second factor


def prepare_second_factor(account: Account) -> None:
    """Make a new secret. The former one holds until a code made with the new one is shown."""
    account.next_factor = pyotp.random_base32()


def confirm_second_factor(account: Account, typed: str) -> list[str] | None:
    """Put the prepared secret in force if the code was made with it; returns new recovery codes, else None."""
    if account.next_factor is None:
        return None
    step = accepted_step(account.next_factor, typed, moment=clock.now(), last_step=None)
    if step is None:
        return None
    account.second_factor, account.next_factor = account.next_factor, None
    account.last_step = step
    return new_recovery_codes(account)


def new_recovery_codes(account: Account) -> list[str]:
    """Ten fresh codes; the former ones stop working. They can be seen only now."""
    _forget_recovery_codes(account)
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(
        RecoveryCode(id=queries.id_of_recovery_code(account, code), account_id=account.id)
        for code in codes
    )
    return codes


def _forget_recovery_codes(account: Account) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


# Signing in


def refuse_haste(sign_in_name: str) -> None:
    """Raise MustWait while this name must wait; known and unknown names wait alike."""
    wait = queries.wait_for(sign_in_name, moment=clock.now())
    if wait:
        raise MustWait(wait)


def count_failure(sign_in_name: str) -> None:
    """One more failed try for this name. Called by the edge after the request was rolled back."""
    moment = clock.now()
    forgotten = int((moment - FORGOTTEN_AFTER).timestamp())
    db.session.execute(delete(FailedSignIns).where(FailedSignIns.wait_until < forgotten))
    row_id = queries.id_of_name(sign_in_name)
    failed = db.session.get(FailedSignIns, row_id, with_for_update=True)
    if failed is None:
        failed = FailedSignIns(id=row_id, count=0, wait_until=0)
        db.session.add(failed)
    failed.count += 1
    failed.wait_until = int((moment + wait_after(failed.count)).timestamp())


def pass_second_factor(account: Account, typed: str) -> bool:
    """Whether a code of the authenticator, or a recovery code, lets this account in. Either is spent by it."""
    held = db.session.get(Account, account.id, with_for_update=True, populate_existing=True)
    if held is None or held.second_factor is None:
        return False
    passed = _spend_step(held, typed) or _spend_recovery_code(held, typed)
    if passed:
        _forget_failures(held.sign_in_name)
    return passed


def freshen_hash(account: Account, password: str) -> None:
    """Hash a password again that was hashed at a former cost."""
    if account.password_hash and passwords.is_outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)


def _spend_step(account: Account, typed: str) -> bool:
    secret = account.second_factor or ""
    step = accepted_step(secret, typed, moment=clock.now(), last_step=account.last_step)
    if step is None:
        return False
    account.last_step = step
    return True


def _spend_recovery_code(account: Account, typed: str) -> bool:
    code = db.session.get(RecoveryCode, queries.id_of_recovery_code(account, typed))
    if code is None or code.account_id != account.id:
        return False
    db.session.delete(code)
    return True


def _forget_failures(sign_in_name: str) -> None:
    row_id = queries.id_of_name(sign_in_name)
    db.session.execute(delete(FailedSignIns).where(FailedSignIns.id == row_id))


# While signed in


def change_password(account: Account, password: str) -> None:
    """Set a new password, and end every sign-in made with the former one."""
    _refuse_weak(password, account.name, account.sign_in_name)
    account.password_hash = passwords.hashed(password)
    end_every_sign_in(account)


def end_sign_in(secret: str) -> None:
    """End one sign-in for good: a copy of its cookie opens nothing."""
    today = clock.today()
    db.session.execute(delete(EndedSignIn).where(EndedSignIn.ended_on < today - timedelta(days=1)))
    row_id = queries.id_of_sign_in(secret)
    if db.session.get(EndedSignIn, row_id) is None:
        db.session.add(EndedSignIn(id=row_id, ended_on=today))


def end_every_sign_in(account: Account) -> None:
    """Sign this account out everywhere."""
    account.epoch += 1


def _refuse_weak(password: str, *names: str) -> None:
    weak = weakness(password, names=names)
    if weak is not None:
        raise WeakPassword(weak)
