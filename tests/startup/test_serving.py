"""The start as a person does it: `python -m app.startup`, twice, and the server that it becomes."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60

pytestmark = pytest.mark.slow


@dataclass
class Started:
    """A served installation and what it said on its console."""

    process: subprocess.Popen[str]
    address: str
    said: str

    def status(self, path: str) -> int:
        # The room's certificate is signed by nobody else, and this is the machine that made it.
        trusting = ssl._create_unverified_context()  # noqa: S323
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting))
        try:
            with opener.open(self.address + path, timeout=PATIENCE_SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def stop(self) -> float:
        """Seconds until it had stopped, as Ctrl-C does it."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_SECONDS)
        return time.monotonic() - began


class Installation:
    """A place of its own for data and keys, started as often as a test likes."""

    def __init__(self, place: Path) -> None:
        self.data, self.keys = place / "data", place / "keys"
        self.surroundings = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "HOST", "LAN", "PORT"}
            and not name.startswith("SECOND_TRACK_")
        } | {"SECOND_TRACK_DATA": str(self.data), "SECOND_TRACK_KEYS": str(self.keys)}

    @contextmanager
    def started(self, kind: str = "practice", **given: str) -> Iterator[Started]:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "app.startup", kind],
            cwd=ROOT,
            env=self.surroundings | {"PORT": str(port)} | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said = _until_it_serves(process)
            found = re.search(r" is at (https?://\S+)", said)
            assert found, said
            yield Started(process, found[1], said)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)
            assert process.stdout
            process.stdout.close()

    def refused(self, kind: str = "practice", **given: str) -> str:
        """What it says when it does not start."""
        done = subprocess.run(
            [sys.executable, "-m", "app.startup", kind],
            cwd=ROOT,
            env=self.surroundings | {"PORT": str(free_port())} | given,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr


def _until_it_serves(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Ctrl-C"):
            return said
    raise AssertionError(f"it did not start:\n{said}")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def test_practice_opens_twice_and_loses_nothing(installation: Installation) -> None:
    with installation.started() as first:
        assert first.status("/static/css/nowhere.css") == 404
        key = (installation.keys / "installation.key").read_bytes()
        assert first.stop() < 20  # gunicorn's own patience with open pages is thirty seconds
    with installation.started() as second:
        assert second.status("/") < 500
        assert (installation.keys / "installation.key").read_bytes() == key


def test_a_house_is_empty_and_is_not_opened_as_practice(installation: Installation) -> None:
    with installation.started("house") as house:
        assert house.status("/") < 500
        house.stop()
    assert "make house" in installation.refused("practice")


def test_a_missing_key_is_refused_and_never_replaced(installation: Installation) -> None:
    with installation.started():
        pass
    (installation.keys / "installation.key").unlink()
    assert "SECOND_TRACK_KEYS" in installation.refused()
    assert not (installation.keys / "installation.key").exists()


def test_the_same_data_is_served_once(installation: Installation) -> None:
    with installation.started():
        assert "already serves" in installation.refused()


def test_a_database_that_does_not_answer_is_said_without_its_password(
    installation: Installation,
) -> None:
    nowhere = "postgresql://house:secret@127.0.0.1:1/house"
    said = installation.refused(DATABASE_URL=nowhere)
    assert "does not answer" in said
    assert "secret" not in said


def test_the_room_is_served_encrypted_and_told_the_fingerprint(installation: Installation) -> None:
    with installation.started(LAN="1", SECOND_TRACK_ADDRESS="https://localhost:0") as room:
        assert re.search(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", room.said)
