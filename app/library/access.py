"""The door of the library: whoever is signed in or seated may read it."""

from __future__ import annotations

from app.library.policy import READ
from app.web.access import View, declares, inside


def readable(view: View) -> View:
    """Enter under the permission `library:read`; a stranger gets 404."""
    return declares(inside(view), READ.name)
