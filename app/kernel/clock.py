"""The only place that reads the time, so that tests can hold it still."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in UTC; what is kept of an act is a day, never a moment (design §3, journal)."""
    return now().date()
