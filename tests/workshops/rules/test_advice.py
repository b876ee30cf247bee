"""Advice says what a facilitator would want to hear, with its reason, and is silent about a plan that is well made."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from app.library.vocabulary import Evaluation, Visibility
from app.workshops.rules import BlockKind
from app.workshops.rules.advice import (
    Advice,
    DayOfNote,
    Matter,
    Outline,
    Planned,
    Side,
    Step,
    advice_on,
    still_said,
)


def step(key: str, minutes: int, kinds: str, evaluation: str, **more: Any) -> Step:
    visibility = more.pop("visibility", Visibility.JOINT)
    return Step(
        key,
        key.replace("_", " "),
        minutes,
        frozenset(kinds.split()),
        Evaluation(evaluation),
        visibility,
        **more,
    )


KELMAN = (
    step("pre_workshop", 270, "need fear concern", "clarify", visibility=Visibility.PARTY_ONLY),
    step("opening", 120, "hope concern", "clarify"),
    step("information_exchange", 180, "perception experience", "clarify"),
    step("needs_analysis", 330, "need fear concern", "clarify"),
    step("joint_thinking", 240, "option criterion question", "needs_test"),
    step("constraints", 135, "constraint fear", "feasibility"),
    step("overcoming_constraints", 180, "reassurance action_step option", "feasibility"),
    step("closing_reentry", 75, "concern action_step", "full", canonical=False, closes=True),
    step("follow_up", 60, "concern", "full", visibility=Visibility.THIRD_PARTY_ONLY),
)
SAUNDERS = (
    step("mapping", 300, "experience need fear", "clarify"),
    step("scenario", 300, "obstacle action_step option constraint", "full"),
)
SIDES = (
    Side("up", "Upper valley", 4, frozenset({"ka"})),
    Side("lo", "Lower valley", 4, frozenset({"os"})),
)


def days(*agenda: str) -> tuple[Planned, ...]:
    """Each day as `stage 90, -20, stage@up 60 | stage@lo 60`: a dash is a break, a bar is at the same time."""
    return tuple(
        block for number, words in enumerate(agenda) for block in _day(number, words.split(","))
    )


def _day(number: int, slots: list[str]) -> list[Planned]:
    found: list[Planned] = []
    at = 9 * 60
    for place, slot in enumerate(slots):
        rooms = slot.split("|")
        lasts = 0
        for lane, room in enumerate(rooms):
            words = room.split()
            lasts = abs(int(words[-1]))
            key = f"{number}-{place}-{lane}"
            if len(words) == 1:
                kind, stage, party = BlockKind.BREAK, None, None
            else:
                named, _, whose = words[0].partition("@")
                kind = BlockKind.PARTY_SESSION if whose else BlockKind.SESSION
                stage, party = None if named == "-" else named, whose or None
            found.append(Planned(key, number, at, at + lasts, kind, stage, party))
        at += lasts
    return found


WELL_MADE = days(
    "pre_workshop@up 120 | pre_workshop@lo 120, 75, pre_workshop@lo 110 | pre_workshop@up 110, 20, opening 110",
    "information_exchange 110, 20, information_exchange 70, 75, needs_analysis 110, 20, needs_analysis 100",
    "needs_analysis 110, 20, joint_thinking 110, 75, joint_thinking 110, 20, constraints 110",
    "overcoming_constraints 100, 20, overcoming_constraints 80, 75, closing_reentry 75",
)


def outline(blocks: tuple[Planned, ...] = WELL_MADE, **more: Any) -> Outline:
    return Outline(**{"steps": KELMAN, "blocks": blocks, "sides": SIDES, "days": 4, **more})


def matters(given: Outline) -> list[Matter]:
    return [each.matter for each in advice_on(given)]


def only(given: Outline, matter: Matter) -> Advice:
    found = [each for each in advice_on(given) if each.matter is matter]
    assert len(found) == 1, [str(each.says) for each in found]
    return found[0]


def test_a_plan_that_is_well_made_gets_no_advice() -> None:
    assert advice_on(outline()) == []


def test_an_empty_plan_is_not_scolded_for_what_is_not_there_yet() -> None:
    assert matters(outline(())) == []


def test_solutions_before_needs_and_fears_are_heard_are_pointed_out_at_their_block() -> None:
    early = days(
        "joint_thinking 60, 20, needs_analysis 60, 20, constraints 60, 20, closing_reentry 60"
    )
    found = only(outline(early), Matter.SOLUTIONS_EARLY)
    assert found.block == "0-0-0"
    assert found.source == "kelman_2000"
    assert "joint thinking" in str(found.says)


def test_needs_heard_in_an_earlier_workshop_count() -> None:
    later = days("joint_thinking 110, 20, constraints 110, 20, closing_reentry 60")
    heard = frozenset({"needs_analysis", "pre_workshop"})
    assert Matter.SOLUTIONS_EARLY in matters(outline(later))
    assert Matter.SOLUTIONS_EARLY not in matters(
        outline(later, covered=heard, covered_before=heard)
    )


def test_needs_heard_by_each_party_alone_are_not_yet_heard_by_the_other() -> None:
    alone = days(
        "pre_workshop@up 100 | pre_workshop@lo 100, 20, joint_thinking 110, 20, constraints 60"
    )
    assert Matter.SOLUTIONS_EARLY in matters(outline(alone))


def test_the_same_order_is_asked_for_in_a_sustained_dialogue() -> None:
    early = days("scenario 110, 20, mapping 110, 20, - 60")
    found = only(outline(early, steps=SAUNDERS), Matter.SOLUTIONS_EARLY)
    assert "scenario" in str(found.says)


def test_joint_thinking_without_a_place_for_constraints_is_pointed_out() -> None:
    without = days("needs_analysis 110, 20, joint_thinking 110, 20, closing_reentry 60")
    assert Matter.NO_CONSTRAINTS in matters(outline(without))
    elsewhere = outline(without, covered=frozenset({"constraints"}))
    assert Matter.NO_CONSTRAINTS not in matters(elsewhere)


def test_a_stage_that_takes_constraints_itself_needs_no_second_place_for_them() -> None:
    plan = days("mapping 110, 20, scenario 110, 20, - 60")
    assert Matter.NO_CONSTRAINTS not in matters(outline(plan, steps=SAUNDERS))


def test_the_first_joint_session_without_one_apart_before_it_is_pointed_out() -> None:
    joint_first = days("opening 110, 20, pre_workshop@up 60 | pre_workshop@lo 60, 20, - 60")
    assert only(outline(joint_first), Matter.NOT_APART_FIRST).block == "0-0-0"
    prepared = outline(joint_first, covered_before=frozenset({"pre_workshop"}))
    assert Matter.NOT_APART_FIRST not in matters(prepared)


def test_an_agenda_that_ends_in_a_stage_of_work_has_no_time_for_going_home() -> None:
    assert Matter.NO_GOING_HOME in matters(outline(days("needs_analysis 100")))


@pytest.mark.parametrize("last", ["closing_reentry 60", "- 60"])
def test_the_stage_for_it_and_a_session_without_a_stage_are_time_for_going_home(last: str) -> None:
    assert Matter.NO_GOING_HOME not in matters(outline(days(f"needs_analysis 100, 20, {last}")))


def test_a_stage_that_no_workshop_holds_is_named_once() -> None:
    without = tuple(each for each in WELL_MADE if each.stage != "information_exchange")
    assert only(outline(without), Matter.NOT_COVERED).concerns == "information_exchange"
    elsewhere = frozenset({"information_exchange"})
    assert Matter.NOT_COVERED not in matters(outline(without, covered=elsewhere))


def test_what_the_third_party_does_alone_is_not_missed_in_a_workshop() -> None:
    assert all(each.concerns != "follow_up" for each in advice_on(outline(days("opening 60"))))


@pytest.mark.parametrize(
    ("minutes", "is_far"), [(59, True), (60, False), (120, False), (240, False), (241, True)]
)
def test_less_than_half_and_more_than_twice_the_typical_time_is_far(
    minutes: int, is_far: bool
) -> None:
    block = Planned("one", 0, 540, 540 + minutes, BlockKind.SESSION, "opening")
    far = [
        each.concerns
        for each in advice_on(outline((block,)))
        if each.matter is Matter.FAR_FROM_TYPICAL
    ]
    assert far == (["opening"] if is_far else [])


def test_rooms_in_parallel_are_one_time() -> None:
    apart = days("pre_workshop@up 150 | pre_workshop@lo 150")
    assert Matter.FAR_FROM_TYPICAL not in matters(outline(apart))


@pytest.mark.parametrize(("agenda", "is_long"), [
    ("opening 60, needs_analysis 60", False),
    ("opening 60, needs_analysis 61", True),
    ("opening 60, 10, needs_analysis 61", False),
])  # fmt: skip
def test_more_than_two_hours_without_a_pause_are_a_long_stretch(agenda: str, is_long: bool) -> None:
    assert (Matter.LONG_STRETCH in matters(outline(days(agenda)))) is is_long


@pytest.mark.parametrize(("free", "is_said"), [(110, False), (111, True)])
def test_days_that_are_mostly_free_are_pointed_out(free: int, is_said: bool) -> None:
    apart = days("pre_workshop@up 110 | pre_workshop@lo 110")
    idle = Planned("free", 1, 540, 540 + free, BlockKind.INFORMAL)
    assert (Matter.MOSTLY_FREE in matters(outline((*apart, idle)))) is is_said


def test_a_party_without_a_room_while_another_has_one_is_named() -> None:
    one_sided = days("pre_workshop@up 100, 20, opening 100, 20, - 60")
    assert "Lower valley" in str(only(outline(one_sided), Matter.ROOM_MISSING).says)


def test_unequal_numbers_and_a_party_of_one_are_said_in_words() -> None:
    sides = (Side("up", "Upper valley", 4), Side("lo", "Lower valley", 1))
    found = outline(sides=sides)
    assert matters(found) == [Matter.UNEQUAL_NUMBERS, Matter.PARTY_OF_ONE]
    assert not any(digit in str(advice_on(found)[0].says) for digit in "0123456789")


def test_a_party_nobody_of_which_has_a_language_of_the_dialogue_is_named() -> None:
    assert Matter.WITHOUT_LANGUAGE not in matters(outline(languages=frozenset({"ka", "os"})))
    found = only(outline(languages=frozenset({"ka", "ru"})), Matter.WITHOUT_LANGUAGE)
    assert "Lower valley" in str(found.says)


def test_languages_nobody_wrote_down_are_not_guessed_at() -> None:
    sides = (Side("up", "Upper valley", 4), Side("lo", "Lower valley", 4))
    assert matters(outline(sides=sides, languages=frozenset({"ka"}))) == []


def test_a_holiday_on_one_of_the_days_is_said_with_whose_it_is() -> None:
    noted = DayOfNote("n1", date(1990, 11, 23), "St George's day", whose="Upper valley")
    given_days = {"begins_on": date(2026, 11, 22), "days_of_note": (noted,)}
    found = only(outline(**given_days), Matter.DAY_OF_NOTE)
    assert str(found.says) == "Day 2 is St George's day (Upper valley)."
    once = dataclasses.replace(noted, every_year=False)
    assert matters(outline(**{**given_days, "days_of_note": (once,)})) == []
    assert matters(outline(days_of_note=(noted,))) == []  # no date yet


def test_each_remark_goes_away_when_it_is_heeded() -> None:
    """Every matter that a plan without care is told of is silent in the plan that is well made."""
    careless = outline(
        days("joint_thinking 500"),
        sides=(Side("up", "U", 1, frozenset({"en"})), Side("lo", "L", 3)),
        languages=frozenset({"ka"}),
    )
    told = set(matters(careless))
    assert told >= {
        Matter.SOLUTIONS_EARLY, Matter.NO_CONSTRAINTS, Matter.NOT_APART_FIRST, Matter.NO_GOING_HOME,
        Matter.NOT_COVERED, Matter.FAR_FROM_TYPICAL, Matter.LONG_STRETCH, Matter.UNEQUAL_NUMBERS,
        Matter.PARTY_OF_ONE, Matter.WITHOUT_LANGUAGE,
    }  # fmt: skip
    assert not told & set(matters(outline()))


def test_what_was_set_aside_is_not_said_again_until_it_concerns_something_else() -> None:
    unequal = outline(sides=(Side("up", "U", 4), Side("lo", "L", 3)))
    aside = [each.key for each in advice_on(unequal)]
    assert still_said(advice_on(unequal), aside) == []
    changed = outline(sides=(Side("up", "U", 4), Side("lo", "L", 2)))
    assert len(still_said(advice_on(changed), aside)) == 1


blocks = st.builds(
    lambda day, starts, minutes, kind, stage, party: Planned(
        f"{day}-{starts}-{party}", day, starts, starts + minutes, kind, stage, party
    ),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.sampled_from(BlockKind),
    st.sampled_from([None, "gone", *(each.key for each in KELMAN)]),
    st.sampled_from([None, "up", "lo", "gone"]),
)


@given(st.lists(blocks, max_size=25))
def test_no_plan_is_beyond_advice_and_no_remark_comes_twice(agenda: list[Planned]) -> None:
    found = advice_on(outline(tuple(agenda)))
    keys = [each.key for each in found]
    assert len(keys) == len(set(keys))
    assert all(str(each.says) and str(each.reason) for each in found)
