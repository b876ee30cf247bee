"""Whatever a plan was taken over from, it can be taken back while the page is open; words are never taken away."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Account
from app.contributions import actions as contributions
from app.contributions.models import Contribution
from app.dialogues import actions as dialogues
from app.dialogues.rules import Role
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.library.vocabulary import Kind
from app.workshops import queries
from app.workshops.actions import steps
from app.workshops.rules import BlockKind
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]
LINES = "day;minutes;kind;title\n1;45;session;From the file\n2;60;meal;\n"


@pytest.fixture
def house(app: Flask) -> House:
    library.load()
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    spring = made.workshop(house)
    made.block(house, spring, "Stands", private_notes=made.NOTES, anchor="09:30")
    made.party_room(house, spring, house.upper, "Upper alone")
    made.party_room(house, spring, house.lower, "Lower alone")
    return spring


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def rows(house: House, spring: str):
    """Every planned column; a room that was forgotten and made again has another id."""
    found = steps._rows(made.workshop_of(house, spring))
    return {
        key: {name: value for name, value in row.items() if name != "audience_id"}
        for key, row in found.items()
    }


def titles(house: House, spring: str) -> list[str]:
    return [title for _, title in made.agenda(house, spring)]


def write_in(house: House, block: str, words: str = "The mill stands still") -> None:
    with written():
        contributions.type_for_room(
            made.sitting(house, block),
            contributions.Typed(words, Kind.NEED, None, "en", new_id()),
        )


def recorded_in(block: str) -> int:
    found = select(func.count()).select_from(Contribution).where(Contribution.sitting_id == block)
    return db.session.scalar(found) or 0


def blocks(house: House, spring: str) -> dict[str, str]:
    return {
        each.title.text: each.id for each in queries.sittings_of(made.workshop_of(house, spring))
    }


# Every way in which a plan is taken over


def by_csv(browser: Browser, house: House, spring: str) -> Page:
    page = browser.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)
    return browser.submit(page, button="Bring it in", words=LINES, replace="y")


def by_json(browser: Browser, house: House, spring: str) -> Page:
    told = {"days": [{"day_begins": "08:00", "blocks": [{"kind": "meal", "minutes": 60}]}]}
    page = browser.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)
    fields = dict(page.form(with_fields={"words"}).fields)
    content = io.BytesIO(json.dumps(told).encode())
    return browser.post(page.path, **{**fields, "replace": "y", "file": (content, "agenda.json")})


def by_template(browser: Browser, house: House, spring: str) -> Page:
    browser.submit(choose(browser, house, planned(house)), action="/keep", name="Two days")
    return browser.submit(choose(browser, house, spring), action="/from-template", replace="y")


def by_earlier(browser: Browser, house: House, spring: str) -> Page:
    earlier = planned(house)
    return browser.submit(
        choose(browser, house, spring), action="/earlier", earlier=earlier, replace="y"
    )


def by_earlier_of_another_dialogue(browser: Browser, house: House, spring: str) -> Page:
    other = made.house()
    with written():
        dialogues.seat_account(
            other.dialogue, house.accounts["facilitator"], Role.FACILITATOR, "Guest"
        )
    earlier = planned(other)
    return browser.submit(
        choose(browser, house, spring), action="/earlier", earlier=earlier, replace="y"
    )


def by_documented(browser: Browser, house: House, spring: str) -> Page:
    page = browser.open("sources.documented", dialogue_id=house.dialogue_id, workshop_id=spring)
    page = browser.click(
        page, "Kelman's Israeli–Palestinian workshops: The usual one-time workshop"
    )
    return browser.submit(page, button="Plan it in this order", replace="y")


def by_method(browser: Browser, house: House, spring: str) -> Page:
    page = browser.open("workshops.lay_out", dialogue_id=house.dialogue_id, workshop_id=spring)
    return browser.submit(page, button="Lay out", replace="y")


def by_interpretation(browser: Browser, house: House, spring: str) -> Page:
    page = browser.open("workshops.edit", dialogue_id=house.dialogue_id, workshop_id=spring)
    return browser.submit(page, button="Twice the time for all of them")


def choose(browser: Browser, house: House, spring: str) -> Page:
    return browser.open("sources.choose", dialogue_id=house.dialogue_id, workshop_id=spring)


def planned(house: House) -> str:
    autumn = made.workshop(house, day_starts=["10:00"])
    made.block(house, autumn, "Other", purpose="To hear")
    made.party_room(house, autumn, house.upper, "Apart")
    made.block(house, autumn, kind=BlockKind.MEAL, anchor="13:00")
    return autumn


ways = pytest.mark.parametrize(
    "take_over",
    [
        by_csv, by_json, by_template, by_earlier, by_earlier_of_another_dialogue, by_documented,
        by_method, by_interpretation,
    ],
)  # fmt: skip


@ways
def test_what_was_taken_over_is_taken_back_exactly_and_made_again(
    house, spring, facilitator, take_over
):
    before = rows(house, spring)
    page = take_over(facilitator, house, spring)
    after = rows(house, spring)
    assert after != before

    page = facilitator.submit(page, button="Take back")
    assert rows(house, spring) == before
    page = facilitator.submit(page, button="Do again")
    assert rows(house, spring) == after
    facilitator.submit(page, button="Take back")
    assert rows(house, spring) == before


@ways
def test_it_is_not_taken_back_over_what_somebody_else_did_since(
    house, spring, facilitator, take_over
):
    page = take_over(facilitator, house, spring)
    made.block(house, spring, "Theirs")
    since = rows(house, spring)

    page = facilitator.submit(page, button="Take back", status=409)

    assert "Somebody else" in page.text
    assert rows(house, spring) == since


def test_words_recorded_since_stay_and_the_page_says_why(house, spring, facilitator):
    page = by_csv(facilitator, house, spring)
    block = blocks(house, spring)["From the file"]
    write_in(house, block)

    page = facilitator.submit(page, button="Take back", status=409)

    assert "whatever may have been recorded there" in page.text
    assert recorded_in(block) == 1
    assert titles(house, spring) == ["From the file", ""]


def test_words_in_a_block_that_a_file_changes_stay_through_the_change_and_back(
    house, spring, facilitator
):
    block = blocks(house, spring)["Stands"]
    write_in(house, block)
    address = facilitator.address(
        "sources.agenda", dialogue_id=house.dialogue_id, workshop_id=spring, format="csv"
    )
    words = facilitator.client.get(address).text.replace("Stands", "Renamed")
    page = facilitator.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)

    page = facilitator.submit(page, button="Bring it in", words=words)
    assert recorded_in(block) == 1
    facilitator.submit(page, button="Take back")

    assert recorded_in(block) == 1
    assert made.sitting(house, block).title.text == "Stands"


def test_words_do_not_come_back_with_blocks_that_a_file_replaced_and_it_is_said(
    house, spring, facilitator
):
    write_in(house, blocks(house, spring)["Stands"])
    page = by_csv(facilitator, house, spring)

    page = facilitator.submit(page, button="Take back")

    assert "do not come back with it" in page.text
    assert recorded_in(blocks(house, spring)["Stands"]) == 0


def test_rooms_of_others_are_refused_in_the_same_words_whether_anything_is_in_them(
    house, spring, facilitator, signed_in_as
):
    """The second facilitator copies a plan whose rooms are not theirs: what is in them they cannot learn by a step."""
    autumn = planned(house)
    other = made.workshop(house)
    second = signed_in_as(house.accounts["second"])
    page = second.submit(choose(second, house, other), action="/earlier", earlier=autumn)
    told = []
    for words in ("", "Their own words"):
        if words:
            write_in(house, blocks(house, other)["Apart"], words)
        refused = second.submit(page, button="Take back", status=409)
        told.append(refused.select("[role=alert]")[0].get_text())
    assert told[0] == told[1]


def test_a_change_too_large_for_a_page_is_made_and_it_is_said(
    house, spring, facilitator, monkeypatch
):
    monkeypatch.setattr(steps, "LONGEST_TOKEN", 100)
    page = by_csv(facilitator, house, spring)
    assert "too large to be taken back" in page.text
    assert page.select("[name=back]")[0].has_attr("disabled")
    assert titles(house, spring) == ["From the file", ""]


# While it runs


def late(browser: Browser, house: House, spring: str) -> Page:
    """The first block took an hour longer: the page that asks whether the rest may move."""
    path = browser.address(
        "running.ran", dialogue_id=house.dialogue_id, planned_id=blocks(house, spring)["Stands"]
    )
    return browser.post(path, deed="correct", began="09:30", ended="11:30")


def test_what_has_moved_while_it_runs_is_taken_back_and_moves_again(house, spring, facilitator):
    page = late(facilitator, house, spring)
    before, times = rows(house, spring), made.agenda(house, spring)
    page = facilitator.submit(page, button="Let it move")
    assert "The rest of the day has moved." in page.text
    after = rows(house, spring)
    assert made.agenda(house, spring) != times

    page = facilitator.submit(page, button="Take back")
    assert "stands as it stood before" in page.text
    assert "09:30–11:30" in page.text, "what was noted stays noted"
    assert rows(house, spring) == before
    page = facilitator.submit(page, button="Do again")
    assert rows(house, spring) == after


def test_a_block_that_begins_meanwhile_is_left_as_it_runs(house, spring, facilitator):
    page = facilitator.submit(late(facilitator, house, spring), button="Let it move")
    room = blocks(house, spring)["Upper alone"]
    path = facilitator.address("running.ran", dialogue_id=house.dialogue_id, planned_id=room)
    facilitator.post(path, deed="correct", began="11:40", ended="")
    write_in(house, room)

    facilitator.submit(page, button="Take back")

    assert made.sitting(house, room).ran[0] == 11 * 60 + 40
    assert recorded_in(room) == 1


def test_a_move_is_not_taken_back_over_what_somebody_else_did_since(house, spring, facilitator):
    page = facilitator.submit(late(facilitator, house, spring), button="Let it move")
    made.block(house, spring, "Theirs")
    since = rows(house, spring)

    page = facilitator.submit(page, button="Take back", status=409)

    assert "Somebody else changed this workshop" in page.text
    assert rows(house, spring) == since


@pytest.mark.parametrize("token", ["", "none", "ü", "A" * 5000])
def test_a_step_that_is_none_is_refused_on_the_page_of_the_day(house, spring, facilitator, token):
    before = rows(house, spring)
    path = facilitator.address(
        "running.take_back", dialogue_id=house.dialogue_id, workshop_id=spring
    )
    version = str(made.workshop_of(house, spring).version)

    page = facilitator.post(path, status=None, back=token, seen_version=version)

    assert page.status in (409, 422)
    assert "While it runs" in page.text
    assert rows(house, spring) == before


def test_the_days_of_a_page_that_answers_lead_to_the_page_of_a_day(house, spring, facilitator):
    page = facilitator.submit(late(facilitator, house, spring), button="Let it move")
    assert "While it runs: Day 2" in facilitator.click(page, "Day 2").text
