"""Every page in a made-up language that runs from right to left: nothing of ours stays English."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.web.words import PSEUDO
from tests.factories.whole_house import WholeHouse
from tests.support.tongues import untranslated
from tests.support.visits import Visit, routes, visits

ONLY_IN_AN_EMPTY_HOUSE = {"accounts.first_account"}


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What was seen, kept for the other questions of this module."""
    return {}


@pytest.fixture
def pages(speaking_app: Flask, whole_house: WholeHouse, seen: dict[str, Any]) -> list[Visit]:
    """Every page of the whole house in the made-up language, looked at once."""
    if "pages" not in seen:
        seen["pages"] = list(visits(speaking_app, whole_house, PSEUDO))
    return seen["pages"]


def test_every_route_leads_to_a_page_for_somebody(pages: list[Visit], speaking_app: Flask) -> None:
    reached = {visit.endpoint for visit in pages} | ONLY_IN_AN_EMPTY_HOUSE
    unreached = {rule.endpoint for rule in routes(speaking_app) if rule.endpoint not in reached}
    assert unreached == set(), "say in tests/factories/whole_house.py how to get there"


def test_pages_say_their_language_and_direction(pages: list[Visit]) -> None:
    for visit in pages:
        if visit.is_whole:
            root = visit.page.soup.html
            assert (root["lang"], root["dir"]) == (PSEUDO, "rtl"), visit


def test_nothing_of_ours_stays_untranslated(pages: list[Visit]) -> None:
    found: dict[str, str] = {}
    for visit in pages:
        # The design review shows invented examples, and only to developers.
        if not visit.endpoint.startswith("showcase."):
            for flaw in untranslated(visit.page.soup, PSEUDO):
                found.setdefault(flaw, str(visit))
    assert not found, "\n".join(f"{visit}: {flaw}" for flaw, visit in sorted(found.items()))
