"""The wall: calm, without names or counts, and blank with one key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.library.vocabulary import Kind
from tests.journeys import arranging
from tests.journeys.arranging import HERON, OTTER
from tests.journeys.conftest import Gathering
from tests.support.served import Served

pytestmark = pytest.mark.browser

WORDS = "We need to bury our dead where they lived"
COUNTED = "Ten years of it"


def test_the_wall_is_calm_and_goes_blank_with_one_key(house: Served, gathering: Gathering) -> None:
    prepared = arranging.dialogue(house)
    desk = gathering.facilitator(prepared.links["facilitator"])
    desk.sits_at(prepared.desk_of("joint"))
    wall = gathering.wall(prepared.codes["screen"])
    wall.is_at_rest()
    desk.holds_the_session()
    desk.types_for_the_room(WORDS, kind=Kind.NEED, party="Upper Sarn")
    wall.reads(WORDS, "Needs analysis")
    wall.reads_nothing_of(HERON, OTTER, "Heron", "Facilitator")
    assert not re.search(r"\d", wall.shown()), "a number stands on the wall"

    desk.strikes_the_key("b")
    wall.is_blank()
    desk.stands("Wall blank")
    assert WORDS not in wall.page.content()
    desk.types_for_the_room(COUNTED, kind=Kind.FEAR, party="Lower Sarn")
    wall.page.reload()
    wall.is_blank()
    assert COUNTED not in wall.page.content()
    desk.strikes_the_key("b")
    wall.reads(WORDS, COUNTED)

    # At the screen itself, for the one who stands beside it.
    wall.strikes_the_key("b")
    expect(wall.page.get_by_text(WORDS)).to_be_hidden()
    wall.strikes_the_key(".")
    expect(wall.page.get_by_text(WORDS)).to_be_visible()
