from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from statistics import median

import pytest

from app.accounts import passwords
from app.accounts.passwords import CHEAP, Cost


@pytest.fixture
def cost() -> Iterator[None]:
    yield
    passwords.cost(CHEAP)


@pytest.mark.usefixtures("cost")
def test_the_cost_is_above_what_owasp_asks_for():
    passwords.cost(Cost())
    kept = passwords.hashed("seven grey herons on ice")
    match = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", kept)
    assert match is not None
    memory, passes, lanes = map(int, match.groups())
    assert memory >= 64 * 1024
    assert passes >= 3
    assert lanes >= 1


@pytest.mark.usefixtures("cost")
def test_nobody_takes_as_long_as_a_wrong_password():
    passwords.cost(Cost(memory_kib=8 * 1024, passes=2))
    kept = passwords.hashed("seven grey herons on ice")

    def seconds(kept: str | None) -> float:
        # Of this process alone: what else the machine does is no difference between the two.
        began = time.process_time()
        assert not passwords.fits("wrong", kept)
        return time.process_time() - began

    pairs = [(seconds(kept), seconds(None)) for _ in range(15)]
    known, unknown = (median(column) for column in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


def test_the_same_letters_from_another_keyboard_are_the_same_password():
    kept = passwords.hashed("café près de la rivière")
    assert passwords.fits("cafe\u0301 pre\u0300s de la rivie\u0300re", kept)
    assert not passwords.fits("cafe pres de la riviere", kept)


def test_any_text_can_be_a_password():
    for odd in ("\x00" * 20, "\ud800" * 20, "🕊" * 300):
        assert passwords.fits(odd, passwords.hashed(odd))


def test_what_is_not_a_hash_fits_nothing():
    assert not passwords.fits("seven grey herons on ice", "not a hash")


@pytest.mark.usefixtures("cost")
def test_a_hash_of_a_former_cost_is_outdated():
    former = passwords.hashed("seven grey herons on ice")
    assert not passwords.is_outdated(former)
    passwords.cost(Cost(memory_kib=16, passes=1))
    assert passwords.is_outdated(former)


@pytest.mark.parametrize("places", ["_at_once", "_in_line"])
def test_a_flood_waits_its_turn_and_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, places: str
):
    monkeypatch.setattr(passwords, places, threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "_PATIENCE_SECONDS", 0.01)
    with passwords._one_of_few(), pytest.raises(passwords.TooManySigningIn, match="try again"):
        passwords.fits("wrong", None)
    assert passwords.fits("right", passwords.hashed("right"))
