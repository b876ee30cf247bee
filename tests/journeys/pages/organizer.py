"""The organizer: sees that there is a text, and takes out what was released."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.pages.drafting import Drafting


class Organizer(Drafting):
    def comes_in(self, link: str) -> None:
        self.goes_to(link)
        self.presses("Sign in")
        expect(self.page).to_have_url(re.compile("/dialogues/$"))

    def opens_the_memorandum(self, dialogue_id: str, title: str) -> None:
        self.goes_to(f"/dialogues/{dialogue_id}/texts/")
        self.hand.press(self.main.get_by_role("link", name=title))
        expect(self.page).to_have_url(re.compile(r"/texts/\w{26}/$"))
