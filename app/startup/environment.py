"""Makes `.venv` from the lock files. Runs before anything is installed, so it uses the standard library only.

Started as a file (`python3 -I app/startup/environment.py`), by whatever Python the machine has: even an old
one must get far enough to say what is missing.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "second-track.json"
OLDEST = (3, 11)
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}


class Refusal(SystemExit):
    """The machine lacks something; the text says what to do about it."""

    def __init__(self, sentence: str) -> None:
        print(f"\n{sentence}\n", file=sys.stderr)
        super().__init__(2)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Say what is being done, and afterwards how long it took."""
    print(f"  · {doing} …", flush=True)
    began = time.monotonic()
    yield
    print(f"    done in {time.monotonic() - began:.1f} s", flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Two starts at the same time take turns instead of installing over each other."""
    try:
        (ROOT / "var").mkdir(exist_ok=True)
        turn = (ROOT / "var" / "installing.lock").open("w")
    except OSError as refused:
        raise Refusal(
            f"{ROOT} cannot be written to ({refused.strerror}). Second Track installs itself beside its "
            "own files: put it where you may write, or start it as the owner of that directory."
        ) from None
    with turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=sorted(LOCKS), nargs="?", default="run")
    purpose = parser.parse_args().purpose
    use_a_new_enough_python()
    with alone():
        if is_current(purpose):
            return
        print("Preparing the environment (the first time takes a minute):", flush=True)
        if not is_usable():
            make_empty_environment()
        install(ROOT / LOCKS[purpose])
        write_stamp(purpose)


def use_a_new_enough_python() -> None:
    """Go on under a newer Python of this machine where the default one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, "-I", *sys.argv])  # noqa: S606  # the same file, another interpreter
    raise Refusal(
        f"Second Track needs Python 3.11 or newer; this is Python {sys.version.split()[0]}. "
        "Install a newer one, or name it: make run PYTHON=/path/to/python3.11"
    )


def is_usable() -> bool:
    """Whether `.venv` runs; one that was moved or whose Python was removed does not."""
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import sys, pip; raise SystemExit(sys.version_info < (3, 11))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def make_empty_environment() -> None:
    try:
        importlib.import_module("ensurepip")
    except ImportError:
        raise Refusal(
            "This Python cannot make an environment (it lacks ensurepip). On Debian and Ubuntu: "
            "sudo apt install python3-venv, then start again."
        ) from None
    with step("making .venv"):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise Refusal(
                "The environment could not be made:\n"
                + (made.stdout + made.stderr).strip()
                + "\nOn Debian and Ubuntu, sudo apt install python3-venv often cures it."
            )


def install(lock: Path) -> None:
    """Install by uv, which pip installs; by pip alone where uv does not come or does not get through."""
    with step(f"installing what {lock.name} names, each checked by its hash"):
        by_pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                  "--no-input", "--require-hashes", "-r"]  # fmt: skip
        uv = ENVIRONMENT / "bin" / "uv"
        if not uv.exists():
            subprocess.run(
                [*by_pip, str(ROOT / "requirements-uv.lock")], capture_output=True, check=False
            )
        if uv.exists():
            by_uv = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes",
                     "-r", str(lock)]  # fmt: skip
            if subprocess.run(by_uv, capture_output=True, check=False).returncode == 0:
                return
            print("    uv did not get through; pip takes over (slower)", flush=True)
        done = subprocess.run([*by_pip, str(lock)], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Refusal(
                done.stderr.strip()
                + "\n\nThe packages could not be installed. The first start needs the "
                "package index (a connection or a mirror set up for pip); later starts need no network."
            )


def fingerprint(purpose: str) -> str:
    return hashlib.sha256((ROOT / LOCKS[purpose]).read_bytes()).hexdigest()


def is_current(purpose: str) -> bool:
    """Whether the lock was installed already; what testing needs includes what running needs."""
    try:
        stamped = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    installed = stamped.get(purpose) == fingerprint(purpose) or (
        purpose == "run" and stamped.get("includes-run") == fingerprint("run")
    )
    return installed and is_usable()


def write_stamp(purpose: str) -> None:
    stamp = {purpose: fingerprint(purpose)}
    if purpose == "test":
        stamp["includes-run"] = fingerprint("run")
    STAMP.write_text(json.dumps(stamp))


if __name__ == "__main__":
    main()
