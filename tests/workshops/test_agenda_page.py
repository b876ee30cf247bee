"""The agenda in a real browser: by hand, by key, without scripts, and when nobody answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium, BrowserContext, Page, expect

from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.serving import serving

FIRST_PLACE = "[data-agenda-day='0'] > [data-agenda-slot]:first-child"
SECOND_DAY = "[data-agenda-day='1'] > [data-agenda-slot]"
LINGERS, MOST_NUDGES = 3, 50


@dataclass
class Served:
    """A dialogue behind a server, with a workshop of three blocks on its first day."""

    house: House
    workshop_id: str
    blocks: dict[str, str]
    address: str
    cookie: str

    @property
    def plan(self) -> str:
        return f"{self.address}/dialogues/{self.house.dialogue_id}/workshops/{self.workshop_id}/"


@pytest.fixture
def served(app: Flask) -> Iterator[Served]:
    house = made.house()
    spring = made.workshop(house)
    blocks = {title: made.block(house, spring, title) for title in ("First", "Second", "Third")}
    signed_in = Browser(app).sign_in(house.accounts["facilitator"])
    cookie = signed_in.client.get_cookie("second-track")
    assert cookie is not None
    with serving(app) as address:
        yield Served(house, spring, blocks, address, cookie.value)


def _signed_in(context: BrowserContext, served: Served) -> Page:
    context.add_cookies([{"name": "second-track", "value": served.cookie, "url": served.address}])
    page = context.new_page()
    page.goto(served.plan)
    return page


@pytest.fixture
def agenda(chromium: Chromium, served: Served) -> Iterator[Page]:
    # All of it at once: near the edge of a window a drag scrolls the page, and the longer the further.
    context = chromium.new_context(viewport={"width": 1280, "height": 2600})
    page = _signed_in(context, served)
    # Places on the page are measured before a drag: they must not move when a font arrives.
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page
    context.close()


@pytest.fixture
def without_scripts(chromium: Chromium, served: Served) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield _signed_in(context, served)
    context.close()


def expect_titles(page: Page, *expected: str, day: int = 0) -> None:
    expect(page.locator(f"[data-agenda-day='{day}'] .agenda-title a")).to_have_text(list(expected))


def expect_cursor_on(page: Page, title: str) -> None:
    expect(page.locator(".agenda-title a", has_text=title)).to_be_focused()


def drag(page: Page, title: str, to: tuple[float, float], *, over: str) -> None:
    """Take a block by its grip, and let go where it is shown to fall: `over` is that place."""
    grip = page.locator("[data-agenda-slot]", has_text=title).locator("[data-grip]")
    box = grip.bounding_box()
    assert box is not None
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*start)
    page.mouse.down()
    way = [
        tuple(a + (b - a) * step / 10 for a, b in zip(start, to, strict=True))
        for step in range(1, 11)
    ]
    falls = page.locator(f"{over}.is-lifted")
    seen = 0
    # A hand is slower than a program: the page is drawn between its moves, and it lingers until it is there.
    for x, y in (*way, *([(to[0] + 1, to[1] + 1), to] * MOST_NUDGES)):
        page.mouse.move(x, y)
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
        seen = seen + 1 if falls.count() else 0
        if seen >= LINGERS and (x, y) not in way:
            break
    page.mouse.up()


def test_a_block_is_dragged_to_another_place(agenda):
    target = agenda.locator("[data-agenda-slot]", has_text="First").bounding_box()
    assert target is not None

    drag(agenda, "Third", (target["x"] + 20, target["y"] + 6), over=FIRST_PLACE)

    expect_titles(agenda, "Third", "First", "Second")
    expect(agenda.locator("[data-agenda-says]")).to_have_text("Now 09:00, day 1")
    agenda.reload()
    expect_titles(agenda, "Third", "First", "Second")


def test_a_block_is_dragged_to_another_day(agenda):
    target = agenda.locator("[data-agenda-day='1']").bounding_box()
    assert target is not None

    drag(agenda, "First", (target["x"] + 20, target["y"] + 10), over=SECOND_DAY)

    expect_titles(agenda, "First", day=1)
    expect_titles(agenda, "Second", "Third")


def test_a_block_is_moved_by_key_and_keeps_the_cursor(agenda):
    agenda.locator(".agenda-title a", has_text="First").focus()

    agenda.keyboard.press("Alt+ArrowDown")
    expect_titles(agenda, "Second", "First", "Third")
    expect_cursor_on(agenda, "First")
    agenda.keyboard.press("Alt+Shift+ArrowDown")
    expect_titles(agenda, "First", day=1)
    expect_cursor_on(agenda, "First")
    agenda.keyboard.press("Alt+ArrowUp")
    expect_titles(agenda, "Second", "Third", "First")


def test_pressing_fast_loses_no_move(agenda):
    agenda.locator(".agenda-title a", has_text="First").focus()

    for _ in range(2):
        agenda.keyboard.press("Alt+ArrowDown")

    expect_titles(agenda, "Second", "Third", "First")


def test_the_buttons_answer_the_keyboard(agenda):
    button = agenda.get_by_role("button", name="Move up: Third")
    button.focus()

    agenda.keyboard.press("Enter")

    expect_titles(agenda, "First", "Third", "Second")
    expect(agenda.get_by_role("button", name="Move up: Third")).to_be_focused()


def test_what_is_typed_counts_when_the_field_is_left(agenda, served):
    agenda.locator(f"[name='minutes-{served.blocks['First']}']").fill("95")
    agenda.keyboard.press("Tab")

    expect(agenda.locator(".agenda-time").nth(1)).to_have_text("10:35–11:35")
    expect(agenda.locator(f"[name='anchor-{served.blocks['First']}']")).to_be_focused()


def test_what_cannot_be_is_said_and_stays_in_its_field(agenda, served):
    field = agenda.locator(f"[name='anchor-{served.blocks['Second']}']")
    field.fill("25:99")
    agenda.keyboard.press("Tab")

    expect(agenda.locator("#main [role=alert]")).to_be_visible()
    expect(field).to_have_value("25:99")
    field.fill("12:00")
    agenda.keyboard.press("Enter")

    expect(agenda.locator("#main [role=alert]")).to_have_count(0)
    expect(agenda.locator(".agenda-time").nth(1)).to_have_text("12:00–13:00")


def test_somebody_who_was_faster_is_not_overwritten(agenda, served, chromium):
    context = chromium.new_context()
    other = _signed_in(context, served)
    other.locator(f"[name='minutes-{served.blocks['First']}']").fill("30")
    other.keyboard.press("Tab")
    expect(other.locator(".agenda-time").first).to_have_text("09:00–09:30")

    agenda.locator(f"[name='minutes-{served.blocks['First']}']").fill("45")
    agenda.keyboard.press("Tab")

    expect(agenda.locator("#main [role=alert]")).to_contain_text("Somebody else was faster")
    expect(agenda.locator(f"[name='minutes-{served.blocks['First']}']")).to_have_value("45")
    expect(agenda.locator(".agenda-time").first).to_have_text("09:00–09:30")
    context.close()

    agenda.get_by_role("button", name="Save what I had typed").click()
    expect(agenda.locator(".agenda-time").first).to_have_text("09:00–09:45")
    expect(agenda.locator("#main [role=alert]")).to_have_count(0)


def test_when_nobody_answers_the_page_says_so_and_keeps_what_was_typed(agenda, served):
    agenda.context.set_offline(True)
    field = agenda.locator(f"[name='minutes-{served.blocks['First']}']")
    field.fill("45")
    agenda.keyboard.press("Tab")

    expect(agenda.get_by_role("button", name="Save the times").last).to_be_visible()
    expect(field).to_have_value("45")
    agenda.context.set_offline(False)
    agenda.get_by_role("button", name="Save the times").last.click()

    expect(agenda.locator(".agenda-time").first).to_have_text("09:00–09:45")


def test_without_scripts_the_same_buttons_and_fields_work(without_scripts, served):
    page = without_scripts
    page.locator(f"[name='minutes-{served.blocks['First']}']").fill("95")
    page.get_by_role("button", name="Move up: Third").click()

    expect_titles(page, "First", "Third", "Second")
    expect(page.locator(".agenda-time").first).to_have_text("09:00–10:35")
    expect(page.get_by_role("button", name="Move up: Third")).to_be_focused()


# Splitting, merging, doubling; taking back


def menu_of(page: Page, title: str) -> None:
    page.locator(".agenda-title a", has_text=title).first.focus()
    page.keyboard.press("Alt+Enter")


def test_a_block_is_split_where_one_says_and_made_one_again_by_keyboard(agenda):
    menu_of(agenda, "Second")
    field = agenda.get_by_label("after")
    expect(field).to_have_value("30")
    field.fill("20")
    agenda.keyboard.press("Enter")

    expect_titles(agenda, "First", "Second", "Second", "Third")
    expect(agenda.locator(".agenda-time").nth(1)).to_have_text("10:00–10:20")
    expect(agenda.locator(".agenda-time").nth(2)).to_have_text("10:20–11:00")
    expect(agenda.locator(".agenda-title a", has_text="Second").first).to_be_focused()

    menu_of(agenda, "Second")
    agenda.get_by_role("button", name="Make one with the next").press("Enter")

    expect_titles(agenda, "First", "Second", "Third")
    expect(agenda.locator(".agenda-time").nth(1)).to_have_text("10:00–11:00")


def test_the_menu_closes_by_escape_and_gives_the_cursor_back(agenda):
    menu_of(agenda, "Second")
    expect(agenda.get_by_role("button", name="To the end of day 1")).to_be_focused()

    agenda.keyboard.press("Escape")

    expect(agenda.locator(".agenda-menu")).to_have_count(0)
    expect(agenda.get_by_role("link", name="More for Second")).to_be_focused()


def test_steps_are_taken_back_and_done_again_by_key(agenda, served):
    agenda.locator(".agenda-title a", has_text="First").focus()
    agenda.keyboard.press("Alt+ArrowDown")
    expect_titles(agenda, "Second", "First", "Third")
    agenda.locator(f"[name='minutes-{served.blocks['Third']}']").fill("15")
    agenda.keyboard.press("Tab")
    expect(agenda.locator(".agenda-time").nth(2)).to_have_text("11:00–11:15")
    agenda.locator(".agenda-title a", has_text="First").focus()

    agenda.keyboard.press("Control+z")
    expect(agenda.locator(".agenda-time").nth(2)).to_have_text("11:00–12:00")
    agenda.keyboard.press("Control+z")
    expect_titles(agenda, "First", "Second", "Third")
    expect(agenda.get_by_role("button", name="Take back")).to_be_disabled()
    expect(agenda.locator("[data-agenda-says]")).to_have_text("Taken back")

    agenda.keyboard.press("Control+y")
    expect_titles(agenda, "Second", "First", "Third")
    agenda.keyboard.press("Control+Shift+Z")
    expect(agenda.locator(".agenda-time").nth(2)).to_have_text("11:00–11:15")
    expect(agenda.get_by_role("button", name="Do again")).to_be_disabled()


def test_a_step_is_not_taken_back_over_what_somebody_else_did(agenda, served, chromium):
    agenda.locator(".agenda-title a", has_text="First").focus()
    agenda.keyboard.press("Alt+ArrowDown")
    expect_titles(agenda, "Second", "First", "Third")
    context = chromium.new_context()
    other = _signed_in(context, served)
    other.locator(".agenda-title a", has_text="Third").focus()
    other.keyboard.press("Alt+ArrowUp")
    expect_titles(other, "Second", "Third", "First")

    agenda.get_by_role("button", name="Take back").click()
    expect(agenda.locator("#main [role=alert]")).to_contain_text("Somebody else was faster")
    expect_titles(agenda, "Second", "Third", "First")
    expect(agenda.get_by_role("button", name="Take back")).to_be_disabled()
    context.close()


def test_a_block_is_changed_and_removed_over_the_page_and_comes_back(agenda):
    agenda.locator(".agenda-title a", has_text="Second").click()
    sheet = agenda.get_by_role("dialog")
    sheet.get_by_label("Title").fill("Middle")
    sheet.get_by_role("button", name="Save").click()
    expect_titles(agenda, "First", "Middle", "Third")
    expect_cursor_on(agenda, "Middle")

    menu_of(agenda, "Middle")
    agenda.get_by_role("link", name="Remove").click()
    sheet.get_by_label("Remove it, and whatever was recorded in it").check()
    sheet.get_by_role("button", name="Remove it").click()
    expect_titles(agenda, "First", "Third")

    agenda.get_by_role("button", name="Take back").click()
    expect_titles(agenda, "First", "Middle", "Third")
    expect(agenda.locator("#main .notice")).to_contain_text("do not come back with it")
    agenda.get_by_role("button", name="Take back").click()
    expect_titles(agenda, "First", "Second", "Third")


def test_without_scripts_the_menu_is_a_page_and_the_last_step_can_be_taken_back(without_scripts):
    page = without_scripts
    page.get_by_role("link", name="More for First").click()
    page.get_by_label("after").fill("45")
    page.get_by_role("button", name="Split in two").click()
    expect_titles(page, "First", "First", "Second", "Third")

    page.get_by_role("button", name="Take back").click()
    expect_titles(page, "First", "Second", "Third")
    page.get_by_role("button", name="Do again").click()
    expect_titles(page, "First", "First", "Second", "Third")


# A second time zone; advice; what stays where it was


def test_a_second_zone_and_advice_set_aside_leave_the_steps_of_the_page(agenda):
    agenda.locator(".agenda-title a", has_text="First").focus()
    agenda.keyboard.press("Alt+ArrowDown")
    expect_titles(agenda, "Second", "First", "Third")

    agenda.get_by_label("Also by the clocks of").fill("Asia/Tokyo")
    agenda.keyboard.press("Enter")
    expect(agenda.locator(".agenda-there bdi").first).to_have_text("14:00–15:00")
    expect(agenda.get_by_label("Also by the clocks of")).to_be_focused()
    remarks = agenda.locator(".agenda-advice details")
    before = remarks.count()
    remarks.first.locator("summary").click()
    remarks.first.get_by_role("button").click()
    expect(remarks).to_have_count(before - 1)
    expect(agenda.locator(".agenda-there bdi").first).to_have_text("14:00–15:00")

    agenda.get_by_role("button", name="Take back").click()
    expect_titles(agenda, "First", "Second", "Third")
    expect(agenda.locator(".agenda-there bdi").first).to_have_text("14:00–15:00")
    agenda.reload()
    expect(agenda.locator(".agenda-there bdi").first).to_have_text("14:00–15:00")


def test_days_that_a_change_does_not_touch_stay_where_they_stand(agenda):
    agenda.evaluate(
        "document.querySelectorAll('.agenda-day').forEach((day) => { day.stays = true; })"
    )
    agenda.locator(".agenda-title a", has_text="First").focus()
    agenda.keyboard.press("Alt+ArrowDown")
    expect_titles(agenda, "Second", "First", "Third")

    stays = "[...document.querySelectorAll('.agenda-day')].map((day) => Boolean(day.stays))"
    assert agenda.evaluate(stays) == [False, True, True]
    target = agenda.locator("[data-agenda-day='1']").bounding_box()
    assert target is not None
    drag(agenda, "First", (target["x"] + 20, target["y"] + 10), over=SECOND_DAY)
    expect_titles(agenda, "First", day=1)
