"""The source of keys in force for this process; `create_app()` sets it."""

from __future__ import annotations

from app.vault.errors import NoKeyring
from app.vault.keys import KeySource

_in_force: list[KeySource] = []


def use(source: KeySource) -> None:
    _in_force[:] = [source]


def current() -> KeySource:
    if not _in_force:
        raise NoKeyring("no keyring is in force: create_app() sets it with vault.use()")
    return _in_force[0]
