"""While a workshop runs: noting when a block began and ended, and letting the rest move when the facilitator says so.

A time that was really kept is evidence of where people were. It is sealed, without a date, for the
third party only; nothing announces it, and clearing it leaves nothing (design §1.2, threats §0).
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import say
from app.workshops import queries
from app.workshops.actions import _changed, _still
from app.workshops.models import Sitting, Workshop
from app.workshops.rules.running import (
    NOT_YET,
    Ran,
    ended_after,
    minutes_on_the_day,
    read_ran,
    shift_of,
)


class EndsBeforeItBegan(DomainError):
    """The two times cannot both be."""


class NothingToMove(DomainError):
    """The plan stands as it would stand."""


def wall_now(zone: str) -> int:
    """Minutes after midnight that the clock on the wall of that place shows."""
    there: datetime = clock.now().astimezone(ZoneInfo(zone))
    return there.hour * 60 + there.minute


def begins_now(workshop: Workshop, sitting: Sitting) -> None:
    """It begins. What was noted of an end is no longer so."""
    ran = _as_planned(workshop, sitting)
    _note(sitting, ran._replace(began=_now(workshop), ended=None))


def ends_now(workshop: Workshop, sitting: Sitting) -> None:
    """It ends. One whose beginning nobody noted began when it was planned."""
    ran = _as_planned(workshop, sitting)
    now = _now(workshop)
    began = ran.began if ran.began is not None else min(ran.planned or now, now)
    _note(sitting, ran._replace(began=began, ended=max(now, began)))


def correct(workshop: Workshop, sitting: Sitting, began: int | None, ended: int | None) -> None:
    """Write down the times as they really were. Both empty is nothing noted."""
    began, ended = (None if wall is None else minutes_on_the_day(wall) for wall in (began, ended))
    if not ended_after(began, ended):
        raise EndsBeforeItBegan(
            say("It cannot end before it began. Times before 05:00 are of the night after.")
        )
    if began is None and ended is None:
        _note(sitting, NOT_YET)
        return
    _note(sitting, _as_planned(workshop, sitting)._replace(began=began, ended=ended))


def let_move(workshop: Workshop, sitting: Sitting, *, seen_version: int) -> None:
    """Let the rest of the day follow what this block really took: its length in the plan becomes that."""
    _still(workshop, seen_version)
    agenda = queries.timed(workshop, queries.sittings_of(workshop))
    day, _placed = agenda.find(sitting.id)
    ends = real_end(workshop, read_ran(sitting.ran))
    shift = (
        shift_of(
            day, sitting.id, day.clock.elapsed(ends), workshop.day_starts[day.day], workshop.zone
        )
        if ends is not None
        else None
    )
    if shift is None:
        raise NothingToMove(say("Nothing would move: the plan stands so already."))
    sitting.minutes += shift.minutes
    _changed(workshop)


def real_end(workshop: Workshop, ran: Ran) -> int | None:
    """When it ended, or the present time while it runs."""
    return ran.ended if ran.ended is not None or ran.began is None else _now(workshop)


def _now(workshop: Workshop) -> int:
    return minutes_on_the_day(wall_now(workshop.zone))


def _as_planned(workshop: Workshop, sitting: Sitting) -> Ran:
    """What is noted, with how the block stands in the plan now if nothing was noted before."""
    ran = read_ran(sitting.ran)
    if ran.planned is not None:
        return ran
    agenda = queries.timed(workshop, queries.sittings_of(workshop))
    day, placed = agenda.find(sitting.id)
    return ran._replace(planned=day.clock.wall(placed.starts), minutes=sitting.minutes)


def _note(sitting: Sitting, ran: Ran) -> None:
    sitting.ran = None if ran == NOT_YET else list(ran)
    db.session.flush()
