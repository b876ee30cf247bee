"""The pages of a dialogue, as those who sign in and those who hold a slip use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.dialogues import queries
from app.kernel import clock
from app.library.vocabulary import Level
from tests.factories.accounts import account
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.writing import written

TRUE_NAME = "The unspoken valley"


@pytest.fixture
def dialogue(app: Flask, with_library: None) -> Begun:
    return begun()


@pytest.fixture
def facilitator(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "facilitator")


# Beginning


def test_a_dialogue_is_begun_from_a_documented_process_and_says_what_is_documented(
    app: Flask, with_library: None, signed_in_as
):
    with written():
        somebody = account("Somebody of the house")
    browser = signed_in_as(somebody)
    page = browser.open("dialogues.begin", exemplar="inter-tajik-dialogue")
    assert "What is documented, and what comes from the method" in page.text
    page = browser.submit(
        page,
        button="Begin",
        name="Two banks",
        neutral_title="Autumn course",
        parties="Upper bank\nLower bank",
        destroy_on=(clock.today() + timedelta(days=90)).isoformat(),
    )
    assert page.heading == "Two banks"
    assert "Inter-Tajik Dialogue" in page.text
    steps = [link.text for link in page.select(".first-steps a")]
    assert steps == ["Workshops", "Seats", "Ground rules", "Desk"]


def test_the_first_steps_go_when_somebody_has_a_seat_and_are_for_who_prepares(
    app: Flask, dialogue: Begun
):
    for name in ("facilitator", "rapporteur"):
        page = dialogue.browser(app, name).open("dialogues.show", dialogue_id=dialogue.id)
        assert not page.select(".first-steps")


@pytest.mark.parametrize(
    ("parties", "sentence"),
    [("One alone", "at least two parties"), ("Same\nsame", "Two parties have the same name")],
)
def test_a_wrong_beginning_gets_a_sentence_and_keeps_what_was_typed(
    app: Flask, with_library: None, signed_in_as, parties: str, sentence: str
):
    with written():
        somebody = account("Somebody of the house")
    browser = signed_in_as(somebody)
    page = browser.open("dialogues.begin")
    page = browser.submit(
        page, button="Begin", status=422, name="Kept name", neutral_title="Course", parties=parties
    )
    assert any(sentence in error for error in page.errors)
    assert "Kept name" in page.html


def test_a_method_or_a_process_that_is_not_there_is_no_error(
    app: Flask, with_library: None, signed_in_as
):
    with written():
        somebody = account("Somebody of the house")
    browser = signed_in_as(somebody)
    assert browser.open("dialogues.begin", exemplar="no-such-process").status == 200


# What it is called


def test_at_l0_nothing_on_the_workbench_says_what_it_is(app: Flask, with_library: None):
    dialogue = begun(name=TRUE_NAME, level=Level.L0)
    browser = dialogue.browser(app, "facilitator")
    for endpoint in ("dialogues.show", "dialogues.seats", "ground_rules.show", "course.show"):
        page = browser.open(endpoint, dialogue_id=dialogue.id)
        assert TRUE_NAME not in page.html, endpoint
        assert page.heading == dialogue.neutral_title
    assert TRUE_NAME not in browser.open("dialogues.index").html


def test_who_changes_the_particulars_sees_the_true_name_at_any_level(
    app: Flask, with_library: None
):
    dialogue = begun(name=TRUE_NAME, level=Level.L0)
    page = dialogue.browser(app, "facilitator").open(
        "dialogues.particulars", dialogue_id=dialogue.id
    )
    assert TRUE_NAME in page.html


def test_two_who_save_at_once_are_both_heard(facilitator: Browser, dialogue: Begun):
    first = facilitator.open("dialogues.particulars", dialogue_id=dialogue.id)
    facilitator.submit(first, button="Save", name="The first to save")
    page = facilitator.submit(first, button="Save", status=409, name="The second to save")
    assert "The second to save" in page.html
    assert queries.dialogue_by_id(dialogue.id).name.text == "The first to save"


# Seats and slips


def test_a_slip_opens_its_seat_once(app: Flask, facilitator: Browser, dialogue: Begun):
    page = facilitator.open("dialogues.seats", dialogue_id=dialogue.id)
    page = facilitator.submit(
        page,
        button="Add the seat and show its slip",
        role="participant",
        party=dialogue.party(0).id,
        name="Kestrel",
    )
    code = page.select(".qr-code, [data-code], code")[0].get_text(strip=True)
    phone = Browser(app)
    entered = phone.submit(phone.open("seats.enter"), button="Take my seat", code=code.lower())
    assert entered.heading == "Before you enter"
    again = Browser(app)
    page = again.submit(again.open("seats.enter"), button="Take my seat", status=422, code=code)
    assert any("opens nothing" in error for error in page.errors)


@pytest.mark.parametrize("code", ["", "wrong", "0000-0000-0000-0000", "٠٠٠٠", "\u202e\ufffe" * 40])
def test_a_wrong_code_gets_a_sentence(app: Flask, with_library: None, code: str):
    browser = Browser(app)
    page = browser.submit(browser.open("seats.enter"), button="Take my seat", status=422, code=code)
    assert page.errors


def test_closing_leaves_the_device_empty(app: Flask, dialogue: Begun):
    phone = dialogue.browser(app, "participant-0")
    seat_id = dialogue.seat_ids["participant-0"]
    page = phone.open("seats.close", seat_id=seat_id)
    phone.submit(page, button="Close my seat on this device")
    phone.get(f"/seat/{seat_id}/", status=404)


def test_a_replaced_slip_stops_the_old_device(app: Flask, facilitator: Browser, dialogue: Begun):
    seat_id = dialogue.seat_ids["participant-0"]
    phone = dialogue.browser(app, "participant-0")
    facilitator.post(
        f"/dialogues/{dialogue.id}/seats/{seat_id}/slip", csrf_token=facilitator.csrf_token()
    )
    phone.get(f"/seat/{seat_id}/", status=404)


# Ending


def test_a_dialogue_is_destroyed_only_by_its_neutral_title(facilitator: Browser, dialogue: Begun):
    page = facilitator.open("dialogues.destroy", dialogue_id=dialogue.id)
    page = facilitator.submit(
        page, button="Destroy for good", status=422, neutral_title="something else"
    )
    assert any("Nothing was destroyed" in error for error in page.errors)
    facilitator.submit(page, button="Destroy for good", neutral_title=dialogue.neutral_title)
    facilitator.get(f"/dialogues/{dialogue.id}/", status=404)


def test_foreign_and_missing_dialogues_look_the_same(
    app: Flask, facilitator: Browser, dialogue: Begun
):
    foreign = begun()
    theirs = facilitator.get(f"/dialogues/{foreign.id}/", status=404)
    nobodys = facilitator.get("/dialogues/no-such-dialogue/", status=404)
    assert theirs.html == nobodys.html
