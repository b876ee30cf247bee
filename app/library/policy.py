"""The permissions of the library."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Account
from app.kernel.permissions import permission


def anybody_inside(asker: Any, _thing: Any) -> bool:
    """Whoever is signed in or seated anywhere. The library is public knowledge; that one reads it here is not."""
    return asker is not None


READ = permission(
    "library:read",
    "read documented processes, methods, ground rules, words and levels",
    anybody_inside,
    hides=True,
)


def of_the_house(asker: Any, _thing: Any) -> bool:
    """Whoever signs in with an account. Never a seat: what a house documented of itself is not for those it invites."""
    return isinstance(asker, Account)


READ_OWN = permission(
    "house:read-own-processes", "read the documented processes of this house", of_the_house
)
WRITE_OWN = permission(
    "house:write-own-processes",
    "enter, edit, bring in and remove documented processes of this house",
    of_the_house,
)
