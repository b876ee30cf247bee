"""The facilitator: plans, prepares, leads the session from the desk."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from app.contributions.rules import NAMES
from app.library.vocabulary import Kind
from tests.journeys.pages.drafting import Drafting


class Facilitator(Drafting):
    """Also drafts and reads with the group (drafting.py)."""

    def comes_in(self, link: str) -> None:
        """Through the practice installation's open door; a house asks for a password and a second factor."""
        self.goes_to(link)
        self.presses("Sign in")
        expect(self.page).to_have_url(re.compile("/dialogues/$"))

    # Preparing

    def opens_the_documented(self, process: str) -> None:
        self.follows("Library")
        self.hand.press(self.main.get_by_role("link", name=process, exact=True).first)
        self.is_told("Documented process")

    def begins_a_dialogue_from_this(
        self, name: str, neutral_title: str, parties: list[str]
    ) -> None:
        self.follows("Begin a dialogue from this")
        self.fills_in(parties="\n".join(parties), name=name, neutral_title=neutral_title)
        self.presses("Begin")
        expect(self.page).to_have_url(re.compile(r"/dialogues/\w{26}/$"))

    def seats_a_participant(self, code_name: str, party: str) -> tuple[str, str]:
        """The code and the QR address of the slip that is shown, this once."""
        # A new dialogue's page names them a second time, among the first steps.
        self.hand.press(self.page.locator("a.tab", has_text=self.said("Seats")))
        form = self.page.locator('form[action$="by-slip"]')
        self.chooses("role", self.said("Participant"), within=form)
        self.chooses("party", party, within=form)
        self.fills_in(form, name=code_name)
        self.presses("Add the seat and show its slip")
        self.is_told("Slip for %(name)s", name=code_name)
        return self.page.locator(".qr-code").inner_text(), self.page.locator(".slip").inner_text()

    def looks_at_the_print(self) -> str:
        """What the sheet says when this page is printed."""
        self.page.emulate_media(media="print")
        printed = self.page.locator("body").inner_text()
        self.page.emulate_media(media="screen")
        return printed

    # The desk

    def sits_at(self, desk: str) -> None:
        self.goes_to(desk)
        expect(self.page.locator("[data-freshness]").first).to_have_attribute("data-state", "live")

    def holds_the_session(self) -> None:
        self.presses("Hold this session now")

    def opens_the_phones(self) -> None:
        self.presses("Open the phones")
        self.stands("Phones open")

    def closes_the_phones(self) -> None:
        self.presses("Close the phones")
        self.stands("Phones closed")

    def opens_the_round(self) -> None:
        self.stands("Something waits")
        self.presses("Open the round")
        expect(self.page.locator(".room-stands")).not_to_contain_text(self.said("Something waits"))

    def takes_up(self, stage: str) -> None:
        """Any stage, in any direction."""
        self.hand.press(self.page.locator(".stages").get_by_role("button", name=stage, exact=True))
        chosen = self.page.locator(".stages [aria-current=step]")
        expect(chosen).to_have_text(stage)

    def blanks_the_wall(self) -> None:
        self.presses("Blank the wall")
        self.stands("Wall blank")

    def shows_the_wall(self) -> None:
        self.presses("Show the wall")

    def stands(self, sentence: str) -> None:
        """How the room stands, as the desk says it."""
        expect(self.page.locator(".room-stands")).to_contain_text(self.said(sentence))

    def types_for_the_room(self, *lines: str, kind: Kind, party: str = "") -> None:
        """A line each; recorded when they stand below."""
        self.tries_to_record(*lines, kind=kind, party=party)
        for line in lines:
            expect(self.line(line)).to_be_visible()

    def tries_to_record(self, *lines: str, kind: Kind, party: str = "") -> None:
        self.chooses("kind", self.said(str(NAMES[kind])))
        self.chooses("party", party or self.said("Nobody"))
        self.hand.write(self.field("lines"), "\n".join(lines))
        self.presses("Record")

    def line(self, words: str) -> Locator:
        return self.page.locator(".desk-words .line", has_text=words)

    def picks(self, *lines: str) -> None:
        for words in lines:
            self.hand.tick(self.line(words).get_by_role("checkbox"))

    def parks(self, words: str) -> None:
        self.picks(words)
        self.presses("Park")
        expect(self.page.locator(".parked .line", has_text=words)).to_be_visible()

    def takes_up_again(self, words: str) -> None:
        self.picks(words)
        self.presses("Take up again")
        expect(self.page.locator(".parked .line", has_text=words)).to_have_count(0)

    def strikes(self, words: str) -> None:
        self.picks(words)
        self.presses_and_is_sure("Strike")
        expect(self.line(words)).to_have_count(0)

    def groups(self, heading: str, *lines: str) -> None:
        self.picks(*lines)
        self.follows("Group")
        self.hand.write(self.page.locator("#group-title"), heading)
        self.presses("Put under this heading")
        expect(self.page.locator(".words-head", has_text=heading)).to_be_visible()

    # Together

    def looks_at_what_is_joint(self, desk: str) -> None:
        self.goes_to(f"{desk}analysis")

    def says_what_answers(self, option: str, *needs: str) -> None:
        """Lays an option beside the needs and fears it answers."""
        self.hand.press(
            self.page.locator(".option", has_text=option).get_by_role(
                "link", name=re.compile(re.escape(self.said("Say what it answers")))
            )
        )
        for need in needs:
            self.hand.tick(self.page.locator(".line", has_text=need).get_by_role("checkbox"))
        self.presses("Keep")

    def has_no_option_yet(self) -> Locator:
        return self.page.locator("section", has=self.page.locator("#coverage-h")).locator(".sides")
