"""What lies on the table: stage cards, ground rules, slips for points, worksheets; at each level, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask

from app.accounts.models import Account
from app.dialogues import actions
from app.dialogues.queries import ground_rules_of
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.writing import written

Signing = Callable[[Account], Browser]

PAPERS = ("stage-cards", "ground-rules", "point-slips", "circle_chart")


@pytest.fixture
def house(app: Flask) -> House:
    library.load()
    return made.house()


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def file(browser: Browser, house: House, name: str) -> bytes:
    response = browser.client.get(f"/dialogues/{house.dialogue_id}/papers/{name}")
    assert response.status_code == 200, name
    assert response.headers["Cache-Control"] == "no-store"
    return response.data


def page(browser: Browser, house: House, paper: str, **asked: str) -> str:
    return browser.open(
        "handouts.handout", dialogue_id=house.dialogue_id, paper=paper, **asked
    ).text


def in_docx(body: bytes) -> str:
    found = docx.Document(BytesIO(body))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*[paragraph.text for paragraph in found.paragraphs], *cells])


def test_each_paper_is_a_page_a_pdf_and_a_word_file(facilitator: Browser, house: House) -> None:
    shown = facilitator.open("handouts.on_the_table", dialogue_id=house.dialogue_id).text
    assert "Stage cards" in shown
    for paper in PAPERS:
        assert page(facilitator, house, paper)
        assert file(facilitator, house, f"{paper}.pdf").startswith(b"%PDF-")
        assert in_docx(file(facilitator, house, f"{paper}.docx"))


def test_a_stage_card_says_what_for_what_it_asks_and_what_can_be_written(
    facilitator: Browser, house: House
) -> None:
    text = in_docx(file(facilitator, house, "stage-cards.docx"))
    stage = house.stage("needs_analysis")
    assert stage.name.text in text
    assert stage.purpose.text in text
    assert all(question in text for question in stage.questions)
    assert "Need, Fear" in text


def test_what_the_third_party_does_alone_has_no_card(facilitator: Browser, house: House) -> None:
    text = in_docx(file(facilitator, house, "stage-cards.docx"))
    assert house.stage("follow_up").name.text not in text


def test_slips_offer_a_party_only_where_one_may_be_named(
    facilitator: Browser, house: House
) -> None:
    found = docx.Document(BytesIO(file(facilitator, house, "point-slips.docx")))
    slips = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    needs = [slip for slip in slips if "☐\u00a0Need " in slip and "For the room" in slip]
    apart = [slip for slip in slips if "For our own room" in slip]
    options = [slip for slip in slips if "☐\u00a0Option" in slip and "☐\u00a0Need " not in slip]
    assert needs
    assert all("☐\u00a0Upper Sarn" in slip for slip in needs)
    assert apart
    assert not any("Sarn" in slip for slip in apart)
    assert options
    assert not any("Sarn" in slip for slip in options)


def test_ground_rules_stand_in_two_languages_beside_each_other(
    facilitator: Browser, house: House
) -> None:
    with written():
        house.dialogue.languages = ["en", "ka"]
        rule = ground_rules_of(house.dialogue)[0]
        both = Wording.of("We speak as ourselves.", "en").with_rendering("ka", "ჩვენი სახელით.")
        rule.wording = both
    text = page(facilitator, house, "ground-rules", first="ka", second="en")
    assert "We speak as ourselves." in text
    assert "ჩვენი სახელით." in text
    only = page(facilitator, house, "ground-rules", first="ka")
    assert "ჩვენი სახელით." in only
    assert "We speak as ourselves." not in only


def test_a_language_that_is_none_of_the_dialogue_s_is_not_asked_for(
    facilitator: Browser, house: House
) -> None:
    plain = page(facilitator, house, "ground-rules")
    assert page(facilitator, house, "ground-rules", first="../x", second="zz") == plain


@pytest.mark.parametrize("paper", PAPERS)
def test_at_l0_nothing_says_what_it_is(app: Flask, signed_in_as: Signing, paper: str) -> None:
    library.load()
    house = made.house(Level.L0)
    browser = signed_in_as(house.accounts["facilitator"])
    response = browser.client.get(f"/dialogues/{house.dialogue_id}/papers/{paper}.docx")
    text = in_docx(response.data)
    assert "Sarn" not in text
    if paper != "circle_chart":
        assert paper not in response.headers["Content-Disposition"]
        assert made.SPRING in text


def test_no_paper_of_another_name(facilitator: Browser, house: House) -> None:
    for name in ("minutes", "minutes.pdf", "stage-cards.exe"):
        path = f"/dialogues/{house.dialogue_id}/papers/{name}"
        assert facilitator.client.get(path).status_code == 404, name


def test_organizers_have_no_part_in_papers_with_party_rooms(
    house: House, signed_in_as: Signing
) -> None:
    organizer = signed_in_as(house.accounts["organizer"])
    organizer.get(f"/dialogues/{house.dialogue_id}/papers/", status=404)


def test_the_same_paper_twice_is_the_same_bytes(facilitator: Browser, house: House) -> None:
    first = file(facilitator, house, "stage-cards.pdf")
    assert file(facilitator, house, "stage-cards.pdf") == first


def test_the_group_s_own_rule_is_on_its_paper(facilitator: Browser, house: House) -> None:
    with written():
        actions.add_ground_rule(
            house.dialogue,
            Wording.of("Telephones sleep"),
            Wording.of("They lie in the hall."),
            Wording.of("They listen."),
        )
    assert "They lie in the hall." in page(facilitator, house, "ground-rules")
