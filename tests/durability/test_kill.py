"""Acknowledged means committed: kill -9 at any moment loses nothing and doubles nothing.

A kill cannot show what a power cut would lose (the system still writes what the dead process
handed it); that is test_power_cut.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.durability.conftest import rounds
from tests.durability.house import Acknowledged, compare, serving, write_until

pytestmark = pytest.mark.slow

RESTART_SECONDS = 40


def test_what_was_acknowledged_survives_kill_minus_nine(tmp_path: Path, keys: Path) -> None:
    acknowledged = Acknowledged()
    for number in range(rounds(4)):
        began = time.monotonic()
        with serving(tmp_path, keys) as house:
            assert time.monotonic() - began < RESTART_SECONDS
            writing = write_until(house, random.uniform(0.3, 1.0), acknowledged, f"round{number}")
            house.die()
            writing.wait()
        found = compare(tmp_path / "house.db", acknowledged)
        assert not found.lost
        assert not found.doubled
        assert not found.come_back
    assert len(acknowledged.written) > 50, "too little was written to say anything"
    assert acknowledged.taken_back
