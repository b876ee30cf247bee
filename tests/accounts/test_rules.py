from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given, strategies as st

from app.accounts.rules import (
    LONGEST_WAIT,
    accepted_step,
    compared,
    lasts,
    step_of,
    wait_after,
    weakness,
)

NOW = datetime(2026, 3, 2, 9, 30, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).generate_otp(step_of(NOW) + steps)


@pytest.mark.parametrize(
    "password",
    [
        "seven grey herons on ice",
        "lanterns under the walnut tree",
        "чинар над рекой шумит",
        "北京大学图书馆的一只小猫在睡觉",
        "vmqzrtplkjhgwxy",
        "  many blanks  between  ",
        "🕊🐢🦔🦉🐝🦊🐌🦀🐠🦋🐞🦎🐙🦭🦩",
    ],
)
def test_long_uncommon_words_are_enough_in_any_script(password: str):
    assert weakness(password, names=("Sara", "sara")) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234567",
        "P@ssw0rdP@ssw0rd",
        "Welcome to the house",
        "123456789012345",
        "987654321098765",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "herons!herons!herons!",
        "qwertyuiopasdfgh",
        "1q2w3e4r5t6y7u8i",
        "correct horse battery staple",
        "iloveyouiloveyou2026",
        "summer2026summer2025",
        "Second Track Dialogue",
    ],
)
def test_what_anybody_would_guess_first_is_refused(password: str):
    refused = weakness(password)
    assert refused is not None
    assert "first that anybody would guess" in str(refused)


def test_a_password_made_of_ones_own_name_is_refused():
    refused = weakness("Madina Rahimova 2026", names=("Madina Rahimova", "madina"))
    assert refused is not None
    assert "your own name" in str(refused)
    assert weakness("Madina feeds nine herons", names=("Madina",)) is None


@pytest.mark.parametrize(("length", "fine"), [(14, False), (15, True), (1000, True), (1001, False)])
def test_only_length_is_asked_for(length: int, fine: bool):
    text = "".join(chr(0x4E00 + (7 * n * n + n) % 5000) for n in range(length))
    assert (weakness(text) is None) is fine


@given(st.text(min_size=1, max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer(password: str, name: str):
    weakness(password, names=(name,))


@pytest.mark.parametrize("typed", ["SARA", " sara ", "Ｓara", "sara"])
def test_a_name_is_the_same_in_any_capitals_and_encoding(typed: str):
    assert compared(typed) == "sara"


def test_the_first_four_failures_cost_nothing_and_then_each_costs_twice_as_much():
    waits = [int(wait_after(failures).total_seconds()) for failures in range(16)]
    assert waits == [0, 0, 0, 0, 0, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert wait_after(10**9) == LONGEST_WAIT


@pytest.mark.parametrize(
    ("idle", "open_for", "holds"),
    [
        (0, 0, True),
        (29, 29, True),
        (30, 30, False),
        (0, 719, True),
        (0, 720, False),
        (-1, 10, False),
        (0, -1, False),
    ],
)
def test_a_sign_in_lasts_thirty_minutes_idle_and_twelve_hours_in_all(
    idle: int, open_for: int, holds: bool
):
    opened, seen = NOW - timedelta(minutes=open_for), NOW - timedelta(minutes=idle)
    assert lasts(opened=opened, seen=seen, moment=NOW) is holds


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_is_taken_half_a_minute_around_its_time(steps: int, taken: bool):
    step = accepted_step(SECRET, code(steps), moment=NOW, last_step=None)
    assert step == (step_of(NOW) + steps if taken else None)


def test_neither_the_last_code_nor_one_before_it_is_taken_again():
    last = step_of(NOW)
    assert accepted_step(SECRET, code(0), moment=NOW, last_step=last) is None
    assert accepted_step(SECRET, code(-1), moment=NOW, last_step=last) is None
    assert accepted_step(SECRET, code(1), moment=NOW, last_step=last) == last + 1


def test_a_code_may_be_typed_in_two_groups():
    typed = f" {code()[:3]} {code()[3:]} "
    assert accepted_step(SECRET, typed, moment=NOW, last_step=None) == step_of(NOW)


@given(st.text(max_size=12))
def test_whatever_is_typed_as_a_code_gets_an_answer(typed: str):
    accepted_step(SECRET, typed, moment=NOW, last_step=step_of(NOW) + 5)
