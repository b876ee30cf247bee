"""While it runs: noting times, letting the rest move, plan against what was; for the third party only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.accounts.models import Account
from app.kernel import clock as kernel_clock
from app.library.vocabulary import Level
from app.workshops.rules import BlockKind
from app.workshops.rules.running import read_ran
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.held_clock import HeldClock
from tests.support.pages import Page

Signing = Callable[[Account], Browser]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> HeldClock:
    """The first day of the workshop, in Tbilisi (UTC+4), a quarter past nine."""
    stands = HeldClock(datetime(2027, 5, 14, 5, 15, tzinfo=UTC))
    monkeypatch.setattr(kernel_clock, "now", stands.now)
    monkeypatch.setattr(kernel_clock, "today", lambda: stands.moment.date())
    return stands


@pytest.fixture
def house(app: Flask) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


@pytest.fixture
def facilitator(house: House, held: HeldClock, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def running(browser: Browser, house: House, spring: str, **given: object) -> Page:
    return browser.open("running.now", dialogue_id=house.dialogue_id, workshop_id=spring, **given)


def ran(house: House, block: str):
    return read_ran(made.sitting(house, block).ran)


def note(browser: Browser, house: House, block: str, deed: str, *, status: int = 200, **given: str):
    path = browser.address("running.ran", dialogue_id=house.dialogue_id, planned_id=block)
    return browser.post(path, status=status, deed=deed, **given)


def test_one_press_notes_that_it_begins_and_one_that_it_ends(house, spring, facilitator, held):
    block = made.block(house, spring, "Talk", minutes=20)
    page = running(facilitator, house, spring)

    page = facilitator.submit(page, button="Begins now Talk")
    assert "runs since 09:15" in page.text
    assert "15 min late" in page.text
    held.forward(minutes=25)
    page = facilitator.submit(page, button="Ends now Talk")

    assert "was 09:15–09:40" in page.text
    assert "5 min over" in page.text
    assert ran(house, block) == (555, 580, 540, 20)


def test_the_rest_moves_only_when_the_facilitator_lets_it(house, spring, facilitator):
    talk = made.block(house, spring, "Talk")
    made.block(house, spring, "Next", minutes=150)
    made.block(house, spring, kind=BlockKind.MEAL, anchor="13:00")
    page = note(facilitator, house, talk, "correct", began="09:00", ended="10:12")

    assert "Next moves 12 min later." in page.text
    assert "Lunch stays at 13:00; the unfilled time before it loses 12 min." in page.text
    assert "The day ends as planned." in page.text
    assert made.agenda(house, spring)[1] == ("1 10:00", "Next")

    page = facilitator.submit(page, button="Let it move")

    assert made.agenda(house, spring)[1] == ("1 10:12", "Next")
    assert "Let it move" not in page.text
    assert "12 min over" in page.text, "what was planned when it began is still known"


def test_what_was_noted_is_put_right_and_cleared_without_a_trace(house, spring, facilitator):
    block = made.block(house, spring, "Talk")
    page = running(facilitator, house, spring, correct=block)

    page = facilitator.submit(page, button="Put right", began="9.05", ended="0955")
    assert ran(house, block)[:2] == (545, 595)

    note(facilitator, house, block, "correct", began="", ended="")
    assert made.sitting(house, block).ran is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"began": "10:00", "ended": "09:00"}, "It cannot end before it began."),
        ({"began": "25:00", "ended": ""}, "Write a time of day"),
        ({"began": "10:0\x00", "ended": ""}, "NUL"),
    ],
)
def test_what_cannot_be_is_said_and_kept(house, spring, facilitator, typed, sentence):
    block = made.block(house, spring, "Talk")

    page = note(facilitator, house, block, "correct", status=422, **typed)

    assert sentence in page.text
    assert made.sitting(house, block).ran is None


def test_the_night_belongs_to_the_day_before(house, spring, held, signed_in_as):
    block = made.block(house, spring, "Late talk", anchor="23:30", minutes=60)
    held.set(datetime(2027, 5, 14, 20, 40, tzinfo=UTC))
    facilitator = signed_in_as(house.accounts["facilitator"])

    note(facilitator, house, block, "begins")

    assert ran(house, block).began == 24 * 60 + 40
    assert "00:40" in running(facilitator, house, spring, day=1).text


def test_afterwards_plan_and_what_was_lie_side_by_side(house, spring, facilitator):
    block = made.block(house, spring, stage=house.stage("needs_analysis"))
    note(facilitator, house, block, "correct", began="09:10", ended="10:00")

    page = facilitator.open("running.as_it_was", dialogue_id=house.dialogue_id, workshop_id=spring)

    assert "09:00–10:00" in page.text
    assert "09:10–10:00" in page.text
    assert page.text.count("10 min under") == 2, "of the block and of its stage"


def test_nothing_noted_is_said(house, spring, facilitator):
    made.block(house, spring, "Talk")
    page = facilitator.open("running.as_it_was", dialogue_id=house.dialogue_id, workshop_id=spring)
    assert "No times were noted." in page.text


def test_only_the_third_party_sees_what_was(house, spring, facilitator, signed_in_as):
    block = made.block(house, spring, "Talk")
    note(facilitator, house, block, "correct", began="09:13", ended="10:47")
    interpreter = signed_in_as(house.accounts["interpreter"])
    organizer = signed_in_as(house.accounts["organizer"])

    assert "09:13" in running(interpreter, house, spring).text
    assert "Begins now" not in running(interpreter, house, spring).text
    note(interpreter, house, block, "begins", status=404)
    for endpoint in ("running.now", "running.as_it_was"):
        path = organizer.address(endpoint, dialogue_id=house.dialogue_id, workshop_id=spring)
        organizer.get(path, status=404)
    for page in (
        organizer.open("workshops.plan", dialogue_id=house.dialogue_id, workshop_id=spring),
        organizer.open("programmes.programme", dialogue_id=house.dialogue_id, workshop_id=spring),
    ):
        assert "09:13" not in page.text


def test_at_the_desk_one_key_is_enough(house, spring, facilitator):
    block = made.block(house, spring, "Talk")
    page = facilitator.open("room.desk", dialogue_id=house.dialogue_id, sitting_id=block)

    page = facilitator.submit(page, button="Begins now")

    assert page.path.endswith(block)
    assert "09:15–" in page.text
    assert "Ends now" in page.text


def test_at_l0_the_paper_says_nothing_of_what_it_is(app, held, signed_in_as):
    house = made.house(level=Level.L0)
    spring = made.workshop(house)
    made.block(house, spring, "Talk")
    page = signed_in_as(house.accounts["facilitator"]).open(
        "running.as_it_was", dialogue_id=house.dialogue_id, workshop_id=spring
    )
    assert "Needs and fears" not in page.text


def test_a_move_over_somebody_else_s_change_is_refused(house, spring, facilitator):
    talk = made.block(house, spring, "Talk")
    made.block(house, spring, "Next")
    page = note(facilitator, house, talk, "correct", began="09:00", ended="10:12")
    made.block(house, spring, "New")

    page = facilitator.submit(page, button="Let it move", status=409)

    assert "Somebody else changed this workshop" in page.text
    assert made.agenda(house, spring)[1] == ("1 10:00", "Next")
