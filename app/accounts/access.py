"""Who is signed in: the cookie, how long it lasts, and the stamps of views that ask for an account."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from flask import Flask, Request, current_app, redirect, render_template, request, session, url_for
from flask_login import LoginManager, current_user

from app.accounts import passwords, queries, rules
from app.accounts.models import Account
from app.kernel import clock
from app.kernel.errors import PermissionDenied
from app.kernel.permissions import Permission
from app.kernel.tokens import new_secret
from app.kernel.wording import say
from app.settings import Settings
from app.web.access import declares, is_unattended, recognise
from app.web.answers import SEE_OTHER
from app.web.errors import typed_words

_SIGN_IN = "sign_in"
_HALF = "first_step"

login = LoginManager()


def install(app: Flask, settings: Settings) -> None:
    """Let Flask-Login know who is signed in. It keeps nothing of its own, no hash of address or browser included."""
    login.init_app(app)
    login.request_loader(_who_is_signed_in)
    passwords.cost(passwords.CHEAP if settings.testing else passwords.Cost())


# The cookie


def begin(cookie: MutableMapping[str, Any], account: Account) -> None:
    """Sign this browser in: its signed session holds the account's id, its epoch and two moments, no name."""
    moment = int(clock.now().timestamp())
    cookie.pop(_HALF, None)
    cookie[_SIGN_IN] = {
        "account": account.id,
        "epoch": account.epoch,
        "secret": new_secret(),
        "opened": moment,
        "seen": moment,
    }


def end(cookie: MutableMapping[str, Any]) -> str | None:
    """Sign this browser out; gives the secret of the sign-in, so that it can be ended for every copy."""
    kept = cookie.pop(_SIGN_IN, None)
    cookie.pop(_HALF, None)
    return kept["secret"] if kept else None


def begin_first_step(cookie: MutableMapping[str, Any], account: Account) -> None:
    """The password was right; the second factor is still to come, within five minutes."""
    moment = int(clock.now().timestamp())
    cookie[_HALF] = {"account": account.id, "epoch": account.epoch, "at": moment}


def half_signed_in(cookie: MutableMapping[str, Any]) -> Account | None:
    """Whose password this browser has shown, while the second step is awaited."""
    kept = cookie.get(_HALF)
    if not kept or not 0 <= clock.now().timestamp() - kept["at"] < _seconds_for_second_step():
        return None
    return queries.account_of_sign_in(kept["account"], kept["epoch"], "")


def _seconds_for_second_step() -> float:
    return rules.SECOND_STEP_WITHIN.total_seconds()


def _who_is_signed_in(asked: Request) -> Account | None:
    kept = session.get(_SIGN_IN)
    if not kept:
        return None
    moment = clock.now()
    seen = datetime.fromtimestamp(kept["seen"], UTC)
    opened = datetime.fromtimestamp(kept["opened"], UTC)
    if not rules.lasts(opened=opened, seen=seen, moment=moment):
        return None
    account = queries.account_of_sign_in(kept["account"], kept["epoch"], kept["secret"])
    if account is not None and moment - seen >= rules.REFRESHED_AFTER and _is_attended(asked):
        session[_SIGN_IN] = {**kept, "seen": int(moment.timestamp())}
    return account


def _is_attended(asked: Request) -> bool:
    """Whether this request shows that somebody is there.

    Streams, polls and fragments that a page fetches by itself show nothing: a desk left open would
    otherwise never be idle. They read who is there and refresh nothing.
    """
    if asked.method == "GET" and "HX-Request" in asked.headers:
        return False
    return not is_unattended(current_app.view_functions.get(asked.endpoint or ""))


# Asking for an account


def signed_in_account() -> Account | None:
    """Who is signed in, if anybody is."""
    if not current_user.is_authenticated:
        return None
    account: Account = current_user._get_current_object()
    return account


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Any account may enter; the view is called with it as `account`. Strangers are asked to sign in."""

    @wraps(view)
    def entered(**parts: Any) -> Any:
        account = signed_in_account()
        if account is None:
            return ask_to_sign_in()
        return view(account=account, **parts)

    return declares(entered, "account")


def permitted(permission: Permission) -> Callable[..., Any]:
    """Accounts that hold this permission of the house may enter; the view is called with `account`."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def entered(**parts: Any) -> Any:
            account = signed_in_account()
            if account is None:
                return ask_to_sign_in()
            if not permission.allows(account):
                raise PermissionDenied(
                    say(
                        "Your account does not include this: %(meaning)s. Whoever keeps the "
                        "house can give you the right.",
                        meaning=permission.meaning,
                    )
                )
            return view(account=account, **parts)

        return declares(entered, permission.name)

    return decorate


def ask_to_sign_in() -> Any:
    """To the sign-in page and back; what was sent after a sign-in ran out is shown back, not lost."""
    if request.method in {"GET", "HEAD"}:
        wanted = request.full_path if request.query_string else request.path
        return redirect(url_for("accounts.sign_in", next=wanted), SEE_OTHER)
    page = render_template("accounts/signed_out.html", kept=typed_words(), again=request.path)
    return page, 401


@recognise
def _somebody_is_signed_in() -> bool:
    return signed_in_account() is not None
