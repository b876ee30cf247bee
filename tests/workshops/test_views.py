"""The pages of a plan, as facilitators, organizers and participants use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from icalendar import Calendar

from app.accounts.models import Account
from app.library.vocabulary import Level
from app.workshops.rules import BlockKind
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


@pytest.fixture
def organizer(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["organizer"])


def seated(app: Flask, house: House, name: str) -> Browser:
    """The device of a seat, entered by assent."""
    browser = Browser(app)
    browser.client.set_cookie(f"seat-{house.seats[name]}", house.secrets[name])
    page = browser.open("seats.welcome", seat_id=house.seats[name])
    form = page.form(action="", with_fields={"csrf_token"})
    browser.client.post(page.path, data=dict(form.fields))
    return browser


def plan(browser: Browser, house: House, spring: str, **given) -> Page:
    return browser.open(
        "workshops.plan", dialogue_id=house.dialogue_id, workshop_id=spring, **given
    )


def address(browser: Browser, endpoint: str, house: House, **values) -> str:
    return browser.address(endpoint, dialogue_id=house.dialogue_id, **values)


def times_of(page: Page) -> list[str]:
    return [tag.get_text(strip=True) for tag in page.select(".agenda-time bdi")]


def send(browser: Browser, page: Page, *, status: int = 200, **given) -> Page:
    """Send the agenda's own form with what was typed and the button pressed."""
    fields = dict(page.form(with_fields={"seen_version", "starts-0"}).fields)
    return browser.post(page.path.split("?")[0], status=status, **{**fields, **given})


# Planning


def test_a_facilitator_plans_a_workshop_and_lays_out_its_agenda(house, facilitator):
    page = facilitator.open("workshops.new", dialogue_id=house.dialogue_id)
    page = facilitator.submit(page, button="Go on to the agenda", begins_on="2027-05-14", days="2")
    page = facilitator.click(page, "Lay out from the stages")
    page = facilitator.submit(page, button="Lay out", **{"ends-1": "14"})

    assert "Needs analysis" in page.text
    assert "Day 2" in page.text
    assert times_of(page)[0] == "09:00–10:50" or times_of(page)[0].startswith("09:00")
    assert "Upper Sarn" in page.text
    assert not page.select(".agenda-late")


def test_the_list_shows_when_each_workshop_is(house, spring, facilitator):
    page = facilitator.open("workshops.index", dialogue_id=house.dialogue_id)

    assert "14 May 2027 – 16 May 2027" in page.text
    assert "Needs and fears" in page.links


def test_durations_and_fixed_starts_are_typed_into_the_plan(house, spring, facilitator):
    first = made.block(house, spring, "First")
    second = made.block(house, spring, "Second")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, **{f"minutes-{first}": "90", f"anchor-{second}": "1330"})

    assert times_of(page) == ["09:00–10:30", "13:30–14:30"]
    assert "3 h unfilled" in page.text


def test_digits_of_other_scripts_are_digits(house, spring, facilitator):
    first = made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, **{f"minutes-{first}": "٤٥", f"anchor-{first}": "١٠:٣٠"})

    assert times_of(page) == ["10:30–11:15"]


def test_a_day_begins_when_the_plan_says(house, spring, facilitator):
    made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    assert times_of(send(facilitator, page, **{"starts-0": "8.15"})) == ["08:15–09:15"]


def test_a_button_moves_a_block_and_the_cursor_stays_on_it(house, spring, facilitator):
    made.block(house, spring, "First")
    second = made.block(house, spring, "Second")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, move=f"{second}:up")

    titles = [tag.get_text(strip=True) for tag in page.select(".agenda-title a")]
    assert titles == ["Second", "First"]
    focused = page.select("[autofocus]")
    assert [tag["value"] for tag in focused] == [f"{second}:up"]


def test_a_break_is_added_with_one_button(house, spring, facilitator):
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, add="break:1")

    assert [tag.get_text(strip=True) for tag in page.select(".agenda-title a")] == ["Break"]


