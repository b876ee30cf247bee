"""Reading accounts. Names are sealed, so whoever looks for one opens them all: a house has few."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app import vault
from app.accounts import passwords
from app.accounts.models import Account, EndedSignIn, FailedSignIns, Link, RecoveryCode
from app.accounts.rules import compared
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.tokens import id_from, keyed_id, normal_code


def account_by_id(account_id: str) -> Account:
    """The account; raises NotHere."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise NotHere
    return account


def accounts() -> list[Account]:
    """Everybody who has an account, by name."""
    return sorted(db.session.scalars(select(Account)), key=lambda account: compared(account.name))


def house_has_accounts() -> bool:
    """Whether anybody has an account."""
    return db.session.scalar(select(Account.id).limit(1)) is not None


def account_named(sign_in_name: str) -> Account | None:
    """Whose sign-in name this is. Known and unknown names take the same steps."""
    wanted = compared(sign_in_name)
    found = None
    for account in db.session.scalars(select(Account)):
        with suppress(vault.Tampered):  # one damaged row must not keep everybody out
            if compared(account.sign_in_name) == wanted:
                found = account
    return found


def whose_password(sign_in_name: str, password: str) -> Account | None:
    """The account that this name and password open; an unknown name takes as long as a wrong password."""
    account = account_named(sign_in_name)
    kept = account.password_hash if account is not None and account.is_open else None
    return account if passwords.fits(password, kept) else None


def is_password_of(account: Account, password: str) -> bool:
    """Whether this opens the account of who is signed in already."""
    return passwords.fits(password, account.password_hash)


def done_reading() -> None:
    """Let go of what was read, so that nothing stale is written from."""
    db.session.rollback()


def account_of_sign_in(account_id: str, epoch: int, secret: str) -> Account | None:
    """The account a cookie names, unless that sign-in, or all before it, were ended."""
    account = db.session.get(Account, account_id)
    if account is None or account.epoch != epoch:
        return None
    if db.session.get(EndedSignIn, id_of_sign_in(secret)) is not None:
        return None
    return account


def id_of_sign_in(secret: str) -> str:
    """What is kept of a sign-in that was ended."""
    return id_from(secret, "sign-in")


def link_by_code(code: str, *, on: date) -> Link | None:
    """The one-time link of this code, while it works."""
    link = db.session.get(Link, id_of_link(code))
    return link if link is not None and on <= link.works_until else None


def id_of_link(code: str) -> str:
    """What is kept of a one-time link."""
    return id_from(normal_code(code), "account link")


def accounts_with_a_link(*, on: date) -> frozenset[str]:
    """The ids of accounts whose one-time link still waits."""
    return frozenset(db.session.scalars(select(Link.account_id).where(Link.works_until >= on)))


def id_of_recovery_code(account: Account, code: str) -> str:
    """What is kept of a recovery code."""
    return id_from(normal_code(code), f"recovery code|{account.id}")


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes have not been used."""
    count = select(func.count()).where(RecoveryCode.account_id == account.id)
    return db.session.scalar(count) or 0


def wait_for(sign_in_name: str, *, moment: datetime) -> timedelta:
    """How long this name must wait before its next try; nothing for most."""
    failed = db.session.get(FailedSignIns, id_of_name(sign_in_name))
    if failed is None:
        return timedelta(0)
    return timedelta(seconds=max(0, failed.wait_until - int(moment.timestamp())))


def id_of_name(sign_in_name: str) -> str:
    """A name in the count of failures: a keyed digest, so that the count does not list who is tried."""
    return keyed_id(vault.current().derive("failed sign-ins").hex(), compared(sign_in_name))


def first_code() -> str:
    """The code that opens an empty house: the same at every start, and dead with the first account."""
    return keyed_id(vault.current().derive("first account").hex())


def practice_code(account_id: str) -> str:
    """The code that opens a practice account without a password: the same at every start."""
    return keyed_id(vault.current().derive("practice links").hex(), account_id)
