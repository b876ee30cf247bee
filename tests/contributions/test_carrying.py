"""From a party's own room into the joint one: only its own act brings anything over, and nothing leads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.contributions import actions, carrying, queries
from app.contributions.actions import NothingWritten, ToldOtherwise
from app.contributions.carrying import Carried, PartyNotTogether, TakenOffMeanwhile
from app.contributions.models import Contribution, ContributionLink, LaidOut
from app.contributions.rules import Standing
from app.dialogues.models import Audience
from app.dialogues.queries import audiences_of
from app.kernel.db import db
from app.kernel.errors import DomainError, NotHere
from app.kernel.tokens import new_secret
from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from app.live.rules import Ear
from tests.factories import rooms
from tests.support.hearing import listening
from tests.support.writing import written

OURS = "We fear the winter"


@pytest.fixture
def room(app: Flask) -> rooms.Room:
    return rooms.room()


def apart(room: rooms.Room, words: str = OURS, kind: Kind = Kind.FEAR, whose: str = "upper") -> str:
    return rooms.point(room, words, kind=kind, party=None, at=room.own_room(whose)).id


def laid_out(room: rooms.Room, *ids: str, by: str = "upper-1") -> None:
    with written():
        carrying.lay_out(queries.contributions_for(room.seat(by), ids))


def together(room: rooms.Room, whose: str = "upper") -> None:
    with written():
        room.own_room(whose).held = True


def carried(room: rooms.Room, *ids: str, **given: object) -> Carried:
    sitting = room.sitting
    told = carrying.told_of(queries.invitation_of(sitting))
    words = {key: db.session.get_one(Contribution, key).words.text for key in ids}
    values: dict[str, object] = {
        "into": sitting,
        "told": told,
        "words": words,
        "without_party": False,
        "once": new_secret(),
    }
    return Carried(**{**values, **given})


def carry(room: rooms.Room, *ids: str, by: str = "upper-1", **given: object) -> None:
    with written():
        carrying.carry_over(room.seat(by), room.upper, carried(room, *ids, **given))


def joint(room: rooms.Room) -> list[Contribution]:
    db.session.rollback()
    return list(
        db.session.scalars(
            select(Contribution)
            .join(Audience, Contribution.audience_id == Audience.id)
            .where(Contribution.sitting_id == room.sitting_id)
        )
    )


def read_by(room: rooms.Room, name: str) -> set[str]:
    return {point.words.text for point in queries.points_for(room.seat(name))}


def on_the_list(room: rooms.Room, by: str = "upper-2") -> list[str]:
    return [point.id for point in queries.laid_out_for(room.seat(by), room.upper.id)]


def test_what_is_laid_out_is_seen_by_that_party_and_those_named_for_it_only(room: rooms.Room):
    kept = apart(room)
    laid_out(room, kept)
    assert on_the_list(room) == [kept]
    assert on_the_list(room, "rapporteur") == [kept]
    for name in ("lower-1", "observer", "organizer", "interpreter", "unnamed", "screen"):
        assert on_the_list(room, name) == []


def test_only_the_carried_words_are_in_the_joint_room_and_the_others_nowhere(room: rooms.Room):
    goes, stays = apart(room), apart(room, "What we keep", Kind.NEED)
    laid_out(room, goes)
    together(room)
    carry(room, goes)
    assert read_by(room, "lower-1") == set(), "not before the desk opens the round"
    rooms.show_round(room)
    assert read_by(room, "lower-1") == {OURS}
    assert read_by(room, "upper-2") == {OURS, "What we keep"}
    assert {point.id for point in queries.points_for(room.seat("upper-1"))} >= {goes, stays}


def test_the_new_point_leads_back_to_nothing(room: rooms.Room):
    goes, other = apart(room), apart(room, "A bridge", Kind.OPTION)
    with written():
        points = queries.contributions_for(room.seat("rapporteur"), [goes, other])
        actions.group(points, Wording.of("Winter", "en"))
        by_id = {point.id: point for point in points}
        actions.link(by_id[other], by_id[goes])
    laid_out(room, goes)
    together(room)
    carry(room, goes)
    (new,) = joint(room)
    assert new.id != goes
    assert new.cluster_id is None
    assert new.party_id == room.upper.id
    assert (new.sitting_id, new.stage_id) == (room.sitting_id, room.sitting.stage_id)
    links = db.session.scalars(
        select(ContributionLink).where(
            (ContributionLink.from_id == new.id) | (ContributionLink.to_id == new.id)
        )
    )
    assert list(links) == []
    assert on_the_list(room) == [], "and nothing tells that it was laid out"
    assert db.session.scalars(select(LaidOut)).all() == []


def test_nobody_carries_alone_from_home(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room, "lower")
    with pytest.raises(PartyNotTogether):
        carry(room, goes)
    assert joint(room) == []
    assert on_the_list(room) == [goes]


def test_one_no_is_enough_and_keeps_the_others_back_until_they_are_looked_at_again(
    room: rooms.Room,
):
    first, second = apart(room), apart(room, "Another", Kind.NEED)
    laid_out(room, first, second)
    together(room)
    asked = carried(room, first, second)
    with written():
        carrying.take_off(queries.contributions_for(room.seat("upper-2"), [second]))
    with pytest.raises(TakenOffMeanwhile), written():
        carrying.carry_over(room.seat("upper-1"), room.upper, asked)
    assert joint(room) == []
    assert on_the_list(room) == [first]


def test_what_was_struck_meanwhile_stops_the_carrying(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    asked = carried(room, goes)
    with written():
        actions.strike(queries.contributions_for(room.seat("rapporteur"), [goes]))
    with pytest.raises(TakenOffMeanwhile), written():
        carrying.carry_over(room.seat("upper-1"), room.upper, asked)
    assert joint(room) == []


def test_what_was_never_laid_out_does_not_go(room: rooms.Room):
    goes = apart(room)
    together(room)
    with pytest.raises(TakenOffMeanwhile):
        carry(room, goes)
    assert joint(room) == []


def test_nobody_carries_or_lays_out_for_another_party(room: rooms.Room):
    theirs = apart(room, "Theirs", whose="lower")
    with written():
        carrying.lay_out(queries.contributions_for(room.seat("upper-1"), [theirs]))
    assert db.session.scalars(select(LaidOut)).all() == []
    laid_out(room, theirs, by="lower-1")
    together(room)
    with pytest.raises(TakenOffMeanwhile):
        carry(room, theirs)
    assert joint(room) == []


def test_joint_words_cannot_be_laid_out(room: rooms.Room):
    said = rooms.point(room, "Said to all")
    with written():
        carrying.lay_out(queries.contributions_for(room.seat("upper-1"), [said.id]))
    assert db.session.scalars(select(LaidOut)).all() == []


def test_nothing_goes_into_another_room_apart(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    with pytest.raises(NotHere):
        carry(room, goes, into=room.own_room("lower"))


def test_the_words_that_go_may_be_others_and_those_that_stay_stay(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    carry(room, goes, words={goes: "Winters are hard"})
    (new,) = joint(room)
    assert new.words.text == "Winters are hard"
    assert db.session.get_one(Contribution, goes).words.text == OURS


def test_every_rendering_goes_when_the_words_are_left_as_they_are(room: rooms.Room):
    goes = apart(room)
    with written():
        point = db.session.get_one(Contribution, goes)
        point.words = point.words.with_rendering("ar", "نخاف الشتاء")
    laid_out(room, goes)
    together(room)
    carry(room, goes)
    (new,) = joint(room)
    assert new.words.languages == ("en", "ar")


def test_a_party_can_do_without_its_name_and_options_never_bear_one(room: rooms.Room):
    need, option = apart(room), apart(room, "A bridge", Kind.OPTION)
    laid_out(room, need, option)
    together(room)
    carry(room, option)
    carry(room, need, without_party=True)
    assert [each.party_id for each in joint(room)] == [None, None]


def test_a_level_of_its_own_goes_along(room: rooms.Room):
    goes = apart(room)
    with written():
        db.session.get_one(Contribution, goes).level = Level.L1
    laid_out(room, goes)
    together(room)
    carry(room, goes)
    assert [each.level for each in joint(room)] == [Level.L1]


def test_sent_twice_it_goes_once(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    asked = carried(room, goes)
    for _ in range(2):
        with written():
            carrying.carry_over(room.seat("upper-1"), room.upper, asked)
    assert len(joint(room)) == 1


@pytest.mark.parametrize(
    ("phones_open", "shows_at_once", "standing"),
    [
        (True, True, Standing.SHOWN),
        (True, False, Standing.WAITING),
        (False, True, Standing.WAITING),
    ],
)
def test_it_shows_at_once_only_where_the_desk_opened_the_phones_for_that(
    room: rooms.Room, phones_open: bool, shows_at_once: bool, standing: Standing
):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    rooms.change(room, phones_open=phones_open, shows_at_once=shows_at_once)
    carry(room, goes)
    assert [each.standing for each in joint(room)] == [standing]
    assert room.sitting.something_waits is (standing is Standing.WAITING)


def test_when_the_joint_room_moved_on_nothing_goes(room: rooms.Room):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    asked = carried(room, goes)
    rooms.change(room, shows_at_once=True)
    with pytest.raises(ToldOtherwise), written():
        carrying.carry_over(room.seat("upper-1"), room.upper, asked)
    assert joint(room) == []
    assert on_the_list(room) == [goes]


@pytest.mark.parametrize("words", ["", "   "])
def test_a_point_that_goes_needs_words(room: rooms.Room, words: str):
    goes = apart(room)
    laid_out(room, goes)
    together(room)
    with pytest.raises(NothingWritten):
        carry(room, goes, words={goes: words})
    assert on_the_list(room) == [goes]


def heard(room: rooms.Room, deed: Callable[[], None]) -> dict[str, set[str]]:
    inboxes = {}
    with listening() as broker:
        for name in ("upper-2", "lower-1", "observer", "facilitator", "unnamed"):
            seat = room.seat(name)
            desk = name in {"facilitator", "unnamed"}
            inboxes[name] = broker.subscribe(Ear(seat.dialogue_id, audiences_of(seat), desk))
        deed()
        return {name: set(inbox.wait(0)) for name, inbox in inboxes.items()}


def test_laying_out_is_heard_by_that_party_only(app: Flask, room: rooms.Room):
    goes = apart(room)
    told = heard(room, lambda: laid_out(room, goes))
    assert told == {
        "upper-2": {"words"},
        "facilitator": {"words"},
        "lower-1": set(),
        "observer": set(),
        "unnamed": set(),
    }


def test_a_point_taken_back_leaves_the_list(room: rooms.Room):
    rooms.open_apart(room, "upper")
    token = rooms.write(room, "Mine", at=room.own_room("upper"))
    rooms.show_round(room, room.own_room("upper"))
    kept = actions.token_id(token)
    laid_out(room, kept)
    with written():
        actions.take_back(room.seat("upper-1"), token)
    assert on_the_list(room) == []


def test_going_back_to_an_empty_list_is_a_sentence(room: rooms.Room):
    with pytest.raises(DomainError):
        carry(room)
    with written():
        db.session.execute(delete(LaidOut))
