"""@entry: from an address to a dialogue, a seat and the thing asked for, checked in one act.

Two principals exist (design §3): an account, whose cookie is Flask's session, in addresses that name
the dialogue; and a seat, with a cookie of its own, in addresses that name the seat. A view receives
only what its asker is entitled to, never a bare id.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.access import ask_to_sign_in
from app.dialogues import policy, queries
from app.dialogues.models import Dialogue, Seat
from app.dialogues.rules import Role
from app.kernel.errors import NotHere, PermissionDenied
from app.kernel.permissions import Permission
from app.kernel.wording import say
from app.settings import Settings
from app.web.access import declares, is_unattended, recognise
from app.web.answers import SEE_OTHER

Loader = Callable[[Dialogue, Seat, str], Any]
_loaders: dict[str, Loader] = {}

_ASSENT = "entered"


def loads(part: str) -> Callable[[Loader], Loader]:
    """Register how a part of an address (`sitting_id`) becomes a thing (`sitting`) of this dialogue.

    The loader raises NotHere for what this seat may not know of, an id from another dialogue included.
    """

    def register(loader: Loader) -> Loader:
        _loaders[part] = loader
        return loader

    return register


def entry(permission: Permission, *, before_assent: bool = False) -> Callable[..., Any]:
    """Let a view be entered by who holds `permission`; it is called with dialogue, seat and things."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def entered(**parts: Any) -> Any:
            by_account = "dialogue_id" in parts
            if by_account and not current_user.is_authenticated:
                return ask_to_sign_in()
            dialogue, seats = _account_seats(parts) if by_account else _device_seat(parts)
            if not by_account and not before_assent and _asks_assent(dialogue, seats[0]):
                return redirect(url_for("seats.welcome", seat_id=seats[0].id), SEE_OTHER)
            return _enter(view, permission, dialogue, seats, parts)

        return declares(entered, permission.name)

    return decorate


def _enter(
    view: Callable[..., Any],
    permission: Permission,
    dialogue: Dialogue,
    seats: list[Seat],
    parts: dict[str, Any],
) -> Any:
    """Who holds several seats enters by the first that may; who holds none that may is refused.

    A thing that one of the seats may not know of can still be known to another of them; it is not
    here only if none of them may know of it.
    """
    known = False
    for seat in seats:
        try:
            things = _load(dialogue, seat, parts)
        except NotHere:
            continue
        known = True
        asked_about = next(reversed(things.values()), dialogue)
        if permission.allows(seat, asked_about):
            rest = {
                part: value
                for part, value in parts.items()
                if part not in _loaders and part not in ("dialogue_id", "seat_id")
            }
            return view(dialogue=dialogue, seat=seat, **things, **rest)
    inside = any(policy.READ.allows(seat) or policy.BE_IN_THE_ROOM.allows(seat) for seat in seats)
    if permission.hides or not known or not inside:
        raise NotHere
    raise PermissionDenied(
        say("Your seat does not include this: %(meaning)s.", meaning=permission.meaning)
    )


def _load(dialogue: Dialogue, seat: Seat, parts: dict[str, Any]) -> dict[str, Any]:
    return {
        part.removesuffix("_id"): _loaders[part](dialogue, seat, value)
        for part, value in parts.items()
        if part in _loaders
    }


def _account_seats(parts: dict[str, Any]) -> tuple[Dialogue, list[Seat]]:
    seats = list(queries.seats_of_account(parts["dialogue_id"], current_user.id))
    if not seats:
        raise NotHere
    order = list(Role)
    seats.sort(key=lambda seat: order.index(seat.role))
    return queries.dialogue_by_id(parts["dialogue_id"]), seats


def _device_seat(parts: dict[str, Any]) -> tuple[Dialogue, list[Seat]]:
    entered = queries.entered_on_this_device(parts["seat_id"], secret_of(parts["seat_id"]))
    if entered is None:
        raise NotHere
    dialogue, seat = entered
    return dialogue, [seat]


def cookie_name(seat_id: str, settings: Settings) -> str:
    """One cookie per seat, so that several seats live beside one another in one browser."""
    return f"__Host-seat-{seat_id}" if settings.lan else f"seat-{seat_id}"


def secret_of(seat_id: str) -> str | None:
    """The secret this device shows for a seat. Marks and consents are made from it; it is never kept."""
    for prefix in ("__Host-seat-", "seat-"):
        if shown := request.cookies.get(prefix + seat_id):
            return shown
    return None


def keep_seat(response: Response, seat: Seat, secret: str, settings: Settings) -> None:
    """Give this device its seat: a cookie that ends with the browser session."""
    response.set_cookie(
        cookie_name(seat.id, settings),
        secret,
        httponly=True,
        secure=settings.lan,
        samesite="Strict",
        path="/",
    )


def leave_seat(response: Response, seat: Seat, settings: Settings) -> None:
    """Take the seat's cookie and the assent from this device."""
    response.delete_cookie(
        cookie_name(seat.id, settings), secure=settings.lan, samesite="Strict", path="/"
    )
    session[_ASSENT] = {k: v for k, v in session.get(_ASSENT, {}).items() if k != seat.id}


def _asks_assent(dialogue: Dialogue, seat: Seat) -> bool:
    """Whether the ground rules come before this page.

    Who never entered from this device always meets them first. Who entered under an older version
    meets the newer one when they next open a page of their seat: never while sending words, and never
    in what a page fetches by itself, so that nothing under way is lost to an adoption in the room.
    """
    if seat.role is Role.SCREEN:  # the screen on the wall has nothing to assent to
        return False
    if assented_to(seat) is None:
        return True
    opens_a_page = request.method in ("GET", "HEAD") and not is_unattended(
        current_app.view_functions.get(request.endpoint or "")
    )
    return opens_a_page and not has_assented(dialogue, seat)


def has_assented(dialogue: Dialogue, seat: Seat) -> bool:
    """Whether this device entered by assent to the ground rules that hold now."""
    return assented_to(seat) == queries.version_in_force(dialogue)


def assented_to(seat: Seat) -> int | None:
    """The version to which this device assented; None where it has not entered.

    Assent lives in the signed cookie of the device only: no list of who entered, and no moment, is
    kept anywhere (design §4).
    """
    version = session.get(_ASSENT, {}).get(seat.id)
    return version if isinstance(version, int) else None


def assent(dialogue: Dialogue, seat: Seat) -> None:
    """Enter by assent."""
    version = queries.version_in_force(dialogue)
    session[_ASSENT] = {**session.get(_ASSENT, {}), seat.id: version}


@recognise
def _seated_somewhere() -> bool:
    """Whether this browser holds a live seat in any dialogue."""
    for name in request.cookies:
        seat_id = name.removeprefix("__Host-").removeprefix("seat-")
        if "seat-" in name and queries.seat_on_this_device(seat_id, secret_of(seat_id)):
            return True
    return False
