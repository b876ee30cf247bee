"""Every paper that leaves the desk: on screen, as PDF and DOCX, in one language and in two, open and at L0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from flask import Flask

from app.accounts.models import Account
from app.dialogues import actions
from app.dialogues.queries import ground_rules_of
from app.dialogues.rules import Role
from app.kernel.wording import Rendering, Wording
from app.library.vocabulary import Level
from app.workshops import queries
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]

NEEDS = "الحاجات والمخاوف"
UPPER = "سارن العليا"
NEUTRAL = "لقاء الربيع"
HIDDEN = ("Sarn", UPPER, "The title of the workshop", made.VENUE)
KINDS = (
    "Run sheet", "Programme", "Stage cards", "Ground rules", "Slips for points", "Circle chart", "Slips",
    "run-sheet", "programme", "stage-cards", "ground-rules", "point-slips", "worksheet", "slips", "third party",
)  # fmt: skip


def in_two(words: Wording, other: str, language: str = "ar") -> Wording:
    """Words of equal standing in two languages; the other is the dialogue's first."""
    return Wording((Rendering(language, other), Rendering("en", words.text)), (language, "en"))


@dataclass(frozen=True, slots=True)
class Desk:
    """A dialogue whose first language runs from right to left, with a workshop; and who prints its papers."""

    house: House
    workshop: str
    browser: Browser
    codes: tuple[str, ...]

    def at(self, endpoint: str, **values: Any) -> str:
        found = {"dialogue_id": self.house.dialogue_id, "workshop_id": self.workshop}
        if endpoint.startswith("handouts."):
            del found["workshop_id"]
        return self.browser.address(endpoint, **found, **values)

    def files(self, form: str, asked: dict[str, str]) -> Iterator[tuple[str, Any]]:
        """Every paper in this format."""
        for paper in ("stage-cards", "ground-rules", "point-slips", "circle_chart"):
            address = self.at("handouts.handout_file", paper=paper, format=form, **asked)
            yield paper, self.browser.client.get(address)
        for paper in ("papers.run_sheet", "papers.programme"):
            yield paper, self.browser.client.get(self.at(paper, format=form, **asked))
        token = self.browser.csrf_token()
        yield (
            "slips",
            self.browser.client.post(
                f"/dialogues/{self.house.dialogue_id}/seats/slips.{form}",
                data={"code": list(self.codes), "csrf_token": token},
            ),
        )

    def pages(self, asked: dict[str, str]) -> Iterator[tuple[str, Page]]:
        """Every paper as the page that prints."""
        for paper in ("stage-cards", "ground-rules", "point-slips", "circle_chart"):
            yield paper, self.browser.get(self.at("handouts.handout", paper=paper, **asked))
        for paper in ("programmes.run_sheet", "programmes.programme"):
            yield paper, self.browser.get(self.at(paper, **asked))


@pytest.fixture
def desk(app: Flask, signed_in_as: Signing, request: pytest.FixtureRequest) -> Desk:
    library.load()
    house = made.house(request.param)
    with written():
        dialogue = house.dialogue
        dialogue.languages, dialogue.neutral_title = ["ar", "en"], NEUTRAL
        house.upper.name = in_two(house.upper.name, UPPER)
        stage = house.stage("needs_analysis")
        stage.name = in_two(stage.name, NEEDS)
        rule = ground_rules_of(dialogue)[0]
        rule.wording = in_two(rule.wording, "نتكلم بصفتنا الشخصية")
        codes = tuple(
            actions.seat_by_slip(dialogue, Role.PARTICIPANT, name, house.upper).code
            for name in ("Seat 1", "Seat 2", "Seat 3")
        )
    workshop = made.workshop(
        house, title=Wording.of("The title of the workshop", "en"), neutral_title=NEUTRAL
    )
    made.party_room(house, workshop, house.upper, "", stage=house.stage("needs_analysis"))
    made.block(house, workshop, stage=house.stage("needs_analysis"), private_notes=made.NOTES)
    return Desk(house, workshop, signed_in_as(house.accounts["facilitator"]), codes)


ASKED = pytest.mark.parametrize(
    "asked", [{}, {"first": "ar", "second": "en"}], ids=["one language", "two"]
)


def read(body: bytes, form: str) -> tuple[list[str], str]:
    """The lines of a file, and everything its metadata says."""
    if form == "pdf":
        opened = pypdf.PdfReader(BytesIO(body))
        lines = [line for page in opened.pages for line in page.extract_text().splitlines()]
        return lines, " ".join(str(value) for value in (opened.metadata or {}).values())
    found = docx.Document(BytesIO(body))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    feet = [each.text for section in found.sections for each in section.footer.paragraphs]
    core = found.core_properties
    said = (core.title, core.author, core.subject, core.keywords, core.comments, core.category)
    whole = [*[paragraph.text for paragraph in found.paragraphs], *cells, *feet]
    return [line for text in whole for line in text.splitlines()], " ".join(said)


