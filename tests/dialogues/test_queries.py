from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from app.dialogues import actions, queries
from app.dialogues.models import Audience, AudienceSeat, Seat
from app.dialogues.rules import AudienceKind, Role, may_read_audience
from app.kernel.db import db
from app.kernel.errors import NotHere
from tests.factories import dialogues
from tests.factories.accounts import account
from tests.factories.dialogues import EVERY_SEAT, Begun, begun
from tests.support.writing import written

ABSENT = "0" * 26


def _audiences(of: Begun) -> list[str]:
    """An audience of every kind, of each party, with everybody named for it and with nobody."""
    made = []
    with written():
        seats = [of.seat(name) for name in of.seat_ids]
        for kind, named in product(AudienceKind, (False, True)):
            for party_id in of.party_ids if kind is AudienceKind.PARTY else [None]:
                audience = Audience(dialogue_id=of.id, kind=kind, party_id=party_id)
                db.session.add(audience)
                db.session.flush()
                made.append(audience.id)
                if named:
                    db.session.add_all(
                        AudienceSeat(audience_id=audience.id, seat_id=seat.id) for seat in seats
                    )
    return made


@pytest.mark.usefixtures("app")
def test_belongs_says_in_sql_what_the_rule_says_in_prose():
    here, elsewhere = begun(), begun()
    of_here, of_elsewhere = _audiences(here), set(_audiences(elsewhere))
    asked = set()
    for name in here.seat_ids:
        seat = here.seat(name)
        found = set(db.session.scalars(select(Audience.id).where(queries.belongs(seat))))
        for audience_id in of_here:
            audience = queries.audience_in(here.dialogue, audience_id)
            named = db.session.get(AudienceSeat, (audience_id, seat.id)) is not None
            asked.add((seat.role, audience.kind, named, audience.party_id == seat.party_id))
            assert (audience_id in found) is may_read_audience(
                seat.role, seat.party_id, named, audience.kind, audience.party_id
            ), (name, audience.kind, named)
        assert not found & of_elsewhere
        assert queries.audiences_of(seat) == found
        left_open = select(Audience.id).where(queries.belongs_as(seat.role))
        assert set(db.session.scalars(left_open, queries.asker(seat))) == found
    assert {role for role, *_ in asked} == set(Role)
    assert {(kind, named) for _, kind, named, _ in asked} == set(
        product(AudienceKind, (False, True))
    )


@pytest.mark.usefixtures("app")
def test_what_belongs_to_another_dialogue_is_not_here():
    here, elsewhere = begun(), begun()
    dialogue = here.dialogue
    rule = queries.ground_rules_of(elsewhere.dialogue)[0]
    stage = queries.stages_of(elsewhere.dialogue)[0]
    audience = queries.joint_audience_of(elsewhere.dialogue)
    reads = [
        (queries.party_in, elsewhere.party_ids[0]),
        (queries.seat_in, elsewhere.seat_ids["observer"]),
        (queries.ground_rule_in, rule.id),
        (queries.stage_in, stage.id),
        (queries.audience_in, audience.id),
    ]
    for read, foreign in reads:
        for missing in (foreign, ABSENT):
            with pytest.raises(NotHere):
                read(dialogue, missing)
    with pytest.raises(NotHere):
        queries.dialogue_by_id(ABSENT)
    with pytest.raises(NotHere):
        queries.seat_by_id(ABSENT)


@pytest.mark.usefixtures("app")
def test_a_device_holds_its_seat_by_the_secret_and_by_nothing_else():
    here = begun()
    seat_id = here.seat_ids["participant-0"]
    secret = here.secrets["participant-0"]
    seat = db.session.get_one(Seat, seat_id)
    assert queries.seat_on_this_device(seat_id, secret) is seat
    kept = seat.secret
    for wrong in (None, "", "no seat", kept, here.secrets["participant-1"], secret + "x"):
        assert queries.seat_on_this_device(seat_id, wrong) is None
    assert queries.seat_on_this_device(ABSENT, secret) is None


@pytest.mark.usefixtures("app")
def test_a_seat_without_a_device_opens_to_no_secret():
    here = begun(taken=False)
    for name in ("participant-0", "facilitator"):
        for secret in (None, "", "no seat"):
            assert queries.seat_on_this_device(here.seat_ids[name], secret) is None


@pytest.mark.usefixtures("app")
def test_an_accounts_list_holds_its_own_dialogues_by_name_and_role():
    who = account("Ilse")
    begun(name="Zebra", facilitator=who)
    lake = begun(name="ahorn", facilitator=who)
    begun(name="Not hers")
    with written():
        actions.seat_account(lake.dialogue, who, Role.ORGANIZER, who.name)
    own = queries.dialogues_of(who.id)
    assert [each.dialogue.name.text for each in own] == ["ahorn", "Zebra"]
    assert own[0].roles == (Role.FACILITATOR, Role.ORGANIZER)


@pytest.mark.usefixtures("app")
def test_seats_stand_by_role_and_code_name():
    here = begun()
    dialogues.add_seat(here, "participant-0b")
    roles = [seat.role for seat in queries.seats_of(here.dialogue)]
    assert roles == sorted(roles, key=list(Role).index)
    party = here.party(0)
    assert {seat.party_id for seat in queries.participants_of(here.dialogue, party)} == {party.id}
    assert len(queries.participants_of(here.dialogue)) == 3
    assert len(queries.seats_of(here.dialogue)) == len(EVERY_SEAT) + 1


def test_only_dialogues_whose_day_has_come_are_due(app: Flask, clock):
    here = begun()
    day = here.dialogue.destroy_on
    assert queries.due_for_destruction(clock.now().date()) == []
    assert [each.id for each in queries.due_for_destruction(day)] == [here.id]
