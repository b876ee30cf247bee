"""How years are drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.library.course.picture import Item, Lane, Shape, lay_out
from app.library.shapes.when import read_when


def lane(*texts: str, labels: tuple[str, ...] = ()) -> Lane:
    labels = labels or tuple("" for _ in texts)
    items = tuple(Item(read_when(text), label) for text, label in zip(texts, labels, strict=True))
    return Lane("meetings", "Meetings", "meetings", items)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1993-03", Shape.POINT),
        ("1993-03-12", Shape.POINT),
        ("1993", Shape.ROOM),
        ("1993-03..1993-08", Shape.ROOM),
        ("1994/1997", Shape.SPAN),
        ("1971/", Shape.OPEN),
    ],
)
def test_what_is_known_of_a_time_is_what_is_drawn(text, shape):
    picture = lay_out([lane("1970", "2000"), lane(text)])

    assert picture is not None
    assert picture.lanes[1].marks[0].shape is shape


def test_a_year_is_drawn_as_wide_as_a_year_and_never_as_its_first_day():
    picture = lay_out([lane("1990"), lane("1990-01-01/2000-12-31")])

    assert picture is not None
    year, whole = (drawn.marks[0] for drawn in picture.lanes)
    assert year.width == pytest.approx(whole.width / 11, rel=0.02)


def test_what_has_no_date_is_not_drawn():
    picture = lay_out([lane("n_d", "1993-03")])

    assert picture is not None
    assert len(picture.lanes[0].marks) == 1
    assert lay_out([lane("n_d")]) is None
    assert lay_out([]) is None


def test_everything_lies_inside_the_picture():
    picture = lay_out(
        [lane("1971/", "/1975", "2003-03", labels=("a very long label of a meeting",) * 3)],
        since=1967,
        until=2026,
    )

    assert picture is not None
    assert picture.ticks[0].year == 1967
    assert picture.ticks[-1].year == 2027  # where 2026 ends
    for drawn in picture.lanes:
        assert drawn.y + drawn.height <= picture.height
        for mark in drawn.marks:
            assert picture.names_width <= mark.x
            assert mark.x + mark.width <= picture.width
            assert drawn.y < mark.label_y < drawn.line_y


def test_labels_that_would_touch_stand_in_a_staircase_down_to_the_last():
    labels = ("Official talks open", "Cease-fire in the capital", "Third round of talks")
    picture = lay_out([lane("1994-04", "1994-09", "1994-10", "2003", labels=(*labels, ""))])

    assert picture is not None
    heights = [mark.label_y for mark in picture.lanes[0].marks[:3]]
    assert all(earlier < later for earlier, later in pairwise(heights))


def test_labels_far_apart_stand_on_one_line():
    picture = lay_out([lane("1994-04", "2003-09", labels=("1", "2"))])

    assert picture is not None
    first, second = picture.lanes[0].marks
    assert first.label_y == second.label_y


def test_years_are_labelled_as_often_as_there_is_room():
    few, many = lay_out([lane("1993", "2003")]), lay_out([lane("1967", "2026")])

    assert few is not None
    assert many is not None
    assert [tick.year for tick in few.ticks if tick.is_labelled][:3] == [1993, 1994, 1995]
    assert [tick.year for tick in many.ticks if tick.is_labelled][:3] == [1970, 1975, 1980]


def test_a_life_as_long_as_the_picture_is_said_in_figures_under_its_line():
    def drawn(life: str):
        lanes = [Lane("life", "Life", "process", whole=read_when(life), years="1968 – 2022")]
        return lay_out(lanes, width=344, since=1967, until=2026, names_above=True).lanes[0]

    long, short = drawn("1968/2022"), drawn("1968/1990")

    assert long.line_y + 10 < long.years_y < long.y + long.height
    assert long.years_anchor == "end"
    assert short.years_y == short.line_y + 4
