from __future__ import annotations

import itertools

from app.charts.rules import WIDTH, picture_of


def test_what_nothing_answers_is_open_and_what_is_answered_is_not() -> None:
    picture = picture_of(["a", "b"], ["o"], ["c"], {("o", "a"), ("o", "c")}, rtl=False)
    assert [(box.id, box.open) for box in (*picture.start, *picture.end)] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]
    assert len(picture.lines) == 2


def test_in_a_right_to_left_page_the_first_side_stands_on_the_right() -> None:
    ltr = picture_of(["a"], ["o"], ["c"], {("o", "a")}, rtl=False)
    rtl = picture_of(["a"], ["o"], ["c"], {("o", "a")}, rtl=True)
    assert ltr.start[0].x == rtl.end[0].x == 0
    assert rtl.start[0].x == ltr.end[0].x
    assert all(0 <= line.x1 <= WIDTH and 0 <= line.x2 <= WIDTH for line in (*ltr.lines, *rtl.lines))


def test_boxes_of_a_column_never_overlap_and_stay_inside() -> None:
    many = [f"n{number}" for number in range(30)]
    picture = picture_of(many, ["o"], ["c"], set(), rtl=False)
    tops = [box.y for box in picture.start]
    assert tops == sorted(tops)
    assert all(later - earlier >= 68 for earlier, later in itertools.pairwise(tops))
    assert tops[-1] + 68 <= picture.height


def test_links_to_what_is_not_in_the_picture_draw_nothing() -> None:
    assert picture_of(["a"], ["o"], [], {("x", "a"), ("o", "y")}, rtl=False).lines == ()
