"""What one change of an agenda did, told backwards: enough to take it back exactly, and to know when that cannot be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Row]

FRAME = ""
"""Under this key the workshop's own row stands among the rows of its blocks."""

ARRANGED_BY = ("day", "position", "lane", "minutes", "anchor")
"""Columns that say where a block stands. One step may rest on all of them, since all starts follow from them."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one state of an agenda to another: what goes, what comes, what changes.

    `sees` is a mark of the state it starts from, as far as it minds it. Taken from any other it would
    overwrite what somebody else did meanwhile.
    """

    sees: str
    gone: tuple[str, ...] = ()
    back: Rows = field(default_factory=dict)
    changed: Rows = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether it leads nowhere."""
        return not (self.gone or self.back or self.changed)


def step_between(here: Rows, there: Rows) -> Step:
    """The step from one state to another."""
    changed = {
        key: differing
        for key, row in there.items()
        if key in here and (differing := _differing(here[key], row))
    }
    return Step(
        sees=_mark(here, changed),
        gone=tuple(key for key in here if key not in there),
        back={key: dict(row) for key, row in there.items() if key not in here},
        changed=changed,
    )


def can_be_taken(step: Step, here: Rows) -> bool:
    """Whether the agenda still stands as the step expects it."""
    return all(key in here for key in step.changed) and step.sees == _mark(here, step.changed)


def taken(step: Step, here: Rows) -> dict[str, Row]:
    """The state to which a step leads."""
    kept = {
        key: {**row, **step.changed.get(key, {})}
        for key, row in here.items()
        if key not in step.gone
    }
    return kept | {key: dict(row) for key, row in step.back.items()}


def _differing(before: Row, after: Row) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}


def _mark(rows: Rows, minded: Rows) -> str:
    """Where every block stands, and what stands in the columns that the step would write."""
    seen = [
        (key, [row.get(name) for name in (*ARRANGED_BY, *sorted(minded.get(key, ())))])
        for key, row in sorted(rows.items())
    ]
    return sha256(json.dumps(seen).encode()).hexdigest()[:32]
