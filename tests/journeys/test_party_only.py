"""Two parties meet apart at the same time, and neither can learn that the other wrote (design §1.5)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.library.vocabulary import Kind
from tests.journeys import arranging
from tests.journeys.arranging import HERON, OTTER, Prepared
from tests.journeys.conftest import Gathering
from tests.journeys.pages.participant import Participant
from tests.journeys.pages.person import Person
from tests.support.served import Served

pytestmark = pytest.mark.browser

SAID_APART = "Our mayors would never sit with theirs"
TYPED_APART = "We could live without the upper meadow"
STRUCK_APART = "They poisoned the well"
SAID_BELOW = "We do not trust our own guards"

_CHANGES_BY_ITSELF = re.compile(
    r'name="(?:csrf_token|token|once)"[^>]*|<noscript>.*?</noscript>', re.DOTALL
)


def test_what_a_party_says_apart_is_nowhere_for_anybody_else(
    house: Served, gathering: Gathering
) -> None:
    prepared = arranging.dialogue(house, people=("organizer", "rapporteur"))
    desk = gathering.facilitator(prepared.links["facilitator"])
    heron = gathering.participant(prepared.codes[HERON])
    otter = gathering.participant(prepared.codes[OTTER])
    wall = gathering.wall(prepared.codes["screen"])
    organizer = gathering.organizer(prepared.links["organizer"])
    rapporteur = gathering.organizer(prepared.links["rapporteur"])
    desk.sits_at(prepared.desk_of("Lower Sarn"))
    desk.holds_the_session()
    desk.stands("Phones closed")

    outside: list[Person] = [otter, wall, organizer, rapporteur]
    for person in (otter, wall):
        person.listens()
    seen = [sees(person, prepared, heron) for person in outside]

    desk.sits_at(prepared.desk_of("Upper Sarn"))
    desk.holds_the_session()
    desk.opens_the_phones()
    heron.is_told("Only your party will read it, and the third party named for this session.")
    heron.writes(SAID_APART, Kind.PERCEPTION)
    desk.opens_the_round()
    heron.reads(SAID_APART)
    desk.types_for_the_room(TYPED_APART, STRUCK_APART, kind=Kind.CONCERN)
    heron.reads(TYPED_APART, STRUCK_APART)
    desk.strikes(STRUCK_APART)
    desk.parks(TYPED_APART)
    heron.takes_back(SAID_APART)
    heron.comes_to_the_room()
    heron.writes(f"{SAID_APART}, so we think", Kind.PERCEPTION)

    for outsider, before in zip(outside, seen, strict=True):
        after = sees(outsider, prepared, heron)
        changed = [address for address in before if after[address] != before[address]]
        assert not changed, f"{type(outsider).__name__} sees something else at {changed}"
        everything = outsider.page.content() + "".join(text for _status, text in after.values())
        for words in (SAID_APART, TYPED_APART, STRUCK_APART):
            assert words not in everything
    assert otter.heard() == wall.heard() == []

    # The same ears do hear what is theirs: silence above was no deafness.
    desk.sits_at(prepared.desk_of("Lower Sarn"))
    desk.opens_the_phones()
    otter.page.wait_for_function("window.heard.length > 0")
    otter.writes(SAID_BELOW, Kind.PERCEPTION)
    desk.opens_the_round()
    otter.reads(SAID_BELOW)
    heron.comes_to_the_room()
    heron.reads_nothing_of(SAID_BELOW)
    expect(heron.words).to_be_visible()


def sees(person: Person, prepared: Prepared, other: Participant) -> dict[str, tuple[int, str]]:
    """Every page that this person could think of asking for: status and source."""
    own = person.seat if isinstance(person, Participant) else ""
    dialogue, apart = f"/dialogues/{prepared.dialogue_id}", prepared.desk_of("Upper Sarn")
    wall = f"/wall/{prepared.seats['screen']}/"
    of_a_seat = ("", "part/invited", "part/shown", "own-room", "take-back", "analysis", "texts/")
    addresses = [
        *(f"{own}{page}" for page in of_a_seat if own),
        *(f"{other.seat}{page}" for page in (*of_a_seat, "events")),
        wall,
        f"{wall}part",
        *(f"{dialogue}{page}" for page in ("/", "/seats", "/workshops/", "/texts/", "/course")),
        prepared.desk,
        f"{prepared.desk}analysis",
        apart,
        *(f"{apart}/part/{part}" for part in ("controls", "stages", "words", "about")),
        prepared.desk_of("joint"),
    ]
    seen = {}
    for address in addresses:
        answer = person.context.request.get(person.address + address)
        seen[address] = (answer.status, _CHANGES_BY_ITSELF.sub("", answer.text()))
    return seen
