"""A disk of its own for a test, on a loop-mounted image: it can lose its power, and it can be full."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import struct
import subprocess
import time
from pathlib import Path

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
_WITHOUT_FLUSHING = 2

CURE = "run the tests as root on Linux with loop devices, mount and e2fsprogs"


class NoDisk(Exception):
    """This machine cannot mount an image; the text says why."""


class Disk:
    def __init__(self, directory: Path, *, megabytes: int = 64, block: int = 4096) -> None:
        if os.geteuid() != 0:
            raise NoDisk("mounting an image needs root")
        for program in ("mkfs.ext4", "mount", "umount"):
            if shutil.which(program) is None:
                raise NoDisk(f"{program} is missing")
        self._image = directory / "disk.image"
        self.path = directory / "disk"
        self.path.mkdir()
        with self._image.open("wb") as image:
            image.truncate(megabytes << 20)
        subprocess.run(
            ["mkfs.ext4", "-q", "-F", "-b", str(block), "-m", "0", self._image], check=True
        )
        try:
            self.mount()
        except subprocess.CalledProcessError:
            raise NoDisk("this machine mounts no loop device") from None

    def mount(self) -> None:
        mount = ["mount", "-o", "loop", str(self._image), str(self.path)]
        subprocess.run(mount, check=True, capture_output=True)

    def cut(self) -> None:
        """From this instant nothing reaches the image any more."""
        file = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(file, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
        finally:
            os.close(file)

    def fill(self) -> None:
        """Leave not one free block."""
        ballast = os.open(self._ballast, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            for size in (1 << 20, 1 << 12, 1 << 10, 1):
                self._fill_in_steps_of(size, ballast)
        finally:
            os.close(ballast)

    def _fill_in_steps_of(self, size: int, ballast: int) -> None:
        while True:
            try:
                os.write(ballast, b"\1" * size)
                os.fsync(ballast)
            except OSError as full:
                if full.errno != errno.ENOSPC:
                    raise
                return

    def make_room(self) -> None:
        self._ballast.unlink()

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"

    def unmount(self) -> None:
        for _ in range(300):
            done = subprocess.run(["umount", self.path], check=False, capture_output=True)
            if done.returncode == 0 or b"not mounted" in done.stderr:
                return
            time.sleep(0.1)
        raise AssertionError("the image stays busy")
