"""The shape of a measurement: ours beside a floor that does the same outward work, and the ratio that is allowed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`goal` is the highest ratio of ours to the floor; where `more_is_better` (throughput), the lowest.

    Without a goal the ratio is only told.
    """

    name: str
    ours: float
    floor: float
    goal: float | None
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def held(self) -> bool | None:
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.more_is_better else self.ratio <= self.goal
