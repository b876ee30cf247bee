"""A fresh clone: how long it takes until it answers, and until everything is tested. As long as `make test` itself."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Row
from benchmarks.server import ROOT, own_place, served


def rows() -> Iterator[Row]:
    if shutil.which("git") and (ROOT / ".git").exists():
        yield first_start()
        yield whole_suite()


def first_start() -> Row:
    """`make run` on a fresh clone, until it answers; the floor only installs, in the same way."""
    with tempfile.TemporaryDirectory() as folder:
        clones = [Path(folder) / name for name in ("floor", "ours")]
        for clone in clones:
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        began = time.perf_counter()
        subprocess.run(["make", "ready"], cwd=clones[0], check=True, capture_output=True)
        floor = time.perf_counter() - began
        began = time.perf_counter()
        with served(["make", "run"], clones[1], own_place(Path(folder) / "house")):
            ours = time.perf_counter() - began
    return Row(
        name="make run on a fresh clone, s: the installing alone", ours=ours, floor=floor, goal=2
    )


def whole_suite() -> Row:
    """`make test` on a fresh clone, both databases, installing included; the floor installs and only collects."""
    with tempfile.TemporaryDirectory() as folder:
        clones = [Path(folder) / name for name in ("floor", "ours")]
        seconds = []
        for clone, given in zip(clones, (["ARGS=--collect-only --quiet"], []), strict=True):
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
            began = time.perf_counter()
            # What fails there is said by the tests themselves; here only the time is taken.
            subprocess.run(["make", "test", *given], cwd=clone, check=False, capture_output=True)
            seconds.append(time.perf_counter() - began)
    floor, ours = seconds
    return Row(
        name="make test on a fresh clone, s: installing and collecting",
        ours=ours,
        floor=floor,
        goal=20,
    )
