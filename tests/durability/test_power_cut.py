"""Acknowledged means on the disk: a power cut at any moment loses nothing that was acknowledged.

The database lies in a file system of its own on a loop-mounted image. The cut is ext4's own
shutdown without flushing: from that instant nothing reaches the image any more, as if the plug had
been pulled. Then it is mounted again, journal replay and all. What it cannot show: a disk that lies
about having written.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from tests.durability.conftest import rounds
from tests.durability.house import Acknowledged, compare, serving, write_until

pytestmark = [pytest.mark.slow, pytest.mark.machine]

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
_WITHOUT_FLUSHING = 2


class Disk:
    """An image of its own that can lose its power."""

    def __init__(self, directory: Path) -> None:
        self.image = directory / "disk.image"
        self.mounted_at = directory / "disk"
        self.mounted_at.mkdir()
        with self.image.open("wb") as image:
            image.truncate(64 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        self.mount()

    def mount(self) -> None:
        subprocess.run(
            ["mount", "-o", "loop", self.image, self.mounted_at], check=True, capture_output=True
        )

    def cut(self) -> None:
        file = os.open(self.mounted_at, os.O_RDONLY)
        try:
            fcntl.ioctl(file, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
        finally:
            os.close(file)

    def unmount(self) -> None:
        for _ in range(50):
            done = subprocess.run(["umount", self.mounted_at], check=False, capture_output=True)
            if done.returncode == 0 or b"not mounted" in done.stderr:
                return
            time.sleep(0.1)
        raise AssertionError("the image stays busy")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    cure = "run the tests as root on Linux with loop devices, e2fsprogs and mount"
    if os.geteuid() != 0:
        pytest.skip(f"power cut not tested: mounting an image needs root; {cure}")
    if not all(map(shutil.which, ("mkfs.ext4", "mount", "umount"))):
        pytest.skip(f"power cut not tested: mkfs.ext4, mount or umount is missing; {cure}")
    try:
        disk = Disk(tmp_path)
    except subprocess.CalledProcessError:
        pytest.skip(f"power cut not tested: this machine mounts no loop device; {cure}")
    yield disk
    with suppress(OSError):
        disk.cut()
    disk.unmount()


def write_and_cut(disk: Disk, keys: Path, kept: Acknowledged, number: int, planted: str) -> None:
    """Cut in the midst of writing, or (every other time) just after the last answer.

    Just after, because a journal that was emptied but not synced undoes exactly the last writing.
    """
    with serving(disk.mounted_at, keys, planted=planted) as house:
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
        found = compare(disk.mounted_at / "house.db", kept)
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
            found = compare(disk.mounted_at / "house.db", kept)
        except (DatabaseError, sqlite3.DatabaseError, AssertionError):
            return  # damaged: lost altogether
        if found.lost or found.come_back:
            return
    pytest.fail(f"synchronous={planted} lost nothing in {tries} cuts: the check proves nothing")
