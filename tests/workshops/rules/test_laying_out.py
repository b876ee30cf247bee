"""A proposed agenda fills the days one has, in the method's order, with breaks, meals and time for going home."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.workshops.rules import HELD, BlockKind
from app.workshops.rules.laying_out import (
    HOMEWARD,
    LONGEST_SPELL,
    DayFrame,
    Draft,
    StageTime,
    lay_out,
    lay_out_days,
    order_of_drafts,
)

KELMAN = [
    StageTime("pre_workshop", 270, apart=True),
    StageTime("opening", 120),
    StageTime("information_exchange", 180),
    StageTime("needs_analysis", 330),
    StageTime("joint_thinking", 240),
    StageTime("constraints", 135),
    StageTime("overcoming_constraints", 180),
    StageTime("closing_reentry", 75, canonical=False, closes=True),
]

stage_lists = st.lists(
    st.builds(
        StageTime,
        st.sampled_from("abcdefghij"),
        st.integers(15, 600),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda stage: stage.key,
)
frames = st.lists(
    st.builds(DayFrame, st.integers(5 * 60, 20 * 60), st.integers(60, 14 * 60)),
    min_size=1,
    max_size=7,
)


def stages_in(drafts: list[Draft]) -> list[str]:
    seen = [draft.stage or HOMEWARD for draft in drafts if draft.kind in HELD]
    return list(dict.fromkeys(seen))


@given(stage_lists, frames, st.integers(2, 4))
def test_every_day_is_filled_to_the_minute(stages, days, parties):
    drafts = lay_out_days(stages, days, parties=parties)
    for day, frame in enumerate(days):
        assert sum(d.minutes for d in drafts if d.day == day and d.lane == 0) == frame.minutes


@given(stage_lists, frames)
def test_stages_stand_in_their_order_with_private_rooms_first_and_home_last(stages, days):
    seen = stages_in(lay_out_days(stages, days))
    apart = [stage.key for stage in stages if stage.apart]
    closing = [stage.key for stage in stages if stage.closes and not stage.apart] or [HOMEWARD]
    between = [stage.key for stage in stages if not stage.apart and not stage.closes]
    expected = [*apart, *between, *closing]
    assert seen == [key for key in expected if key in seen]
    assert seen[-1] == closing[-1]


@given(stage_lists, frames)
def test_nobody_sits_through_more_than_a_long_spell_without_a_pause(stages, days):
    since_pause: dict[int, int] = {}
    for draft in lay_out_days(stages, days):
        if draft.kind not in HELD:
            since_pause[draft.day] = 0
        elif draft.lane == 0:
            since_pause[draft.day] = since_pause.get(draft.day, 0) + draft.minutes
            assert since_pause[draft.day] <= LONGEST_SPELL + 5


@given(stage_lists, frames)
def test_canonical_stages_are_never_left_out(stages, days):
    seen = stages_in(lay_out_days(stages, days))
    assert {stage.key for stage in stages if stage.canonical} <= set(seen)


@given(stage_lists, frames)
def test_its_blocks_can_be_kept(stages, days):
    drafts = lay_out_days(stages, days)
    assert all(draft.minutes > 0 for draft in drafts)
    keys = [str(number) for number in range(len(drafts))]
    order = order_of_drafts(drafts, keys, len(days))
    assert [key for day in order for slot in day for key in slot] == keys


def test_a_party_has_its_own_room_beside_the_other():
    rooms = [d for d in lay_out(KELMAN, 3, "09:00", 510) if d.stage == "pre_workshop"]
    assert {d.kind for d in rooms} == {BlockKind.PARTY_SESSION}
    assert [(d.party, d.lane) for d in rooms[:4]] == [(0, 0), (1, 1), (1, 0), (0, 1)]
    assert rooms[0].position == rooms[1].position


def test_lunch_is_at_midday_and_the_last_day_ends_with_it():
    drafts = lay_out_days(KELMAN[1:], [DayFrame(9 * 60, 510), DayFrame(9 * 60, 300)])
    meals = [d for d in drafts if d.kind is BlockKind.MEAL]
    assert [d.day for d in meals] == [0, 1]
    assert drafts[-1].kind is BlockKind.MEAL


def test_half_a_day_has_no_meal_and_still_time_for_going_home():
    drafts = lay_out(KELMAN[1:], 1, "09:00", 240)
    assert BlockKind.MEAL not in {d.kind for d in drafts}
    assert drafts[-1].stage == "closing_reentry"
    assert drafts[-1].minutes >= 15


def test_a_week_for_few_stages_leaves_free_time_and_does_not_stretch_them_without_end():
    drafts = lay_out(KELMAN[1:3], 5, "09:00", 510)
    assert sum(d.minutes for d in drafts if d.kind is BlockKind.INFORMAL) > 0
    assert sum(d.minutes for d in drafts if d.kind is BlockKind.SESSION) < 900


@pytest.mark.parametrize("days", [1, 2, 3, 5, 7])
def test_the_needs_have_the_longest_part(days):
    given_time: dict[str | None, int] = {}
    for draft in lay_out(KELMAN[1:], days, "09:00", 510):
        if draft.kind is BlockKind.SESSION:
            given_time[draft.stage] = given_time.get(draft.stage, 0) + draft.minutes
    assert max(given_time, key=lambda key: given_time[key]) == "needs_analysis"
