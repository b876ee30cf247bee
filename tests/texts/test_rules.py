from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from app.library.vocabulary import Level
from app.texts.rules import (
    BLOCK_ORDER,
    HEADING,
    HEARD,
    MAY_LEAVE,
    Block,
    Caution,
    Mark,
    Pointed,
    ReleaseStanding,
    Result,
    point_out,
    release_result,
    result_of,
    title_may_leave,
)

MARKS = st.lists(st.sampled_from(Mark), max_size=12)
HEARD_MARKS = st.lists(st.sampled_from(sorted(HEARD)), min_size=1, max_size=12)


@given(HEARD_MARKS)
def test_a_paragraph_is_adopted_when_everybody_asked_can_live_with_it(marks: list[Mark]):
    assert result_of(marks, asked=len(marks)) is Result.ADOPTED


@given(HEARD_MARKS, st.integers(min_value=1, max_value=12))
def test_silence_is_no_consent(marks: list[Mark], silent: int):
    assert result_of(marks, asked=len(marks) + silent) is Result.NOT_ADOPTED


@given(HEARD_MARKS, st.sampled_from([Mark.CONCERN, Mark.CANNOT_ADOPT]), st.integers(0, 12))
def test_one_concern_or_one_cannot_adopt_is_enough_however_many_adopt(
    marks: list[Mark], objection: Mark, place: int
):
    marks.insert(place, objection)
    assert result_of(marks, asked=len(marks)) is Result.NOT_ADOPTED


@given(MARKS, st.randoms())
def test_the_order_of_marks_says_nothing(marks: list[Mark], chance):
    mixed = list(marks)
    chance.shuffle(mixed)
    assert result_of(mixed, len(marks)) is result_of(marks, len(marks))


@given(MARKS, st.integers(0, 12))
def test_nothing_is_adopted_unless_there_is_a_heard_mark_for_each_asked(
    marks: list[Mark], asked: int
):
    if result_of(marks, asked) is Result.ADOPTED:
        assert len(marks) == asked > 0
        assert set(marks) <= HEARD


def test_nobody_asked_adopts_nothing_and_releases_nothing():
    assert result_of([], asked=0) is Result.NOT_ADOPTED
    assert release_result(0, asked=0) is ReleaseStanding.NOT_COMPLETE


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_release_is_complete_only_with_the_consent_of_each(consents: int, asked: int):
    complete = release_result(consents, asked) is ReleaseStanding.COMPLETE
    assert complete is (consents == asked and asked > 0)


def test_the_blocks_stand_in_the_order_of_the_field_and_differences_last():
    assert BLOCK_ORDER[0] is Block.COMMON_GROUND
    assert BLOCK_ORDER[-1] is Block.DIFFERENCES


def test_nothing_leaves_at_the_two_strictest_levels():
    assert {Level.L2, Level.L3, Level.L4} == MAY_LEAVE


@pytest.mark.parametrize(
    ("level", "released", "may"),
    [
        (Level.L0, True, False),
        (Level.L1, True, False),
        (Level.L2, False, False),
        (Level.L2, True, True),
        (Level.L3, False, True),
        (Level.L4, False, True),
    ],
)
def test_a_title_leaves_as_its_level_says(level: Level, released: bool, may: bool):
    assert title_may_leave(level, released=released) is may


def found(words: str, names: Sequence[str] = ()) -> list[tuple[Caution, str]]:
    return [(each.caution, each.found) for each in point_out([(1, words)], names)]


def test_a_name_of_a_seat_is_pointed_out_as_a_word_of_its_own():
    assert found("As Heron said, the river rises.", ["Heron"]) == [(Caution.SEAT_NAME, "Heron")]
    assert found("Herons nest here.", ["Heron"]) == []
    assert found("HERON!", ["heron"]) == [(Caution.SEAT_NAME, "HERON")]


def test_a_name_is_found_where_particles_are_glued_to_it():
    assert found("وقال ومالك الحزين", ["مالك"])
    assert found("გიორგიმ თქვა", ["გიორგი"])


def test_a_name_of_one_letter_points_at_nothing():
    assert found("A plan", ["A"]) == []


@pytest.mark.parametrize(
    "words",
    ["The “old promise” stands.", 'He said "never again".', "«الوعد القديم» باق", "„nie wieder“"],
)
def test_quotations_are_pointed_out_in_the_marks_of_several_scripts(words: str):
    assert [caution for caution, _words in found(words)] == [Caution.QUOTATION]


@pytest.mark.parametrize(
    "words",
    [
        "negotiators",
        "a concession",
        "the deal",
        "we hereby",
        "ratified",
        "by majority",
        "they voted",
    ],
)
def test_words_that_commit_people_are_pointed_out(words: str):
    assert [caution for caution, _words in found(words)] == [Caution.NEGOTIATION_WORD]


@pytest.mark.parametrize("words", ["an ideal", "to devote", "dealt with water", "it's theirs"])
def test_words_that_only_look_so_are_left_alone(words: str):
    assert found(words) == []


def test_what_is_pointed_out_names_its_paragraph_once_in_the_order_of_the_text():
    said = [(HEADING, "Heron's plan"), (3, "a deal is a deal"), (3, "a deal"), (7, "offers")]
    assert point_out(said, ["Heron"]) == [
        Pointed(HEADING, Caution.SEAT_NAME, "Heron"),
        Pointed(3, Caution.NEGOTIATION_WORD, "deal"),
        Pointed(7, Caution.NEGOTIATION_WORD, "offers"),
    ]


@given(st.text(), st.lists(st.text(max_size=8), max_size=4))
def test_pointing_out_never_fails_whatever_was_written(words: str, names: list[str]):
    for each in point_out([(1, words)], names):
        assert each.found in words
