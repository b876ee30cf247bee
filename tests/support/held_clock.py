"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class HeldClock:
    """What `app.kernel.clock` reads instead of the time, in tests that ask for it."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def set(self, moment: datetime) -> Self:
        self.moment = moment
        return self

    def forward(self, **by: float) -> Self:
        """`clock.forward(minutes=31)`."""
        self.moment += timedelta(**by)
        return self

    def now(self, zone: tzinfo | None = None) -> datetime:
        return self.moment.astimezone(zone)
