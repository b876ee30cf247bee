"""The served house: what it weighs at rest, and how long it takes to stand."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.rows import Row

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
MOST_MEGABYTES = 120
PATIENCE_SECONDS = 300

BARE = "import flask; application = flask.Flask('bare'); application.add_url_rule('/', view_func=lambda: 'here')"
DEPENDENCIES = (
    "import argon2, babel, cryptography.hazmat.primitives.ciphers.aead, flask, flask_babel, "
    "flask_limiter, flask_login, flask_sqlalchemy_lite, flask_wtf, icalendar, pyotp, segno, sqlalchemy.orm, "
    "wtforms, yaml, gunicorn.glogging"
)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours, floor = weight_at_rest(place), weight_of_a_bare_server(place)
        yield Row(
            name=f"at rest, MB: a bare Flask in the same server (goal: {MOST_MEGABYTES} MB)",
            ours=ours,
            floor=floor,
            goal=round(MOST_MEGABYTES / floor, 2),
        )
        yield start_up(place)


def start_up(place: Path) -> Row:
    """The application made from nothing, against the bare import of what it depends on."""
    surroundings = own_place(place)
    pairs = [
        (seconds_of("from app import create_app; create_app(commands=False)", surroundings),
         seconds_of(DEPENDENCIES, surroundings))
        for _ in range(ROUNDS)
    ]  # fmt: skip
    return Row(
        name="start-up, s: the bare import of its dependencies",
        ours=median(ours for ours, _ in pairs),
        floor=median(floor for _, floor in pairs),
        goal=1.5,
    )


def weight_at_rest(place: Path) -> float:
    command = [sys.executable, "-m", "app.startup", "practice"]
    with served(command, ROOT, own_place(place)) as process:
        return megabytes(process.pid)


def weight_of_a_bare_server(place: Path) -> float:
    (place / "bare.py").write_text(BARE)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--worker-class=gthread", "--threads=96",
               "--no-control-socket", f"--bind=127.0.0.1:{port}", "bare:application"]  # fmt: skip
    with served(command, place, {**os.environ, "PORT": str(port)}) as process:
        return megabytes(process.pid)


@contextmanager
def served(
    command: list[str], folder: Path, surroundings: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command until it answers on its port, and end it with all it started."""
    process = subprocess.Popen(
        command, cwd=folder, env=surroundings, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for_an_answer(process, int(surroundings["PORT"]))
        yield process
    finally:
        os.killpg(process.pid, 15)
        process.wait(PATIENCE_SECONDS)


def wait_for_an_answer(process: subprocess.Popen[bytes], port: int) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"it ended with {process.returncode} before it answered")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as asked:
                asked.sendall(b"GET / HTTP/1.0\r\n\r\n")
                if asked.recv(1):
                    return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError


def megabytes(pid: int) -> float:
    """Proportional memory of a process and all its children: what the machine would have back."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = next(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )
    return own / 1024 + sum(megabytes(int(child)) for child in children)


def own_place(place: Path) -> dict[str, str]:
    """Surroundings with data, keys and a port of their own."""
    theirs = {"DATABASE_URL", "HOST", "LAN"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in theirs and not name.startswith("SECOND_TRACK_")
    }
    own = {
        "SECOND_TRACK_DATA": place / "data",
        "SECOND_TRACK_KEYS": place / "keys",
        "PORT": free_port(),
    }
    return kept | {name: str(value) for name, value in own.items()}


def seconds_of(code: str, surroundings: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=surroundings, check=True)
    return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
