"""What is kept of a list, what is said about a balance, and what is pointed out in a note."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from app.preparation.rules import (
    FEWEST_COUNTED,
    KEPT_AFTERWARDS,
    category_lines,
    is_over,
    looks_like_particulars,
    numbers_kept,
)
from app.preparation.rules.remarks import Count, on_balance, on_coming

PARTIES = ("upper", "lower", "hill")


@given(st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 40)))
def test_no_number_below_five_is_kept_and_every_party_is_there(attended: dict[str, int]):
    kept = numbers_kept(PARTIES, attended)
    assert kept.keys() == set(PARTIES)
    for party, number in kept.items():
        assert number is None or number == attended[party] >= FEWEST_COUNTED


def test_a_party_that_is_no_more_is_not_kept():
    assert numbers_kept(["upper"], {"upper": 5, "gone": 9}) == {"upper": 5}


def test_categories_are_lines_each_once_and_without_blanks():
    assert category_lines(" Scholar \n\nyounger\nScholar\nclose  to\tparliament") == [
        "Scholar",
        "younger",
        "close to parliament",
    ]


def test_a_list_is_over_a_week_after_the_last_day():
    begins = date(2027, 5, 14)
    last_day_kept = begins + timedelta(days=2) + KEPT_AFTERWARDS - timedelta(days=1)
    assert not is_over(begins, 2, last_day_kept)
    assert is_over(begins, 2, last_day_kept + timedelta(days=1))
    assert not is_over(None, 2, date(2099, 1, 1))


@pytest.mark.parametrize(
    "note",
    [
        "+43 660 123 45 67",
        "0660/1234567",
        "passport: GE 0123456",
        "a.heron@example.org",
        "12345678",
    ],
)
def test_numbers_of_persons_are_pointed_out(note: str):
    assert looks_like_particulars(note)


@pytest.mark.parametrize(
    "note",
    ["Tea at 16:30, supper at 19:00", "Rooms 12 to 14, two of them quiet", "Day 2, 2027", ""],
)
def test_times_and_small_numbers_are_not(note: str):
    assert not looks_like_particulars(note)


def said(counts: list[Count], categories: tuple[str, ...] = ()) -> list[str]:
    return [str(each) for each in on_balance(counts, categories)]


def test_equal_numbers_and_categories_need_no_remark():
    counts = [Count("Upper", 4, (2, 1)), Count("Lower", 4, (1, 1))]
    assert said(counts, ("Scholar", "Younger")) == []


def test_unequal_numbers_are_named_with_every_party():
    (remark,) = said([Count("Upper", 4), Count("Lower", 2), Count("Hill", 4)])
    assert "Upper\u2069 4" in remark
    assert "Lower\u2069 2" in remark
    assert "Hill\u2069 4" in remark


def test_a_party_of_one_is_named():
    remarks = said([Count("Upper", 1), Count("Lower", 1)])
    assert len(remarks) == 2
    assert all("to name the party is to name the person" in each for each in remarks)


def test_a_category_that_one_party_lacks_is_named_and_so_is_a_wide_difference():
    counts = [Count("Upper", 5, (3, 4)), Count("Lower", 5, (0, 1))]
    lacking, uneven = said(counts, ("Scholar", "Younger"))
    assert "for nobody of \u2068Lower" in lacking
    assert "4 of \u2068Upper" in uneven
    assert "1 of \u2068Lower" in uneven


def test_a_category_that_nobody_has_is_no_imbalance():
    assert said([Count("Upper", 3, (0,)), Count("Lower", 3, (0,))], ("Scholar",)) == []


def test_who_follows_no_working_language_is_counted_not_named():
    (remark,) = said([Count("Upper", 3, (), 2), Count("Lower", 3)])
    assert "2 seats follow none of the working languages" in remark


def test_nothing_is_said_about_a_list_with_nobody_on_it():
    assert on_coming([Count("Upper", 0), Count("Lower", 0)]) == []
