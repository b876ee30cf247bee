"""The main way, from two phones to a released memorandum: by keyboard alone, and from right to left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.library.vocabulary import Kind
from app.startup.pseudo_locale import pseudo
from app.web.words import PSEUDO
from tests.journeys import arranging
from tests.journeys.arranging import HERON, OTTER
from tests.journeys.conftest import Gathering
from tests.journeys.hands import Keyboard
from tests.support.documents import words_of
from tests.support.served import Served

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Told:
    """What the story is about."""

    parties: tuple[str, str]
    languages: tuple[str, str]
    need: str
    fear: str
    title: str
    paragraph: str
    addressees: str


IN_ENGLISH = Told(
    parties=("Upper Sarn", "Lower Sarn"),
    languages=("en", "ar"),
    need="We need water in August",
    fear="We fear the dam above us",
    title="On the water of the Sarn",
    paragraph="Water in August is a need of both banks.",
    addressees="The two water boards, by hand",
)
IN_ARABIC = Told(
    parties=("أهل النهر", "أهل الجبل"),
    languages=("ar", "en"),
    need="نحتاج إلى الماء في الصيف",
    fear="نخاف من السد فوق بيوتنا",
    title="عن ماء الوادي",
    paragraph="الماء في الصيف حاجة الضفتين معا",
    addressees="مجلسا الماء، باليد",
)


def test_by_keyboard_alone(house: Served, gathering: Gathering, tmp_path: Path) -> None:
    gathering.hand = Keyboard()
    goes_the_main_way(house, gathering, IN_ENGLISH, tmp_path)


def test_from_right_to_left(house: Served, gathering: Gathering, tmp_path: Path) -> None:
    gathering.tongue, gathering.language = pseudo, PSEUDO
    goes_the_main_way(house, gathering, IN_ARABIC, tmp_path)
    for person in gathering.people:
        expect(person.page.locator("html")).to_have_attribute("dir", "rtl")


def goes_the_main_way(house: Served, gathering: Gathering, told: Told, folder: Path) -> None:
    prepared = arranging.dialogue(
        house, parties=told.parties, languages=told.languages, people=("organizer",)
    )
    desk = gathering.facilitator(prepared.links["facilitator"])
    desk.sits_at(prepared.desk_of("joint"))
    heron = gathering.participant(prepared.codes[HERON])
    otter = gathering.participant(prepared.codes[OTTER])
    wall = gathering.wall(prepared.codes["screen"])

    desk.holds_the_session()
    desk.opens_the_phones()
    heron.writes(told.need, Kind.NEED)
    otter.writes(told.fear, Kind.FEAR)
    desk.opens_the_round()
    wall.reads(told.need, told.fear)

    desk.begins_a_memorandum(prepared.dialogue_id, told.title)
    desk.adds_a_paragraph("Common ground", told.paragraph, worked_from=(told.need,))
    desk.opens_a_reading()
    for participant in (heron, otter):
        participant.opens_the_text(told.title)
        participant.marks("adopt")
    desk.closes_the_reading()
    desk.records_the_adoption()
    desk.asks_for_release(told.addressees)
    for participant in (heron, otter):
        participant.consents_to_release(told.title)
    desk.closes_the_asking()

    organizer = gathering.organizer(prepared.links["organizer"])
    organizer.opens_the_memorandum(prepared.dialogue_id, told.title)
    words = words_of(organizer.takes_out("DOCX", folder))
    assert told.title in words
    assert told.paragraph in words
