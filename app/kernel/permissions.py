"""What a permission is, and the registry of all of them. Each subject declares its own in policy.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Permission:
    """A right: its name `resource:action`, what it means, and the rule that grants it.

    The rule is a plain function of the seat (or account) that asks and of the thing asked about. A
    permission whose holder may see the thing but not do the deed is refused with 403; one that is
    itself the right to know of the thing is `hides` and refused with 404. Where the rule asks what
    state the thing is in, `example` makes one of which the holders may do it, for the printed table.
    """

    name: str
    meaning: str
    rule: Callable[[Any, Any], bool]
    hides: bool = False
    also_asks: str = ""
    example: Callable[[], Any] = lambda: None

    def allows(self, asker: Any, thing: Any = None) -> bool:
        """Whether `asker` may do this to `thing`."""
        return self.rule(asker, thing)


@dataclass(slots=True)
class _Registry:
    by_name: dict[str, Permission] = field(default_factory=dict)


_registry = _Registry()


def permission(
    name: str,
    meaning: str,
    rule: Callable[[Any, Any], bool],
    *,
    hides: bool = False,
    also_asks: str = "",
    example: Callable[[], Any] = lambda: None,
) -> Permission:
    """Declare a permission; a name declared twice is refused at import."""
    if name in _registry.by_name:
        raise ValueError(f"permission {name} is declared twice")
    declared = Permission(name, meaning, rule, hides, also_asks, example)
    _registry.by_name[name] = declared
    return declared


def registered() -> tuple[Permission, ...]:
    """Every permission of the program, by name: for the printed table and the tests."""
    return tuple(_registry.by_name[name] for name in sorted(_registry.by_name))


def named(name: str) -> Permission:
    """The permission of this name; KeyError when there is none, which is a defect of the caller."""
    return _registry.by_name[name]
