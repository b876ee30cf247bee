"""The risk check is clear only when every question was looked at; a dialogue that rests can only go on again."""

from __future__ import annotations

import pytest

from app.safety.rules import RISK_CHECK, Checked, Look, Then, summed_up, thens


@pytest.mark.parametrize(
    ("looks", "whole"),
    [
        ("clear clear", Look.CLEAR),
        ("clear open", Look.OPEN),
        ("open wait", Look.WAIT),
        ("clear wait", Look.WAIT),
        ("", Look.OPEN),
    ],
)
def test_one_reason_to_wait_is_a_reason_and_one_open_question_leaves_it_open(
    looks: str, whole: Look
) -> None:
    assert summed_up(Checked(Look(look)) for look in looks.split()) is whole


def test_what_follows_an_event_depends_on_whether_the_dialogue_rests() -> None:
    assert thens(paused=False) == (Then.NOTED, Then.PAUSED)
    assert thens(paused=True) == (Then.NOTED, Then.RESUMED)


def test_each_question_has_a_key_of_its_own_and_words_in_the_page_language() -> None:
    keys = [question.key for question in RISK_CHECK]
    assert len(set(keys)) == len(keys)
    assert all(str(question.asks).endswith("?") for question in RISK_CHECK)
