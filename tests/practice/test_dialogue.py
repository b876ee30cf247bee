"""The invented dialogue is rich enough that every page of it shows something, and all of it is invented."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask

from app.charts.queries import analysis_of
from app.contributions import queries as contributions
from app.contributions.rules import Standing
from app.dialogues.models import Dialogue, Seat
from app.dialogues.practice import practice_secret
from app.dialogues.queries import covenant_in_force, seats_of, stages_of
from app.dialogues.rules import AudienceKind, Role
from app.library.vocabulary import Kind
from app.memory.queries import lies_on_the_table, where_we_are
from app.practice import actions
from app.practice.commands import DEMO
from app.preparation.queries import balance_of, letter_of, roster_of
from app.preparation.rules import Coming, Letter
from app.safety.queries import days_of_note, events_of, if_asked, risk_check_of
from app.safety.rules import Look, Then
from app.terms.queries import pointed_out, said_in, terms_of
from app.terms.rules import TermKind
from app.texts.queries import texts_for
from app.texts.rules import TextStanding
from app.workshops.models import Workshop
from app.workshops.queries import sittings_of, workshops_of
from app.workshops.queries.advice import margin_of
from app.workshops.queries.plan import plan_of
from app.workshops.queries.running import running_of
from app.workshops.queries.sources import templates
from app.workshops.rules import BlockKind
from tests.support.browser import Browser
from tests.support.writing import written


def _seat(valley: Dialogue, role: Role, party: int | None = None) -> Seat:
    of = valley.parties[party].id if party is not None else None
    return next(s for s in seats_of(valley) if s.role is role and s.party_id == of)


@pytest.fixture
def facilitator(valley: Dialogue) -> Seat:
    return _seat(valley, Role.FACILITATOR)


@pytest.fixture
def workshops(valley: Dialogue) -> list[Workshop]:
    return workshops_of(valley)


def test_made_once_it_stands_as_it_is(valley: Dialogue) -> None:
    with written():
        assert not actions.open_practice_house(actions.read_demo(DEMO))


def test_every_stage_of_the_method_has_something_recorded(
    valley: Dialogue, facilitator: Seat
) -> None:
    rapporteur = _seat(valley, Role.RAPPORTEUR)
    recorded = {
        point.stage_id
        for seat in (facilitator, rapporteur)
        for point in contributions.points_for(seat)
    }
    assert recorded == {stage.id for stage in stages_of(valley)}


def test_words_stand_in_two_scripts_and_some_needs_have_no_option(
    valley: Dialogue, facilitator: Seat
) -> None:
    points = contributions.points_for(facilitator)
    scripts = {unicodedata.name(point.words.text[0]).split()[0] for point in points}
    assert {"ARABIC", "LATIN"} <= scripts
    assert analysis_of(valley, facilitator).without_option


def test_people_are_planned_with(valley: Dialogue, workshops: list[Workshop]) -> None:
    balance = balance_of(valley, valley.parties)
    assert balance.categories
    assert balance.remarks
    assert all(seat.languages for seat in balance.seats)
    assert {need for seat in balance.seats for need in seat.needs}
    past, now = (roster_of(workshop) for workshop in workshops)
    assert past is not None
    assert past.is_closed
    assert past.coming == {}
    assert set(past.numbers.values()) == {5}
    assert now is not None
    assert {Coming(step) for step in now.coming.values()} == set(Coming)


def test_letters_of_the_workshop_that_is_on_are_in_both_languages(
    valley: Dialogue, workshops: list[Workshop]
) -> None:
    for letter in Letter:
        assert letter_of(valley, workshops[-1], letter).words.languages == ("en", "ar")


def test_safety_was_thought_of(valley: Dialogue) -> None:
    assert {each.look for each in risk_check_of(valley).by_question.values()} == {
        Look.CLEAR,
        Look.OPEN,
    }
    line = if_asked(valley)
    assert line is not None
    assert line.languages == ("en", "ar")
    assert [event.then for event in reversed(events_of(valley))] == list(Then)
    assert not valley.paused
    assert {day.whose for day in days_of_note(valley)} == {
        "",
        *(party.id for party in valley.parties),
    }


def test_the_second_version_of_the_ground_rules_is_in_force_in_both_languages(
    valley: Dialogue,
) -> None:
    covenant = covenant_in_force(valley)
    assert covenant.version == 2
    assert all(rule.wording.languages == ("en", "ar") for rule in covenant.rules)


def test_names_are_listed_and_some_of_them_stand_in_what_was_said(
    valley: Dialogue, facilitator: Seat
) -> None:
    terms = terms_of(valley)
    assert {term.kind for term in terms} == set(TermKind)
    assert {bool(term.agreed) for term in terms} == {True, False}
    said = [
        line
        for point in contributions.points_for(facilitator)
        for line in said_in(point.id, point.words)
    ]
    assert {found.entry.kind for found in pointed_out(valley, said)} >= {
        TermKind.PLACE,
        TermKind.CAREFUL,
    }


def test_each_party_kept_lists_apart_and_carried_some_points_over(
    valley: Dialogue, facilitator: Seat
) -> None:
    laid_out = []
    for number, party in enumerate(valley.parties):
        member = _seat(valley, Role.PARTICIPANT, number)
        assert contributions.partys_points_for(member, party.id)
        assert not contributions.partys_points_for(
            member, next(other.id for other in valley.parties if other is not party)
        )
        laid_out += contributions.laid_out_for(member, party.id)
    assert laid_out
    joint = {
        point.words.text
        for point in contributions.joint_points_for(facilitator, list(Kind))
        if point.standing is Standing.SHOWN
    }
    assert "What do they suppose we want with the old mill?" in joint
    assert "That what happened on the night of the flood can be spoken of." in joint
    assert not joint & {point.words.text for point in laid_out}


def test_the_plan_has_groups_at_the_same_time_and_advice(
    valley: Dialogue, facilitator: Seat, workshops: list[Workshop]
) -> None:
    groups = [each for each in sittings_of(workshops[-1]) if each.kind is BlockKind.WORKING_GROUP]
    assert len({(each.day, each.position) for each in groups}) == 1
    assert len({each.audience_id for each in groups}) == len(groups) == 2
    assert {each.audience.kind for each in groups} == {AudienceKind.GROUP}
    assert margin_of(valley, plan_of(valley, workshops[-1], facilitator)).remarks
    assert templates()


def test_what_was_differs_from_what_was_planned(
    valley: Dialogue, facilitator: Seat, workshops: list[Workshop]
) -> None:
    running = running_of(valley, workshops[0], facilitator)
    over = {block.ran.over for day in running.days for block in day.blocks}
    assert any(each is not None and each > 0 for each in over)
    assert any(each is not None and each < 0 for each in over)


def test_one_meeting_hands_on_to_the_next(valley: Dialogue, facilitator: Seat) -> None:
    here = where_we_are(valley, facilitator)
    assert here.last is not None
    assert here.next is not None
    assert here.last.workshop is not here.next
    assert here.questions
    assert here.parked
    assert here.texts[0].released
    assert {each.done for each in here.promises} == {True, False}
    assert {each.party for each in here.promises} == {None, *valley.parties}
    assert lies_on_the_table(valley, _seat(valley, Role.PARTICIPANT, 0))


def test_one_text_is_adopted_one_in_reading_one_begun(valley: Dialogue, facilitator: Seat) -> None:
    assert {text.standing for text in texts_for(facilitator)} == {
        TextStanding.ADOPTED,
        TextStanding.READING,
        TextStanding.DRAFT,
    }


@pytest.mark.parametrize(
    "endpoint",
    [
        "room.now", "room.own_room", "room.take_back", "seats.ground_rules", "safety.seat_if_asked",
        "joining.on_a_phone", "memory.seat_briefing", "programmes.seat",
    ],
)  # fmt: skip
def test_each_page_of_a_seat_says_that_it_is_invented(
    app: Flask, valley: Dialogue, endpoint: str
) -> None:
    seat = _seat(valley, Role.PARTICIPANT, 1)
    browser = Browser(app).sit(seat.id, practice_secret(seat.id), assented_to=2)
    assert "Invented" in browser.open(endpoint, seat_id=seat.id).text


def test_what_a_working_group_recorded_is_not_called_the_partys_own(
    app: Flask, valley: Dialogue
) -> None:
    seat = next(seat for seat in seats_of(valley) if seat.name == "Heron")
    browser = Browser(app).sit(seat.id, practice_secret(seat.id), assented_to=2)
    page = browser.open("room.own_room", seat_id=seat.id).text
    apart, _, of_the_group = page.partition("Of a working group:")
    assert "To know a week before when the water will be low." in apart
    assert "School and clinic hours first; the market later." in of_the_group
    assert "One gauge at the sluice" not in page
