from __future__ import annotations

import pytest
from flask import Flask

from app import vault
from app.dialogues.actions import audience_of_party
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from app.reports import queries
from app.reports.queries import OwnText
from app.texts import actions as text_actions
from app.texts.rules import Block, Mark
from tests.factories import texts
from tests.factories.accounts import account
from tests.factories.dialogues import Begun, begun
from tests.support.writing import written

pytestmark = pytest.mark.usefixtures("with_library")


@pytest.fixture
def of(app: Flask, with_library: None) -> Begun:
    return begun()


def own_of(of: Begun, name: str) -> list[OwnText]:
    return list(queries.register_of(of.account_ids[name]).own)


def test_only_adopted_texts_of_ones_own_dialogues_are_in_it(of: Begun):
    texts.drafted(of, title="A draft")
    texts.in_reading(of, title="In reading")
    texts.adopted(of, title="Adopted")
    texts.released(of)
    other = begun(seats=("participant-0",))
    texts.adopted(other, title="Of others")
    for name in ("facilitator", "organizer", "interpreter"):
        listed = own_of(of, name)
        assert [(entry.title, entry.released) for entry in listed] == [
            ("Adopted", False),
            ("On the bridge", True),
        ]
    assert own_of(other, "facilitator")[0].title == "Of others"
    assert queries.register_of(account().id).own == ()


def test_a_partys_own_text_is_on_no_list(of: Begun):
    with written():
        audience = audience_of_party(of.dialogue, of.party(0), [of.seat("facilitator")])
        own = text_actions.begin_text(of.dialogue, audience, Wording.of("Own"), Wording.of(""))
        text_actions.add_paragraph(own, Block.PROBLEM, Wording.of("Not for others."))
        text_actions.open_reading(own, [of.seat("participant-0")])
    texts.mark(of, own, "participant-0", (Mark.ADOPT,))
    with written():
        text_actions.close_reading(own)
    with written():
        text_actions.adopt_text(own)
    assert own_of(of, "facilitator") == []


def test_at_the_strictest_level_a_text_stands_under_the_neutral_title(of: Begun):
    text = texts.adopted(of, title="On the bridge")
    with written():
        text_actions.choose_level(text, Level.L0)
    (entry,) = own_of(of, "facilitator")
    assert (entry.of, entry.title, entry.subject) == ("Spring seminar", "Spring seminar", "")


def test_a_dialogue_whose_key_is_gone_darkens_its_own_entries_only(of: Begun):
    texts.adopted(of)
    dark = begun(facilitator=of.account("facilitator"), seats=("participant-0",))
    texts.adopted(dark)
    vault.current().destroy(dark.id)
    assert [entry.dialogue_id for entry in own_of(of, "facilitator")] == [of.id]


def test_the_documented_outputs_are_those_of_the_library_counted_apart_from_recovered(of: Begun):
    documented = {each.exemplar.key: each for each in queries.documented_outputs()}
    tajik = documented["inter-tajik-dialogue"]
    assert tajik.outputs.count_documented is not None
    assert tajik.outputs.count_documented.first == 18
    assert len(tajik.recovered) == 2
