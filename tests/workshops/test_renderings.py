"""What stands in further languages for the words of a block: with them wherever they go, and gone when they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Account
from app.dialogues import actions as dialogues
from app.kernel.db import db
from app.kernel.wording import Renderings, Wording
from app.workshops import actions, queries
from app.workshops.actions import Particulars, plans, reworking, steps
from app.workshops.actions.files import read_in
from app.workshops.models import HouseTemplate, Sitting
from app.workshops.queries import sources
from app.workshops.queries.files import agenda_file, columns_of_file
from app.workshops.rules import BlockKind
from app.workshops.rules.files import FileRefused, to_csv, to_json
from app.workshops.rules.parts import Deed
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.writing import written

Signing = Callable[[Account], Browser]

PURPOSE, FERRY, BRIDGE = "To hear one another", "What of the ferry?", "What of the bridge?"
IN_GEORGIAN = Renderings(
    {
        "Welcome": {"ka": "მოგესალმებით"},
        PURPOSE: {"ka": "ერთმანეთის მოსმენა"},
        FERRY: {"ka": "რა ვუყოთ ბორანს?"},
        "Paper": {"ka": "ქაღალდი"},
        "Morning": {"ka": "დილა"},
    }
)
SAID: dict[str, Any] = {
    "purpose": PURPOSE,
    "questions": (FERRY, BRIDGE),
    "materials": "Paper",
    "shown_to_participants": "Morning",
}


@pytest.fixture
def house(app: Flask) -> House:
    house = made.house()
    with written():
        house.dialogue.languages = ["en", "ka"]
    return house


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


@pytest.fixture
def block(house: House, spring: str) -> str:
    return made.block(house, spring, "Welcome", **SAID, renderings=IN_GEORGIAN)


def change(house: House, block: str, **changed: Any) -> None:
    with written():
        sitting = made.sitting(house, block)
        given = {"kind": BlockKind.SESSION, "minutes": 60, "title": "Welcome", **SAID, **changed}
        actions.change_sitting(
            house.dialogue,
            sitting,
            Particulars(**given),
            seen_version=sitting.workshop.version,
        )


def said(house: House, block: str) -> Renderings:
    return made.sitting(house, block).every_rendering


def all_said(house: House, workshop_id: str) -> list[Renderings]:
    return [
        each.every_rendering for each in queries.sittings_of(made.workshop_of(house, workshop_id))
    ]


def test_words_that_stay_keep_what_stands_beside_them(house: House, block: str) -> None:
    change(house, block, minutes=90, private_notes=made.NOTES)
    assert said(house, block) == IN_GEORGIAN


def test_words_that_change_or_go_leave_no_rendering_behind(house: House, block: str) -> None:
    change(house, block, title="Opening", purpose="To listen", questions=(BRIDGE, FERRY))
    assert said(house, block) == IN_GEORGIAN.among([FERRY, "Paper", "Morning"])

    change(house, block, title="Opening", purpose="", questions=(), materials="", shown_to_participants="")  # fmt: skip
    assert made.sitting(house, block).renderings is None
    assert not said(house, block)


def test_a_block_that_is_split_or_doubled_has_them_twice(
    house: House, spring: str, block: str
) -> None:
    for deed in (Deed.SPLIT, Deed.TWICE):
        with written():
            workshop = made.workshop_of(house, spring)
            reworking.part(workshop, deed, block, after=30, seen_version=workshop.version)
    assert all_said(house, spring) == [IN_GEORGIAN] * 3


def test_blocks_that_become_one_have_what_either_had(house: House, spring: str, block: str) -> None:
    change(house, block, purpose="")
    made.block(
        house,
        spring,
        "Welcome",
        purpose=PURPOSE,
        renderings=Renderings({PURPOSE: {"ka": "მოსმენა"}, "Gone": {"ka": "წავიდა"}}),
    )
    with written():
        workshop = made.workshop_of(house, spring)
        reworking.part(workshop, Deed.MERGE, block, seen_version=workshop.version)
    [one] = all_said(house, spring)
    assert one.in_language(PURPOSE, "ka") == "მოსმენა"
    assert one.in_language(FERRY, "ka") == "რა ვუყოთ ბორანს?"
    assert not one.in_language("Gone", "ka")


def test_what_was_rendered_is_taken_back_exactly_and_made_again(
    house: House, spring: str, block: str
) -> None:
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            actions.render_words(
                workshop, queries.sittings_of(workshop), "ka", {BRIDGE: "რა ვუყოთ ხიდს?", FERRY: ""}
            )
    now = said(house, block)
    assert now.in_language(BRIDGE, "ka") == "რა ვუყოთ ხიდს?"
    assert not now.in_language(FERRY, "ka")
    with written():
        workshop = made.workshop_of(house, spring)
        by = house.seat("facilitator")
        steps.take(house.dialogue, workshop, kept.token, by=by, seen_version=workshop.version)
    assert said(house, block) == IN_GEORGIAN


def test_a_plan_taken_from_an_earlier_workshop_has_them(
    house: House, spring: str, block: str
) -> None:
    autumn = made.workshop(house)
    with written():
        plans.begin_from_own(
            house.dialogue,
            made.workshop_of(house, autumn),
            made.workshop_of(house, spring),
            notes=False,
            seen_version=made.workshop_of(house, autumn).version,
        )
    assert all_said(house, autumn) == [IN_GEORGIAN]


def test_a_template_keeps_them_with_the_words_and_shows_them_to_be_read_once_more(
    house: House, spring: str, block: str, signed_in_as: Signing
) -> None:
    with written():
        workshop = made.workshop_of(house, spring)
        plans.keep_template(house.dialogue, workshop, "With words", words=True, notes=False)
        plans.keep_template(house.dialogue, workshop, "Bare", words=False, notes=False)
    bare, full = sources.templates()
    assert [each.renderings for each in full.outline.items] == [IN_GEORGIAN]
    assert [each.renderings for each in bare.outline.items] == [Renderings()]
    page = signed_in_as(house.accounts["facilitator"]).open(
        "sources.template", dialogue_id=house.dialogue_id, template_id=full.id
    )
    assert "რა ვუყოთ ბორანს?" in page.text

    other = made.workshop(house)
    with written():
        workshop = made.workshop_of(house, other)
        template = db.session.scalars(
            select(HouseTemplate).where(HouseTemplate.id == full.id)
        ).one()
        plans.begin_from_outline(
            house.dialogue,
            workshop,
            plans.outline_in(template),
            by=house.seat("facilitator"),
            seen_version=workshop.version,
        )
    assert all_said(house, other) == [IN_GEORGIAN]


def test_who_changes_words_hears_that_their_rendering_went_with_them(
    house: House, spring: str, block: str, signed_in_as: Signing
) -> None:
    facilitator = signed_in_as(house.accounts["facilitator"])
    at = {"dialogue_id": house.dialogue_id, "workshop_id": spring, "planned_id": block}
    edit = facilitator.open("workshops.edit_sitting", **at)
    assert "no other language" not in facilitator.submit(edit, button="Save", minutes="75").text
    edit = facilitator.open("workshops.edit_sitting", **at)
    page = facilitator.submit(edit, button="Save", purpose="To listen")
    assert "The words you changed stand in no other language any more" in page.text
    assert not said(house, block).in_language(PURPOSE, "ka")


def test_another_stage_is_no_lost_rendering(
    house: House, spring: str, signed_in_as: Signing
) -> None:
    with written():
        for key, name in (("needs_analysis", "საჭიროებები"), ("opening", "გახსნა")):
            dialogues.render_stage(house.stage(key), "ka", name=name)
    block = made.block(house, spring, stage=house.stage("needs_analysis"))
    facilitator = signed_in_as(house.accounts["facilitator"])
    at = {"dialogue_id": house.dialogue_id, "planned_id": block}
    edit = facilitator.open("workshops.edit_sitting", **at)
    page = facilitator.submit(edit, button="Save", stage=house.stage("opening").id)
    assert made.sitting(house, block).title.text == "Opening"
    assert "no other language" not in page.text


# Files


def out(house: House, spring: str, write: Callable[..., bytes]) -> bytes:
    agenda = agenda_file(house.dialogue, made.workshop_of(house, spring), notes=True)
    return write(agenda, columns_of_file(agenda, notes=True))


def bring(house: House, spring: str, content: bytes) -> None:
    with written():
        workshop = made.workshop_of(house, spring)
        by = house.seat("facilitator")
        read_in(house.dialogue, workshop, content, by=by, seen_version=workshop.version)


def rows(content: bytes) -> list[dict[str, str]]:
    """The lines with a block; days without any have one that says when they begin."""
    found = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [line for line in found if line["block"]]


def sheet(lines: list[dict[str, str]]) -> bytes:
    written_ = io.StringIO(newline="")
    table = csv.DictWriter(written_, list(lines[0]))
    table.writeheader()
    table.writerows(lines)
    return written_.getvalue().encode()


@pytest.mark.parametrize("write", [to_csv, to_json])
def test_a_file_that_goes_out_comes_back_and_changes_nothing(
    house: House, spring: str, block: str, write: Callable[..., bytes]
) -> None:
    content = out(house, spring, write)
    bring(house, spring, content)
    assert said(house, block) == IN_GEORGIAN
    assert out(house, spring, write) == content


def test_the_sheet_has_a_place_for_every_further_language_and_what_is_filled_in_stands(
    house: House, spring: str, block: str
) -> None:
    [line] = rows(out(house, spring, to_csv))
    assert line["questions_ka"] == "რა ვუყოთ ბორანს?\n"
    line["Questions ka"] = "\nრა ვუყოთ ხიდს?"
    del line["questions_ka"]
    line["purpose_ka"] = ""
    bring(house, spring, sheet([line]))

    now = said(house, block)
    assert now.in_language(BRIDGE, "ka") == "რა ვუყოთ ხიდს?"
    assert not now.in_language(FERRY, "ka")
    assert not now.in_language(PURPOSE, "ka")
    assert now.in_language("Welcome", "ka") == "მოგესალმებით"


def test_columns_that_are_not_there_leave_what_stands(
    house: House, spring: str, block: str
) -> None:
    [line] = rows(out(house, spring, to_csv))
    bring(house, spring, sheet([{name: line[name] for name in line if "_ka" not in name}]))
    assert said(house, block) == IN_GEORGIAN


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title_tr": "Hoş geldiniz"}, "“tr” is no language of this dialogue"),
        ({"questions_ka": "1\n2\n3"}, "no words in the column “questions”"),
        ({"materials": "", "materials_ka": "ქაღალდი"}, "no words in the column “materials”"),
        ({"title_ka": "ა" * 201}, "At most 200 characters"),
        ({"room_ka": "დარბაზი"}, "There is no such column"),
    ],
)
def test_what_cannot_stand_is_said_at_its_column_and_nothing_is_changed(
    house: House, spring: str, block: str, changed: dict[str, str], sentence: str
) -> None:
    [line] = rows(out(house, spring, to_csv))
    before = out(house, spring, to_json)
    with pytest.raises(FileRefused) as refused:
        bring(house, spring, sheet([{**line, **changed}]))
    assert any(sentence in str(problem.sentence) for problem in refused.value.problems)
    assert out(house, spring, to_json) == before


def test_a_dialogue_of_one_language_has_no_further_columns(app: Flask) -> None:
    house = made.house()
    spring = made.workshop(house)
    made.block(house, spring, "Welcome", **SAID)
    [line] = rows(out(house, spring, to_csv))
    assert not [name for name in line if name.startswith(("title_", "questions_"))]
    [day] = json.loads(out(house, spring, to_json))["days"][:1]
    assert "title_ka" not in day["blocks"][0]


def test_a_neutral_title_that_changes_is_rendered_no_more(house: House, spring: str) -> None:
    with written():
        actions.render_workshop(
            made.workshop_of(house, spring), "ka", neutral_title="გაზაფხული", title="შიშები"
        )
    stands = made.workshop_of(house, spring)
    assert stands.in_all_languages(stands.neutral_title).languages == ("und", "ka")
    with written():
        workshop = made.workshop_of(house, spring)
        actions.change_workshop(
            workshop,
            made.frame(title=Wording.of("Needs and fears"), neutral_title="Autumn seminar"),
            seen_version=workshop.version,
        )
    workshop = made.workshop_of(house, spring)
    assert workshop.renderings is None
    assert workshop.title.languages == ("und", "ka")


def test_nothing_is_kept_for_a_block_that_has_no_rendering(house: House, spring: str) -> None:
    made.block(house, spring, "Bare", **SAID)
    [kept] = db.session.execute(select(Sitting.renderings.blob)).scalars().all()
    assert kept is None
