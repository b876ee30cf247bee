"""Every view declares who may enter; one that does not stops the program at start-up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, session
from werkzeug.wrappers import Response

from app.kernel.errors import NotHere

View = Callable[..., Any]
EVERYONE = "everyone"
_STAMP = "declared_access"
_known: list[Callable[[], bool]] = []


class UndeclaredAccess(RuntimeError):
    """A view says nothing about who may enter it."""


def declares(view: View, access: str) -> View:
    """Stamp a view with the access that its decorator enforces."""
    setattr(view, _STAMP, access)
    return view


def access_of(view: View) -> str:
    """What a view declared, or an empty text."""
    return str(getattr(view, _STAMP, ""))


def open_to_all(view: View) -> View:
    """Anybody may enter: sign-in, slips, static files, errors. Such a page may show nothing of any dialogue."""
    return declares(view, EVERYONE)


def recognise(somebody_is_here: Callable[[], bool]) -> Callable[[], bool]:
    """Let a subject say whom it knows (a signed-in account, a seat), for pages open to anybody inside."""
    if somebody_is_here not in _known:
        _known.append(somebody_is_here)
    return somebody_is_here


def somebody_inside() -> bool:
    """Whether this browser is signed in or seated anywhere."""
    return any(somebody_is_here() for somebody_is_here in _known)


def inside(view: View) -> View:
    """Anybody signed in or seated may enter (the library). A stranger learns nothing: 404, as everywhere."""

    @wraps(view)
    def entered(*args: Any, **kwargs: Any) -> Response:
        if not somebody_inside():
            raise NotHere
        return view(*args, **kwargs)

    return declares(entered, "anybody inside")


def unattended(view: View) -> View:
    """A stream, or what a page asks for by itself: its being open is no sign that somebody is there."""
    view.refreshes_nobody = True  # type: ignore[attr-defined]
    return view


def is_unattended(view: View | None) -> bool:
    """Whether a request for this view says nothing about a person being there."""
    return bool(getattr(view, "refreshes_nobody", False))


def require_declared_access(app: Flask) -> None:
    """Last line of create_app: raise `UndeclaredAccess` for any view without a stamp."""
    silent = sorted(name for name, view in app.view_functions.items() if not access_of(view))
    if silent:
        raise UndeclaredAccess(f"these views declare no access: {', '.join(silent)}")


def forget_this_browser() -> None:
    """Drop everything the signed session cookie holds."""
    session.clear()