def sheet(page: Page) -> str:
    """What of a page is the paper, line by line; the tools beside it do not print."""
    (paper,) = page.select("main.paper-page")
    return paper.get_text("\n")


@pytest.mark.parametrize("desk", [Level.L2], indirect=True)
@ASKED
def test_every_paper_is_made_in_every_way(desk: Desk, asked: dict[str, str]) -> None:
    for form in ("pdf", "docx"):
        for paper, response in desk.files(form, asked):
            assert response.status_code == 200, (paper, form)
            lines, _metadata = read(response.data, form)
            assert any(line.strip() for line in lines), (paper, form)
            if form == "docx" and paper in ("stage-cards", "papers.run_sheet", "papers.programme"):
                assert any(NEEDS in line for line in lines), paper
                assert any("Needs analysis" in line for line in lines) == bool(asked), paper
    for paper, page in desk.pages(asked):
        assert page.select('main[dir="rtl"]'), paper
        if paper in ("stage-cards", "programmes.run_sheet", "programmes.programme"):
            assert NEEDS in sheet(page), paper
            assert ("Needs analysis" in sheet(page)) == bool(asked), paper
    made_of = desk.browser.client.get(desk.at("programmes.calendar"))
    assert made_of.data.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("desk", [Level.L0], indirect=True)
@ASKED
def test_at_l0_no_paper_says_what_it_is(desk: Desk, asked: dict[str, str]) -> None:
    for form in ("pdf", "docx"):
        for paper, response in desk.files(form, asked):
            assert response.status_code == 200, (paper, form)
            lines, metadata = read(response.data, form)
            assert not [line for line in lines if any(word in line for word in HIDDEN)], paper
            assert not [line for line in lines if line.strip() in KINDS], (paper, form)
            named = metadata + response.headers["Content-Disposition"]
            assert not [word for word in (*HIDDEN, *KINDS) if word in named], (paper, form, named)
    for paper, page in desk.pages(asked):
        assert not [word for word in HIDDEN if word in sheet(page)], paper
        assert not {line.strip() for line in sheet(page).splitlines()} & set(KINDS), paper
        assert page.title == NEUTRAL, paper
    calendar = desk.browser.client.get(desk.at("programmes.calendar")).text
    assert not [word for word in (*HIDDEN, *KINDS) if word in calendar]


@pytest.mark.parametrize("desk", [Level.L2], indirect=True)
def test_a_paper_lies_the_way_the_language_asked_for_is_written(desk: Desk) -> None:
    for asked, rtl in (({}, True), ({"first": "ar"}, True), ({"first": "en"}, False)):
        for paper, response in desk.files("docx", asked):
            if paper != "slips":
                body = docx.Document(BytesIO(response.data)).element.body
                assert bool(body.xpath("./w:sectPr/w:bidi")) is rtl, (paper, asked)
                assert all(
                    bool(table.xpath("./w:tblPr/w:bidiVisual")) is rtl
                    for table in body.xpath("./w:tbl")
                ), (paper, asked)


@pytest.mark.parametrize("desk", [Level.L2], indirect=True)
def test_a_title_sent_back_in_one_language_is_still_the_stage_s_name_in_both(desk: Desk) -> None:
    with written():
        for sitting in queries.sittings_of(made.workshop_of(desk.house, desk.workshop)):
            sitting.title = Wording.of(NEEDS)
    page = desk.browser.get(desk.at("programmes.run_sheet", first="en"))
    assert "Needs analysis" in sheet(page)
    assert NEEDS not in sheet(page)


@pytest.mark.parametrize("desk", [Level.L2], indirect=True)
def test_the_whole_third_party_finds_the_papers_it_may_have(
    desk: Desk, signed_in_as: Signing
) -> None:
    interpreter = signed_in_as(desk.house.accounts["interpreter"])
    plan = interpreter.get(desk.at("workshops.plan"))
    papers = interpreter.click(plan, "All papers and files")
    for words in ("Run sheet", "Programme", "Agenda as a file", "Ground rules"):
        assert words in papers.text
    for file in ("agenda.csv", "agenda.json", "run-sheet.pdf", "calendar.ics"):
        interpreter.get(f"/dialogues/{desk.house.dialogue_id}/workshops/{desk.workshop}/{file}")
    organizer = signed_in_as(desk.house.accounts["organizer"])
    assert "All papers and files" not in organizer.get(desk.at("workshops.plan")).text
