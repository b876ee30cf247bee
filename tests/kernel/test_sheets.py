"""Cells that run nothing, and come back as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.kernel.sheets import harmless, meant

cells = st.text() | st.builds(
    "".join, st.lists(st.sampled_from(list("'=+-@ \t\"5.a＝−")), max_size=6)
)


@pytest.mark.parametrize("plain", ["-5", "+3.2", "12 %", "a=b", "1993-03", "– dash", "نص"])
def test_figures_and_words_stay_as_they_are(plain: str) -> None:
    assert harmless(plain) == plain


@given(cells)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    found = harmless(text).lstrip()
    assert not found.startswith(("=", "@", "＝"))
    assert not (found.startswith(("+", "-")) and not found[1:2].isdigit())


@given(cells)
def test_what_was_made_harmless_comes_back_as_it_was_meant(text: str) -> None:
    assert meant(harmless(text)) == text
