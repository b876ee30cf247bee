"""How the ids of workshops, blocks, rooms and templates in an address become things this seat may know of."""

from __future__ import annotations

from app.dialogues.access import loads
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import NotHere
from app.workshops import policy, queries
from app.workshops.models import HouseTemplate, Sitting, Workshop
from app.workshops.queries.sources import template_by_id


@loads("workshop_id")
def _workshop(dialogue: Dialogue, _seat: Seat, workshop_id: str) -> Workshop:
    return queries.workshop_in(dialogue, workshop_id)


@loads("planned_id")
def _planned(dialogue: Dialogue, seat: Seat, planned_id: str) -> Sitting:
    """A block of the plan, for the third party: that it is scheduled, not what is said in it."""
    if not policy.READ_WHOLE_PLAN.allows(seat):
        raise NotHere
    return queries.planned_in(dialogue, planned_id)


@loads("sitting_id")
def _sitting(_dialogue: Dialogue, seat: Seat, sitting_id: str) -> Sitting:
    """A sitting whose room this seat belongs to: the one door from an address to what is held there."""
    return queries.sitting_for(seat, sitting_id)


@loads("template_id")
def _template(_dialogue: Dialogue, _seat: Seat, template_id: str) -> HouseTemplate:
    """A template belongs to the house, not to a dialogue: every address that names one asks for planning."""
    return template_by_id(template_id)


@loads("apart_id")
def _apart(_dialogue: Dialogue, seat: Seat, apart_id: str) -> Sitting:
    """A party's own session whose room this seat belongs to."""
    sitting = queries.sitting_for(seat, apart_id)
    if sitting.audience.party_id is None:
        raise NotHere
    return sitting
