"""An agenda of 300 blocks: its arithmetic beside a bare sum, its page beside a bare view, and a drop in a real browser.

The floor of the page reads the same rows by the same statements and renders the same template with the same lines,
already made: what it leaves out is signing in, opening what is sealed, timing, and writing the lines.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from flask import Flask, render_template
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from app.dialogues.queries import joint_audience_of
from app.kernel.db import db
from app.workshops import actions
from app.workshops.actions import Particulars
from app.workshops.rules import BlockKind
from app.workshops.rules.timing import Block, time_agenda
from benchmarks.contributions import apart, cookies, taken_down
from benchmarks.pages import house, nothing_but, per_second
from benchmarks.rows import Row
from tests.factories import workshops as made
from tests.support.browser import Browser
from tests.support.chromium import launch
from tests.support.writing import written

BLOCKS = 300
DAYS = 10
ROUNDS = 5
DROPS = 9
REPEATS = 400


def rows() -> Iterator[Row]:
    yield arithmetic_row()
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as (app, _cookie):
        with app.app_context():
            there = made.house()
            workshop = made.workshop(there, day_starts=["09:00"] * DAYS)
            fill(there, workshop)
            browser = Browser(app, looks_closely=False).sign_in(there.accounts["facilitator"])
            path = browser.address(
                "workshops.plan", dialogue_id=there.dialogue_id, workshop_id=workshop
            )
            cookie = cookies(browser, "/")
            db.session.rollback()
            yield page_row(app, path, browser, cookie)
        yield drop_row(app, path, cookie)


def arithmetic_row() -> Row:
    """Timing everything against adding up the same minutes."""
    blocks = [
        Block(
            str(number),
            number // 30,
            number % 30,
            0,
            15 + number % 4 * 5,
            "13:00" if number % 30 == 15 else None,
        )
        for number in range(BLOCKS)
    ]
    starts = ["09:00"] * DAYS

    def ours() -> None:
        time_agenda(blocks, day_starts=starts)

    def floor() -> int:
        return sum(block.minutes for block in blocks)

    pairs = [(seconds(ours), seconds(floor)) for _ in range(ROUNDS)]
    return Row(
        name=f"timing {BLOCKS} blocks, s for {REPEATS} times: adding up the same list",
        ours=median(pair[0] for pair in pairs),
        floor=median(pair[1] for pair in pairs),
        goal=20,
    )


def seconds(deed: object) -> float:
    assert callable(deed)
    began = time.perf_counter()
    for _ in range(REPEATS):
        deed()
    return time.perf_counter() - began


def fill(there: made.House, workshop_id: str) -> None:
    """Blocks of every kind, with rooms, stages, notes and fixed starts."""
    kinds = list(BlockKind)
    with written():
        workshop = made.workshop_of(there, workshop_id)
        joint = joint_audience_of(there.dialogue)
        stage = there.stage("needs_analysis")
        for number in range(BLOCKS):
            block = actions._new_sitting(
                workshop,
                Particulars(
                    kind=kinds[number % len(kinds)],
                    minutes=15 + number % 3 * 5,
                    title=f"Block number {number}",
                    stage=stage if number % len(kinds) == 0 else None,
                    anchor="13:00" if number % 30 == 15 else None,
                    place="The long hall",
                    private_notes=made.NOTES if number % 3 == 0 else "",
                ),
                joint,
            )
            block.day, block.position = divmod(number, BLOCKS // DAYS)
            db.session.add(block)


def page_row(app: Flask, path: str, browser: Browser, cookie: str) -> Row:
    statements, template, context = taken_down(app, path, browser)
    engine = db.engine

    def bare(**_parts: str) -> str:
        with engine.connect() as connection:
            for statement, parameters in statements:
                connection.exec_driver_sql(statement, parameters).all()
        return render_template(template, **context)

    pairs = []
    for _ in range(ROUNDS):
        ours = apart(lambda: per_second(app, path, cookie))
        with nothing_but(app, path, bare):
            pairs.append((ours, apart(lambda: per_second(app, path, cookie))))
    return Row(
        name=f"agenda of {BLOCKS} blocks, pages/s: a bare view, same rows, same template, lines made",
        ours=median(pair[0] for pair in pairs),
        floor=median(pair[1] for pair in pairs),
        goal=0.33,
        more_is_better=True,
    )


def drop_row(app: Flask, path: str, cookie: str) -> Row:
    """From letting a block go to the redrawn page, beside loading the same page anew."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with sync_playwright() as playwright:
            chromium = launch(playwright)
            context = chromium.new_context(viewport={"width": 1280, "height": 1000})
            name, _equals, value = cookie.partition("=")
            address = f"http://127.0.0.1:{server.port}"
            context.add_cookies([{"name": name, "value": value, "url": address}])
            page = context.new_page()
            page.goto(address + path)
            drops = [dropped(page) for _ in range(DROPS)]
            loads = [loaded(page) for _ in range(DROPS)]
            chromium.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    return Row(
        name=f"a drop in an agenda of {BLOCKS} blocks, s until redrawn: loading the page anew",
        ours=median(drops),
        floor=median(loads),
        goal=1.5,
    )


def dropped(page: Page) -> float:
    """Drag the first block below the second, by hand."""
    page.evaluate("performance.clearMeasures()")
    grip = page.locator("[data-grip]").first.bounding_box()
    below = page.locator("[data-agenda-slot]").nth(1).bounding_box()
    assert grip is not None
    assert below is not None
    at = (grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.move(*at)
    page.mouse.down()
    for share in (0.2, 0.5, 0.8, 1.0, 1.0):
        page.mouse.move(
            at[0] + 20 * share, at[1] + (below["y"] + below["height"] - at[1] + share) * share
        )
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    page.mouse.up()
    while not page.evaluate("performance.getEntriesByName('agenda-redrawn').length"):
        time.sleep(0.005)
    # Until it is painted, which the page itself cannot know.
    return float(
        page.evaluate(
            "new Promise((drawn) => requestAnimationFrame(() => drawn("
            "performance.now() - performance.getEntriesByName('agenda-redrawn')[0].startTime)))"
        )
        / 1000
    )


def loaded(page: Page) -> float:
    page.reload()
    return float(
        page.evaluate(
            "new Promise((drawn) => requestAnimationFrame(() => drawn(performance.now() / 1000)))"
        )
    )
