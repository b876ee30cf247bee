"""A course is one shape for documented processes and dialogues; beginning from one says what is documented."""

from __future__ import annotations

import pytest

from app.library.course import LaneNames, course_of, lanes_of
from app.library.course.beginning import beginning_from

NAMES = LaneNames(official="Official track", meetings="Meetings", outputs="What was written")


@pytest.fixture
def tajik(shipped):
    return next(each for each in shipped.exemplars if each.key == "inter-tajik-dialogue")


@pytest.fixture
def sustained(shipped):
    return next(each for each in shipped.methods if each.key == "saunders_sd")


def test_the_course_has_every_meeting_text_and_official_event(tajik, sustained):
    course = course_of(tajik, sustained)

    assert course.is_documented
    assert len(course.meetings) == len(tajik.workshops)
    assert [output.when.text for output in course.outputs] == ["1994-03", "1996-05"]
    assert [stage.key for stage in course.stages] == [stage.key for stage in sustained.stages]


def test_the_whole_reaches_to_the_latest_end_any_source_gives(tajik, sustained):
    whole = course_of(tajik, sustained).whole

    assert whole is not None
    assert whole.text == "1993-03/2003"


def test_the_official_track_is_drawn_apart_above_and_the_stages_below(tajik, sustained):
    lanes = list(lanes_of(course_of(tajik, sustained), NAMES))

    assert [lane.kind for lane in lanes] == ["official", "meetings", "outputs", *["stage"] * 5]


def test_strands_have_lanes_of_their_own(shipped):
    kelman = next(each for each in shipped.exemplars if each.key == "kelman-israeli-palestinian")
    lanes = list(lanes_of(course_of(kelman, None), NAMES))

    assert [lane.key for lane in lanes if lane.kind == "meetings"] == [
        strand.key for strand in kelman.strands
    ]


def test_a_process_without_workshops_of_known_stages_draws_no_stages(shipped):
    ecuador = next(each for each in shipped.exemplars if each.key == "ecuador-peru-fjb-1995")
    method = next(each for each in shipped.methods if each.key == "cmg_fjb")

    assert "stage" not in {lane.kind for lane in lanes_of(course_of(ecuador, method), NAMES)}


def test_beginning_from_a_process_says_which_stages_and_rules_are_documented(tajik, sustained):
    beginning = beginning_from(sustained, tajik)

    assert [part.stage for part in beginning.stages] == list(sustained.stages)
    assert all(part.documented for part in beginning.stages)
    documented = {part.rule.key for part in beginning.ground_rules if part.documented}
    assert "self_only" in documented
    assert "feelings" not in documented
    assert [each.kind for each in beginning.outputs] == ["joint_memorandum"]
    assert beginning.is_documented_method
    assert [each.rule.first for each in beginning.rules_of_its_own] == [
        "The group does not negotiate, and mediates nothing"
    ]


def test_beginning_from_a_method_alone_documents_nothing(sustained):
    beginning = beginning_from(sustained)

    assert not any(part.documented for part in beginning.stages)
    assert not any(part.documented for part in beginning.ground_rules)
