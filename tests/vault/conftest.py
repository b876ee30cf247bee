from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vault import Keyring, keyring
from app.vault.installation import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def ring(keys: Path) -> Iterator[Keyring]:
    """A new installation whose keyring is in force for one test."""
    before = keyring._in_force[:]
    ring = Keyring.begin(keys)
    keyring.use(ring)
    yield ring
    keyring._in_force[:] = before
