"""Moving loses nothing, keeps the others in their order, and what is moved back stands where it stood."""

from __future__ import annotations

from hypothesis import assume, given, strategies as st

from app.workshops.rules.order import (
    Move,
    Order,
    inserted,
    inserted_beside,
    moved,
    order_of,
    placed,
    places_of,
    with_days,
    without,
)
from app.workshops.rules.timing import Block


@st.composite
def orders(draw) -> Order:
    keys = iter(range(1000))
    return tuple(
        tuple(
            tuple(str(next(keys)) for _ in range(draw(st.integers(1, 3))))
            for _ in range(draw(st.integers(0, 5)))
        )
        for _ in range(draw(st.integers(1, 4)))
    )


@st.composite
def orders_with_a_block(draw) -> tuple[Order, str]:
    order = draw(orders())
    assume(places_of(order))
    return order, draw(st.sampled_from(sorted(places_of(order))))


def flat(order: Order) -> list[str]:
    return [key for slots in order for lanes in slots for key in lanes]


@given(orders_with_a_block(), st.sampled_from(Move))
def test_nothing_is_lost_by_moving(drawn, how):
    order, key = drawn
    assert sorted(flat(moved(order, key, how))) == sorted(flat(order))
    assert len(moved(order, key, how)) == len(order)


@given(orders_with_a_block(), st.sampled_from(Move))
def test_the_others_keep_their_order(drawn, how):
    order, key = drawn
    day, position, _ = places_of(order)[key]
    together = set(order[day][position])
    others = [each for each in flat(order) if each not in together]
    assert [each for each in flat(moved(order, key, how)) if each not in together] == others


@given(orders_with_a_block())
def test_down_and_up_again_is_where_it_was(drawn):
    order, key = drawn
    there = moved(order, key, Move.DOWN)
    assert there == order or moved(there, key, Move.UP) == order


@given(orders_with_a_block())
def test_up_and_down_again_is_where_it_was(drawn):
    order, key = drawn
    there = moved(order, key, Move.UP)
    assert there == order or moved(there, key, Move.DOWN) == order


@given(orders_with_a_block(), st.integers(0, 3), st.integers(0, 20))
def test_a_dropped_block_stands_where_it_was_dropped(drawn, day, position):
    order, key = drawn
    day = min(day, len(order) - 1)
    there = places_of(placed(order, key, day, position))[key]
    assert there.day == day
    others_there = len(placed(order, key, day, position)[day]) - 1
    assert there.position == min(position, others_there)


@given(orders())
def test_the_order_is_read_back_from_where_blocks_stand(order):
    blocks = [Block(key, *place, 10) for key, place in places_of(order).items()]
    assert order_of(blocks, len(order)) == order


@given(orders_with_a_block())
def test_what_was_taken_out_is_gone_and_the_rest_is_there(drawn):
    order, key = drawn
    assert flat(without(order, key)) == [each for each in flat(order) if each != key]


@given(orders(), st.integers(1, 6))
def test_fewer_days_lose_no_block(order, days):
    assert flat(with_days(order, days)) == flat(order)
    assert len(with_days(order, days)) == days


def test_beside_makes_one_slot_and_apart_two():
    order: Order = ((("a",), ("b",), ("c",)),)
    beside = moved(order, "b", Move.BESIDE)
    assert beside == ((("a", "b"), ("c",)),)
    assert moved(beside, "b", Move.APART) == order


def test_a_day_has_no_end_to_a_key():
    order: Order = ((("a",), ("b",)), (("c",),))
    assert moved(order, "b", Move.DOWN) == ((("a",),), (("b",), ("c",)))
    assert moved(order, "c", Move.UP) == ((("a",), ("b",), ("c",)), ())
    assert moved(order, "a", Move.DAY_AFTER) == ((("b",),), (("a",), ("c",)))
    assert moved(order, "a", Move.UP) == order


def test_a_new_block_stands_at_the_end_at_a_place_or_beside_another():
    order: Order = ((("a",), ("b",)), ())
    assert inserted(order, "n", 0) == ((("a",), ("b",), ("n",)), ())
    assert inserted(order, "n", 0, 1) == ((("a",), ("n",), ("b",)), ())
    assert inserted(order, "n", 1) == ((("a",), ("b",)), (("n",),))
    assert inserted_beside(order, "n", "a") == ((("a", "n"), ("b",)), ())
