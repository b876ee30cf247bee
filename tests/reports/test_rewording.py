"""Names, stages and titles in one more of a dialogue's languages, so that papers can stand in it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask

from app.accounts.models import Account
from app.kernel.wording import Wording
from app.memory import actions as memory
from app.reports import rewording
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    house = made.house()
    with written():
        house.dialogue.languages = ["en", "ka"]
    return house


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def opened(facilitator: Browser, house: House, part: str = "") -> Page:
    return facilitator.open(
        "rewording.reword", dialogue_id=house.dialogue_id, language="ka", part=part or None
    )


def field_of(page: Page, words: str) -> str:
    """The field in which these words are rendered."""
    [row] = [each for each in page.select(".reword") if each.select_one("bdi").get_text() == words]
    return str(row.select_one("[name]")["name"])


def test_what_is_written_beside_stands_on_the_papers(facilitator: Browser, house: House) -> None:
    workshop = made.workshop(house)
    block = made.block(house, workshop, "Welcome")
    alike = made.block(house, workshop, "Welcome")
    stage = house.stage("needs_analysis")
    made.block(house, workshop, stage=stage)

    facilitator.submit(
        opened(facilitator, house),
        button="Save",
        status=303,
        **{
            f"stage-{stage.id}-text": "საჭიროებები",
            f"party-{house.upper.id}-text": "ზემო სარნი",
        },
    )
    facilitator.submit(
        opened(facilitator, house, workshop),
        button="Save",
        status=303,
        **{field_of(opened(facilitator, house, workshop), "Welcome"): "მოგესალმებით"},
    )

    paper = facilitator.open(
        "programmes.programme",
        dialogue_id=house.dialogue_id, workshop_id=workshop, first="ka", second="en",
    )  # fmt: skip
    assert paper.text.count("მოგესალმებით Welcome") == 2
    assert "საჭიროებები Needs analysis" in paper.text
    assert house.upper.name.text == "Upper Sarn"
    assert house.upper.name.in_language("ka").text == "ზემო სარნი"
    assert made.sitting(house, alike).title.language == "und"

    facilitator.submit(
        opened(facilitator, house, workshop),
        button="Save",
        status=303,
        **{field_of(opened(facilitator, house, workshop), "Welcome"): ""},
    )
    assert made.sitting(house, block).title.languages == ("und",)


PURPOSE, QUESTION = "To hear one another", "What of the ferry?"


def write_all(facilitator: Browser, house: House, part: str) -> dict[str, str]:
    """Render every row of a part in Georgian letters; what was written, by the words it renders."""
    page = opened(facilitator, house, part)
    form = page.form(with_fields={"seen"})
    fields = [name for name, _value in form.fields if name.endswith("-text")]
    rows = [row.select_one("bdi").get_text() for row in page.select(".reword")]
    said = {name: f"ქართულად {place}" for place, name in enumerate(fields)}
    facilitator.submit(page, button="Save", status=303, **said)
    return dict(zip(rows, said.values(), strict=True))


@pytest.fixture
def planned(house: House) -> str:
    """A workshop with everything on it that papers carry."""
    workshop = made.workshop(house, neutral_title="Gathering")
    stage = house.stage("joint_thinking")
    made.block(
        house,
        workshop,
        "Welcome",
        purpose=PURPOSE,
        questions=[QUESTION],
        materials="Large paper",
        shown_to_participants="Morning",
    )
    made.block(house, workshop, stage=stage)
    return workshop


def paper(facilitator: Browser, house: House, endpoint: str, **at: str) -> str:
    return facilitator.open(
        endpoint, dialogue_id=house.dialogue_id, first="en", second="ka", **at
    ).text


def test_everything_a_run_sheet_and_a_programme_say_stands_in_both_languages(
    facilitator: Browser, house: House, planned: str
) -> None:
    said = {**write_all(facilitator, house, ""), **write_all(facilitator, house, planned)}
    asked = house.stage("joint_thinking").questions[0]

    sheet = paper(facilitator, house, "programmes.run_sheet", workshop_id=planned)
    shown = paper(facilitator, house, "programmes.programme", workshop_id=planned)

    for words in ("Needs and fears", "Welcome", PURPOSE, QUESTION, "Large paper", asked):
        assert words in sheet
        assert said[words] in sheet, words
    for words in ("Gathering", "Morning"):
        assert f"{words} {said[words]}" in shown, words
    for name in ("run-sheet", "programme"):
        address = (
            f"/dialogues/{house.dialogue_id}/workshops/{planned}/{name}.docx?first=en&second=ka"
        )
        found = docx.Document(BytesIO(facilitator.client.get(address).data))
        text = "\n".join(
            [
                *(each.text for each in found.paragraphs),
                *(cell.text for table in found.tables for row in table.rows for cell in row.cells),
            ]
        )
        expected = (PURPOSE, QUESTION, asked) if name == "run-sheet" else ("Gathering", "Morning")
        assert all(said[words] in text for words in expected), name


def test_a_stage_card_asks_in_both_languages_and_in_either(
    facilitator: Browser, house: House
) -> None:
    library.load()
    said = write_all(facilitator, house, "")
    asked = house.stage("needs_analysis").questions
    both = paper(facilitator, house, "handouts.handout", paper="stage-cards")
    assert all(f"{question} {said[question]}" in both for question in asked)
    assert f"Spring seminar / {said['Spring seminar']}" in both
    one = facilitator.open(
        "handouts.handout", dialogue_id=house.dialogue_id, paper="stage-cards", first="ka"
    ).text
    assert all(said[question] in one and question not in one for question in asked)


def test_a_workshop_called_as_its_dialogue_is_called_so_in_each_language(
    facilitator: Browser, house: House
) -> None:
    workshop = made.workshop(house)
    said = write_all(facilitator, house, "")[made.SPRING]
    found = made.workshop_of(house, workshop)
    assert found.in_all_languages(found.neutral_title).in_language("ka").text == said
    assert made.SPRING not in [
        row.get_text() for row in opened(facilitator, house, workshop).select(".reword bdi")
    ]


def test_open_questions_and_promises_stand_in_each_language(
    facilitator: Browser, house: House
) -> None:
    with written():
        memory.leave_open(house.dialogue, Wording.of("Who pays the ferryman?"))
        memory.promise(house.dialogue, house.upper, Wording.of("To bring the old map"))
    said = write_all(facilitator, house, "memory")
    assert set(said) == {"Who pays the ferryman?", "To bring the old map"}
    sheet = facilitator.open("memory.paper", dialogue_id=house.dialogue_id).text
    for words, rendering in said.items():
        assert f"{words} {rendering}" in sheet


def test_rooms_that_say_the_same_are_rendered_once_and_all_of_them(
    facilitator: Browser, house: House
) -> None:
    workshop = made.workshop(house)
    blocks = [
        made.party_room(house, workshop, party, name, purpose=PURPOSE)
        for party, name in ((house.upper, "One"), (house.lower, "Other"))
    ]
    said = write_all(facilitator, house, workshop)
    for block in blocks:
        assert made.sitting(house, block).renderings.in_language(PURPOSE, "ka") == said[PURPOSE]


def test_more_words_than_a_page_holds_stand_on_several(
    facilitator: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewording, "MOST_ROWS", 4)
    first = opened(facilitator, house)
    assert len(first.select(".reword")) == 4
    second = facilitator.click(first, "2")
    fields = second.form(with_fields={"seen"}).fields
    field = next(name for name, _value in fields if name.endswith("-text"))
    facilitator.submit(second, button="Save", status=303, **{field: "აქაც"})
    again = facilitator.open(
        "rewording.reword", dialogue_id=house.dialogue_id, language="ka", begin=4
    )
    assert "აქაც" in str(again.soup)
    for beyond in (-4, 4000, "x"):
        page = facilitator.open(
            "rewording.reword", dialogue_id=house.dialogue_id, language="ka", begin=beyond
        )
        assert len(page.select(".reword")) == 4


def test_what_two_type_at_once_is_lost_for_neither(facilitator: Browser, house: House) -> None:
    drawn = opened(facilitator, house)
    upper, lower = (f"party-{party.id}-text" for party in (house.upper, house.lower))
    facilitator.submit(opened(facilitator, house), button="Save", status=303, **{upper: "ზემო"})

    refused = facilitator.submit(drawn, button="Save", status=409, **{lower: "ქვემო"})

    assert "Somebody changed these words meanwhile" in refused.text
    assert refused.select(f'[name="{lower}"]')[0]["value"] == "ქვემო"
    assert house.upper.name.in_language("ka").text == "ზემო"
    facilitator.submit(refused, button="Save", status=303)
    assert house.upper.name.in_language("ka").text == "ზემო"
    assert house.lower.name.in_language("ka").text == "ქვემო"


def test_too_much_is_told_at_its_field_and_kept(facilitator: Browser, house: House) -> None:
    field = f"party-{house.upper.id}-text"
    refused = facilitator.submit(
        opened(facilitator, house), button="Save", status=422, **{field: "ა" * 201}
    )
    assert refused.errors
    assert refused.select(f'[name="{field}"]')[0]["value"] == "ა" * 201


def test_a_dialogue_in_one_language_has_nothing_to_write_in_another(
    facilitator: Browser, house: House
) -> None:
    with written():
        house.dialogue.languages = []
    assert "This dialogue is held in one language" in opened(facilitator, house).text


def test_only_the_facilitator_writes_them(house: House, signed_in_as: Signing) -> None:
    interpreter = signed_in_as(house.accounts["interpreter"])
    interpreter.get(f"/dialogues/{house.dialogue_id}/papers/words", status=403)
