"""Finding words in the library against a bare Flask view that reads the same rows and renders the same template.

What a person waits for is told in milliseconds of work, database included, beside a goal of a hundred: time on the
wall would measure what else the machine does.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from flask import Flask

from benchmarks.pages import ROUNDS, answer, bare_view_of, house, nothing_but, per_second
from benchmarks.rows import Row

QUESTIONS = {
    "a name": "/library/search?q=inter-tajik+dialogue",
    "a word everywhere": "/library/search?q=the",
    "twelve words everywhere": "/library/search?q=the+of+and+in+a+to+is+that+with+for+by+on",
    "a slip of the pen": "/library/search?q=kellman+worksop",
}
GOAL_MS = 100.0


def rows() -> Iterator[Row]:
    """On one thread, the server left out on both sides."""
    with tempfile.TemporaryDirectory() as place, house(Path(place)) as (app, cookie):
        for name, path in QUESTIONS.items():
            yield Row(
                name=f"finding {name}, ms of work (floor: the goal itself)",
                ours=milliseconds(app, path, cookie),
                floor=GOAL_MS,
                goal=1.0,
                more_is_better=False,
            )
        path = QUESTIONS["a name"]
        bare = bare_view_of(app, path, cookie)
        pairs = []
        for _ in range(ROUNDS):
            ours = per_second(app, path, cookie)
            with nothing_but(app, path.partition("?")[0], bare):
                pairs.append((ours, per_second(app, path, cookie)))
        yield Row(
            name="finding a name, pages/s: a bare view, same rows, same template",
            ours=median(ours for ours, _ in pairs),
            floor=median(floor for _, floor in pairs),
            goal=0.5,
            more_is_better=True,
        )


def milliseconds(app: Flask, path: str, cookie: str) -> float:
    answer(app, path, cookie)
    taken = []
    for _ in range(25):
        began = time.process_time()
        answer(app, path, cookie)
        taken.append((time.process_time() - began) * 1000)
    return median(taken)
