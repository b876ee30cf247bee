"""Whoever drafts: from chosen contributions to a text that is read, adopted and released."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.pages.person import Person


class Drafting(Person):
    """The pages of a memorandum on the workbench."""

    def begins_a_memorandum(self, dialogue_id: str, title: str) -> None:
        self.goes_to(f"/dialogues/{dialogue_id}/texts/")
        self.fills_in(title=title)
        self.presses("Begin")
        expect(self.page).to_have_url(re.compile(r"/texts/\w{26}/$"))

    def adds_a_paragraph(self, part: str, words: str, *, worked_from: tuple[str, ...] = ()) -> None:
        """Under one of the parts of D§2.7."""
        block = self.page.get_by_role("region", name=self.said(part), exact=True)
        self.hand.press(block.locator(".part-add a"))
        self.hand.write(self.field("words"), words)
        for source in worked_from:
            self.hand.tick(self.page.locator(".choice", has_text=source).get_by_role("checkbox"))
        self.presses("Save the paragraph")
        expect(self.page.locator(".memorandum .paragraph", has_text=words)).to_be_visible()

    def redrafts(self, number: int, words: str, *, meeting: str) -> None:
        """In the light of a concern."""
        self.reads(meeting)
        deeds = self.page.locator(f"#p{number} .paragraph-deeds")
        self.hand.press(deeds.get_by_role("link", name=self.said("Redraft")))
        self.reads(meeting)
        self.hand.write(self.field("words"), words)
        self.presses("Save the paragraph")

    def opens_a_reading(self) -> None:
        self.presses("Open the reading")
        self.is_told("Being read")

    def closes_the_reading(self) -> None:
        self.presses_and_is_sure("Close the reading")
        self.is_told("Draft")

    def records_the_adoption(self) -> None:
        self.presses_and_is_sure("Record the adoption")
        self.is_told(
            "Adopted. Nothing has left by that: release is asked separately, for one audience at a time."
        )

    def asks_for_release(self, to: str) -> None:
        self.fills_in(addressees=to)
        self.presses("Ask everybody")
        self.is_told("Being asked")

    def closes_the_asking(self) -> None:
        self.presses_and_is_sure("Close the asking")
        self.reads_nothing_of(self.said("Being asked"))

    def has_nothing_to_take_out(self) -> None:
        for format in ("PDF", "DOCX", "Markdown"):
            expect(self.page.get_by_text(format, exact=True)).to_have_count(0)

    def takes_out(self, format: str, folder: Path) -> Path:
        """The document, as it comes out of the house."""
        with self.page.expect_download() as coming:
            # Names of formats are the same in every language.
            self.hand.press(self.page.get_by_role("button", name=format, exact=True))
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file
