"""What a programme may say of a block, for every level, audience and reader."""

from __future__ import annotations

import pytest

from app.dialogues.rules import AudienceKind
from app.library.vocabulary import Level
from app.workshops.rules.programme import Shown, is_on_programme, shown_as

PRIVATE = [AudienceKind.PARTY, AudienceKind.GROUP, AudienceKind.THIRD_PARTY]


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("kind", PRIVATE)
def test_a_room_of_others_is_on_the_programme_only_with_words_for_it(level, kind):
    assert shown_as(level, kind, belongs=False, words="  ") is Shown.NOTHING
    assert shown_as(level, kind, belongs=False, words="Apart") is Shown.PROGRAMME_WORDS


@pytest.mark.parametrize("kind", AudienceKind)
def test_who_belongs_finds_the_room(kind):
    assert is_on_programme(kind, belongs=True, words="")


@pytest.mark.parametrize("level", Level)
def test_at_the_strictest_level_nothing_says_what_it_is(level):
    shown = shown_as(level, AudienceKind.ALL, belongs=True, words="")
    assert shown is (Shown.KIND if level is Level.L0 else Shown.TITLE)
