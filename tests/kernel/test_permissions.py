"""The registry of permissions: each declared once, found by name, listed for the printed table."""

from __future__ import annotations

import pytest

from app.kernel import permissions
from app.kernel.permissions import Permission


def test_a_permission_declared_twice_stops_the_program():
    known = permissions.registered()[0]
    with pytest.raises(ValueError, match="declared twice"):
        permissions.permission(known.name, "something else", lambda _seat, _thing: True)
    assert permissions.named(known.name) is known


def test_every_permission_says_what_it_means_and_is_named_for_a_thing_and_a_deed():
    declared = permissions.registered()
    assert [each.name for each in declared] == sorted({each.name for each in declared})
    for each in declared:
        assert all(each.name.split(":")), each.name
        assert each.name.count(":") == 1, each.name
        assert each.meaning.strip(".") == each.meaning != "", each.name


def test_nobody_is_allowed_what_a_seat_is_allowed():
    """A rule is asked for whoever comes, also for nobody at all; a crash would be a 500 on an open door."""
    open_to_nobody = [each.name for each in permissions.registered() if each.allows(None)]
    assert open_to_nobody == []


def test_a_rule_is_asked_anew_each_time():
    asked: list[tuple[object, object]] = []

    def rule(seat: object, thing: object) -> bool:
        asked.append((seat, thing))
        return True

    made = Permission("thing:do", "do it", rule)
    assert made.allows("seat", "thing")
    assert made.allows("seat")
    assert asked == [("seat", "thing"), ("seat", None)]
