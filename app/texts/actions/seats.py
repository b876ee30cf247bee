"""What becomes of open askings when a seat stops: its slip replaced, or the seat removed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.dialogues.actions import when_a_seat_stops
from app.dialogues.models import Seat
from app.kernel.db import db
from app.texts.actions.announcing import changed
from app.texts.actions.reading import wipe_marks
from app.texts.actions.releasing import forget_consents
from app.texts.models import Reading, ReadingSeat, Release, ReleaseSeat, Text
from app.texts.rules import ReleaseStanding


@when_a_seat_stops
def begin_asking_anew(seat: Seat) -> None:
    """Open readings and askings that ask this seat begin anew.

    Marks and consents cannot be told apart by seat, so all of that asking are wiped. A seat that is
    removed leaves the roster, and the number asked is counted at closing; one whose slip is replaced
    stays asked.
    """
    for reading in db.session.scalars(
        select(Reading)
        .join(ReadingSeat, ReadingSeat.reading_id == Reading.id)
        .where(ReadingSeat.seat_id == seat.id, Reading.is_open.is_(True))
    ):
        wipe_marks(reading)
        _look_again(reading.text_id)
    for release in db.session.scalars(
        select(Release)
        .join(ReleaseSeat, ReleaseSeat.release_id == Release.id)
        .where(ReleaseSeat.seat_id == seat.id, Release.standing == ReleaseStanding.ASKING)
    ):
        forget_consents(release)
        _look_again(release.text_id)


def _look_again(text_id: str) -> None:
    """Let open pages see that what stood on them was wiped."""
    text = db.session.get_one(Text, text_id)
    flag_modified(text, "standing")
    changed(text)
