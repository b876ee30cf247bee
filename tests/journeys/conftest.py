"""The house that journeys are made in, and the people who make them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser

from tests.journeys.hands import Hand, Pointer
from tests.journeys.pages.facilitator import Facilitator
from tests.journeys.pages.organizer import Organizer
from tests.journeys.pages.participant import Participant
from tests.journeys.pages.person import Person, Tongue
from tests.journeys.pages.wall import Wall
from tests.support.served import Served

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}

P = TypeVar("P", bound=Person)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A practice installation, served; each journey begins a dialogue of its own in it."""
    served = Served(tmp_path_factory.mktemp("served") / "house")
    served.open()
    yield served
    served.end()
    assert not served.said, f"the server had something to say:\n{served.said}"


class Gathering:
    """Brings people before their screens, each in a browser of their own."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium = chromium
        self._address = address
        self.hand: Hand = Pointer()
        self.tongue: Tongue = lambda sentence: sentence
        self.language = "en"
        self.people: list[Person] = []

    def facilitator(self, link: str) -> Facilitator:
        facilitator = self._before(Facilitator, DESK)
        facilitator.comes_in(link)
        return facilitator

    def organizer(self, link: str) -> Organizer:
        organizer = self._before(Organizer, DESK)
        organizer.comes_in(link)
        return organizer

    def participant(self, code: str = "") -> Participant:
        participant = self._before(Participant, PHONE)
        if code:
            participant.enters_by_slip(code)
        return participant

    def wall(self, code: str) -> Wall:
        wall = self._before(Wall, PROJECTOR)
        wall.opens_by_slip(code)
        return wall

    def _before(self, who: type[P], screen: dict[str, Any]) -> P:
        context = self._chromium.new_context(**screen, locale="en-GB", accept_downloads=True)
        context.add_cookies([{"name": "language", "value": self.language, "url": self._address}])
        person = who(context, self._address, self.hand, self.tongue)
        self.people.append(person)
        return person


@pytest.fixture
def gathering(chromium: Browser, house: Served) -> Iterator[Gathering]:
    gathering = Gathering(chromium, house.address)
    yield gathering
    broken = [each for person in gathering.people for each in person.broken]
    for person in gathering.people:
        person.context.close()
    assert not broken, broken