def test_a_conflict_is_shown_with_its_size_where_it_is_and_in_the_margin(
    house, spring, facilitator
):
    made.block(house, spring, "Long", minutes=200)
    made.block(house, spring, kind=BlockKind.MEAL, minutes=60, anchor="12:00")

    page = plan(facilitator, house, spring)

    assert "What stands before it runs 20 min past this fixed start." in page.text
    assert page.select(".margin .agenda-looks li")


def test_a_block_is_added_and_changed_on_a_form(house, spring, facilitator):
    page = facilitator.open(
        "workshops.add_sitting", dialogue_id=house.dialogue_id, workshop_id=spring, day=1
    )
    page = facilitator.submit(
        page, button="Add it", title="Listening", private_notes="Slowly", minutes="75"
    )
    assert "Slowly" in page.text
    page = facilitator.click(page, "Listening")
    page = facilitator.submit(page, button="Save", title="Hearing", anchor="10:00")

    assert "Hearing" in page.text
    assert times_of(page) == ["10:00–11:15"]


def test_each_party_gets_a_room_of_its_own_from_one_form(house, spring, facilitator):
    page = facilitator.open(
        "workshops.add_sitting",
        dialogue_id=house.dialogue_id,
        workshop_id=spring,
        kind="party_session",
    )
    page = facilitator.submit(page, button="Add it", title="Apart")

    assert times_of(page) == ["09:00–10:30", "09:00–10:30"]
    assert "not on the programme of others" in page.text


def test_the_same_once_more(house, spring, facilitator):
    block = made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, move=f"{block}:twice")

    assert times_of(page) == ["09:00–10:00", "10:00–11:00"]


def test_a_session_is_removed_after_being_asked_in_the_same_words_whatever_it_holds(
    house, spring, facilitator
):
    block = made.block(house, spring, "First")
    page = facilitator.open(
        "workshops.remove_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )
    assert "Whatever may have been recorded in it goes with it" in page.text
    refused = facilitator.submit(page, button="Remove it", status=422)
    assert "Say that it may be removed." in refused.text

    page = facilitator.submit(page, button="Remove it", sure="y")

    assert times_of(page) == []


def test_a_break_is_removed_without_more_ado(house, spring, facilitator):
    block = made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    page = facilitator.open(
        "workshops.remove_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )

    assert times_of(facilitator.submit(page, button="Remove it")) == []


def test_a_workshop_is_changed_and_removed(house, spring, facilitator):
    page = facilitator.open("workshops.edit", dialogue_id=house.dialogue_id, workshop_id=spring)
    page = facilitator.submit(page, button="Save", title="Renamed", days="1", begins_on="")
    assert "Renamed" in page.text
    assert "The date is still open" in page.text

    page = facilitator.open("workshops.remove", dialogue_id=house.dialogue_id, workshop_id=spring)
    page = facilitator.submit(page, button="Remove it", sure="y")

    assert "No workshop is planned yet" in page.text


def test_an_agenda_is_laid_out_again_only_when_told_that_it_may_go(house, spring, facilitator):
    made.block(house, spring, "Mine")
    page = facilitator.open("workshops.lay_out", dialogue_id=house.dialogue_id, workshop_id=spring)
    refused = facilitator.submit(page, button="Lay out", status=422)
    assert "This agenda has blocks already." in refused.text

    page = facilitator.submit(page, button="Lay out", replace="y")

    assert "Mine" not in page.text
    assert "Needs analysis" in page.text


# Bad input


@pytest.mark.parametrize("typed", ["0", "10000", "-5", "", "an hour", "1e3", "9" * 400, "1.5"])
def test_impossible_minutes_are_refused_and_stay_in_their_field(house, spring, facilitator, typed):
    block = made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, status=422, **{f"minutes-{block}": typed})

    assert "A block lasts from 1 to 1440 minutes" in page.text
    (field,) = page.select(f"[name=minutes-{block}]")
    assert field["value"] == typed
    assert made.sitting(house, block).minutes == 60


@pytest.mark.parametrize("typed", ["25:99", "24:00", "noon", "12:60", "٢٥:٠٠", "12:30:15"])
def test_an_impossible_time_is_refused_and_stays_in_its_field(house, spring, facilitator, typed):
    block = made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, status=422, **{f"anchor-{block}": typed})

    assert "Write a time of day as hours and minutes" in page.text
    assert page.select(f"[name=anchor-{block}]")[0]["value"] == typed


