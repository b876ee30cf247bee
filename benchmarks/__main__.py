"""`python -m benchmarks [NAME …]`: measures against floors, prints a table, writes `results.json`, and never fails.

A module of this package with a function `rows()` is a benchmark. What cannot be measured on this machine is said and
left out; a missed goal is shown as missed.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import benchmarks
from benchmarks.rows import Row

RESULTS = Path(__file__).with_name("results.json")


def measured(names: list[str]) -> Iterator[Row]:
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if found.name.startswith("_") or (names and found.name not in names):
            continue
        module = importlib.import_module(f"benchmarks.{found.name}")
        if not hasattr(module, "rows"):
            continue
        try:
            yield from module.rows()
        except Exception as trouble:  # one that cannot run must not hide the others
            print(f"not measured: {found.name}: {trouble!r}", file=sys.stderr)


def main(names: list[str]) -> None:
    rows = list(measured(names))
    width = max((len(row.name) for row in rows), default=0)
    print(f"{'':{width}}  {'ours':>10}  {'floor':>10}  {'ratio':>6}  {'goal':>7}")
    for row in rows:
        goal = "" if row.goal is None else f"{'≥' if row.more_is_better else '≤'} {row.goal:g}"
        verdict = {True: "held", False: "MISSED", None: "told"}[row.held]
        print(
            f"{row.name:{width}}  {row.ours:10.4f}  {row.floor:10.4f}  {row.ratio:6.2f}  {goal:>7}  {verdict}"
        )
    told = [
        dataclasses.asdict(row) | {"ratio": round(row.ratio, 3), "held": row.held} for row in rows
    ]
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
