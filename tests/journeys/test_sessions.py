"""Two phones and a desk hold the sessions of a problem-solving workshop, as people in the room would."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.library.vocabulary import Kind
from tests.journeys import arranging
from tests.journeys.arranging import HERON, OTTER
from tests.journeys.conftest import Gathering
from tests.support.served import Served

pytestmark = pytest.mark.browser

NEEDS = "Needs analysis"
JOINT_THINKING = "Joint thinking about possible solutions"
CONSTRAINTS = "Political and psychological constraints"

WATER = "We need water in August, and not by anybody's leave"
FLOOD = "We fear that the dam is opened over our heads"
ALONE = "We fear to be left alone with the bill"
UNSAID = "This is not what I meant to say"
BY_PAPER = "We need our dead to be named"
TYPED = "We need the road in winter"
LATER = "And what about the school?"
GAUGE = "A gauge that both banks read"
DOUBT = "What would a gauge need to be believed?"


def test_a_needs_session(house: Served, gathering: Gathering) -> None:
    prepared = arranging.dialogue(house)
    desk = gathering.facilitator(prepared.links["facilitator"])
    desk.sits_at(prepared.desk_of("joint"))
    heron = gathering.participant(prepared.codes[HERON])
    otter = gathering.participant(prepared.codes[OTTER])
    wall = gathering.wall(prepared.codes["screen"])

    desk.holds_the_session()
    heron.is_told(
        "The phones are closed. Listen, or speak; writing opens when the facilitator opens it."
    )
    desk.opens_the_phones()
    heron.may_write()
    heron.is_told_who_will_read()
    heron.writes(WATER, Kind.NEED)
    heron.writes(UNSAID, Kind.NEED)
    heron.writes(BY_PAPER, Kind.NEED)
    otter.writes(FLOOD, Kind.FEAR)
    otter.writes(ALONE, Kind.FEAR)
    desk.stands("Something waits")
    for person in (desk, heron, otter, wall):
        person.reads_nothing_of(WATER, FLOOD, UNSAID)

    on_paper = heron.copies_code_of(BY_PAPER)
    heron.takes_back(UNSAID)
    heron.comes_to_the_room()

    desk.opens_the_round()
    for person in (desk, heron, otter, wall):
        person.reads(WATER, FLOOD, ALONE, BY_PAPER)
        person.reads_nothing_of(UNSAID)

    heron.takes_back_by_code(on_paper)
    for person in (desk, otter, wall):
        person.reads_nothing_of(BY_PAPER)

    desk.types_for_the_room(TYPED, LATER, kind=Kind.NEED, party="Upper Sarn")
    wall.reads(TYPED, LATER)
    desk.parks(LATER)
    wall.reads_nothing_of(LATER)
    desk.takes_up_again(LATER)
    wall.reads(LATER)
    desk.strikes(ALONE)
    for person in (otter, wall):
        person.reads_nothing_of(ALONE)
    desk.groups("The river", WATER, FLOOD)
    wall.reads("The river")


def test_joint_thinking_follows_the_needs_of_both_and_shows_what_has_no_option(
    house: Served, gathering: Gathering
) -> None:
    prepared = arranging.dialogue(house)
    desk = gathering.facilitator(prepared.links["facilitator"])
    desk.sits_at(prepared.desk_of("joint"))
    heron = gathering.participant(prepared.codes[HERON])
    otter = gathering.participant(prepared.codes[OTTER])
    wall = gathering.wall(prepared.codes["screen"])
    desk.holds_the_session()
    desk.types_for_the_room(WATER, kind=Kind.NEED, party="Upper Sarn")
    desk.types_for_the_room(FLOOD, kind=Kind.FEAR, party="Lower Sarn")
    desk.types_for_the_room(ALONE, kind=Kind.FEAR, party="Lower Sarn")

    desk.takes_up(JOINT_THINKING)
    desk.opens_the_phones()
    heron.is_told("Under nobody’s name.")
    heron.writes(GAUGE, Kind.OPTION)
    otter.writes(DOUBT, Kind.QUESTION)
    desk.opens_the_round()
    wall.reads(GAUGE, DOUBT)
    wall.reads_nothing_of("Upper Sarn", "Lower Sarn", WATER)

    desk.takes_up(CONSTRAINTS)
    wall.reads_nothing_of(GAUGE)
    desk.takes_up(NEEDS)
    wall.reads(WATER, FLOOD)
    desk.takes_up(JOINT_THINKING)
    wall.reads(GAUGE)

    desk.looks_at_what_is_joint(prepared.desk)
    desk.says_what_answers(GAUGE, WATER, FLOOD)
    expect(desk.has_no_option_yet()).to_contain_text(ALONE)
    expect(desk.has_no_option_yet()).not_to_contain_text(WATER)
    heron.follows("Together")
    heron.reads(GAUGE, WATER, FLOOD, ALONE)
