"""Dates as the sources give them: a year, a month, a day, a span, somewhere between, or not documented.

`1993-03` is no clock time and never becomes the first of March.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

NOT_DOCUMENTED = "n_d"

_MOMENT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100


class BadDate(ValueError):
    """A date that no source could have meant, or that is written in another way than ours."""


class Sense(StrEnum):
    """What is known about the time of something."""

    AT = "at"  # 1993, 1993-03, 1993-03-12
    SPAN = "span"  # 1994-04/1997: from the one to the other
    BETWEEN = "between"  # 1993-03..1993-08: once, somewhere between the two
    SINCE = "since"  # 1971/: begun then, end not documented
    UNTIL = "until"  # /1997: begun before anyone wrote it down
    UNKNOWN = "unknown"  # n_d


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A year, and a month and a day where they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = (
            f"{self.year:04}",
            self.month and f"{self.month:02}",
            self.day and f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class When:
    """A documented time. `earliest` and `latest` enclose it; neither is ever claimed to be it."""

    text: str
    sense: Sense
    first: Moment | None = None
    last: Moment | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def is_documented(self) -> bool:
        return self.sense is not Sense.UNKNOWN

    @property
    def earliest(self) -> date | None:
        """The first day it can have been, None where the source leaves the beginning open."""
        return self.first.earliest if self.first else None

    @property
    def latest(self) -> date | None:
        """The last day it can have been, None where the source leaves the end open."""
        return self.last.latest if self.last else None

    @property
    def order(self) -> tuple[date, date]:
        """A key to sort by; what is not documented comes last."""
        beginning = self.earliest or self.latest or date.max
        return beginning, self.latest or date.max


@lru_cache(maxsize=4096)
def read_when(text: str) -> When:
    """Read a date as seed files write it; anything else is refused, never guessed at."""
    if text == NOT_DOCUMENTED:
        return When(text, Sense.UNKNOWN)
    if ".." in text:
        first, last = text.split("..", 1)
        return _ordered(When(text, Sense.BETWEEN, _moment(first, text), _moment(last, text)))
    if "/" not in text:
        moment = _moment(text, text)
        return When(text, Sense.AT, moment, moment)
    first, last = text.split("/", 1)
    if first and last:
        return _ordered(When(text, Sense.SPAN, _moment(first, text), _moment(last, text)))
    if first:
        return When(text, Sense.SINCE, _moment(first, text), None)
    return When(text, Sense.UNTIL, None, _moment(last, text))


def _moment(part: str, whole: str) -> Moment:
    found = _MOMENT.fullmatch(part)
    if not found:
        raise BadDate(
            f"{whole!r} is not a date we can read: write 1993, 1993-03, 1993-03-12, "
            "1994-04/1997 (a span), 1993-03..1993-08 (some time between), 1971/ (since) or n_d"
        )
    moment = Moment(
        int(found["year"]),
        int(found["month"]) if found["month"] else None,
        int(found["day"]) if found["day"] else None,
    )
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        raise BadDate(f"{whole!r}: the year {moment.year} cannot be right")
    try:
        _ = (moment.earliest, moment.latest)
    except ValueError:
        raise BadDate(f"{whole!r}: there is no such day in the calendar") from None
    return moment


def _ordered(when: When) -> When:
    if when.first and when.last and when.first.earliest > when.last.latest:
        raise BadDate(f"{when.text!r} ends before it begins")
    return when
