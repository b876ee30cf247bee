"""The one permission of the library."""

from __future__ import annotations

from typing import Any

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
