"""A block cut in two lasts as long as before, and two made one are the one they were."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.workshops.rules import LONGEST
from app.workshops.rules.order import inserted, places_of, without
from app.workshops.rules.parts import (
    NOT_ALIKE,
    STAYS_FIXED,
    TOO_LONG,
    CannotSplit,
    half_of,
    next_alone,
    parts_of,
    why_not_one,
)
from app.workshops.rules.timing import time_agenda
from tests.workshops.rules.test_order import orders_with_a_block
from tests.workshops.rules.test_timing import agendas, dates, zones


@given(st.integers(2, LONGEST), st.data())
def test_the_sum_holds_wherever_it_is_cut(minutes, data):
    after = data.draw(st.none() | st.integers(1, minutes - 1))
    first, second = parts_of(minutes, after)
    assert first + second == minutes
    assert min(first, second) >= 1


@given(st.integers(1, 200), st.integers(-5, 1))
def test_nothing_is_cut_off_on_either_side(minutes, beyond):
    for after in (beyond if beyond < 1 else 0, minutes - min(beyond, 0)):
        with pytest.raises(CannotSplit):
            parts_of(minutes, after)


def test_a_minute_is_not_split_and_the_sentence_says_so():
    with pytest.raises(CannotSplit, match="one minute"):
        parts_of(1, None)


@given(st.integers(2, LONGEST))
def test_the_usual_cut_is_near_the_middle(minutes):
    assert 0 <= minutes / 2 - half_of(minutes) < 5.5


@given(orders_with_a_block())
def test_what_is_split_and_made_one_stands_as_it_stood(drawn):
    order, key = drawn
    place = places_of(order)[key]
    if len(order[place.day][place.position]) > 1:
        assert next_alone(order, key) is None
        return
    split = inserted(order, "new", place.day, place.position + 1)
    assert next_alone(split, key) == "new"
    assert without(split, "new") == order


@given(agendas(), dates, zones, st.data())
def test_splitting_moves_no_other_block_and_no_fixed_start(drawn, on, zone, data):
    """Where nothing runs beside it: then the halves fill exactly the time of the whole."""
    blocks, starts = drawn
    alone = [
        block
        for block in blocks
        if block.minutes > 1
        and sum((each.day, each.position) == (block.day, block.position) for each in blocks) == 1
    ]
    if not alone:
        return
    whole = data.draw(st.sampled_from(alone))
    first, second = parts_of(whole.minutes, data.draw(st.integers(1, whole.minutes - 1)))
    halves = []
    for block in blocks:
        moved = block.position * 2
        if block is whole:
            halves.append(_with(block, position=moved, minutes=first))
            halves.append(_with(block, key="new", position=moved + 1, minutes=second, anchor=None))
        else:
            halves.append(_with(block, position=moved))

    before = time_agenda(blocks, day_starts=starts, begins_on=on, zone=zone)
    after = time_agenda(halves, day_starts=starts, begins_on=on, zone=zone)

    for block in blocks:
        assert after.find(block.key)[1].starts == before.find(block.key)[1].starts
    assert after.find("new")[1].ends == before.find(whole.key)[1].ends


def _with(block, **changed):
    given_ = {name: getattr(block, name) for name in block.__slots__}
    return type(block)(**{**given_, **changed})


def test_what_cannot_be_one_block_is_said():
    assert why_not_one(alike=False, fixed=False, minutes=60) is NOT_ALIKE
    assert why_not_one(alike=True, fixed=True, minutes=60) is STAYS_FIXED
    assert why_not_one(alike=True, fixed=False, minutes=LONGEST + 1) is TOO_LONG
    assert why_not_one(alike=True, fixed=False, minutes=LONGEST) is None
