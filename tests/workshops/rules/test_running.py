"""Over and under are differences of what was noted; what would move is what the arithmetic of the plan says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from app.workshops.rules import DAY, LONGEST
from app.workshops.rules.running import (
    FixedStart,
    Ran,
    minutes_on_the_day,
    read_ran,
    shift_of,
    spent_by_stage,
)
from app.workshops.rules.timing import Block, time_agenda
from tests.workshops.rules.test_timing import agendas


def morning(*, lunch: str | None = "13:00", minutes: int = 60):
    blocks = [
        Block("talk", 0, 0, 0, 90),
        Block("break", 0, 1, 0, 30),
        Block("more", 0, 2, 0, 100),
        Block("lunch", 0, 3, 0, minutes, lunch),
        Block("after", 0, 4, 0, 60),
    ]
    return time_agenda(blocks, day_starts=["09:00"]).days[0]


def test_the_rest_moves_until_a_fixed_start_takes_it_up():
    shift = shift_of(morning(), "talk", 10 * 60 + 42, "09:00", "UTC")

    assert shift is not None
    assert shift.minutes == 12
    assert shift.moved == (("break", 12), ("more", 12))
    assert shift.fixed == (FixedStart("lunch", 20, 8, 0, 0),)
    assert shift.day_ends == 0


def test_what_no_gap_takes_up_is_said_as_what_runs_past():
    shift = shift_of(morning(), "talk", 10 * 60 + 55, "09:00", "UTC")

    assert shift is not None
    assert shift.fixed == (FixedStart("lunch", 20, 0, 0, 5),)


def test_without_a_fixed_start_the_whole_day_moves_earlier_too():
    shift = shift_of(morning(lunch=None), "talk", 10 * 60 + 20, "09:00", "UTC")

    assert shift is not None
    assert {minutes for _key, minutes in shift.moved} == {-10}
    assert shift.day_ends == -10


def test_what_ends_as_planned_moves_nothing():
    assert shift_of(morning(), "talk", 10 * 60 + 30, "09:00", "UTC") is None
    assert shift_of(morning(), "nobody", 10 * 60, "09:00", "UTC") is None


def test_no_length_is_made_of_what_cannot_be():
    assert shift_of(morning(), "talk", 9 * 60, "09:00", "UTC") is None
    assert shift_of(morning(), "talk", 9 * 60 + LONGEST + 1, "09:00", "UTC") is None


@given(agendas(), st.integers(-60, 120), st.data())
def test_fixed_starts_stay_and_what_is_told_is_what_would_be(drawn, by, data):
    blocks, starts = drawn
    agenda = time_agenda(blocks, day_starts=starts)
    day = data.draw(st.sampled_from(agenda.days))
    if not day.blocks:
        return
    one = data.draw(st.sampled_from(day.placed))
    shift = shift_of(day, one.block.key, one.ends + by, starts[day.day], "UTC")
    if shift is None:
        return
    changed = [
        replace(each, minutes=each.minutes + by) if each.key == one.block.key else each
        for each in blocks
    ]
    then = time_agenda(changed, day_starts=starts)
    told = dict(shift.moved)
    for each in day.placed:
        moved = then.find(each.block.key)[1].starts - each.starts
        assert moved == told.get(each.block.key, 0)
        if each.block.anchor is not None:
            assert moved == 0
    assert then.days[day.day].ends - day.ends == shift.day_ends


def test_over_and_under_and_late_are_differences():
    ran = Ran(began=545, ended=640, planned=540, minutes=90)
    assert (ran.late, ran.lasted, ran.over) == (5, 95, 5)
    assert Ran(began=545).over is None
    assert read_ran(None) == Ran()
    assert read_ran(list(ran)) == ran


def test_after_midnight_is_the_night_of_that_day():
    assert minutes_on_the_day(23 * 60) == 23 * 60
    assert minutes_on_the_day(30) == DAY + 30


def test_parallel_rooms_of_a_stage_count_once():
    rooms = [Block(f"room-{lane}", 0, 0, lane, 60, stage="needs") for lane in range(2)]
    ran = [Ran(540, 600, 540, 60), Ran(540, 615, 540, 60)]
    again = (Block("later", 0, 1, 0, 30, stage="needs"), Ran(620, 640, 620, 30))

    spent = spent_by_stage([*zip(rooms, ran, strict=True), again])

    assert spent == {"needs": (90, 95)}
