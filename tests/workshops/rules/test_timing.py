"""Sums hold, anchors stay, order is kept, midnight and the change of clocks are right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from app.workshops.rules import (
    DAY,
    BlockKind,
    is_a_zone,
    known_zones,
    meal_name,
    minutes_of,
    wall_of,
)
from app.workshops.rules.timing import (
    Block,
    DayClock,
    Span,
    minutes_by_stage,
    time_agenda,
    totals_of,
)

walls = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(
    ["Asia/Tbilisi", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Africa/Cairo", "Asia/Gaza",
     "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/Santiago", "UTC"]
)  # fmt: skip
dates = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def block(place: int, minutes: int = 60, *, day: int = 0, lane: int = 0, **more) -> Block:
    return Block(f"{day}-{place}-{lane}", day, place, lane, minutes, **more)


@st.composite
def agendas(draw, anchored: bool = True) -> tuple[list[Block], list[str]]:
    starts = draw(st.lists(walls, min_size=1, max_size=4))
    blocks = [
        Block(
            f"{day}-{position}-{lane}",
            day,
            position,
            lane,
            draw(st.integers(1, 300)),
            draw(st.none() | walls) if anchored else None,
            draw(st.sampled_from(BlockKind)),
            draw(st.none() | st.sampled_from("abc")),
        )
        for day in range(len(starts))
        for position in range(draw(st.integers(0, 6)))
        for lane in range(draw(st.integers(1, 3)))
    ]
    return draw(st.permutations(blocks)), starts


@given(agendas(), dates, zones)
def test_every_block_is_there_once_and_lasts_what_it_lasts(drawn, on, zone):
    blocks, starts = drawn
    agenda = time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone)
    placed = [each for day in agenda.days for each in day.placed]
    assert sorted(each.block.key for each in placed) == sorted(each.key for each in blocks)
    assert all(each.ends - each.starts == each.block.minutes for each in placed)
    assert all(
        day.clock.moment(each.ends) - day.clock.moment(each.starts)
        == timedelta(minutes=each.block.minutes)
        for day in agenda.days
        for each in day.placed
    )


@given(agendas(anchored=False), dates, zones)
def test_without_anchors_a_day_is_as_long_as_the_sum_of_its_slots(drawn, on, zone):
    blocks, starts = drawn
    for day in time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone).days:
        longest: dict[int, int] = {}
        for each in day.placed:
            position = each.block.position
            longest[position] = max(longest.get(position, 0), each.block.minutes)
        assert day.ends - day.starts == sum(longest.values())
        assert not day.gaps
        assert not day.conflicts
        if day.placed:
            assert day.starts == day.clock.elapsed(minutes_of(starts[day.day]))


@given(agendas(), dates, zones)
def test_anchors_never_move(drawn, on, zone):
    blocks, starts = drawn
    for day in time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone).days:
        for each in day.placed:
            if each.block.anchor is not None and day.clock.steady:
                assert day.clock.shows(each.starts) == each.block.anchor


@given(agendas(), dates, zones)
def test_slots_follow_one_another_or_the_difference_is_named_with_its_size(drawn, on, zone):
    blocks, starts = drawn
    for day in time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone).days:
        gaps = {gap.before: gap.minutes for gap in day.gaps}
        conflicts = {conflict.key: conflict.minutes for conflict in day.conflicts}
        for before, after in zip(day.slots, day.slots[1:], strict=False):
            first = after.placed[0]
            difference = first.starts - before.ends
            assert gaps.get(first.block.key, 0) == max(0, difference)
            assert conflicts.get(first.block.key, 0) == max(0, -difference)
        assert all(
            0 <= conflict.slack <= conflict.minutes and conflict.minutes > 0
            for conflict in day.conflicts
        )


@given(agendas(anchored=False), dates, zones)
def test_order_is_kept(drawn, on, zone):
    blocks, starts = drawn
    for day in time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone).days:
        in_order = sorted(day.placed, key=lambda each: (each.starts, each.block.lane))
        assert [each.block.position for each in in_order] == [
            each.block.position for each in day.placed
        ]


@given(agendas(), dates, zones)
def test_totals_are_the_whole_of_the_slots(drawn, on, zone):
    blocks, starts = drawn
    for day in time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone).days:
        assert totals_of(day).planned == sum(slot.ends - slot.starts for slot in day.slots)


@given(dates, zones, st.integers(0, 2 * DAY))
def test_what_the_wall_shows_leads_back_to_the_same_moment_unless_the_hour_comes_twice(
    on, zone, elapsed
):
    clock = DayClock(on, zone)
    shown = clock.wall(elapsed)
    again = clock.elapsed(shown)
    assert again == elapsed or clock.wall(again) == shown
    local = clock.moment(elapsed).astimezone(ZoneInfo(zone))
    assert clock.shows(elapsed) == f"{local:%H:%M}"


def test_starts_follow_from_durations():
    day = time_agenda([block(0, 90), block(1, 20), block(2, 100)], day_starts=["09:00"]).days[0]
    assert [day.clock.shows(each.starts) for each in day.placed] == ["09:00", "10:30", "10:50"]


def test_parallel_rooms_begin_together_and_the_longest_decides_what_follows():
    day = time_agenda(
        [block(0, 60), block(0, 90, lane=1), block(1, 30)], day_starts=["09:00"]
    ).days[0]
    assert [day.clock.shows(each.starts) for each in day.placed] == ["09:00", "09:00", "10:30"]


def test_a_late_morning_runs_into_lunch_and_the_buffer_before_it_could_give():
    agenda = time_agenda(
        [
            block(0, 170),
            block(1, 15, kind=BlockKind.BUFFER),
            block(2, 75, anchor="12:00", kind=BlockKind.MEAL),
            block(3, 60),
        ],
        day_starts=["09:00"],
    )
    assert agenda.conflicts["0-2-0"].minutes == 5
    assert agenda.conflicts["0-2-0"].slack == 5
    assert agenda.days[0].clock.shows(agenda.find("0-3-0")[1].starts) == "13:15"


def test_time_before_an_anchor_is_a_gap():
    day = time_agenda([block(0, 60), block(1, anchor="11:00")], day_starts=["09:00"]).days[0]
    assert [(gap.before, gap.minutes) for gap in day.gaps] == [("0-1-0", 60)]


def test_a_first_block_with_an_anchor_begins_the_day():
    day = time_agenda([block(0, anchor="08:00")], day_starts=["09:00"]).days[0]
    assert day.clock.shows(day.starts) == "08:00"
    assert not day.gaps
    assert not day.conflicts


def test_an_anchor_after_midnight_belongs_to_the_same_evening():
    day = time_agenda([block(0, 240), block(1, 30, anchor="00:30")], day_starts=["19:00"]).days[0]
    assert day.placed[1].starts == DAY + 30
    assert day.gaps[0].minutes == 90
    assert day.past_midnight == 60


def test_a_day_that_runs_into_the_next_says_by_how_much():
    agenda = time_agenda([block(0, 30 * 60), block(0, 60, day=1)], day_starts=["09:00", "09:00"])
    assert [(over.day, over.minutes) for over in agenda.overruns] == [(0, 6 * 60)]


def test_a_night_on_which_clocks_go_forward_is_an_hour_shorter_on_the_wall():
    agenda = time_agenda(
        [block(0, 180)], day_starts=["23:00"], begins_on=date(2026, 3, 28), zone="Europe/Berlin"
    )
    day = agenda.days[0]
    assert (
        day.clock.shows(day.ends) == "03:00"
    )  # three hours on: two, three, and two does not exist
    assert day.clock.moment(day.starts) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert day.clock.moment(day.ends) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_night_on_which_clocks_go_back_is_an_hour_longer_on_the_wall():
    day = time_agenda(
        [block(0, 240)], day_starts=["23:00"], begins_on=date(2026, 10, 24), zone="Europe/Berlin"
    ).days[0]
    assert day.clock.shows(day.ends) == "02:00"
    assert day.clock.moment(day.ends) - day.clock.moment(day.starts) == timedelta(hours=4)


def test_a_time_that_the_clocks_skip_is_known_not_to_exist():
    clock = DayClock(date(2026, 3, 29), "Europe/Berlin")
    assert not clock.exists(minutes_of("02:30"))
    assert clock.shows(clock.elapsed(minutes_of("02:30"))) == "03:30"
    assert clock.exists(minutes_of("03:30"))


@given(dates, zones)
def test_a_change_of_the_clocks_is_found_where_the_wall_jumps(on, zone):
    clock = DayClock(on, zone)
    change = clock.change()
    jumps = {
        at: jump
        for at in range(1, clock.elapsed(DAY) + 1)
        if (jump := clock.wall(at) - clock.wall(at - 1) - 1)
    }
    assert jumps == ({change.at: change.minutes} if change else {})


@given(zones, st.integers(0, DAY - 1), st.integers(2023, 2027))
def test_a_wall_time_comes_twice_exactly_when_two_moments_show_it(zone, wall, year):
    for on in (date(year, 10, 25), date(year, 10, 26), date(year, 10, 29), date(year, 11, 2)):
        clock = DayClock(on, zone)
        moments = [at for at in range(wall - 180, wall + 181) if clock.wall(at) == wall]
        assert clock.comes_twice(wall) == (len(moments) == 2)


def test_the_gap_of_spring_and_the_fold_of_autumn_are_named():
    spring = DayClock(date(2026, 3, 29), "Europe/Berlin").change()
    assert spring is not None
    assert spring[1:] == (60, "02:00", "03:00")
    autumn = DayClock(date(2026, 10, 25), "Europe/Berlin")
    assert autumn.change() is not None
    assert autumn.change()[1:] == (-60, "03:00", "02:00")
    assert autumn.comes_twice(minutes_of("02:30"))
    assert not autumn.comes_twice(minutes_of("03:00"))
    assert DayClock(date(2026, 6, 1), "Europe/Berlin").change() is None
    assert DayClock(None, "Europe/Berlin").change() is None


@given(dates, zones, zones, st.integers(0, DAY), st.integers(1, 300))
def test_another_zone_shows_the_same_moments(on, zone, there, starts, minutes):
    clock = DayClock(on, zone)
    shown = Span(clock, starts, starts + minutes).elsewhere(there)
    assert shown is not None
    at, until = (
        clock.moment(each).astimezone(ZoneInfo(there)) for each in (starts, starts + minutes)
    )
    assert shown == (f"{at:%H:%M}", f"{until:%H:%M}", (at.date() - on).days)


def test_without_a_date_no_zone_is_so_far_from_another():
    assert Span(DayClock(None, "Europe/Berlin"), 0, 60).elsewhere("Asia/Dushanbe") is None


def test_a_day_of_thirty_hours_says_by_how_much_it_is_too_long_on_the_last_day_too():
    agenda = time_agenda([block(0, 900), block(1, 900)], day_starts=["09:00"])
    assert agenda.days[0].too_long == 6 * 60


def test_a_day_without_a_date_has_wall_times_and_no_moment():
    clock = DayClock(None, "Europe/Berlin")
    assert clock.shows(clock.elapsed(600)) == "10:00"
    with pytest.raises(ValueError, match="no moment"):
        clock.moment(600)


def test_time_of_a_stage_is_summed_over_days_and_parallel_rooms_count_once():
    agenda = time_agenda(
        [
            block(0, 60, stage="a"),
            block(0, 90, lane=1, stage="a"),
            block(0, 30, day=1, stage="a"),
            block(1, 45, day=1, stage="b"),
        ],
        day_starts=["09:00", "09:00"],
    )
    assert minutes_by_stage(agenda) == {"a": 120, "b": 45}


@pytest.mark.parametrize("typed", ["25:99", "24:00", "9:00", "", "noon", "١٢:٠٠", "09:60", "-1:00"])
def test_what_is_no_wall_time_is_refused(typed):
    with pytest.raises(ValueError, match="not a wall time"):
        minutes_of(typed)


@given(st.integers(0, DAY - 1))
def test_a_wall_time_is_read_back_as_it_was_written(minutes):
    assert minutes_of(wall_of(minutes)) == minutes


def test_a_zone_is_a_place_whose_clocks_are_known():
    assert is_a_zone("Asia/Dushanbe")
    assert not is_a_zone("Asia/Atlantis")
    assert not is_a_zone("../../etc/passwd")
    assert {"Asia/Tbilisi", "UTC"} <= set(known_zones())


def test_a_meal_is_called_by_its_hour():
    assert [str(meal_name(minutes_of(at))) for at in ("07:30", "12:30", "19:00", "16:00")] == [
        "Breakfast",
        "Lunch",
        "Dinner",
        "Meal",
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(1, 200)),
        max_size=12,
        unique_by=lambda each: each[:3],
    ),
    st.randoms(use_true_random=False),
)
def test_in_whichever_order_blocks_are_given_the_days_are_the_same(given_, shuffled):
    """Days beyond the last, too: their blocks come after what stands there."""
    ordered = [
        Block(f"{day}-{position}-{lane}", day, position, lane, minutes)
        for day, position, lane, minutes in sorted(given_)
    ]
    mixed = list(ordered)
    shuffled.shuffle(mixed)

    first, second = (
        time_agenda(each, day_starts=["09:00", "09:00", "09:00"]) for each in (ordered, mixed)
    )

    assert [list(day.placed) for day in first.days] == [list(day.placed) for day in second.days]
    told = [placed.block.key for day in first.days for placed in day.placed]
    assert told == [each.key for each in ordered]
