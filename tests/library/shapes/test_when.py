"""Dates as sources give them."""

from __future__ import annotations

from datetime import date

import pytest

from app.library.shapes.when import BadDate, Sense, read_when


@pytest.mark.parametrize(
    ("text", "sense", "earliest", "latest"),
    [
        ("1993", Sense.AT, date(1993, 1, 1), date(1993, 12, 31)),
        ("1993-03", Sense.AT, date(1993, 3, 1), date(1993, 3, 31)),
        ("1996-02", Sense.AT, date(1996, 2, 1), date(1996, 2, 29)),
        ("1993-03-12", Sense.AT, date(1993, 3, 12), date(1993, 3, 12)),
        ("1994-04/1997", Sense.SPAN, date(1994, 4, 1), date(1997, 12, 31)),
        ("1993-03..1993-08", Sense.BETWEEN, date(1993, 3, 1), date(1993, 8, 31)),
        ("1971/", Sense.SINCE, date(1971, 1, 1), None),
        ("/1997", Sense.UNTIL, None, date(1997, 12, 31)),
        ("n_d", Sense.UNKNOWN, None, None),
    ],
)
def test_a_date_is_enclosed_and_never_narrowed(text, sense, earliest, latest):
    when = read_when(text)

    assert (when.sense, when.earliest, when.latest) == (sense, earliest, latest)
    assert str(when) == text


def test_a_month_is_not_the_first_of_it():
    when = read_when("1993-03")

    assert when.first is not None
    assert when.first.day is None


@pytest.mark.parametrize(
    "text",
    [
        "1993-3",
        "93-03",
        "1993-13",
        "1993-02-30",
        "March 1993",
        "",
        "/",
        "1997/1994",
        "1993-08..1993-03",
        "9999",
        "1993-03-12T10:00",
        "1993-03 ",
        "１９９３",  # digits of another script would be written back differently
        "1993..",
    ],
)
def test_what_no_source_could_have_meant_is_refused(text):
    with pytest.raises(BadDate):
        read_when(text)


def test_dates_sort_by_when_they_can_first_have_been_and_the_unknown_last():
    texts = ["n_d", "1994", "1993-03..1993-08", "1993-03", "/1990", "1971/"]

    assert sorted(texts, key=lambda text: read_when(text).order) == [
        "1971/",
        "/1990",
        "1993-03",
        "1993-03..1993-08",
        "1994",
        "n_d",
    ]
