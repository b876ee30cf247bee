"""How event_id and noted_id in an address become things of this dialogue."""

from __future__ import annotations

from app.dialogues.access import loads
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import NotHere
from app.safety import policy, queries
from app.safety.models import DayOfNote, EventOutside


@loads("event_id")
def _event(dialogue: Dialogue, seat: Seat, event_id: str) -> EventOutside:
    if not policy.READ.allows(seat):
        raise NotHere
    return queries.event_in(dialogue, event_id)


@loads("noted_id")
def _noted(dialogue: Dialogue, seat: Seat, noted_id: str) -> DayOfNote:
    if not policy.READ.allows(seat):
        raise NotHere
    return queries.day_of_note_in(dialogue, noted_id)
