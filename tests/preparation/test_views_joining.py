"""Invitations and joining instructions: neutral, in each language, by level; and what a phone shows of them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.dialogues import queries as dialogue_queries
from app.kernel.db import db
from app.library.vocabulary import Level
from app.preparation import actions
from app.preparation.rules import Letter
from app.preparation.rules.letters import default_of, given_away, paragraphs_of
from app.workshops.models import Workshop
from tests.factories.dialogues import EVERY_SEAT, Begun, begun
from tests.factories.preparation import Planned, planned
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

FIRST_DAY = date(2027, 5, 14)


@pytest.fixture
def dialogue(app: Flask, with_library: None) -> Begun:
    return begun()


@pytest.fixture
def held(dialogue: Begun) -> Planned:
    return planned(dialogue, begins_on=FIRST_DAY)


@pytest.fixture
def facilitator(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "facilitator")


def opened(browser: Browser, held: Planned, letter: str = "invitation", **given: str) -> Page:
    return browser.open(
        "joining.letter", dialogue_id=held.of.id, workshop_id=held.id, letter=letter, **given
    )


def strict(held: Planned) -> None:
    with written():
        db.session.get_one(Workshop, held.id).level = Level.L0


def test_an_invitation_begins_with_good_words_and_a_neutral_title(
    facilitator: Browser, held: Planned
):
    page = opened(facilitator, held)
    assert "in your personal capacity" in page.text
    assert "You may not say who said it" in page.text
    sheet = facilitator.open(
        "joining.paper", dialogue_id=held.of.id, workshop_id=held.id, letter="invitation"
    )
    assert sheet.heading == "Spring seminar, first part"
    assert "Friday 14 May" in sheet.text
    for telling in ("Sarn", "The river and the road", "A guest house"):
        assert telling not in sheet.text


def test_it_is_written_in_each_language_side_by_side(facilitator: Browser, held: Planned):
    page = facilitator.submit(
        opened(facilitator, held),
        button="Save",
        **{"words-en": "Come.\n\nStay.", "words-ar": "تعالوا.\n\nابقوا.", "for_all": None},
    )
    assert "In your words." in page.text
    sheet = facilitator.open(
        "joining.paper", dialogue_id=held.of.id, workshop_id=held.id, letter="invitation"
    )
    pairs = [[p["lang"] for p in each.select("p")] for each in sheet.select(".letter .renderings")]
    assert pairs == [["en", "ar"], ["en", "ar"]]
    alone = facilitator.get(f"{sheet.path}?in=ar")
    assert "Come." not in alone.text
    assert "تعالوا." in alone.text


def test_words_for_all_workshops_hold_where_one_has_none_of_its_own(
    facilitator: Browser, dialogue: Begun, held: Planned
):
    other = planned(dialogue, title="A second meeting")
    facilitator.submit(
        opened(facilitator, held), button="Save", **{"words-en": "For all.", "for_all": "y"}
    )
    facilitator.submit(
        opened(facilitator, other), button="Save", **{"words-en": "For one.", "for_all": None}
    )
    assert "For all." in opened(facilitator, held).text
    assert "For one." in opened(facilitator, other).text
    facilitator.submit(
        opened(facilitator, other), button="Save", **{"words-en": "Again for all.", "for_all": "y"}
    )
    assert "Again for all." in opened(facilitator, held).text


def test_empty_in_every_language_the_houses_words_come_back(facilitator: Browser, held: Planned):
    for words in ("Mine.", ""):
        page = facilitator.submit(opened(facilitator, held), button="Save", **{"words-en": words})
    assert "in your personal capacity" in page.text


# The level


@pytest.mark.parametrize("letter", ["invitation", "joining"])
def test_at_l0_nothing_says_what_it_is(facilitator: Browser, held: Planned, letter: str):
    facilitator.submit(
        opened(facilitator, held, letter),
        button="Save",
        **{"words-en": "A dialogue between the communities of the Sarn valley."},
    )
    strict(held)
    sheet = facilitator.open(
        "joining.paper", dialogue_id=held.of.id, workshop_id=held.id, letter=letter
    )
    (on_paper,) = sheet.select("main")
    for telling in ("ialogue", "communit", "personal capacity", "Sarn", "third party"):
        assert telling not in on_paper.get_text()
    assert "dialogue between" not in " ".join(
        field.text for field in opened(facilitator, held, letter).select("textarea")
    ), "what was written for another level is another text"


@pytest.mark.parametrize(
    "name",
    ["Upper Sarn", "lower sarn", "Dialogue of the Sarn valley", "A guest house by a lake"],
)
def test_at_l0_a_letter_that_names_what_it_is_is_refused_and_kept(
    facilitator: Browser, held: Planned, name: str
):
    strict(held)
    page = facilitator.submit(
        opened(facilitator, held),
        button="Save",
        status=422,
        **{"words-en": f"Come to {name}, please."},
    )
    assert any("nothing may say what it is" in error for error in page.errors)
    assert f"Come to {name}, please." in page.html


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("letter", Letter)
def test_every_level_has_words_to_begin_with(letter: Letter, level: Level):
    text = " ".join(str(part) for part in default_of(letter, level))
    assert text
    if level is Level.L0:
        assert not given_away(text, ["dialogue", "conflict", "party", "parties", "workshop"])
    else:
        assert "carry" in text


def test_names_are_found_as_words_and_short_ones_are_let_be():
    assert given_away("Come to UPPER sarn!", ["Upper Sarn"]) == ["Upper Sarn"]
    assert given_away("Northern lights", ["North", "We"]) == []


def test_blank_lines_part_paragraphs():
    assert paragraphs_of("one\r\n\r\ntwo\nstill two\n \nthree") == [
        "one",
        "two\nstill two",
        "three",
    ]


# Documents


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_letter_is_a_document_under_no_name(facilitator: Browser, held: Planned, format: str):
    answer = facilitator.client.get(
        facilitator.address(
            "papers.letter",
            dialogue_id=held.of.id,
            workshop_id=held.id,
            letter="invitation",
            format=format,
        )
    )
    assert answer.status_code == 200
    assert f'filename="paper-2027-05-14.{format}"' in answer.headers["Content-Disposition"]


# Who hands out, who reads


def test_organizers_hand_out_and_write_nothing(app: Flask, dialogue: Begun, held: Planned):
    organizer = dialogue.browser(app, "organizer")
    page = opened(organizer, held)
    assert "Write it" not in page.text
    organizer.post(page.path, status=403, **{"words-en": "Mine"})


def test_a_phone_shows_days_instructions_and_ground_rules(
    app: Flask, dialogue: Begun, held: Planned
):
    with written():
        actions.write_letter(
            dialogue.dialogue, held.workshop, Letter.JOINING, {"en": "Bring nothing."}, for_all=True
        )
    phone = dialogue.browser(app, "participant-0")
    page = phone.open("joining.on_a_phone", seat_id=dialogue.seat_ids["participant-0"])
    rule = dialogue_queries.ground_rules_of(dialogue.dialogue)[0]
    for shown in ("Spring seminar, first part", "Friday 14 May", "Bring nothing.", rule.title.text):
        assert shown in page.text
    assert "Programme" in page.links
    for hidden in ("A guest house", "The river and the road", "Heron"):
        assert hidden not in page.text


def test_at_l0_a_phone_shows_only_what_says_nothing(app: Flask, dialogue: Begun, held: Planned):
    strict(held)
    phone = dialogue.browser(app, "participant-0")
    page = phone.open("joining.on_a_phone", seat_id=dialogue.seat_ids["participant-0"])
    assert "Where to go is told to you in person." in page.text
    assert "You speak for yourself" not in page.select(".letter")[0].get_text()


def test_a_meeting_of_the_other_party_alone_is_on_no_phone(
    app: Flask, facilitator: Browser, dialogue: Begun
):
    page = facilitator.open("people.index", dialogue_id=dialogue.id)
    facilitator.submit(page, action="party-sessions")
    phone = dialogue.browser(app, "observer")
    page = phone.open("joining.on_a_phone", seat_id=dialogue.seat_ids["observer"])
    assert "Nothing is planned yet." in page.text
    phone = dialogue.browser(app, "participant-0")
    page = phone.open("programmes.seat", seat_id=dialogue.seat_ids["participant-0"])
    assert "Pre-workshop session" in page.text


def test_the_wall_and_the_interpreter_have_no_such_page(app: Flask, dialogue: Begun, held: Planned):
    assert set(EVERY_SEAT) >= {"interpreter", "screen"}
    opened_as = dialogue.browser(app, "interpreter")
    opened_as.open(
        "joining.letter",
        dialogue_id=dialogue.id,
        workshop_id=held.id,
        letter="joining",
        status=404,
    )
    wall = dialogue.browser(app, "screen")
    wall.open("joining.on_a_phone", seat_id=dialogue.seat_ids["screen"], status=404)
