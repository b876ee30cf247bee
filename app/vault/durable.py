"""Key files on the disk: written whole or not at all, and overwritten before they go."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOCK = ".lock"


def make_private(directory: Path) -> None:
    """The directory of keys, for its owner alone."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.stat().st_mode & 0o077:
        directory.chmod(0o700)


def unfinished(path: Path) -> Path:
    """Where the next content of a file stands until it is complete: one known name for each file.

    Known, so that what a killed process left there can be found and overwritten.
    """
    return path.with_name(f".{path.name}.new")


def write(path: Path, content: bytes) -> None:
    """Put the content on the disk in one step, and overwrite what stood there before.

    After a kill or a power cut the file is the old one or the new one, whole.
    """
    before = os.open(path, os.O_RDWR | os.O_CLOEXEC) if path.exists() else None
    try:
        write_unfinished(path, content)
        finish(path)
        if before is not None:
            _overwrite(before)
    finally:
        if before is not None:
            os.close(before)


def write_unfinished(path: Path, content: bytes) -> None:
    new = os.open(
        unfinished(path),
        os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW,
        0o600,
    )
    try:
        os.fchmod(new, 0o600)
        with os.fdopen(os.dup(new), "wb") as file:
            file.write(content)
        os.fsync(new)
    finally:
        os.close(new)


def finish(path: Path) -> None:
    os.replace(unfinished(path), path)
    sync_directory(path.parent)


def erase(path: Path) -> None:
    """Overwrite a file and its unfinished successor, then unlink both.

    On solid-state disks the old cells may outlive this; `docs/promises.md` says so.
    """
    for each in (unfinished(path), path):
        with suppress(FileNotFoundError):
            file = os.open(each, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                _overwrite(file)
            finally:
                os.close(file)
            os.unlink(each)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    file = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """One writer among all processes of this machine; readers need not wait."""
    file = os.open(directory / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _overwrite(file: int) -> None:
    length = os.fstat(file).st_size
    written = 0
    while written < length:
        written += os.pwrite(file, secrets.token_bytes(length - written), written)
    os.fsync(file)
