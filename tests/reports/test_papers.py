"""Run sheet and programme as files: what stands in them, and who may fetch them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask

from app.accounts.models import Account
from app.library.vocabulary import Level
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    return made.house()


def fetched(browser: Browser, house: House, workshop_id: str, name: str) -> bytes:
    response = browser.client.get(f"/dialogues/{house.dialogue_id}/workshops/{workshop_id}/{name}")
    assert response.status_code == 200, name
    assert response.headers["Cache-Control"] == "no-store"
    return response.data


def read(document: bytes) -> str:
    found = docx.Document(BytesIO(document))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*[paragraph.text for paragraph in found.paragraphs], *cells])


def test_the_run_sheet_has_rooms_questions_and_private_notes(house, signed_in_as):
    spring = made.workshop(house)
    made.party_room(house, spring, house.upper, "Upper alone", place="East room")
    made.block(house, spring, stage=house.stage("needs_analysis"), private_notes=made.NOTES)
    facilitator = signed_in_as(house.accounts["facilitator"])

    text = read(fetched(facilitator, house, spring, "run-sheet.docx"))

    for expected in (
        "Needs and fears", made.NOTES, "Upper Sarn (Facilitator) · East room", made.VENUE,
        "– What are they most afraid of, and why?", "09:00–10:00",
    ):  # fmt: skip
        assert expected in text


def test_the_programme_has_neither_notes_nor_rooms_apart(house, signed_in_as):
    spring = made.workshop(house)
    made.party_room(house, spring, house.upper, "Upper alone", private_notes=made.NOTES)
    made.block(house, spring, "Joint", private_notes=made.NOTES)
    organizer = signed_in_as(house.accounts["organizer"])

    text = read(fetched(organizer, house, spring, "programme.docx"))

    assert made.SPRING in text
    assert "Joint" in text
    for hidden in ("Upper", made.NOTES, made.VENUE, "Sarn", "Needs and fears"):
        assert hidden not in text


def test_papers_carry_a_second_zone_when_asked_for(house, signed_in_as):
    spring = made.workshop(house)
    made.block(house, spring, "First", minutes=60)
    facilitator = signed_in_as(house.accounts["facilitator"])
    for name in ("papers.run_sheet", "papers.programme"):
        address = facilitator.address(
            name,
            dialogue_id=house.dialogue_id,
            workshop_id=spring,
            format="docx",
            zone="Europe/Vienna",
        )
        assert "07:00–08:00" in read(facilitator.client.get(address).data)


def test_at_the_strictest_level_papers_name_neither_parties_nor_place(app, signed_in_as):
    house = made.house(level=Level.L0)
    spring = made.workshop(house)
    made.party_room(house, spring, house.upper, "Alone")
    facilitator = signed_in_as(house.accounts["facilitator"])

    for name in ("run-sheet.docx", "programme.docx"):
        text = read(fetched(facilitator, house, spring, name))
        assert made.SPRING in text
        for hidden in ("Sarn", made.VENUE, "Needs and fears"):
            assert hidden not in text


@pytest.mark.parametrize("paper", ["run-sheet", "programme"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_paper_twice_is_the_same_bytes(house, signed_in_as, paper, form):
    spring = made.workshop(house)
    made.laid_out(house, spring)
    facilitator = signed_in_as(house.accounts["facilitator"])

    first, second = (fetched(facilitator, house, spring, f"{paper}.{form}") for _ in range(2))

    assert first == second


def test_papers_are_fetched_by_those_they_are_for(house, signed_in_as):
    spring = made.workshop(house)
    organizer = signed_in_as(house.accounts["organizer"])
    base = f"/dialogues/{house.dialogue_id}/workshops/{spring}"

    organizer.get(f"{base}/run-sheet.pdf", status=404)
    organizer.get(f"{base}/programme.pdf?party={house.upper.id}", status=404)
    organizer.get(f"{base}/programme.xls", status=404)
    signed_in_as(house.accounts["facilitator"]).get(f"{base}/run-sheet.csv", status=404)
