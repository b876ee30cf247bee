"""What a newcomer's briefing may hold at which level."""

from __future__ import annotations

from itertools import pairwise

from app.library.vocabulary import Level
from app.memory.rules import Part, parts_at


def test_at_the_strictest_level_only_the_ground_rules_are_left():
    assert parts_at(Level.L0) == {Part.RULES}


def test_where_nothing_of_substance_leaves_nothing_that_was_said_stands_on_paper():
    assert parts_at(Level.L1) == {Part.RULES, Part.CONFLICT, Part.METHOD}
    assert Part.REACHED not in parts_at(Level.L2), "recognised is not adopted, and not released"


def test_a_more_open_level_never_holds_less():
    for stricter, more_open in pairwise(Level):
        assert parts_at(stricter) <= parts_at(more_open)
    assert parts_at(Level.L4) == set(Part)
