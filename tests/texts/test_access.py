"""From an address to a text: who may not know of one meets the same page as who asks for one that is not there."""

from __future__ import annotations

import pytest
from flask import Flask

from app.dialogues.actions import audience_of_party
from app.kernel.wording import Wording
from app.texts import actions, queries
from app.texts.models import Text
from app.texts.rules import Block
from tests.factories import texts
from tests.factories.dialogues import EVERY_SEAT, Begun, begun
from tests.support.writing import written

NOWHERE = "0" * 26
BY_SLIP = ("participant-0", "participant-1", "observer")


@pytest.fixture
def everyone(app: Flask) -> Begun:
    return begun()


@pytest.fixture
def own(everyone: Begun) -> Text:
    with written():
        audience = audience_of_party(
            everyone.dialogue, everyone.party(0), [everyone.seat("facilitator")]
        )
        text = actions.begin_text(
            everyone.dialogue, audience, Wording.of("Among ourselves"), Wording.of("")
        )
        actions.add_paragraph(text, Block.PROBLEM, Wording.of("Not for the others."))
    return text


def address(of: Begun, name: str, text_id: str) -> str:
    if name in of.account_ids:
        return f"/dialogues/{of.id}/texts/{text_id}/"
    return f"/seat/{of.seat_ids[name]}/texts/{text_id}/"


@pytest.mark.parametrize("name", [name for name in EVERY_SEAT if name != "screen"])
def test_a_partys_own_text_opens_for_its_readers_and_is_not_there_for_others(
    app: Flask, everyone: Begun, own: Text, name: str
):
    browser = everyone.browser(app, name)
    may = name in ("participant-0", "facilitator")
    page = browser.get(address(everyone, name, own.id), status=200 if may else 404)
    if not may:
        nothing = browser.get(address(everyone, name, NOWHERE), status=404)
        assert page.text == nothing.text
        assert "Among ourselves" not in page.html


@pytest.mark.parametrize("name", ["participant-1", "organizer", "rapporteur", "interpreter"])
def test_no_list_of_others_names_or_counts_a_partys_own_text(
    app: Flask, everyone: Begun, own: Text, name: str
):
    browser = everyone.browser(app, name)
    before = browser.get(address(everyone, name, "")[:-1])
    with written():
        actions.open_reading(own, [everyone.seat("participant-0")])
    after = browser.get(address(everyone, name, "")[:-1])
    assert before.text == after.text
    assert "Among ourselves" not in after.html


def test_an_organizer_meets_a_draft_as_if_it_were_not_there(app: Flask, everyone: Begun):
    text = texts.drafted(everyone)
    browser = everyone.browser(app, "organizer")
    browser.get(address(everyone, "organizer", text.id), status=404)
    assert "On the bridge" not in browser.get(f"/dialogues/{everyone.id}/texts/").html


def test_a_paragraph_is_looked_up_in_the_text_of_its_address(app: Flask, everyone: Begun):
    draft, reading = texts.drafted(everyone, "one"), texts.in_reading(everyone, "two")
    (paragraph,) = queries.paragraphs_of(reading)
    here = f"/dialogues/{everyone.id}/texts/{draft.id}/paragraphs/{paragraph.id}"
    browser = everyone.browser(app, "facilitator")
    browser.get(here, status=404)
    browser.post(f"{here}/drop", status=404)
    browser.post(f"{here}/move", status=404, direction="down")
    assert [each.wording.text for each in queries.paragraphs_of(reading)] == ["two"]


def test_a_release_is_looked_up_in_the_text_of_its_address(app: Flask, everyone: Begun):
    text, release = texts.released(everyone)
    other = texts.adopted(everyone)
    browser = everyone.browser(app, "facilitator")
    for deed in ("close", "stop", "document.md"):
        browser.post(
            f"/dialogues/{everyone.id}/texts/{other.id}/releases/{release.id}/{deed}", status=404
        )
    assert queries.release_in(text, release.id).on is not None


@pytest.mark.parametrize("path", ["texts/{0}/", "texts/{0}/heading", "texts/{0}/paragraphs/{0}"])
def test_an_unknown_id_is_not_here(app: Flask, everyone: Begun, path: str):
    browser = everyone.browser(app, "facilitator")
    browser.get(f"/dialogues/{everyone.id}/{path.format(NOWHERE)}", status=404)


def test_a_seat_of_another_dialogue_finds_nothing(app: Flask, everyone: Begun):
    text = texts.drafted(everyone)
    other = begun(seats=("participant-0",))
    other.browser(app, "facilitator").get(f"/dialogues/{other.id}/texts/{text.id}/", status=404)
    other.browser(app, "participant-0").get(address(other, "participant-0", text.id), status=404)


@pytest.mark.parametrize("name", ["rapporteur", "interpreter"])
def test_who_does_not_lead_is_told_that_a_facilitator_does(app: Flask, everyone: Begun, name: str):
    text = texts.drafted(everyone)
    browser = everyone.browser(app, name)
    for deed in ("reading", "reading/close", "adopt", "releases", "level"):
        browser.post(f"/dialogues/{everyone.id}/texts/{text.id}/{deed}", status=403)


def test_nobody_but_participants_marks(app: Flask, everyone: Begun):
    text = texts.in_reading(everyone)
    observer = everyone.browser(app, "observer")
    observer.post(f"{address(everyone, 'observer', text.id)}marks", status=404)
    observer.get(f"/seat/{everyone.seat_ids['observer']}/texts/", status=404)
    observer.get(f"/seat/{everyone.seat_ids['observer']}/texts/asked", status=404)
