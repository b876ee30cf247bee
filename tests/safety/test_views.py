"""Safety as the facilitator keeps it, as the third party reads it, and as nobody else sees it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.dialogues.queries import dialogue_by_id
from app.kernel import clock
from app.safety import queries
from app.safety.rules import Look
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.pages import Page

LINE = "We are neighbours who talk about the river."


@pytest.fixture
def dialogue(app: Flask, with_library: None) -> Begun:
    return begun()


@pytest.fixture
def facilitator(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "facilitator")


def safety(browser: Browser, dialogue: Begun) -> Page:
    return browser.open("safety.show", dialogue_id=dialogue.id)


def kept(dialogue: Begun) -> queries.RiskCheck:
    return queries.risk_check_of(dialogue_by_id(dialogue.id))


def test_a_check_that_nobody_went_through_is_open(facilitator: Browser, dialogue: Begun) -> None:
    assert "Not looked at yet" in safety(facilitator, dialogue).text
    assert kept(dialogue).stands is Look.OPEN
    assert kept(dialogue).on is None


def test_what_was_answered_stands_in_its_fields_again_under_the_day(
    facilitator: Browser, dialogue: Begun
) -> None:
    page = facilitator.submit(
        safety(facilitator, dialogue),
        action="/check",
        look_seized="wait",
        note_seized="Two carry laptops.",
        look_press="clear",
    )
    assert "A reason to wait" in page.text
    assert "Two carry laptops." in str(page.html)
    check = kept(dialogue)
    assert check.stands is Look.WAIT
    assert check.on == clock.today()
    assert check.by_question["press"].look is Look.CLEAR


def test_an_answer_that_is_none_of_the_three_keeps_what_was_typed_and_saves_nothing(
    facilitator: Browser, dialogue: Begun
) -> None:
    address = facilitator.address("safety.check", dialogue_id=dialogue.id)
    page = facilitator.post(address, status=422, look_seized="perhaps", note_seized="Typed long")
    assert "Typed long" in str(page.html)
    assert kept(dialogue).on is None


def test_the_line_is_on_the_device_of_everybody_in_the_room_and_can_be_taken_away(
    app: Flask, facilitator: Browser, dialogue: Begun
) -> None:
    facilitator.submit(safety(facilitator, dialogue), action="/if-asked", **{"en-words": LINE})
    phone = dialogue.browser(app, "participant-1")
    seat_id = dialogue.seat_ids["participant-1"]
    assert LINE in phone.open("safety.seat_if_asked", seat_id=seat_id).text
    facilitator.submit(safety(facilitator, dialogue), action="/if-asked", **{"en-words": " "})
    assert "No line was agreed yet" in phone.open("safety.seat_if_asked", seat_id=seat_id).text


def test_a_dialogue_rests_and_goes_on_again_and_everybody_is_told_without_the_reason(
    app: Flask, facilitator: Browser, dialogue: Begun
) -> None:
    page = facilitator.submit(
        safety(facilitator, dialogue),
        action="/events",
        on="2026-03-01",
        words="Arrests in the town",
        then="paused",
    )
    assert "This dialogue rests" in page.text
    assert "Arrests in the town" in page.text
    phone = dialogue.browser(app, "participant-0")
    shown = phone.open("room.now", seat_id=dialogue.seat_ids["participant-0"]).text
    assert "We rest for now" in shown
    assert "Arrests" not in shown
    page = facilitator.submit(
        page, action="/events", on="2026-03-09", words="They are free", then="resumed"
    )
    assert "This dialogue rests" not in page.text
    assert not dialogue_by_id(dialogue.id).paused
    assert [event.on for event in queries.events_of(dialogue_by_id(dialogue.id))] == [
        date(2026, 3, 9),
        date(2026, 3, 1),
    ]


def test_what_cannot_follow_is_refused_at_its_field_and_nothing_typed_is_lost(
    facilitator: Browser, dialogue: Begun
) -> None:
    address = facilitator.address("safety.note_event", dialogue_id=dialogue.id)
    page = facilitator.post(
        address, status=422, on="2026-03-01", words="They are free", then="resumed"
    )
    assert "They are free" in str(page.html)
    assert not queries.events_of(dialogue_by_id(dialogue.id))


@pytest.mark.parametrize("on", ["", "1. March", "2026-02-30"])
def test_a_day_that_is_none_is_said_at_its_field(
    facilitator: Browser, dialogue: Begun, on: str
) -> None:
    address = facilitator.address("safety.note_event", dialogue_id=dialogue.id)
    page = facilitator.post(address, status=422, on=on, words="Something", then="noted")
    assert "Something" in str(page.html)


def test_a_day_to_know_of_and_an_event_can_be_removed(
    facilitator: Browser, dialogue: Begun
) -> None:
    page = facilitator.submit(
        safety(facilitator, dialogue), action="/days", day="2000-03-01", what="Spring feast"
    )
    assert "Spring feast" in page.text
    (noted,) = queries.days_of_note(dialogue_by_id(dialogue.id))
    page = facilitator.submit(page, action=f"/days/{noted.id}/remove")
    assert "Spring feast" not in page.text
    page = facilitator.submit(page, action="/events", words="Snow on the pass")
    (event,) = queries.events_of(dialogue_by_id(dialogue.id))
    page = facilitator.submit(page, action=f"/events/{event.id}/remove")
    assert "Snow on the pass" not in page.text


@pytest.mark.parametrize("who", ["rapporteur", "interpreter"])
def test_the_rest_of_the_third_party_reads_and_changes_nothing(
    app: Flask, facilitator: Browser, dialogue: Begun, who: str
) -> None:
    facilitator.submit(
        safety(facilitator, dialogue), action="/check", note_press="One person answers"
    )
    other = dialogue.browser(app, who)
    page = safety(other, dialogue)
    assert "One person answers" in page.text
    assert not page.select("main form")
    other.post(
        other.address("safety.if_asked", dialogue_id=dialogue.id),
        status=404,
        **{"en-words": "Something"},
    )


def test_organizers_do_not_know_of_the_page(app: Flask, dialogue: Begun) -> None:
    organizer = dialogue.browser(app, "organizer")
    organizer.get(organizer.address("safety.show", dialogue_id=dialogue.id), status=404)


def test_the_line_stands_in_each_language_and_changing_one_keeps_the_other(
    app: Flask, facilitator: Browser, dialogue: Begun
) -> None:
    page = safety(facilitator, dialogue)
    arabic = "كنا في ندوة."
    page = facilitator.submit(page, action="/if-asked", **{"en-words": LINE, "ar-words": arabic})
    facilitator.submit(page, action="/if-asked", **{"en-words": "We were at a seminar."})
    phone = dialogue.browser(app, "participant-1").open(
        "safety.seat_if_asked", seat_id=dialogue.seat_ids["participant-1"]
    )
    assert "We were at a seminar." in phone.text
    assert phone.select('[lang="ar"][dir="rtl"]')[0].get_text() == arabic


def test_a_mistake_in_one_form_of_the_page_leaves_the_others_as_they_stand(
    facilitator: Browser, dialogue: Begun
) -> None:
    facilitator.submit(safety(facilitator, dialogue), action="/if-asked", **{"en-words": LINE})
    facilitator.submit(
        safety(facilitator, dialogue), action="/check", look_press="clear", note_press="The inn."
    )
    page = facilitator.submit(
        safety(facilitator, dialogue), action="/events", status=422, on="", words="Rain"
    )
    assert LINE in page.html
    assert "The inn." in page.html
    assert page.select('input[name="look_press"][value="clear"][checked]')
