"""Who may read the library."""

from __future__ import annotations

from app.kernel.permissions import named
from app.library import policy


def test_anybody_inside_may_read_and_nobody_else():
    assert named("library:read") is policy.READ
    assert policy.READ.allows(object())
    assert not policy.READ.allows(None)
    assert policy.READ.hides
