"""What of an agenda is whose to know: the plan, the programme and the calendar, for each who asks."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.errors import NotHere
from app.library.vocabulary import Level
from app.workshops import queries
from app.workshops.queries.plan import plan_of
from app.workshops.queries.programme import (
    Programme,
    calendar_of,
    current_workshop,
    programme_for_everybody,
    programme_for_party,
    programme_for_seat,
)
from app.workshops.rules import BlockKind
from app.workshops.views.writing import called
from tests.factories import workshops as made
from tests.factories.workshops import House


@pytest.fixture
def house(app) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


def lines(app, programme: Programme) -> list[str]:
    with app.test_request_context():
        return [
            f"{entry.starts} {called(entry.words)} {entry.room}".strip()
            for day in programme.days
            for entry in day.entries
        ]


def test_everybody_s_programme_has_what_is_joint(app, house, spring):
    made.block(house, spring, "Welcome", place="Long hall")
    made.block(house, spring, kind=BlockKind.MEAL, minutes=60, anchor="12:30")
    made.party_room(house, spring, house.upper, "Upper alone")

    shown = programme_for_everybody(house.dialogue, made.workshop_of(house, spring))

    assert shown.title.text == made.SPRING
    assert lines(app, shown) == ["09:00 Welcome Long hall", "12:30 Lunch"]


def test_a_party_finds_its_own_room_and_not_the_other_s(app, house, spring):
    made.party_room(house, spring, house.upper, "Upper alone", place="East room")
    made.party_room(house, spring, house.lower, "Lower alone", place="West room")
    workshop = made.workshop_of(house, spring)

    upper = lines(app, programme_for_party(house.dialogue, workshop, house.upper))
    heron = lines(app, programme_for_seat(house.dialogue, workshop, house.seat("heron")))
    otter = lines(app, programme_for_seat(house.dialogue, workshop, house.seat("otter")))

    assert upper == heron == ["09:00 Upper alone East room"]
    assert otter == ["10:00 Lower alone West room"]


def test_what_the_facilitator_puts_on_the_programme_stands_there_without_its_room(
    app, house, spring
):
    made.party_room(
        house, spring, house.upper, "Secret", place="East room", shown_to_participants="Apart"
    )

    workshop = made.workshop_of(house, spring)
    assert lines(app, programme_for_everybody(house.dialogue, workshop)) == ["09:00 Apart"]


def test_a_break_after_nothing_does_not_tell_that_something_was_there(app, house, spring):
    made.party_room(house, spring, house.upper, "Apart")
    made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    made.block(house, spring, "Joint")
    made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    made.block(house, spring, kind=BlockKind.BUFFER, minutes=20)

    workshop = made.workshop_of(house, spring)
    assert lines(app, programme_for_everybody(house.dialogue, workshop)) == [
        "10:20 Joint",
        "11:20 Break",
    ]


def test_at_the_strictest_level_a_programme_says_only_what_was_written_for_it(app):
    house = made.house(level=Level.L0)
    spring = made.workshop(house)
    made.block(house, spring, "Needs of both sides", place="Long hall")
    made.block(house, spring, "Fears", shown_to_participants="Morning talk")

    workshop = made.workshop_of(house, spring)
    assert lines(app, programme_for_everybody(house.dialogue, workshop)) == [
        "09:00 Session",
        "10:00 Morning talk",
    ]


def test_a_stricter_block_keeps_its_title_to_itself(app, house, spring):
    made.block(house, spring, "Fears", level=Level.L0)

    workshop = made.workshop_of(house, spring)
    assert lines(app, programme_for_everybody(house.dialogue, workshop)) == ["09:00 Session"]


def test_the_third_party_reads_the_whole_plan(house, spring):
    made.party_room(house, spring, house.upper, "Upper alone")
    made.block(house, spring, "Joint")

    plan = plan_of(house.dialogue, made.workshop_of(house, spring), house.seat("interpreter"))

    assert [called(block.title) for block in plan.days[0].blocks] == ["Upper alone", "Joint"]


def test_organizers_see_what_is_joint_or_on_the_programme(house, spring):
    made.party_room(house, spring, house.upper, "Upper alone")
    made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    made.party_room(house, spring, house.lower, "Lower alone", shown_to_participants="Apart")
    made.block(house, spring, "Joint")

    plan = plan_of(house.dialogue, made.workshop_of(house, spring), house.seat("organizer"))

    assert [called(block.title) for block in plan.days[0].blocks] == ["Apart", "Joint"]
    assert plan.named == {}
    assert plan.by_stage == ()


def test_a_stage_held_in_several_blocks_says_which_part_each_is(house, spring):
    needs = house.stage("needs_analysis")
    made.block(house, spring, stage=needs)
    made.block(house, spring, stage=needs, day=1)
    made.block(house, spring, stage=house.stage("opening"), day=2)

    plan = plan_of(house.dialogue, made.workshop_of(house, spring), house.seat("facilitator"))

    parts = [(block.part, block.parts) for day in plan.days for block in day.blocks]
    assert parts == [(1, 2), (2, 2), (0, 0)]


def test_a_calendar_holds_neutral_words_only(app, house, spring):
    made.block(house, spring, "Needs", place="Long hall", stage=house.stage("needs_analysis"))
    made.block(house, spring, "Fears", shown_to_participants="Talk")
    made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    made.party_room(house, spring, house.upper, "Apart")

    entries = calendar_of(house.dialogue, made.workshop_of(house, spring))

    assert {entry.summary for entry in entries} == {made.SPRING}
    with app.test_request_context():
        assert [called(entry.words) for entry in entries] == ["Session", "Talk"]


def test_a_calendar_at_the_strictest_level_has_one_entry_a_day(app):
    house = made.house(level=Level.L0)
    spring = made.workshop(house)
    made.laid_out(house, spring)

    entries = calendar_of(house.dialogue, made.workshop_of(house, spring))

    assert [(entry.summary, entry.words) for entry in entries] == [(made.SPRING, "")] * 3


def test_the_ids_in_a_calendar_are_the_same_each_time_and_are_not_ours(house, spring):
    block = made.block(house, spring, "A")

    uids = [calendar_of(house.dialogue, made.workshop_of(house, spring))[0].uid for _ in range(2)]

    assert uids[0] == uids[1]
    assert block not in uids[0]


def test_the_current_workshop_is_the_one_that_is_on_or_the_next_or_the_last(house):
    winter = made.workshop(house, begins_on=date(2027, 1, 10))
    spring = made.workshop(house, begins_on=date(2027, 5, 14))
    found = queries.workshops_of(house.dialogue)

    days = (date(2027, 1, 1), date(2027, 1, 12), date(2027, 1, 13), date(2027, 6, 1))
    current = [current_workshop(found, on) for on in days]

    assert [each and each.id for each in current] == [winter, winter, spring, spring]
    assert current_workshop([], date(2027, 1, 1)) is None


def test_a_block_of_another_dialogue_is_not_here(house, spring):
    block = made.block(house, spring, "A")
    other = made.house()

    with pytest.raises(NotHere):
        queries.planned_in(other.dialogue, block)
    with pytest.raises(NotHere):
        queries.sitting_for(other.seat("facilitator"), block)