def test_an_impossible_beginning_of_a_day_is_refused_where_it_stands(house, spring, facilitator):
    page = plan(facilitator, house, spring)

    page = send(facilitator, page, status=422, **{"starts-1": "late"})

    assert page.select("[name=starts-1]")[0]["value"] == "late"
    assert "Write a time of day as hours and minutes" in page.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("minutes", "0", "A block lasts from 1 to 1440 minutes"),
        ("minutes", "10000", "A block lasts from 1 to 1440 minutes"),
        ("anchor", "25:99", "Write a time of day"),
        ("title", "x\x00y", "cannot be kept"),
    ],
)
def test_the_form_of_a_block_says_what_to_mend_and_keeps_what_was_typed(
    house, spring, facilitator, field, typed, said
):
    block = made.block(house, spring, "First")
    page = facilitator.open(
        "workshops.edit_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )

    page = facilitator.submit(
        page, button="Save", status=422, **{field: typed, "private_notes": "Keep me"}
    )

    assert any(said in error for error in page.errors)
    assert "Keep me" in page.text


def test_an_unknown_zone_is_refused(house, facilitator):
    page = facilitator.open("workshops.new", dialogue_id=house.dialogue_id)

    page = facilitator.submit(page, button="Go on to the agenda", zone="Asia/Atlantis", status=422)

    assert "No such time zone." in page.text


@pytest.mark.parametrize("days", ["0", "-1", "15", "many", ""])
def test_an_impossible_number_of_days_is_refused(house, facilitator, days):
    page = facilitator.open("workshops.new", dialogue_id=house.dialogue_id)

    page = facilitator.submit(page, button="Go on to the agenda", days=days, status=422)

    assert page.errors


@pytest.mark.parametrize(("starts", "ends"), [("9", "9"), ("25:99", "17:30"), ("09:00", "")])
def test_a_day_that_cannot_be_is_not_laid_out(house, spring, facilitator, starts, ends):
    page = facilitator.open("workshops.lay_out", dialogue_id=house.dialogue_id, workshop_id=spring)

    page = facilitator.submit(
        page, button="Lay out", status=422, **{"starts-1": starts, "ends-1": ends}
    )

    assert len(page.select("#day-error-1")) == 1


def test_a_group_may_stand_while_it_is_open_who_is_in_it(house, spring, facilitator):
    block = made.block(house, spring, "First")
    page = facilitator.open(
        "workshops.edit_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )

    page = facilitator.submit(page, button="Save", audience="group", group="The bridge")

    assert "The bridge" in page.text
    assert made.sitting(house, block).kind is BlockKind.WORKING_GROUP


def test_mixed_groups_come_from_one_form(house, spring, facilitator):
    page = facilitator.open(
        "workshops.add_sitting",
        dialogue_id=house.dialogue_id,
        workshop_id=spring,
        kind="working_group",
    )
    refused = facilitator.submit(page, button="Add it", groups="13", status=422)
    assert any("From 1 to 12 groups." in error for error in refused.errors)
    page = facilitator.submit(page, button="Add it", title="Sketches", groups="3")

    assert times_of(page) == ["09:00–10:00"] * 3
    assert [f"Group {number}" in page.text for number in (1, 2, 3, 4)] == [True] * 3 + [False]


def test_everything_about_a_block_is_typed_on_one_form_and_found_there_again(
    house, spring, facilitator
):
    typed = {
        "purpose": "To hear what lies beneath",
        "tool": "circle_chart",
        "questions": "What must never happen again?\n\n  What would ease it? ",
        "materials": "Cards in two colours",
        "leads": [house.seats["second"]],
        "interprets": [house.seats["interpreter"]],
    }
    library.load()
    page = facilitator.open(
        "workshops.add_sitting", dialogue_id=house.dialogue_id, workshop_id=spring
    )
    page = facilitator.submit(page, button="Add it", title="Beneath", **typed)
    page = facilitator.click(page, "Beneath")

    fields = page.form(with_fields={"purpose"}).fields
    kept = {name: [value for given, value in fields if given == name] for name in typed}
    assert kept["questions"] == ["What must never happen again?\nWhat would ease it?"]
    assert kept["leads"] == typed["leads"]
    assert kept["interprets"] == typed["interprets"]
    assert (kept["purpose"], kept["tool"]) == ([typed["purpose"]], ["circle_chart"])


def test_ticking_interpretation_doubles_a_block_once_and_taking_it_away_halves_it(
    house, spring, facilitator
):
    block = made.block(house, spring, "Talk", minutes=45)
    for given, minutes in (("y", 90), ("y", 90), ([], 45)):
        page = facilitator.open(
            "workshops.edit_sitting", dialogue_id=house.dialogue_id, planned_id=block
        )
        facilitator.submit(page, button="Save", consecutive=given)
        assert made.sitting(house, block).minutes == minutes


def test_twice_the_time_of_a_block_may_not_be_longer_than_a_day(house, spring, facilitator):
    block = made.block(house, spring, "Vigil", minutes=1000)
    page = facilitator.open(
        "workshops.edit_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )
    page = facilitator.submit(page, button="Save", consecutive="y", status=422)

    assert any("longer than a day" in error for error in page.errors)


@pytest.mark.parametrize(
    "pressed", ["nobody:up", ":", "x" * 500, "no-such:sideways", "0:0", "1:2:3:4", "break:99"]
)
def test_a_button_that_is_none_changes_nothing(house, spring, facilitator, pressed):
    block = made.block(house, spring, "First")
    page = plan(facilitator, house, spring)

    for name in ("move", "drop", "add"):
        page = send(facilitator, plan(facilitator, house, spring), **{name: pressed})

    assert times_of(page) == ["09:00–10:00"]
    assert made.sitting(house, block).minutes == 60


def test_what_is_not_there_is_not_here(house, spring, facilitator, organizer):
    block = made.block(house, spring, "First")
    other = made.house()
    stray = made.block(other, made.workshop(other), "Elsewhere")
    for browser, path in (
        (facilitator, f"/dialogues/{house.dialogue_id}/workshops/nosuch/"),
        (facilitator, f"/dialogues/{house.dialogue_id}/workshops/sittings/nosuch"),
        (facilitator, f"/dialogues/{house.dialogue_id}/workshops/sittings/{stray}"),
        (facilitator, f"/dialogues/{other.dialogue_id}/workshops/"),
        (facilitator, f"/dialogues/{house.dialogue_id}/workshops/{spring}/add?after={stray}"),
        (facilitator, f"/dialogues/{house.dialogue_id}/workshops/{spring}/programme?party=nosuch"),
        (organizer, f"/dialogues/{house.dialogue_id}/workshops/sittings/{block}"),
        (organizer, f"/dialogues/{house.dialogue_id}/workshops/{spring}/run-sheet"),
    ):
        browser.get(path, status=404)


# Two at once


def test_two_facilitators_at_once_lose_nothing(house, spring, facilitator, signed_in_as):
    block = made.block(house, spring, "First", private_notes="Old")
    second = signed_in_as(house.accounts["second"])
    where = {"dialogue_id": house.dialogue_id, "planned_id": block}
    mine, theirs = (each.open("workshops.edit_sitting", **where) for each in (facilitator, second))
    second.submit(theirs, button="Save", private_notes="Theirs", minutes="45")

    page = facilitator.submit(mine, button="Save", status=409, private_notes="Mine, at length")

    assert "Mine, at length" in page.text
    assert "Private notes, as it stands now" in page.text
    assert "Theirs" in page.text
    assert made.sitting(house, block).private_notes == "Theirs"
    facilitator.submit(page, button="Save")
    assert made.sitting(house, block).private_notes == "Mine, at length"


def test_times_typed_into_a_plan_that_changed_meanwhile_stay_in_their_fields(
    house, spring, facilitator, signed_in_as
):
    first = made.block(house, spring, "First")
    gone = made.block(house, spring, "Second")
    second = signed_in_as(house.accounts["second"])
    mine = plan(facilitator, house, spring)
    page = second.open("workshops.remove_sitting", dialogue_id=house.dialogue_id, planned_id=gone)
    second.submit(page, button="Remove it", sure="y")

    page = send(
        facilitator, mine, status=409, **{f"minutes-{first}": "75", f"minutes-{gone}": "33"}
    )

    assert "Somebody else was faster" in page.text
    assert "You had typed: 33 minutes" in page.text
    assert page.select(f"[name=minutes-{first}]")[0]["value"] == "75"
    assert made.sitting(house, first).minutes == 60
    page = send(facilitator, page)
    assert made.sitting(house, first).minutes == 75


def test_adding_to_a_plan_that_changed_meanwhile_keeps_the_words(
    house, spring, facilitator, signed_in_as
):
    page = facilitator.open(
        "workshops.add_sitting", dialogue_id=house.dialogue_id, workshop_id=spring
    )
    made.block(house, spring, "Theirs")

    page = facilitator.submit(page, button="Add it", title="Mine", status=409)
    page = facilitator.submit(page, button="Add it")

    titles = [tag.get_text(strip=True) for tag in page.select(".agenda-title a")]
    assert titles == ["Theirs", "Mine"]


def test_removing_what_changed_meanwhile_is_refused(house, spring, facilitator):
    block = made.block(house, spring, "First")
    page = facilitator.open(
        "workshops.remove_sitting", dialogue_id=house.dialogue_id, planned_id=block
    )
    made.block(house, spring, "Another")

    facilitator.submit(page, button="Remove it", sure="y", status=409)

    assert made.sitting(house, block).title.text == "First"


# Who sees what


def test_organizers_read_the_plan_without_notes_rooms_apart_or_anything_to_press(
    house, spring, organizer
):
    made.block(house, spring, "Joint", private_notes=made.NOTES, place="Long hall")
    made.party_room(house, spring, house.upper, "Upper alone", private_notes=made.NOTES)
    made.party_room(house, spring, house.lower, "Lower alone", shown_to_participants="Apart")

    page = plan(organizer, house, spring)

    assert "Joint" in page.text
    assert "Apart" in page.text
    for hidden in (
        made.NOTES,
        "Upper alone",
        "Lower alone",
        made.VENUE,
        "Facilitator",
        "Long hall",
    ):
        assert hidden not in page.select("main")[0].get_text()
        assert hidden not in page.select("aside")[0].get_text()
    assert not page.select("main form[method=post]")
    organizer.post(page.path, status=403)


def test_a_programme_for_one_party_is_for_the_third_party_to_print(
    house, spring, facilitator, organizer
):
    made.party_room(house, spring, house.upper, "Upper alone")
    where = {"dialogue_id": house.dialogue_id, "workshop_id": spring, "party": house.upper.id}

    assert "Upper alone" in facilitator.open("programmes.programme", **where).text
    organizer.open("programmes.programme", status=404, **where)


def test_a_desk_is_offered_to_those_who_are_in_its_room(house, spring, facilitator, signed_in_as):
    room = made.party_room(house, spring, house.upper, "Upper alone")
    second = signed_in_as(house.accounts["second"])

    def desks(browser: Browser) -> list[str]:
        page = plan(browser, house, spring)
        return [str(tag["href"]) for tag in page.select(".agenda-block a[href^='/desk/']")]

    assert [desk.endswith(room) for desk in desks(facilitator)] == [True]
    assert desks(second) == []


def test_the_run_sheet_has_notes_questions_and_rooms(house, spring, facilitator):
    made.block(
        house,
        spring,
        stage=house.stage("needs_analysis"),
        private_notes=made.NOTES,
        place="Long hall",
    )
    page = facilitator.open(
        "programmes.run_sheet", dialogue_id=house.dialogue_id, workshop_id=spring
    )

    for expected in (made.NOTES, "Long hall", "What are they most afraid of, and why?"):
        assert expected in page.text
    assert page.title == made.SPRING


def test_a_participant_s_phone_shows_its_own_programme(app, house, spring):
    made.party_room(house, spring, house.upper, "Upper alone")
    made.party_room(house, spring, house.lower, "Lower alone")
    made.block(house, spring, "Joint", private_notes=made.NOTES)

    page = seated(app, house, "heron").open("programmes.seat", seat_id=house.seats["heron"])

    assert "Upper alone" in page.text
    assert "Joint" in page.text
    for hidden in ("Lower alone", made.NOTES, made.VENUE, "The Sarn valley"):
        assert hidden not in page.html


def test_the_wall_s_programme_has_no_room_apart(app, house, spring):
    made.party_room(house, spring, house.upper, "Upper alone")
    made.block(house, spring, "Joint")
    browser = Browser(app)
    browser.client.set_cookie(f"seat-{house.seats['wall']}", house.secrets["wall"])

    page = browser.open("programmes.seat", seat_id=house.seats["wall"])

    assert "Joint" in page.text
    assert "Upper alone" not in page.html


def test_at_the_strictest_level_no_paper_says_what_it_is(app, signed_in_as):
    house = made.house(level=Level.L0)
    spring = made.workshop(house)
    made.laid_out(house, spring)
    facilitator = signed_in_as(house.accounts["facilitator"])
    where = {"dialogue_id": house.dialogue_id, "workshop_id": spring}

    programme = facilitator.open("programmes.programme", **where)
    calendar = facilitator.client.get(facilitator.address("programmes.calendar", **where)).text

    paper = programme.select(".paper-page")[0].get_text()
    for hidden in ("Needs", "needs", "Sarn", "Kelman", made.VENUE, "Tbilisi", "workshop"):
        assert hidden not in paper
        assert hidden not in calendar
    assert made.SPRING in paper


# The calendar


def fetched(browser: Browser, house: House, spring: str) -> str:
    path = address(browser, "programmes.calendar", house, workshop_id=spring)
    response = browser.client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "text/calendar"
    return response.text


def test_a_calendar_is_in_utc_neutral_and_the_same_bytes_each_time(house, spring, facilitator):
    made.block(house, spring, "Needs", place="Long hall", private_notes=made.NOTES)

    text = fetched(facilitator, house, spring)

    assert text == fetched(facilitator, house, spring)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{made.SPRING} · Session"
    assert event["DTSTART"].to_ical() == b"20270514T050000Z"
    assert event["DTEND"].to_ical() == b"20270514T060000Z"
    assert event["DTSTAMP"].to_ical() == b"20270514T000000Z"
    assert re.fullmatch(r"[0-9a-z]{26}", str(event["UID"]))
    for hidden in ("Tbilisi", "Needs", "Long hall", made.NOTES, made.VENUE, "Second Track"):
        assert hidden not in text


def test_a_calendar_without_a_date_is_refused_with_a_sentence(house, facilitator):
    open_date = made.workshop(house, begins_on=None)

    page = facilitator.open(
        "programmes.calendar", status=409, dialogue_id=house.dialogue_id, workshop_id=open_date
    )

    assert "The first day is not fixed yet." in page.text
    assert "Calendar" not in plan(facilitator, house, open_date).links


def test_a_seat_s_calendar_has_its_own_room_under_neutral_words(app, house, spring):
    made.party_room(house, spring, house.upper, "Upper alone")
    browsers = {name: seated(app, house, name) for name in ("heron", "otter")}

    texts = {
        name: browser.client.get(f"/seat/{house.seats[name]}/programme.ics").text
        for name, browser in browsers.items()
    }

    assert f"SUMMARY:{made.SPRING} · Session" in texts["heron"]
    assert "Upper" not in texts["heron"]
    assert "BEGIN:VEVENT" not in texts["otter"]


# Time


def test_every_session_gets_twice_the_time_with_one_button_and_back(house, spring, facilitator):
    made.block(house, spring, "Talk", minutes=45)
    made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    page = facilitator.open("workshops.edit", dialogue_id=house.dialogue_id, workshop_id=spring)

    page = facilitator.submit(page, button="Twice the time for all of them")
    assert times_of(page) == ["09:00–10:30", "10:30–10:50"]
    assert "twice the time" in page.text

    page = facilitator.open("workshops.edit", dialogue_id=house.dialogue_id, workshop_id=spring)
    assert times_of(facilitator.submit(page, button="Half of it again"))[0] == "09:00–09:45"


def test_a_night_on_which_the_clocks_change_is_named_on_the_plan_and_on_paper(house, facilitator):
    autumn = made.workshop(
        house, zone="Europe/Berlin", begins_on=date(2026, 10, 24), day_starts=["22:00", "09:00"]
    )
    made.block(house, autumn, "Vigil", minutes=360)
    made.block(house, autumn, "Morning", day=1)
    made.block(house, autumn, "Dawn", minutes=20, anchor="02:30", day=0)

    page = plan(facilitator, house, autumn)
    assert "The clocks go back: 03:00 becomes 02:00 again." in page.text
    assert "This fixed start comes twice, as the clocks go back: the first is meant." in page.text
    assert times_of(page)[0] == "22:00–03:00"
    for endpoint in ("programmes.run_sheet", "programmes.programme"):
        sheet = facilitator.open(endpoint, dialogue_id=house.dialogue_id, workshop_id=autumn)
        assert "The clocks go back: 03:00 becomes 02:00 again." in sheet.text


@pytest.mark.parametrize("endpoint", ["programmes.run_sheet", "programmes.programme"])
def test_a_second_zone_stands_beside_the_places_own_when_asked_for(
    house, spring, facilitator, endpoint
):
    made.block(house, spring, "First", minutes=60)
    page = facilitator.open(endpoint, dialogue_id=house.dialogue_id, workshop_id=spring)
    assert "07:00" not in page.text

    page = facilitator.submit(page, button="Show", zone="Europe/Vienna")
    assert "07:00–08:00" in page.text
    page = facilitator.submit(page, button="Show", zone="Pacific/Honolulu")
    assert "19:00–20:00, the day before" in page.text
    page = facilitator.submit(page, button="Show", zone="Asia/Atlantis")
    assert "No such time zone." in page.text
    assert page.select("[name=zone]")[0]["value"] == "Asia/Atlantis"


def test_a_phone_shows_the_programme_by_its_own_clocks_when_asked(app, house, spring):
    made.block(house, spring, "First", minutes=60)
    heron = seated(app, house, "heron")
    page = heron.open("programmes.seat", seat_id=house.seats["heron"], zone="Europe/Vienna")
    assert "07:00–08:00" in page.text


def test_a_day_of_thirty_hours_is_named_with_its_size(house, spring, facilitator):
    made.block(house, spring, "Long", minutes=900, day=2)
    made.block(house, spring, "Longer", minutes=900, day=2)
    page = plan(facilitator, house, spring)
    assert "Day 3 takes 30 h, which is longer than a day." in page.text


def test_overlapping_anchors_are_each_named_with_their_size(house, spring, facilitator):
    made.block(house, spring, "First", minutes=60, anchor="09:00")
    made.block(house, spring, "Second", minutes=60, anchor="09:30")
    made.block(house, spring, "Third", minutes=60, anchor="10:15")
    page = plan(facilitator, house, spring)
    assert "What stands before it runs 30 min past this fixed start." in page.text
    assert "What stands before it runs 15 min past this fixed start." in page.text
