"""The program as a house runs it: the production server over an installation of its own, killed and started at will."""

from __future__ import annotations

import dataclasses
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app import create_app, vault
from app.kernel import migrating
from app.kernel.db import db
from app.settings import ROOT, Settings
from app.startup import pseudo_locale
from app.startup.__main__ import options
from app.vault import Keyring, keyring
from tests.factories import library
from tests.support.ending import end
from tests.support.ports import free_port

PATIENCE_SECONDS = 60


class Served:
    """A practice installation behind gunicorn. `records()` opens the same database and keys in this process."""

    def __init__(self, place: Path) -> None:
        self.port = free_port()
        (place / "data").mkdir(parents=True)
        self.settings = Settings(
            data=place / "data",
            keys=place / "keys",
            port=self.port,
            address=f"http://127.0.0.1:{self.port}",
            pseudo_locale=True,
        )
        self._said = place / "said"
        self._process: subprocess.Popen[bytes] | None = None
        with _keys_of_this_process_kept():
            self._app = self._prepared()
            self._ring = vault.current()

    def _prepared(self) -> Flask:
        pseudo_locale.ready()
        Keyring.begin(self.settings.keys)
        # For arranging only: what differs in tests (cheap passwords) is the same for the whole process.
        app = create_app(dataclasses.replace(self.settings, testing=True))
        with app.app_context():
            migrating.bring_up_to_date(db.engine)
            library.load()
        return app

    @property
    def address(self) -> str:
        return self.settings.address

    @property
    def said(self) -> str:
        """What the server wrote on its console."""
        return self._said.read_text() if self._said.exists() else ""

    @contextmanager
    def records(self) -> Iterator[Flask]:
        """The installation's database and keys, to arrange something or to look at what is there."""
        with _keys_of_this_process_kept(), self._app.app_context():
            vault.use(self._ring)
            yield self._app

    def open(self) -> None:
        """Start the server, and come back when it answers."""
        command = [sys.executable, "-m", "gunicorn", *options(self.settings, None)]
        command += ["--bind", f"127.0.0.1:{self.port}", "app.startup.served:application()"]
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._surroundings(),
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self._wait_until_it_answers()

    def die(self) -> None:
        """Kill -9 of the server and its workers."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._wait_until_the_port_is_free()

    @contextmanager
    def dead(self) -> Iterator[None]:
        """Killed for a while; open again afterwards, whatever happened meanwhile."""
        self.die()
        try:
            yield
        finally:
            self.open()

    def end(self) -> None:
        """The server and what this process held open of the installation."""
        self.die()
        with _keys_of_this_process_kept():
            end(self._app)

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)

    def _surroundings(self) -> dict[str, str]:
        own = ("DATABASE_URL", "HOST", "LAN", "PORT")
        kept = {name: value for name, value in os.environ.items() if name not in own}
        return {
            **{name: value for name, value in kept.items() if not name.startswith("SECOND_TRACK_")},
            "PORT": str(self.port),
            "SECOND_TRACK_DATA": str(self.settings.data),
            "SECOND_TRACK_KEYS": str(self.settings.keys),
            "SECOND_TRACK_PSEUDO_LOCALE": "1",
        }

    def _wait_until_the_port_is_free(self) -> None:
        """Its workers are nobody's children now, and may be a moment longer in dying."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", self.port))
                    return
                except OSError:
                    time.sleep(0.05)
        raise AssertionError(f"somebody still holds port {self.port}")

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            assert self._process is not None
            assert self._process.poll() is None, f"the server did not start:\n{self.said}"
            connection = self.connection()
            try:
                connection.request("GET", "/")
                assert connection.getresponse().status == http.HTTPStatus.OK
                return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(f"the server did not answer:\n{self.said}")


@contextmanager
def _keys_of_this_process_kept() -> Iterator[None]:
    before = keyring._in_force[:]
    try:
        yield
    finally:
        keyring._in_force[:] = before
