"""Seats in balance and the list of who comes, as the third party uses them, and as nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.dialogues import actions as dialogues
from app.kernel import clock as kernel_clock
from app.preparation import actions, queries
from app.preparation.rules import Coming, Need
from app.workshops import queries as workshop_queries
from tests.factories.dialogues import HOUSE, Begun, add_seat, begun
from tests.factories.preparation import planned
from tests.support.browser import Browser
from tests.support.writing import written

SEATS = (*HOUSE, "participant-0", "participant-0b", "participant-1", "observer", "screen")


@pytest.fixture
def dialogue(app: Flask, with_library: None) -> Begun:
    return begun(seats=SEATS)


@pytest.fixture
def facilitator(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "facilitator")


def index(browser: Browser, dialogue: Begun):
    return browser.open("people.index", dialogue_id=dialogue.id)


def with_categories(browser: Browser, dialogue: Begun, typed: str = "Scholar\nClose to parliament"):
    return browser.submit(index(browser, dialogue), action="categories", categories=typed)


# Balance


def test_categories_are_the_facilitators_own_words_and_a_seat_carries_any_of_them(
    facilitator: Browser, dialogue: Begun
):
    with_categories(facilitator, dialogue)
    page = facilitator.open(
        "people.note_seat",
        dialogue_id=dialogue.id,
        held_seat_id=dialogue.seat_ids["participant-0"],
    )
    page = facilitator.submit(
        page, button="Save", categories=["Scholar"], languages="ka, en", needs=["interpreter"]
    )
    assert "noted for" in page.text
    assert "Scholar" in page.text
    assert [page.soup.select_one(f"td bdi[lang={tag}]").text for tag in ("ka", "en")] == [
        "ქართული", "English",
    ]  # fmt: skip
    rows = queries.balance_of(dialogue.dialogue, dialogue.dialogue.parties).rows
    assert [row.categories for row in rows] == [(1, 0), (0, 0)]


def test_unequal_numbers_are_named_in_words(facilitator: Browser, dialogue: Begun):
    page = index(facilitator, dialogue)
    assert "The numbers are unequal" in page.text
    assert "to name the party is to name the person" in page.text


def test_a_category_taken_out_is_taken_from_every_seat(facilitator: Browser, dialogue: Begun):
    with_categories(facilitator, dialogue)
    with written():
        actions.note_seat(
            dialogue.dialogue,
            dialogue.seat("participant-0"),
            actions.Noted(categories=["Scholar"]),
            seen_version=1,
        )
    with_categories(facilitator, dialogue, "Close to parliament")
    notes = queries.seat_notes_of(dialogue.dialogue)
    assert notes is not None
    assert notes.seats == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("\n".join(f"group {number}" for number in range(13)), "At most twelve"),
        ("x" * 61, "at most 60 characters"),
    ],
)
def test_too_many_or_too_long_categories_get_a_sentence(
    facilitator: Browser, dialogue: Begun, typed: str, sentence: str
):
    page = facilitator.submit(
        index(facilitator, dialogue), action="categories", status=422, categories=typed
    )
    assert any(sentence in error for error in page.errors)
    assert typed[:40] in page.html


def test_who_was_slower_hears_it_and_keeps_what_was_typed(facilitator: Browser, dialogue: Begun):
    page = index(facilitator, dialogue)
    with written():
        actions.set_categories(dialogue.dialogue, ["Younger"], seen_version=0)
    page = facilitator.submit(page, action="categories", status=409, categories="Older")
    assert "Somebody else changed this" in page.text
    assert "Older" in page.html
    page = facilitator.submit(page, action="categories", categories="Older")
    assert "Older" in page.text


def test_all_notes_are_forgotten_on_one_button(facilitator: Browser, dialogue: Begun):
    with_categories(facilitator, dialogue)
    facilitator.submit(index(facilitator, dialogue), action="forget")
    assert queries.seat_notes_of(dialogue.dialogue) is None


def test_a_seat_that_is_removed_takes_its_notes_along(facilitator: Browser, dialogue: Begun):
    held = planned(dialogue)
    with written():
        actions.note_seat(
            dialogue.dialogue,
            dialogue.seat("participant-1"),
            actions.Noted(needs=[Need.DIET]),
            seen_version=0,
        )
        actions.keep_list(
            held.workshop,
            {dialogue.seat_ids["participant-1"]: Coming.INVITED},
            "",
            seen_version=0,
        )
    with written():
        dialogues.remove_seat(dialogue.seat("participant-1"))
    notes = queries.seat_notes_of(dialogue.dialogue)
    roster = queries.roster_of(held.workshop)
    assert notes is not None
    assert notes.seats == {}
    assert roster is not None
    assert roster.coming == {}


def test_a_new_slip_changes_nothing_that_is_noted(dialogue: Begun):
    with written():
        actions.note_seat(
            dialogue.dialogue,
            dialogue.seat("participant-1"),
            actions.Noted(needs=[Need.DIET]),
            seen_version=0,
        )
    with written():
        dialogues.replace_slip(dialogue.seat("participant-1"))
    notes = queries.seat_notes_of(dialogue.dialogue)
    assert notes is not None
    assert list(notes.seats) == [dialogue.seat_ids["participant-1"]]


def test_whoever_signs_in_and_the_wall_are_nobodys_plan(facilitator: Browser, dialogue: Begun):
    for name in ("rapporteur", "organizer", "screen"):
        facilitator.open(
            "people.note_seat",
            dialogue_id=dialogue.id,
            held_seat_id=dialogue.seat_ids[name],
            status=404,
        )


@pytest.mark.parametrize("name", ["organizer", "interpreter"])
def test_organizers_and_interpreters_know_of_no_such_pages(app: Flask, dialogue: Begun, name: str):
    held = planned(dialogue)
    browser = dialogue.browser(app, name)
    browser.open("people.index", dialogue_id=dialogue.id, status=404)
    browser.open("people.who_comes", dialogue_id=dialogue.id, workshop_id=held.id, status=404)
    page = browser.open("dialogues.seats", dialogue_id=dialogue.id)
    assert "People" not in page.links


def test_a_rapporteur_reads_and_changes_nothing(app: Flask, dialogue: Begun):
    rapporteur = dialogue.browser(app, "rapporteur")
    page = index(rapporteur, dialogue)
    assert "Save the categories" not in page.text
    rapporteur.post(
        rapporteur.address("people.categories", dialogue_id=dialogue.id),
        status=403,
        categories="Scholar",
    )


# Who comes


def test_the_list_holds_who_comes_and_nobody_who_declined(facilitator: Browser, dialogue: Begun):
    held = planned(dialogue)
    at = {"dialogue_id": dialogue.id, "workshop_id": held.id}
    first, second = (f"coming-{dialogue.seat_ids[f'participant-{n}']}" for n in (0, 1))
    page = facilitator.submit(
        facilitator.open("people.who_comes", **at),
        button="Save",
        arrangements="Two quiet rooms",
        **{first: "accepted", second: "invited"},
    )
    assert "Saved." in page.text
    page = facilitator.submit(page, button="Save", **{second: ""})
    roster = queries.roster_of(held.workshop)
    assert roster is not None
    assert roster.coming == {dialogue.seat_ids["participant-0"]: "accepted"}
    assert roster.arrangements == "Two quiet rooms"


@pytest.mark.parametrize(
    "note",
    ["Call +43 660 123 45 67", "Passport AB 1234567", "heron@example.org"],
)
def test_what_looks_like_a_number_of_a_person_is_pointed_out_after_saving(
    facilitator: Browser, dialogue: Begun, note: str
):
    held = planned(dialogue)
    page = facilitator.open("people.who_comes", dialogue_id=dialogue.id, workshop_id=held.id)
    page = facilitator.submit(page, button="Save", arrangements=note)
    assert "looks like a telephone number, a passport or an address" in page.text


def test_a_choice_that_is_none_gets_a_sentence(facilitator: Browser, dialogue: Begun):
    held = planned(dialogue)
    path = facilitator.address("people.keep_list", dialogue_id=dialogue.id, workshop_id=held.id)
    first = f"coming-{dialogue.seat_ids['participant-0']}"
    page = facilitator.post(path, status=422, **{first: "declined", "seen_version": "0"})
    assert "Choose how far each seat has come." in page.text


def full_table(dialogue: Begun) -> dict[str, Coming]:
    for letter in "cdef":
        add_seat(dialogue, f"participant-0{letter}")
    return {
        seat.seat.id: Coming.ATTENDING
        for seat in queries.planned_seats(dialogue.dialogue)
        if seat.party is not None
    }


def test_a_closed_list_leaves_numbers_but_none_for_fewer_than_five(
    facilitator: Browser, dialogue: Begun
):
    held = planned(dialogue)
    at = {"dialogue_id": dialogue.id, "workshop_id": held.id}
    coming = full_table(dialogue)
    with written():
        actions.keep_list(held.workshop, coming, "Two rooms", seen_version=0)
    page = facilitator.submit(
        facilitator.open("people.close_list", **at), button="Close it, keep numbers"
    )
    roster = queries.roster_of(held.workshop)
    assert roster is not None
    assert (roster.coming, roster.arrangements) == ({}, "")
    assert roster.numbers == {dialogue.party_ids[0]: 6, dialogue.party_ids[1]: None}
    assert "Fewer than five" in page.text
    assert "Heron" not in page.text
    facilitator.post(
        facilitator.address("people.keep_list", **at),
        status=409,
        seen_version=str(roster.version),
    )
    facilitator.submit(facilitator.open("people.close_list", **at), button="Forget the numbers")
    assert queries.roster_of(held.workshop) is None


def test_a_list_is_forgotten_whole(facilitator: Browser, dialogue: Begun):
    held = planned(dialogue)
    at = {"dialogue_id": dialogue.id, "workshop_id": held.id}
    with written():
        actions.keep_list(held.workshop, full_table(dialogue), "", seen_version=0)
    facilitator.submit(facilitator.open("people.close_list", **at), button="Forget it, numbers too")
    assert queries.roster_of(held.workshop) is None


def test_a_list_nobody_closed_closes_a_week_after_the_last_day(dialogue: Begun):
    today = kernel_clock.today()
    over = planned(dialogue, begins_on=today - timedelta(days=30))
    fresh = planned(dialogue, begins_on=today)
    undated = planned(dialogue, begins_on=None)
    for held in (over, fresh, undated):
        with written():
            actions.keep_list(
                held.workshop,
                {dialogue.seat_ids["participant-0"]: Coming.ATTENDING},
                "",
                seen_version=0,
            )
    with written():
        dialogues.destroy_what_is_due()
    closed = [queries.roster_of(held.workshop).is_closed for held in (over, fresh, undated)]
    assert closed == [True, False, False]


# Sessions of each party


def test_a_session_for_each_party_stands_on_that_partys_phones_only(
    app: Flask, facilitator: Browser, dialogue: Begun
):
    page = facilitator.submit(index(facilitator, dialogue), action="party-sessions")
    assert page.text.count("Pre-workshop session") >= 4
    (apart,) = workshop_queries.workshops_of(dialogue.dialogue)
    of: dict[str | None, list[int]] = {}
    for sitting in workshop_queries.sittings_of(apart):
        of.setdefault(sitting.audience.party_id, []).append(sitting.minutes)
    assert of == {dialogue.party_ids[0]: [120, 120], dialogue.party_ids[1]: [120, 120], None: [30]}
