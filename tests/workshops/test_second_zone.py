"""The plan by the clocks of two places at once: asked for in the address, kept nowhere, right when clocks change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from app.accounts.models import Account
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def plan(browser: Browser, house: House, workshop: str, **given: str) -> Page:
    return browser.open(
        "workshops.plan", dialogue_id=house.dialogue_id, workshop_id=workshop, **given
    )


def there(page: Page) -> list[str]:
    """What stands as the second time of each line, its words for listeners left out."""
    for heard in page.select(".agenda-there .only-heard"):
        heard.extract()
    return [" ".join(each.get_text(" ").split()) for each in page.select(".agenda-there")]


def test_each_start_is_shown_in_both_and_another_day_is_named(house, spring, facilitator):
    made.block(house, spring, "First")
    made.block(house, spring, "Night watch", anchor="22:00", minutes=300)
    page = plan(facilitator, house, spring)
    assert there(page) == []

    page = facilitator.submit(page, button="Show", zone="Asia/Tokyo")
    assert there(page) == ["14:00–15:00", "03:00–08:00 +1 day"]
    page = facilitator.submit(page, button="Show", zone="Pacific/Honolulu")
    assert there(page) == ["19:00–20:00 −1 day", "08:00–13:00"]
    assert "by the clocks of Pacific/Honolulu" in page.text


def test_the_zone_stays_through_every_change_and_on_the_pages_of_a_block(
    house, spring, facilitator
):
    made.block(house, spring, "First")
    made.block(house, spring, "Second")
    page = plan(facilitator, house, spring, zone="Asia/Tokyo")

    form = page.form(with_fields={"drawn"})
    second = page.select("[name=move][aria-labelledby='say-up t2']")[0]["value"]
    page = facilitator.post(form.address, **dict(form.fields), move=second)
    assert there(page) == ["14:00–15:00", "15:00–16:00"]
    page = facilitator.submit(page, button="Take back")
    assert there(page) == ["14:00–15:00", "15:00–16:00"]
    page = facilitator.submit(facilitator.click(page, "First"), button="Save", minutes="30")
    assert there(page) == ["14:00–14:30", "14:30–15:30"]
    page = facilitator.get(str(page.select(".agenda-deeds a")[0]["href"]).partition("#")[0])
    page = facilitator.submit(page, button="The same once more")
    assert there(page) == ["14:00–14:30", "14:30–15:00", "15:00–16:00"]
    page = facilitator.submit(facilitator.click(page, "Add a session"), button="Add it")
    assert len(there(page)) == 4
    page = facilitator.click(facilitator.click(page, "Second"), "Back")
    assert len(there(page)) == 4


def test_setting_advice_aside_keeps_the_zone(house, spring, facilitator):
    made.block(house, spring, "First")
    page = plan(facilitator, house, spring, zone="Asia/Tokyo")
    remark = str(page.select("button[form=set-aside]")[0]["value"])

    page = facilitator.post(page.form(action="set-aside").address, key=remark)
    assert there(page) == ["14:00–15:00"]
    page = facilitator.submit(page, button="Bring back what was set aside")
    assert there(page) == ["14:00–15:00"]


def test_it_is_kept_nowhere(house, spring, facilitator, signed_in_as):
    made.block(house, spring, "First")
    plan(facilitator, house, spring, zone="Asia/Tokyo")

    assert there(plan(facilitator, house, spring)) == []
    assert there(plan(signed_in_as(house.accounts["second"]), house, spring)) == []


def test_each_clock_changes_on_its_own_night(house, facilitator):
    """Europe goes back on 25 October, New York a week later: five hours apart between them, six before and after."""
    autumn = made.workshop(
        house,
        zone="Europe/Vienna",
        begins_on=date(2026, 10, 24),
        day_starts=["09:00", "09:00"],
    )
    made.block(house, autumn, "Before", minutes=60)
    made.block(house, autumn, "After", minutes=60, day=1)
    assert there(plan(facilitator, house, autumn, zone="America/New_York")) == [
        "03:00–04:00", "04:00–05:00",
    ]  # fmt: skip

    later = made.workshop(
        house, zone="Asia/Tbilisi", begins_on=date(2026, 10, 25), day_starts=["03:00"]
    )
    made.block(house, later, "Vigil", minutes=240)
    page = plan(facilitator, house, later, zone="Europe/Vienna")
    assert there(page) == ["01:00–04:00"], "four hours, of which one comes twice there"
    assert "Europe/Vienna : The clocks go back: 03:00 becomes 02:00 again." in page.text


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "../etc/passwd", "\x00", "x" * 500, "Ünal"])
def test_a_zone_that_does_not_exist_is_said_and_changes_nothing(house, spring, facilitator, zone):
    made.block(house, spring, "First")
    page = plan(facilitator, house, spring, zone=zone)
    assert "No such time zone." in page.text
    assert there(page) == []


def test_without_a_date_it_is_said_why_there_is_none(house, facilitator):
    undated = made.workshop(house, begins_on=None)
    made.block(house, undated, "First")
    page = plan(facilitator, house, undated, zone="Asia/Tokyo")
    assert "fix the first day" in page.text
    assert there(page) == []
