from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vault import Keyring, keyring

DIALOGUE = "d0000000000000000000000001"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    before = keyring._in_force[:]
    ring = Keyring.begin(tmp_path / "keys")
    ring.create(DIALOGUE)
    keyring.use(ring)
    yield ring.directory
    keyring._in_force[:] = before


def rounds(usual: int) -> int:
    """More where somebody has the time: SECOND_TRACK_ROUNDS=200."""
    return int(os.environ.get("SECOND_TRACK_ROUNDS", usual))
