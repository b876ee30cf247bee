"""From a documented process to a participant in the room: what a newcomer does first."""

from __future__ import annotations

import pytest

from tests.journeys import arranging
from tests.journeys.conftest import Gathering
from tests.support.served import Served

pytestmark = pytest.mark.browser


def test_a_facilitator_plans_from_the_inter_tajik_dialogue_and_seats_a_participant(
    house: Served, gathering: Gathering
) -> None:
    facilitator = gathering.facilitator(arranging.somebody_of_the_house(house))
    facilitator.opens_the_documented("Inter-Tajik Dialogue")
    facilitator.begins_a_dialogue_from_this(
        "Dialogue of the two banks", "Autumn seminar", ["River people", "Hill people"]
    )
    facilitator.reads("River people", "Hill people", "Inter-Tajik Dialogue")

    code, slip = facilitator.seats_a_participant("Heron", "Hill people")
    assert f"{house.address}/enter" in slip
    sheet = facilitator.looks_at_the_print()
    assert code in sheet
    assert "two banks" not in sheet

    heron = gathering.participant()
    heron.scans_the_slip(f"/enter/{code.lower()}")
    heron.is_told("Nothing is asked of you here now.")
    heron.reads_nothing_of("Dialogue of the two banks")

    somebody_else = gathering.participant()
    somebody_else.goes_to("/enter")
    somebody_else.fills_in(code=code)
    somebody_else.presses("Take my seat")
    somebody_else.is_told(
        "This code opens nothing: it is mistyped, already used, or replaced. Ask for a new slip."
    )
