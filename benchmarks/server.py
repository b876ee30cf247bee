"""The served house: what it weighs at rest, and how long it takes to stand."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
A_WORKER = """
import runpy
server = runpy.run_path("app/startup/gunicorn_settings.py")
server["post_fork"](None, None)
from app.startup.served import application
application()
server["post_worker_init"](None)
"""


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
    """What a worker does before it serves, against the bare import of what it depends on; neither tidies up at its end.

    Both as in an installed program, of which Python has written the bytecode: a round before the measured ones
    writes it, for both. In seconds of the processor, the fewest of several rounds, since others use the machine.
    """
    surroundings = own_place(place) | {"PYTHONPYCACHEPREFIX": str(place / "bytecode")}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    _writing, *rounds = [
        (seconds_of(A_WORKER, surroundings), seconds_of(DEPENDENCIES, surroundings))
        for _ in range(1 + ROUNDS)
    ]
    return Row(
        name="start-up, processor s: the bare import of its dependencies",
        ours=min(ours for ours, _ in rounds),
        floor=min(floor for _, floor in rounds),
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
    """Seconds of the processor that a Python with nothing but this to do needs, from its start until it is done."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code += "\nimport os; os._exit(0)"  # a server's worker does not end when it has started
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=surroundings, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
