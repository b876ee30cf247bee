"""Names, stages and titles in one more of a dialogue's languages, so that papers can stand in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Account
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    house = made.house()
    with written():
        house.dialogue.languages = ["en", "ka"]
    return house


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def opened(facilitator: Browser, house: House) -> Page:
    return facilitator.open("rewording.reword", dialogue_id=house.dialogue_id, language="ka")


def test_what_is_written_beside_stands_on_the_papers(facilitator: Browser, house: House) -> None:
    workshop = made.workshop(house)
    block = made.block(house, workshop, "Welcome")
    alike = made.block(house, workshop, "Welcome")
    stage = house.stage("needs_analysis")
    made.block(house, workshop, stage=stage)

    facilitator.submit(
        opened(facilitator, house),
        button="Save",
        status=303,
        **{
            f"block-{block}-text": "მოგესალმებით",
            f"stage-{stage.id}-text": "საჭიროებები",
            f"party-{house.upper.id}-text": "ზემო სარნი",
        },
    )

    paper = facilitator.open(
        "programmes.programme",
        dialogue_id=house.dialogue_id, workshop_id=workshop, first="ka", second="en",
    )  # fmt: skip
    assert paper.text.count("მოგესალმებით Welcome") == 2
    assert "საჭიროებები Needs analysis" in paper.text
    assert house.upper.name.text == "Upper Sarn"
    assert house.upper.name.in_language("ka").text == "ზემო სარნი"
    assert made.sitting(house, alike).title.language == "und"

    facilitator.submit(
        opened(facilitator, house), button="Save", status=303, **{f"block-{block}-text": ""}
    )
    assert made.sitting(house, block).title.languages == ("und",)


def test_what_two_type_at_once_is_lost_for_neither(facilitator: Browser, house: House) -> None:
    drawn = opened(facilitator, house)
    upper, lower = (f"party-{party.id}-text" for party in (house.upper, house.lower))
    facilitator.submit(opened(facilitator, house), button="Save", status=303, **{upper: "ზემო"})

    refused = facilitator.submit(drawn, button="Save", status=409, **{lower: "ქვემო"})

    assert "Somebody changed these words meanwhile" in refused.text
    assert refused.select(f'[name="{lower}"]')[0]["value"] == "ქვემო"
    assert house.upper.name.in_language("ka").text == "ზემო"
    facilitator.submit(refused, button="Save", status=303)
    assert house.upper.name.in_language("ka").text == "ზემო"
    assert house.lower.name.in_language("ka").text == "ქვემო"


def test_too_much_is_told_at_its_field_and_kept(facilitator: Browser, house: House) -> None:
    field = f"party-{house.upper.id}-text"
    refused = facilitator.submit(
        opened(facilitator, house), button="Save", status=422, **{field: "ა" * 201}
    )
    assert refused.errors
    assert refused.select(f'[name="{field}"]')[0]["value"] == "ა" * 201


def test_a_dialogue_in_one_language_has_nothing_to_write_in_another(
    facilitator: Browser, house: House
) -> None:
    with written():
        house.dialogue.languages = []
    assert "Everything that papers carry is written" in opened(facilitator, house).text


def test_only_the_facilitator_writes_them(house: House, signed_in_as: Signing) -> None:
    interpreter = signed_in_as(house.accounts["interpreter"])
    interpreter.get(f"/dialogues/{house.dialogue_id}/papers/words", status=403)
