"""The screen in the room, which nobody holds."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.pages.person import Person


class Wall(Person):
    def opens_by_slip(self, code: str) -> None:
        self.goes_to("/enter")
        self.fills_in(code=code)
        self.presses("Take my seat")
        expect(self.page).to_have_url(re.compile("/welcome|/wall/"))
        if "/welcome" in self.page.url:
            self.presses("I enter in this way")
        expect(self.page).to_have_url(re.compile(r"/wall/\w+/$"))

    def is_blank(self) -> None:
        expect(self.page.locator("main.wall-dark")).to_be_attached()

    def is_at_rest(self) -> None:
        expect(self.page.locator("main.wall-quiet")).to_be_attached()

    def shown(self) -> str:
        """Everything that can be read on it."""
        return self.page.locator(".wall-page").inner_text()
