"""Ids, secrets, codes and their digests: what can be guessed, what is forgiven, what is bound to what."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from app.kernel import tokens
from app.kernel.db import KEY_LENGTH

ANY_TEXT = st.text()


def test_an_id_says_nothing_of_the_one_before():
    ids = [tokens.new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert {len(each) for each in ids} == {KEY_LENGTH}
    # Neither rising nor falling: sorted by chance alone, about half of the neighbours rise.
    rising = sum(one < other for one, other in pairwise(ids))
    assert 150 < rising < 350


def test_a_code_is_eighty_bits_without_letters_that_look_alike():
    codes = [tokens.new_code() for _ in range(500)]
    assert len(set(codes)) == 500
    letters = set("".join(codes)) - {"-"}
    assert letters == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4, 4, 4, 4)}


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89AB-CDEV",
        "0123456789abcdev",
        " 0123 4567 – 89ab cdev ",
        "O123-4567-89ab-cdeu",
        "oi23_4567_89AB_CDEV",
        "ol23 4567 89ab cdeu",
    ],
)
def test_a_code_is_read_as_a_hand_writes_it(typed: str):
    assert tokens.normal_code(typed) == "0123456789ABCDEV"


@given(ANY_TEXT)
def test_whatever_is_typed_as_a_code_becomes_something_short_and_stays_that(typed: str):
    normal = tokens.normal_code(typed)
    assert len(normal) <= 32
    assert tokens.normal_code(normal) == normal


@given(ANY_TEXT)
def test_whatever_a_browser_sends_as_a_secret_has_a_digest(sent: str):
    assert len(tokens.digest(sent)) == 64
    assert tokens.same(sent, sent)


@given(ANY_TEXT, ANY_TEXT)
def test_secrets_are_equal_only_to_themselves(one: str, other: str):
    assert tokens.same(one, other) is (one == other)


def test_half_a_surrogate_pair_from_a_broken_browser_is_a_secret_like_any_other():
    assert tokens.digest("\ud83d")
    assert not tokens.same("\ud83d", "words")


def test_a_secret_finds_the_same_row_again_and_another_one_for_another_purpose():
    secret = tokens.new_secret()
    row = tokens.id_from(secret, "contribution")
    assert row == tokens.id_from(secret, "contribution")
    assert row != tokens.id_from(secret, "mark")
    assert row != tokens.id_from(tokens.new_secret(), "contribution")
    assert len(row) == KEY_LENGTH


def test_parts_of_a_keyed_id_do_not_run_into_each_other():
    secret = tokens.new_secret()
    assert tokens.keyed_id(secret, "ab", "c") != tokens.keyed_id(secret, "a", "bc")
    assert tokens.keyed_id(secret, "a|b") != tokens.keyed_id(secret, "a", "b")
    assert tokens.keyed_id(secret, "a", "b") == tokens.keyed_id(secret, "a", "b")
    assert tokens.keyed_id(secret, "a") != tokens.keyed_id(tokens.new_secret(), "a")
