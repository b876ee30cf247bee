"""Acknowledged means on the disk: a power cut at any moment loses nothing that was acknowledged.

The database lies in a file system of its own on a loop-mounted image. The cut is ext4's own
shutdown without flushing: from that instant nothing reaches the image any more, as if the plug had
been pulled. Then it is mounted again, journal replay and all. What it cannot show: a disk that lies
about having written.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from tests.durability.conftest import rounds
from tests.durability.disk import CURE, Disk, NoDisk
from tests.durability.house import Acknowledged, compare, serving, write_until

pytestmark = [pytest.mark.slow, pytest.mark.machine]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    try:
        disk = Disk(tmp_path)
    except NoDisk as why:
        pytest.skip(f"power cut not tested: {why}; {CURE}")
    yield disk
    with suppress(OSError):
        disk.cut()
    disk.unmount()


def write_and_cut(disk: Disk, keys: Path, kept: Acknowledged, number: int, planted: str) -> None:
    """Cut in the midst of writing, or (every other time) just after the last answer.

    Just after, because a journal that was emptied but not synced undoes exactly the last writing.
    """
    with serving(disk.path, keys, planted=planted) as house:
        writing = write_until(house, random.uniform(0.3, 1.0), kept, f"round{number}")
        if number % 2 == 0:
            writing.stop()
        disk.cut()
        house.die()
        writing.wait()
    disk.unmount()
    disk.mount()


def test_what_was_acknowledged_survives_a_power_cut(disk: Disk, keys: Path) -> None:
    kept = Acknowledged()
    for number in range(rounds(4)):
        write_and_cut(disk, keys, kept, number, planted="")
        found = compare(disk.path / "house.db", kept)
        assert not found.lost
        assert not found.doubled
        assert not found.come_back
    assert len(kept.written) > 50, "too little was written to say anything"
    assert kept.taken_back


@pytest.mark.parametrize(("planted", "tries"), [("OFF", 2), ("NORMAL", 10)])
def test_the_check_notices_a_house_that_syncs_less_than_it_promises(
    disk: Disk, keys: Path, planted: str, tries: int
) -> None:
    kept = Acknowledged()
    for number in range(tries):
        write_and_cut(disk, keys, kept, number, planted=planted)
        try:
            found = compare(disk.path / "house.db", kept)
        except (DatabaseError, sqlite3.DatabaseError, AssertionError):
            return  # damaged: lost altogether
        if found.lost or found.come_back:
            return
    pytest.fail(f"synchronous={planted} lost nothing in {tries} cuts: the check proves nothing")
