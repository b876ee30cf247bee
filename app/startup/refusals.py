"""What is looked at before anything is served, and the sentence that says what to do."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import tempfile
from contextlib import ExitStack
from pathlib import Path

from app.settings import Installation, Settings

BACKLOG = 2048


class Refused(RuntimeError):
    """This cannot be started as asked; the text says what to do."""


def must_be_writable(directory: Path, setting: str) -> None:
    """Make the directory, for its owner alone, and try it."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        raise Refused(
            f"{directory} cannot be written to ({error.strerror}). Make it yours, or name another "
            f"directory with {setting}=…"
        ) from None


def listen(settings: Settings) -> socket.socket:
    """Take the port now: who connects while the server is still starting waits instead of failing."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with ExitStack() as unless_it_listens:
            listener = unless_it_listens.enter_context(socket.socket(family, kind, protocol))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(BACKLOG)
            unless_it_listens.pop_all()
    except OSError as error:
        raise Refused(_why_not_there(settings, error)) from None
    return listener


def _why_not_there(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is in use, perhaps by another Second Track. Stop that one, or choose "
            f"another port: PORT={settings.port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {settings.port} is kept for the system's own servers. Choose one above 1023: PORT=8642"
    return (
        f"{settings.host} is no address of this machine ({error.strerror}). Leave HOST out, or give one "
        "that it has."
    )


def must_be_the_only_one(settings: Settings) -> int | None:
    """One server on an embedded database: two would not hear of each other's changes.

    The lock is held by the open file this returns, and so ends with the server, however it ends.
    """
    if not settings.embedded or settings.database_url:
        return None
    held = os.open(settings.data / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise Refused(
            f"Another Second Track already serves {settings.data}. Use that one, stop it, or give this "
            "one a place of its own: SECOND_TRACK_DATA=… SECOND_TRACK_KEYS=… PORT=…"
        ) from None
    return held


def must_stay(settings: Settings) -> None:
    """A practice installation never becomes a house, nor a house practice (design §4).

    The mark lies with the keys: they belong to this installation wherever its database is.
    """
    mark = settings.keys / "installation.txt"
    if not mark.exists():
        mark.write_text(settings.installation + "\n")
        return
    begun_as = mark.read_text().strip()
    if begun_as != settings.installation:
        command = "make house" if begun_as == Installation.HOUSE else "make run"
        raise Refused(
            f"{settings.keys} belongs to a {begun_as} installation: start it with `{command}`, or give "
            "this one a place of its own: SECOND_TRACK_DATA=… SECOND_TRACK_KEYS=…"
        )
