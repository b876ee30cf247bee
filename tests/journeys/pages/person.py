"""Anybody in front of a screen: goes somewhere, presses what is named so, reads what is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Response, expect

from tests.journeys.hands import Hand

Tongue = Callable[[str], str]

_pictures = count(1)

# Before its style has come every page is too wide for a phone.
_WIDTHS = """document.readyState === "complete"
    ? [document.documentElement.scrollWidth, document.documentElement.clientWidth] : [0, 0]"""


class Person:
    """One browser of one person. `said` gives a sentence of the interface in the language of this browser."""

    def __init__(self, context: BrowserContext, address: str, hand: Hand, said: Tongue) -> None:
        self.context = context
        self.address = address
        self.hand = hand
        self._tongue = said
        self.page = context.new_page()
        self.broken: list[str] = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.on("console", self._heard_on_the_console)
        self.page.on("response", self._looked_at)

    def said(self, sentence: str, **gaps: str) -> str:
        """A sentence of the interface as this person reads it."""
        spoken = self._tongue(sentence)
        return spoken % gaps if gaps else spoken

    # Doing

    def goes_to(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.address + path)
        self._looks()

    def presses(self, name: str, *, within: Locator | None = None, **gaps: str) -> None:
        self.hand.press(self.button(name, within=within, **gaps))
        self._looks()

    def presses_and_is_sure(self, name: str) -> None:
        """A deed that asks once more: the same words open the question and answer it."""
        self.follows(name)
        self.presses(name, within=self.page.locator("dialog[open]"))

    def follows(self, name: str, *, within: Locator | None = None, **gaps: str) -> None:
        self.hand.press(self.link(name, within=within, **gaps))
        self._looks()

    def fills_in(self, within: Locator | None = None, **words: str) -> None:
        """Fields by their name in the form."""
        for name, given in words.items():
            self.hand.write(self.field(name, within=within), given)

    def chooses(self, name: str, label: str, *, within: Locator | None = None) -> None:
        self.hand.choose(self.field(name, within=within), label)

    def ticks(self, name: str, value: str) -> None:
        """One of several choices, or a box, by what the form sends for it."""
        self.hand.tick(self.page.locator(f'input[name="{name}"][value="{value}"]'))

    def strikes_the_key(self, key: str) -> None:
        """A single key, with the cursor in no field."""
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.press(key)
        self._looks()

    # Reading

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    def button(self, name: str, *, within: Locator | None = None, **gaps: str) -> Locator:
        where = within or self.page
        return where.get_by_role("button", name=self.said(name, **gaps), exact=True)

    def link(self, name: str, *, within: Locator | None = None, **gaps: str) -> Locator:
        where = within or self.page
        return where.get_by_role("link", name=self.said(name, **gaps), exact=True)

    def field(self, name: str, *, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("body")).locator(f'[name="{name}"]:visible')

    def reads(self, *words: str) -> None:
        """These words come to stand on the page."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        self._looks()

    def reads_nothing_of(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)

    def is_told(self, sentence: str, **gaps: str) -> None:
        """The interface says this sentence."""
        self.reads(self.said(sentence, **gaps))

    # Listening, as somebody would who wants to know more than the page says

    def listens(self) -> None:
        """Opens this page's stream a second time, and keeps everything that comes."""
        self.page.evaluate(
            """() => new Promise((listening) => {
                window.heard = [];
                const stream = new EventSource(document.body.dataset.stream);
                stream.onopen = listening;
                stream.onmessage = (event) => window.heard.push(event.data);
            })"""
        )

    def heard(self) -> list[str]:
        heard: list[str] = self.page.evaluate("window.heard")
        return heard

    # What must not happen to anybody

    def _heard_on_the_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.broken.append(message.text)

    def _looked_at(self, response: Response) -> None:
        if response.status in {400, 500} or response.status > 503:
            self.broken.append(f"{response.status} at {response.url}")
        if not response.url.startswith((self.address, "data:")):
            self.broken.append(f"called out: {response.url}")

    def _looks(self) -> None:
        """After each step: the page fits its screen."""
        with suppress(Error):  # a page that is just being left cannot be looked at
            self.page.wait_for_load_state()
            wide, screen = self.page.evaluate(_WIDTHS)
            if wide > screen:
                self.broken.append(f"{self.page.url} is {wide} wide on a screen of {screen}")
            # SECOND_TRACK_SCREENSHOTS=folder: what people see at each step, for looking at.
            if folder := os.environ.get("SECOND_TRACK_SCREENSHOTS"):
                name = f"{next(_pictures):03}-{type(self).__name__.lower()}.png"
                self.page.screenshot(path=Path(folder) / name, full_page=True, timeout=3000)
