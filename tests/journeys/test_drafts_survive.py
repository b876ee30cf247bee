"""Words in a field outlive a reload, a stage change and a dead server, and are sent once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.library.vocabulary import Kind
from tests.journeys import arranging
from tests.journeys.arranging import HERON
from tests.journeys.conftest import Gathering
from tests.support.served import Served

pytestmark = pytest.mark.browser

WORDS = "ما خسرناه لا يُحصى, and we need it to be said"
SPOKEN = "That the school stays open"
NOT_SENT = "Not sent: nobody answered. Your words stay here; try again in a moment."


def test_words_outlive_a_reload_a_stage_change_and_a_dead_server(
    house: Served, gathering: Gathering
) -> None:
    prepared = arranging.dialogue(house)
    desk = gathering.facilitator(prepared.links["facilitator"])
    desk.sits_at(prepared.desk_of("joint"))
    desk.holds_the_session()
    desk.opens_the_phones()
    heron = gathering.participant(prepared.codes[HERON])
    heron.begins_to_write(WORDS, Kind.FEAR)

    heron.page.reload()
    expect(heron.words).to_have_value(WORDS)
    heron.is_told("Your unsent words are back. They were kept in this tab only.")

    # The room moves on while somebody writes: nothing is taken from under the pen.
    heron.listens()
    desk.takes_up("Opening")
    heron.page.wait_for_function("window.heard.length > 0")
    expect(heron.words).to_have_value(WORDS)
    heron.puts_it_in()
    heron.is_told(
        "While you wrote, the room moved on: who will see your words, or when, is no longer what this "
        "page told you. They were not kept; read the note again and send them if it still fits."
    )
    expect(heron.words).to_have_value(WORDS)

    with house.dead():
        heron.puts_it_in()
        heron.is_told(NOT_SENT)
        desk.tries_to_record(SPOKEN, kind=Kind.HOPE)
        desk.is_told(NOT_SENT)

    heron.puts_it_in()
    heron.is_told("Your words are kept. They wait unseen until the round is opened.")
    expect(heron.words).to_have_value("")
    desk.presses("Record")
    expect(desk.line(SPOKEN)).to_have_count(1)
    desk.opens_the_round()
    expect(desk.line(WORDS)).to_have_count(1)
