"""How a person works a page: with the pointer, or by keyboard alone. The stories are the same for both."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator

MOST_STEPS = 400


class Hand(Protocol):
    """What can be done to something on a page."""

    def press(self, what: Locator) -> None:
        """A button or a link."""

    def write(self, what: Locator, words: str) -> None:
        """Put these words into a field, in place of what it holds."""

    def choose(self, what: Locator, label: str) -> None:
        """An entry of a list."""

    def tick(self, what: Locator) -> None:
        """A box, or one of several choices."""


class Pointer:
    """A mouse, or a finger."""

    def press(self, what: Locator) -> None:
        what.click()

    def write(self, what: Locator, words: str) -> None:
        what.fill(words)

    def choose(self, what: Locator, label: str) -> None:
        what.select_option(label=label)

    def tick(self, what: Locator) -> None:
        what.check()


class Keyboard:
    """Tab, Enter, Space, arrows and letters; whatever Tab does not reach cannot be used."""

    def press(self, what: Locator) -> None:
        self._reach(what)
        what.page.keyboard.press("Enter")

    def write(self, what: Locator, words: str) -> None:
        self._reach(what)
        what.page.keyboard.press("ControlOrMeta+A")
        for number, line in enumerate(words.split("\n")):
            if number:
                what.page.keyboard.press("Shift+Enter")
            what.page.keyboard.type(line)

    def choose(self, what: Locator, label: str) -> None:
        self._reach(what)
        # Not by typing the name: a list forgets the first letters when the next one is a second late.
        what.page.keyboard.press("Home")
        for _ in range(MOST_STEPS):
            if what.evaluate("list => list.selectedOptions[0]?.label") == label:
                return
            what.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow key reaches {label!r}")

    def tick(self, what: Locator) -> None:
        keys = what.page.keyboard
        if what.get_attribute("type") == "radio":
            # Tab enters a set of choices once; arrows go through it.
            self._reach(what, among="other => other.name === document.activeElement.name")
            for _ in range(MOST_STEPS):
                if what.is_checked():
                    return
                keys.press("Space" if what.evaluate(_IS_HERE) else "ArrowDown")
            raise AssertionError(f"no arrow key reaches {what}")
        self._reach(what)
        if not what.is_checked():
            keys.press("Space")

    def _reach(self, what: Locator, *, among: str = "") -> None:
        what.wait_for()
        for _ in range(MOST_STEPS):
            if what.evaluate(among or _IS_HERE):
                return
            what.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {what}")


_IS_HERE = "element => element === document.activeElement"
