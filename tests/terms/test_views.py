"""The list as the third party keeps it, and words pointed out where somebody asks: nothing is changed by it."""

from __future__ import annotations

import pytest
from flask import Flask

from app.terms import actions, queries
from app.terms.rules import TermKind
from app.texts import queries as text_queries
from tests.factories.dialogues import Begun
from tests.factories.whole_house import WholeHouse
from tests.support.browser import Browser
from tests.support.writing import written


@pytest.fixture
def of(whole_house: WholeHouse) -> Begun:
    return whole_house.begun


@pytest.fixture
def facilitator(app: Flask, whole_house: WholeHouse) -> Browser:
    return whole_house.browser(app, "facilitator")


def test_a_name_is_listed_in_each_sides_use_with_the_agreed_form(facilitator: Browser, of: Begun):
    page = facilitator.open("terms.add_name", dialogue_id=of.id)
    page = facilitator.submit(
        page,
        button="Save",
        agreed="The ford",
        **{
            f"{of.party_ids[0]}-words": "Old ford",
            f"{of.party_ids[1]}-words": "المخاضة\nمخاضة الجسر",
        },
    )
    assert "The ford" in page.text
    (term,) = [each for each in queries.terms_of(of.dialogue) if each.agreed == ("The ford",)]
    assert {use.party_id: use.forms for use in term.uses} == {
        of.party_ids[0]: ("Old ford",),
        of.party_ids[1]: ("المخاضة", "مخاضة الجسر"),
    }


def test_without_anybodys_use_there_is_nothing_to_point_out(facilitator: Browser, of: Begun):
    page = facilitator.open("terms.add_name", dialogue_id=of.id)
    page = facilitator.submit(page, button="Save", status=422, agreed="The ford")
    assert any("how at least one side says it" in error for error in page.errors)
    assert "The ford" in page.html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "traitor"}, "Write why"),
        ({"reason": "It ends the talk."}, "Write the word."),
        ({"words": "x" * 601, "reason": "Long."}, "At most 600 characters"),
        ({"words": "a\x00b", "reason": "Odd."}, "NUL"),
    ],
)
def test_half_a_word_gets_a_sentence_and_keeps_what_was_typed(
    facilitator: Browser, of: Begun, typed: dict[str, str], sentence: str
):
    page = facilitator.open("terms.add_word", dialogue_id=of.id)
    page = facilitator.submit(page, button="Save", status=422, **typed)
    assert any(sentence in error for error in page.errors)


def test_a_word_that_the_room_wrote_can_be_put_on_the_list(facilitator: Browser, of: Begun):
    page = facilitator.open("terms.index", dialogue_id=of.id)
    assert "Upstream people" in page.text
    (link,) = page.select('a[href*="point="]')
    page = facilitator.get(link["href"])
    assert "Upstream people" in page.html


def test_two_who_change_an_entry_at_once_are_both_heard(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    word = whole_house.parts["term_id"][1]
    page = facilitator.open("terms.edit", dialogue_id=of.id, term_id=word)
    facilitator.submit(page, button="Save", agreed="the first to save")
    page = facilitator.submit(page, button="Save", status=409, agreed="the second to save")
    assert "the second to save" in page.html


def test_what_is_taken_off_is_gone(facilitator: Browser, whole_house: WholeHouse, of: Begun):
    name = whole_house.parts["term_id"][0]
    page = facilitator.open("terms.index", dialogue_id=of.id)
    facilitator.submit(page, action=f"{name}/take-off")
    assert name not in {term.id for term in queries.terms_of(of.dialogue)}


def test_a_list_too_long_to_read_is_refused_with_a_sentence(of: Begun, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TERMS", 1)
    with pytest.raises(actions.ListFull), written():
        actions.list_term(of.dialogue, actions.Entry(TermKind.CAREFUL, [("", "x")], "", "y"))


def test_a_text_is_looked_through_once_and_kept_nowhere(facilitator: Browser, of: Begun):
    page = facilitator.open("terms.index", dialogue_id=of.id)
    page = facilitator.submit(
        page,
        button="Point out listed words",
        text="We meet at the lake.\nAfter the Sluice War, in High Sarn.",
    )
    found = page.select(".found-words")[0].get_text(" ", strip=True)
    assert "Line 2: Sluice War" in found
    assert "the dry summer" in found
    assert "High Sarn" in found
    assert "Line 1" not in found


def test_at_the_desk_listed_words_are_pointed_out_before_they_are_recorded(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    sitting = whole_house.parts["sitting_id"][0]
    page = facilitator.open("room.desk", dialogue_id=of.id, sitting_id=sitting)
    page = facilitator.submit(
        page, button="Point out listed words", lines="A need.\nSince the sluice war nobody came."
    )
    assert "In line 2 of what is typed: sluice war" in page.text
    assert "Since the sluice war nobody came." in page.html, "what was typed is still there"
    again = facilitator.open("room.desk", dialogue_id=of.id, sitting_id=sitting)
    assert "Since the sluice war" not in again.html, "nothing was recorded"
    assert "sluice war" not in again.html, "nothing is pointed out unasked"


def test_what_waits_on_phones_is_not_looked_into(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    with written():
        actions.list_term(
            of.dialogue, actions.Entry(TermKind.CAREFUL, [("", "Waits")], "", "A test.")
        )
    sitting = whole_house.parts["sitting_id"][0]
    page = facilitator.open("room.desk", dialogue_id=of.id, sitting_id=sitting)
    page = facilitator.submit(page, button="Point out listed words", lines="")
    assert "Waits" not in page.text


def test_beside_a_draft_listed_words_are_pointed_out_and_nothing_is_saved(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    text_id = whole_house.parts["text_id"][0]
    page = facilitator.open("texts.add_paragraph", dialogue_id=of.id, text_id=text_id)
    before = len(
        text_queries.paragraphs_of(
            text_queries.text_in(of.dialogue, of.seat("facilitator"), text_id)
        )
    )
    page = facilitator.submit(
        page, button="Point out listed words", words="Before the sluice war.", language="en"
    )
    assert "the dry summer" in page.text
    assert "Before the sluice war." in page.html
    text = text_queries.text_in(of.dialogue, of.seat("facilitator"), text_id)
    assert len(text_queries.paragraphs_of(text)) == before


def test_on_the_page_of_a_text_they_are_pointed_out_when_asked_for(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    text_id = whole_house.parts["text_id"][0]
    with written():
        actions.list_term(
            of.dialogue, actions.Entry(TermKind.CAREFUL, [("", "banks")], "shores", "A test.")
        )
    page = facilitator.open("texts.show", dialogue_id=of.id, text_id=text_id)
    assert "shores" not in page.text
    page = facilitator.get(f"{page.path}?listed=1")
    assert "shores" in page.text


def test_the_interpreter_reads_the_list_and_changes_nothing_and_others_know_of_none(
    app: Flask, whole_house: WholeHouse, of: Begun
):
    page = whole_house.browser(app, "interpreter").open("terms.index", dialogue_id=of.id)
    assert "Upper Sarn / High Sarn" in page.text
    assert "Add a name" not in page.text
    whole_house.browser(app, "organizer").get(f"/dialogues/{of.id}/terms/", status=404)
