"""A PostgreSQL for tests: the one given by TEST_DATABASE_URL, else the machine's own, in a temporary directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

NOBODY = 65534
CURE = "install Debian's `postgresql`, or set TEST_DATABASE_URL"


class NoPostgreSQL(RuntimeError):
    """This machine has none; the text says what would cure it."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases may be made and dropped."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield _for_psycopg(given)
        return
    programs = _programs()
    directory = Path(tempfile.mkdtemp(prefix="second-track-postgresql-"))
    as_root = os.getuid() == 0
    if as_root:
        os.chown(directory, NOBODY, NOBODY)
    before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    run_as = before if as_root else []
    cluster = directory / "cluster"
    options = (
        f"-k {directory} -c listen_addresses='' -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c max_connections=60"
    )

    def run(*command: str) -> None:
        subprocess.run([*run_as, *command], check=True, cwd=directory, stdout=subprocess.DEVNULL)

    try:
        run(
            str(programs / "initdb"), "-D", str(cluster), "-U", "tests", "-A", "trust",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        run(
            str(programs / "pg_ctl"), "-D", str(cluster), "-w",
            "-l", str(directory / "log"), "-o", options, "start",
        )  # fmt: skip
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={directory}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(cluster), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """An empty database of this name on the server, gone afterwards."""
    plain = server_url.replace("+psycopg", "", 1)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    before, _, after = server_url.partition("?")
    address = before.rpartition("/")[0] + f"/{name}" + (f"?{after}" if after else "")
    try:
        yield address
    finally:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _programs() -> Path:
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    for directory in (*reversed(installed), Path(shutil.which("initdb") or "/").parent):
        if (directory / "initdb").exists() and (directory / "pg_ctl").exists():
            return directory
    raise NoPostgreSQL(f"no PostgreSQL on this machine: {CURE}")


def _for_psycopg(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
