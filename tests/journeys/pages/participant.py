"""A participant with a phone and a slip."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from app.contributions.rules import NAMES
from app.library.vocabulary import Kind
from tests.journeys.pages.person import Person

KEPT = "Your words are kept. They wait unseen until the round is opened."
WAITS_UNSEEN = "It waits unseen until the facilitator opens the round; then all words appear together, in no order."


class Participant(Person):
    """Knows the address of their seat once the slip is used."""

    seat = ""

    def enters_by_slip(self, code: str) -> None:
        """Types the code, reads the ground rules, and enters by assent."""
        self.goes_to("/enter")
        self.fills_in(code=code)
        self.takes_the_seat()

    def scans_the_slip(self, address: str) -> None:
        """What the QR code opens has one button."""
        self.goes_to(address)
        self.takes_the_seat()

    def takes_the_seat(self) -> None:
        self.presses("Take my seat")
        self.assents()

    def assents(self) -> None:
        self.is_told(
            "You take part in your personal capacity. You speak for yourself; you represent and bind no "
            "one. Nothing said here is an offer or a commitment."
        )
        self.presses("I enter in this way")
        expect(self.page).to_have_url(re.compile(r"/seat/\w+/$"))
        self.seat = urlsplit(self.page.url).path

    # Writing

    def comes_to_the_room(self) -> None:
        self.goes_to(self.seat)

    def may_write(self) -> None:
        expect(self.words).to_be_visible()

    @property
    def words(self) -> Locator:
        return self.field("words")

    def begins_to_write(self, words: str, kind: Kind | None = None) -> None:
        self.may_write()
        if kind is not None:
            self.ticks("kind", kind.value)
        self.hand.write(self.words, words)

    def writes(self, words: str, kind: Kind | None = None) -> None:
        """A point, as one of the kinds that are invited; kept when the page says so."""
        self.begins_to_write(words, kind)
        self.puts_it_in()
        self.is_told(KEPT)

    def puts_it_in(self) -> None:
        self.presses("Put it in")

    def is_told_who_will_read(self) -> None:
        """Said at the point of writing, where every kind that is invited names the party."""
        self.is_told("Everybody in the room will read it, on the wall too.")
        self.is_told(WAITS_UNSEEN)
        self.is_told("Under the name of your party, never under yours.")

    def reads_on_the_wall(self, *words: str) -> None:
        """What the room has shown, on this phone."""
        for each in words:
            expect(self.page.locator(".shown")).to_contain_text(each)

    # Taking back

    def looks_at_own_words(self) -> None:
        self.goes_to(f"{self.seat}take-back")

    def takes_back(self, words: str) -> None:
        """Words that this phone still holds the token of."""
        self.looks_at_own_words()
        own = self.page.locator("[data-own-entry]", has_text=words)
        self.presses("Take back", within=own)
        self.is_told("Taken back. Nothing of it is kept.")

    def copies_code_of(self, words: str) -> str:
        """The code for paper."""
        self.looks_at_own_words()
        own = self.page.locator("[data-own-entry]", has_text=words)
        self.hand.press(own.locator("summary"))
        expect(own.locator("details input")).not_to_have_value("")
        return own.locator("details input").input_value()

    def takes_back_by_code(self, code: str) -> None:
        self.looks_at_own_words()
        self.hand.write(self.page.locator("input#token"), code)
        self.presses(
            "Take back", within=self.page.locator("section", has=self.page.locator("#paper-h"))
        )
        self.is_told("Taken back. Nothing of it is kept.")

    # Texts

    def opens_the_text(self, title: str) -> None:
        """From the texts of the group; what one is asked stands first."""
        self.goes_to(f"{self.seat}texts/")
        self.hand.press(self.main.get_by_role("link", name=title, exact=True).first)

    def marks(self, *marks: str, concern: str = "") -> None:
        """Each paragraph in turn."""
        paragraphs = self.page.locator(".memorandum .paragraph")
        expect(paragraphs).to_have_count(len(marks))
        for place, mark in enumerate(marks):
            paragraph = paragraphs.nth(place)
            self.hand.tick(paragraph.locator(f'input[value="{mark}"]'))
            if mark == "concern":
                self.hand.write(paragraph.locator("textarea"), concern)
        self.presses("Keep my marks")
        self.is_told(
            "Kept. You can change your marks until the reading closes; nobody sees who marked what."
        )

    def consents_to_release(self, title: str) -> None:
        self.opens_the_text(title)
        self.is_told("May this leave the room?")
        self.ticks("answer", "yes")
        self.presses("Keep my answer")
        self.is_told(
            "Kept. You can change it until the asking closes; nobody sees who answered what."
        )


def kinds_named(*kinds: Kind) -> str:
    """As a page lists them."""
    return ", ".join(str(NAMES[kind]) for kind in kinds)
