"""Which processes an address asks to compare, and their years on one scale."""

from __future__ import annotations

import pytest

from app.library.course import LaneNames, course_of
from app.library.course.comparing import choice_of, lanes_beside
from app.library.course.picture import lay_out

TAJIK, KELMAN, PERU, OSLO = (
    "inter-tajik-dialogue",
    "kelman-israeli-palestinian",
    "ecuador-peru-fjb-1995",
    "oslo-channel-1993",
)


@pytest.mark.parametrize(
    ("asked", "chosen", "doubled", "unknown", "compares"),
    [
        ([], [], [], [], False),
        ([TAJIK], [TAJIK], [], [], False),
        ([KELMAN, TAJIK], [KELMAN, TAJIK], [], [], True),
        ([PERU, KELMAN, TAJIK], [PERU, KELMAN, TAJIK], [], [], True),
        ([PERU, KELMAN, TAJIK, OSLO], [PERU, KELMAN, TAJIK, OSLO], [], [], False),
        ([TAJIK, TAJIK], [TAJIK], [TAJIK], [], False),
        ([TAJIK, KELMAN, TAJIK], [TAJIK, KELMAN], [TAJIK], [], True),
        ([TAJIK, KELMAN, "nothing-of-it"], [TAJIK, KELMAN], [], ["nothing-of-it"], False),
        (["\0", ""], [], [], ["\0", ""], False),
    ],
)
def test_each_process_stands_once_in_the_order_asked(
    shipped, asked, chosen, doubled, unknown, compares
):
    choice = choice_of(asked, shipped.exemplars)

    assert [each.key for each in choice.chosen] == chosen
    assert [each.key for each in choice.doubled] == doubled
    assert [each.key for each in choice.unknown] == unknown
    assert choice.can_be_compared is compares


def test_a_key_that_is_nearly_one_is_named(shipped):
    (unknown,) = choice_of(["inter-tajik-dialog"], shipped.exemplars).unknown

    assert unknown.meant is not None
    assert unknown.meant.key == TAJIK


def test_thousands_of_keys_are_not_looked_at(shipped):
    assert len(choice_of([str(number) for number in range(9999)], shipped.exemplars).unknown) < 50


def test_all_stand_on_one_scale_each_under_its_name(shipped):
    held = {each.key: each for each in shipped.exemplars}
    names = LaneNames(official="Official", meetings="Meetings", outputs="Written")
    courses = [course_of(held[key], None) for key in (TAJIK, PERU)]

    picture = lay_out(lanes_beside(courses, names))

    assert picture is not None
    lanes = {drawn.lane.key: drawn for drawn in picture.lanes}
    assert list(lanes) == ["process-0", "outputs-0", "official-0", "process-1", "official-1"]
    (meeting,) = lanes["process-1"].marks
    third = next(mark for mark in lanes["process-0"].marks if mark.item.label == "35")
    assert meeting.x < third.x


def test_on_a_narrow_page_no_label_leaves_the_picture(shipped):
    names = LaneNames(official="Official", meetings="Meetings", outputs="Written")
    for exemplar in shipped.exemplars:
        picture = lay_out(
            lanes_beside([course_of(exemplar, None)], names), width=344, names_above=True
        )
        for drawn in picture.lanes if picture else ():
            for mark in drawn.marks:
                if mark.anchor == "start":
                    assert mark.label_x >= 0
                if mark.anchor == "end":
                    assert mark.label_x - len(mark.item.label) * 6.7 >= -1, mark.item.label
