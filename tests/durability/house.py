"""Starts the served house, writes to it from several people at once, and keeps what was acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.kernel.db import prepare_engine
from tests.support.ports import free_port
from tests.vault.points import Point

ROOT = Path(__file__).parents[2]
WRITERS = 4
PATIENCE_SECONDS = 60
AT_LEAST = 15
"""So much is written before anything happens: on a slow machine a second is not enough to say anything."""


@dataclass
class Acknowledged:
    """What people were told is saved, or taken back."""

    written: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    asked_to_take_back: set[str] = field(default_factory=set)

    @property
    def must_stand(self) -> set[str]:
        return self.written - self.asked_to_take_back


@dataclass
class House:
    """A served house; `die` is kill -9 of the server and its workers."""

    port: int
    process: subprocess.Popen[bytes]

    def die(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, connection: http.client.HTTPConnection, path: str, **fields: str) -> int:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(fields), kind)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def read(self, connection: http.client.HTTPConnection) -> list[str]:
        connection.request("GET", "/points")
        answer = connection.getresponse()
        assert answer.status == 200
        words: list[str] = json.loads(answer.read())
        return words

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)


@contextmanager
def serving(data: Path, keys: Path, *, planted: str = "") -> Iterator[House]:
    port = free_port()
    environment = {
        **os.environ,
        "SECOND_TRACK_DATA": str(data),
        "SECOND_TRACK_KEYS": str(keys),
        "PLANTED_FLAW": planted,
    }
    server = [sys.executable, "-m", "gunicorn", "tests.durability.served:create()"]
    settings = ["-k", "gthread", "--threads", "16", "-b", f"127.0.0.1:{port}"]
    quiet = ["--log-level", "critical", "--no-control-socket"]
    process = subprocess.Popen(
        [*server, *settings, *quiet], cwd=ROOT, env=environment, start_new_session=True
    )
    house = House(port, process)
    try:
        _wait_until_it_answers(house)
        yield house
    finally:
        if process.poll() is None:
            house.die()


def write_until(house: House, seconds: float, acknowledged: Acknowledged, name: str) -> Writing:
    """People write for this long or a little longer, each sending some things twice, and some take words back."""
    before = len(acknowledged.written)
    writing = Writing(house, acknowledged, name)
    time.sleep(seconds)
    until = time.monotonic() + PATIENCE_SECONDS
    while len(acknowledged.written) < before + AT_LEAST and time.monotonic() < until:
        time.sleep(0.01)
    return writing


class Writing:
    def __init__(self, house: House, acknowledged: Acknowledged, name: str) -> None:
        self._house = house
        self._kept = acknowledged
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(f"{name}-{writer}",), daemon=True)
            for writer in range(WRITERS)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Everybody finishes what they are at, and is answered."""
        self._stopped.set()
        self.wait()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)

    def _write(self, name: str) -> None:
        connection = self._house.connection()
        number = 0
        try:
            while not self._stopped.is_set():
                self._write_one(connection, f"{name}-{number}", number)
                number += 1
        except (OSError, http.client.HTTPException):
            return  # the house is gone
        finally:
            connection.close()

    def _write_one(self, connection: http.client.HTTPConnection, token: str, number: int) -> None:
        for _ in range(2 if number % 5 == 0 else 1):
            if self._house.post(connection, "/points", token=token, words=token) != 200:
                raise http.client.HTTPException
        with self._lock:
            self._kept.written.add(token)
        if number % 7 == 3:
            with self._lock:
                self._kept.asked_to_take_back.add(token)
            if self._house.post(connection, "/points/taken-back", token=token) != 200:
                raise http.client.HTTPException
            with self._lock:
                self._kept.taken_back.add(token)


@dataclass(frozen=True)
class Found:
    lost: set[str]
    doubled: set[str]
    come_back: set[str]


def compare(database: Path, acknowledged: Acknowledged) -> Found:
    """Open the database as the next start would, and look for what was promised."""
    engine = create_engine(f"sqlite:///{database}")
    prepare_engine(engine)
    try:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        with Session(engine) as session:
            there = Counter(point.words for point in session.scalars(select(Point)))
    finally:
        engine.dispose()
    return Found(
        lost=acknowledged.must_stand - there.keys(),
        doubled={words for words, times in there.items() if times > 1},
        come_back=acknowledged.taken_back & there.keys(),
    )


def _wait_until_it_answers(house: House) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            with closing(house.connection()) as connection:
                house.read(connection)
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        assert house.process.poll() is None, "the served house did not start"
    raise AssertionError("the served house did not answer")
