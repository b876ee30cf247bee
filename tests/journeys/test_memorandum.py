"""From what the room recorded to a memorandum that an organizer takes out, with everybody's consent."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.vocabulary import Kind
from tests.journeys import arranging
from tests.journeys.arranging import HERON, OTTER
from tests.journeys.conftest import Gathering
from tests.support.documents import words_of
from tests.support.served import Served

pytestmark = pytest.mark.browser

TITLE = "On the water of the Sarn"
NEED = "Water in August is a need of both banks."
GAUGE = "A gauge read by both banks could be tried for one summer."
TOO_FAR = "Whoever opens the dam pays for what it breaks."
BETTER = "What a flood breaks could be looked at together, without asking first who pays."
CONCERN = "It leaves unmet our fear of being left alone with the bill."
STATUS = "Participants took part as individuals. This text commits no organisation or government."


def test_a_memorandum_is_read_redrafted_adopted_released_and_taken_out(
    house: Served, gathering: Gathering, tmp_path: Path
) -> None:
    prepared = arranging.dialogue(house, people=("organizer",))
    facilitator = gathering.facilitator(prepared.links["facilitator"])
    heron = gathering.participant(prepared.codes[HERON])
    otter = gathering.participant(prepared.codes[OTTER])
    facilitator.sits_at(prepared.desk_of("joint"))
    facilitator.types_for_the_room("Water in August", kind=Kind.NEED, party="Upper Sarn")

    facilitator.begins_a_memorandum(prepared.dialogue_id, TITLE)
    facilitator.adds_a_paragraph("Common ground", NEED, worked_from=("Water in August",))
    facilitator.adds_a_paragraph("Approaches", GAUGE)
    facilitator.adds_a_paragraph("Recommendations", TOO_FAR)
    facilitator.opens_a_reading()

    heron.opens_the_text(TITLE)
    heron.reads(NEED, GAUGE, TOO_FAR, STATUS)
    heron.marks("adopt", "can_live_with", "adopt")
    otter.opens_the_text(TITLE)
    otter.marks("adopt", "adopt", "concern", concern=CONCERN)
    facilitator.reads_nothing_of(CONCERN)
    facilitator.closes_the_reading()

    facilitator.redrafts(3, BETTER, meeting=CONCERN)
    facilitator.opens_a_reading()
    for person in (heron, otter):
        person.opens_the_text(TITLE)
        person.reads(BETTER)
        person.reads_nothing_of(CONCERN, TOO_FAR)
        person.marks("adopt", "adopt", "adopt")
    facilitator.closes_the_reading()
    facilitator.records_the_adoption()

    organizer = gathering.organizer(prepared.links["organizer"])
    organizer.opens_the_memorandum(prepared.dialogue_id, TITLE)
    organizer.has_nothing_to_take_out()
    facilitator.asks_for_release("The two water boards, by hand")
    heron.consents_to_release(TITLE)
    otter.consents_to_release(TITLE)
    organizer.opens_the_memorandum(prepared.dialogue_id, TITLE)
    organizer.has_nothing_to_take_out()
    facilitator.closes_the_asking()

    organizer.opens_the_memorandum(prepared.dialogue_id, TITLE)
    for format in ("PDF", "DOCX"):
        words = words_of(organizer.takes_out(format, tmp_path))
        for expected in (TITLE, NEED, GAUGE, BETTER, STATUS):
            assert expected in words, f"{format} holds no {expected!r}"
        for never in (TOO_FAR, CONCERN, "Heron", "Upper Sarn", "water boards", "not released"):
            assert never not in words, f"{format} holds {never!r}"
