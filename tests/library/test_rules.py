"""What follows from how well something is known."""

from __future__ import annotations

import pytest

from app.library.rules import Confidence, SourceKind, confidence_of

PAGE, MEMORY, OURS = SourceKind.PAGE, SourceKind.LITERATURE, SourceKind.INFERENCE


@pytest.mark.parametrize(
    ("stated", "kinds", "badge"),
    [
        (None, [PAGE], Confidence.DOCUMENTED),
        (None, [MEMORY, PAGE], Confidence.DOCUMENTED),
        (None, [MEMORY], Confidence.LITERATURE),
        (None, [OURS, MEMORY], Confidence.LITERATURE),
        (None, [OURS], Confidence.INFERENCE),
        (Confidence.REPORTED, [PAGE], Confidence.REPORTED),
        (Confidence.LITERATURE, [PAGE], Confidence.LITERATURE),
    ],
)
def test_a_badge_is_what_is_stated_or_what_the_sources_allow(stated, kinds, badge):
    assert confidence_of(stated, kinds) is badge
