"""Advice beside a plan, as the facilitator meets it, sets it aside, and hears it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from app.accounts.models import Account
from app.preparation.actions import Noted, note_seat
from app.safety.actions import note_day
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]

EARLY = (
    "Joint thinking about possible solutions comes before both sides' needs and fears are heard."
)


@pytest.fixture
def house(app: Flask) -> House:
    library.load()
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    with written():
        note_day(house.dialogue, date(1990, 3, 9), "Day of mourning", house.upper, every_year=True)
    workshop_id = made.workshop(house, begins_on=date(2026, 3, 9))
    made.block(house, workshop_id, "Ideas", stage=house.stage("joint_thinking"), minutes=90)
    return workshop_id


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def plan(browser: Browser, house: House, workshop_id: str) -> Page:
    return browser.open("workshops.plan", dialogue_id=house.dialogue_id, workshop_id=workshop_id)


def set_aside(browser: Browser, page: Page, remark: str) -> Page:
    """Press the button of this remark: it belongs to the form beside the list."""
    (pressed,) = [each for each in page.select("button[form=set-aside]") if remark in each.text]
    return browser.post(page.path + "advice/set-aside", key=str(pressed["value"]))


def remarks(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.select(".agenda-advice summary")]


def test_advice_stands_beside_the_plan_with_its_reason_and_its_source(
    facilitator: Browser, house: House, spring: str
) -> None:
    page = plan(facilitator, house, spring)
    assert EARLY in remarks(page)
    assert "Day 1 is Day of mourning (Upper Sarn)." in remarks(page)
    (early,) = [each for each in page.select(".agenda-advice details") if EARLY in each.text]
    assert "the other side has shown that it understood them" in early.text
    assert "Kelman" in early.text
    (to_block,) = early.select("a")
    assert page.select(f"{to_block['href']}")


def test_what_no_publication_says_tells_on_what_it_rests(
    facilitator: Browser, house: House, spring: str
) -> None:
    page = plan(facilitator, house, spring)
    for each in page.select(".agenda-advice details"):
        said = each.select("summary")[0].get_text()
        rests_on = each.select("p.fine")
        assert rests_on, said
        if "in no workshop of this dialogue yet" in said or "typical time" in said:
            assert each.select("a[href^='/library/methods/']"), said
        if "one seat" in said:
            assert "the advice of this program" in rests_on[0].get_text()


def test_what_is_set_aside_is_silent_until_it_is_brought_back(
    facilitator: Browser, house: House, spring: str
) -> None:
    page = plan(facilitator, house, spring)
    page = set_aside(facilitator, page, EARLY)
    assert EARLY not in remarks(page)
    assert "Day 1 is Day of mourning (Upper Sarn)." in remarks(page)
    page = facilitator.submit(page, button="Bring back what was set aside")
    assert EARLY in remarks(page)


def test_setting_advice_aside_is_no_change_of_the_plan_for_who_works_on_it(
    facilitator: Browser, house: House, spring: str
) -> None:
    page = plan(facilitator, house, spring)
    set_aside(facilitator, page, EARLY)
    saved = facilitator.submit(page, action=page.path, button="Save the times")
    assert "Somebody else was faster" not in saved.text


def test_a_plan_that_another_workshop_prepared_is_not_told_of_it(
    facilitator: Browser, house: House, spring: str
) -> None:
    later = made.workshop(house)
    made.block(house, later, "More ideas", stage=house.stage("joint_thinking"), minutes=90)
    assert EARLY in remarks(plan(facilitator, house, later))
    made.block(house, spring, "Needs", stage=house.stage("needs_analysis"), minutes=90)
    assert EARLY not in remarks(plan(facilitator, house, later))


def test_a_party_whose_noted_languages_are_none_of_the_dialogue_s_is_named(
    facilitator: Browser, house: House, spring: str
) -> None:
    with written():
        note_seat(house.dialogue, house.seat("heron"), Noted(languages=["ka-GE"]), seen_version=0)
    found = "Nobody of Upper Sarn has a language of this dialogue."
    assert found in remarks(plan(facilitator, house, spring))
    with written():
        house.dialogue.languages = ["en", "ka"]
    assert found not in remarks(plan(facilitator, house, spring))


def test_organizers_read_the_plan_without_advice(
    house: House, spring: str, signed_in_as: Signing
) -> None:
    organizer = signed_in_as(house.accounts["organizer"])
    assert not plan(organizer, house, spring).select(".agenda-advice")


def test_an_interpreter_reads_advice_and_sets_nothing_aside(
    house: House, spring: str, signed_in_as: Signing
) -> None:
    interpreter = signed_in_as(house.accounts["interpreter"])
    page = plan(interpreter, house, spring)
    assert EARLY in remarks(page)
    assert not page.select("#set-aside")
