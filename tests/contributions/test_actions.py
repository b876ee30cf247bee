from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.contributions import actions, queries
from app.contributions.actions import (
    AlreadyKept,
    CannotBear,
    NothingToTakeBack,
    NothingWritten,
    NotInvited,
    NotTogether,
    PhonesClosed,
    ToldOtherwise,
    Typed,
    WorkedIntoDraft,
    Written,
)
from app.contributions.models import Cluster, Contribution, ContributionLink
from app.contributions.queries import invitation_of
from app.contributions.rules import Standing
from app.journal.models import Entry
from app.kernel.db import db
from app.kernel.tokens import new_code
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.settings import Settings
from tests.factories import rooms
from tests.support.writing import written

SEEN = "a lamp on every bridge"


def _kept() -> list[Contribution]:
    return list(db.session.scalars(select(Contribution)))


def test_words_wait_until_the_round_opens_and_then_stand_in_the_room(app: Flask) -> None:
    room = rooms.room()
    rooms.write(room, SEEN)
    assert _kept()[0].standing is Standing.WAITING
    assert queries.points_for(room.seat("facilitator")) == []
    rooms.show_round(room)
    (point,) = queries.points_for(room.seat("lower-1"))
    assert point.words.text == SEEN
    assert not room.sitting.something_waits


def test_words_show_at_once_only_when_their_writer_was_told_so(app: Flask) -> None:
    room = rooms.room()
    rooms.change(room, shows_at_once=True)
    rooms.write(room, SEEN)
    assert _kept()[0].standing is Standing.SHOWN


def test_a_need_carries_the_party_and_an_option_nobody(app: Flask) -> None:
    room = rooms.room()
    rooms.write(room, "a need", kind=Kind.NEED)
    rooms.change(room, stage_id=room.stage("joint_thinking").id)
    rooms.write(room, "an option", kind=Kind.OPTION)
    by_kind = {each.kind: each.party_id for each in _kept()}
    assert by_kind == {Kind.NEED: room.upper.id, Kind.OPTION: None}


def test_a_writer_may_leave_the_party_out(app: Flask) -> None:
    room = rooms.room(sizes=(1, 2))
    with written():
        sitting = room.sitting
        actions.write(
            room.seat("upper-1"),
            sitting,
            Written(
                new_code(),
                invitation_of(sitting).told,
                Kind.NEED,
                Wording.of(SEEN),
                without_party=True,
            ),
        )
    assert _kept()[0].party_id is None


def test_a_repeated_sending_finds_the_same_row_even_after_the_phones_closed(app: Flask) -> None:
    room = rooms.room()
    token = rooms.write(room, SEEN)
    rooms.change(room, phones_open=False)
    rooms.write(room, SEEN, token=token)
    assert len(_kept()) == 1


def test_other_words_under_the_same_token_are_refused_and_the_first_stand(app: Flask) -> None:
    room = rooms.room()
    token = rooms.write(room, SEEN)
    with pytest.raises(AlreadyKept):
        rooms.write(room, "something else", token=token)
    assert [each.words.text for each in _kept()] == [SEEN]


def test_words_for_closed_phones_are_refused(app: Flask) -> None:
    room = rooms.room()
    rooms.change(room, phones_open=False)
    with pytest.raises(PhonesClosed):
        rooms.write(room, SEEN)
    assert _kept() == []


@pytest.mark.parametrize("changed", ["stage", "moment", "audience"])
def test_words_are_given_back_when_what_their_writer_was_told_no_longer_holds(
    app: Flask, changed: str
) -> None:
    room = rooms.room()
    told = invitation_of(room.sitting).told
    changes: dict[str, dict[str, object]] = {
        "stage": {"stage_id": room.stage("joint_thinking").id},
        "moment": {"shows_at_once": True},
        "audience": {"audience_id": room.own_room("upper").audience_id},
    }
    rooms.change(room, **changes[changed])
    with pytest.raises(ToldOtherwise), written():
        actions.write(
            room.seat("upper-1"),
            room.sitting,
            Written(new_code(), told, Kind.NEED, Wording.of(SEEN)),
        )
    assert _kept() == []


def test_a_stage_that_invites_nothing_refuses_every_kind(app: Flask) -> None:
    room = rooms.room(at="silence")
    with pytest.raises(NotInvited):
        rooms.write(room, SEEN)


def test_private_words_are_never_stored(app: Flask) -> None:
    room = rooms.room(at="private")
    with pytest.raises(NotInvited):
        rooms.write(room, SEEN, kind=Kind.CONCERN)


def test_no_words_are_no_point(app: Flask) -> None:
    room = rooms.room()
    with pytest.raises(NothingWritten):
        rooms.write(room, "  ")


@pytest.mark.parametrize(
    "words",
    [
        "emoji 👩🏽‍🌾 and flags",
        "x" * 10_000,
        "نحتاج Road 7 إلى ماء נחוץ",
        "ქართული და Հայերեն",
        "line\none\r\ntwo\t",
        "a\u0300\u200f\u202e mixed",
    ],
)
def test_words_of_every_kind_come_back_as_they_were_written(app: Flask, words: str) -> None:
    room = rooms.room()
    rooms.write(room, words)
    rooms.show_round(room)
    assert queries.points_for(room.seat("lower-1"))[0].words.text == words


def test_taken_back_words_are_gone_with_their_links_and_the_heading_over_nothing(
    app: Flask,
) -> None:
    room = rooms.room()
    token = rooms.write(room, SEEN)
    rooms.show_round(room)
    option = rooms.point(room, "an option", kind=Kind.OPTION, party=None)
    (need,) = (each for each in _kept() if each.kind is Kind.NEED)
    with written():
        actions.group([need], Wording.of("about lamps"))
        actions.link(db.session.get_one(Contribution, option.id), need)
    with written():
        actions.take_back(room.seat("upper-1"), token.lower().replace("-", " "))
    assert [each.kind for each in _kept()] == [Kind.OPTION]
    assert db.session.scalar(select(func.count()).select_from(ContributionLink)) == 0
    assert db.session.scalar(select(func.count()).select_from(Cluster)) == 0


def test_taking_back_leaves_no_trace_in_the_journal(app: Flask) -> None:
    room = rooms.room()
    before = db.session.scalar(select(func.count()).select_from(Entry))
    token = rooms.write(room, SEEN)
    with written():
        actions.take_back(room.seat("upper-1"), token)
    assert db.session.scalar(select(func.count()).select_from(Entry)) == before


@pytest.mark.only_on("sqlite")
def test_taken_back_words_are_not_in_the_bytes_of_the_database(
    app: Flask, settings: Settings
) -> None:
    room = rooms.room()
    token = rooms.write(room, SEEN * 20)
    kept = _kept()[0]
    blob, kept_id = bytes(vars(kept)["words_sealed"]), kept.id.encode()
    db.session.rollback()
    file = settings.data / "second-track.db"
    assert blob[20:60] in file.read_bytes()
    with written():
        actions.take_back(room.seat("upper-1"), token)
    remains = file.read_bytes()
    assert blob[20:60] not in remains
    assert kept_id not in remains
    assert not list(settings.data.glob("*journal")) or all(
        not path.stat().st_size for path in settings.data.glob("*journal")
    )


@pytest.mark.only_on("sqlite")
def test_after_taking_back_no_page_of_the_file_is_left_in_which_a_copy_could_stand(
    app: Flask, settings: Settings
) -> None:
    room = rooms.room()
    tokens = [rooms.write(room, SEEN * 20) for _ in range(40)]
    ids = [kept.id.encode() for kept in _kept()]
    db.session.rollback()
    for token in tokens:
        with written():
            actions.take_back(room.seat("upper-1"), token)
    remains = (settings.data / "second-track.db").read_bytes()
    assert not [each for each in ids if each in remains]
    assert db.session.execute(text("PRAGMA freelist_count")).scalar_one() == 0


def test_a_wrong_code_takes_nothing_back_and_another_dialogue_s_is_wrong(app: Flask) -> None:
    room, other = rooms.room(), rooms.room()
    token = rooms.write(room, SEEN)
    for seat, code in ((room.seat("upper-1"), new_code()), (other.seat("upper-1"), token)):
        with pytest.raises(NothingToTakeBack), written():
            actions.take_back(seat, code)
    assert len(_kept()) == 1


def test_words_worked_into_a_draft_can_no_longer_be_taken_back_but_can_be_struck(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_worked_in", [lambda _contribution: True])
    room = rooms.room()
    token = rooms.write(room, SEEN)
    rooms.show_round(room)
    with pytest.raises(WorkedIntoDraft), written():
        actions.take_back(room.seat("upper-1"), token)
    with written():
        actions.strike(_kept())
    assert _kept() == []


def test_what_the_rapporteur_typed_cannot_be_taken_back_with_the_value_of_its_form(
    app: Flask,
) -> None:
    room = rooms.room()
    once = new_code()
    with written():
        actions.type_for_room(room.sitting, Typed("one\ntwo", Kind.NEED, room.upper, "en", once))
    for code in (once, f"{once}|0"):
        with pytest.raises(NothingToTakeBack), written():
            actions.take_back(room.seat("upper-1"), code)
    assert len(_kept()) == 2


def test_lines_typed_for_the_room_are_kept_once_however_often_they_are_sent(app: Flask) -> None:
    room = rooms.room()
    typed = Typed("one\n\ntwo\nthree", Kind.FEAR, room.lower, "en", new_code())
    for _ in range(2):
        with written():
            actions.type_for_room(room.sitting, typed)
    assert sorted(each.words.text for each in _kept()) == ["one", "three", "two"]
    assert {each.standing for each in _kept()} == {Standing.SHOWN}


def test_the_order_kept_is_not_the_order_of_arrival(app: Flask) -> None:
    room = rooms.room()
    for number in range(40):
        rooms.write(room, f"{number}")
    rooms.show_round(room)
    order = [int(point.words.text) for point in queries.points_for(room.seat("lower-1"))]
    later = sum(a < b for place, a in enumerate(order) for b in order[place + 1 :])
    assert abs(2 * later / (40 * 39 / 2) - 1) < 0.5
    ids = [int(each.words.text) for each in sorted(_kept(), key=lambda each: each.id)]
    assert ids != sorted(ids)


def test_positions_stay_put_until_the_desk_moves_them(app: Flask) -> None:
    room = rooms.room()
    for number in range(5):
        rooms.write(room, f"{number}")
    rooms.show_round(room)
    reader = room.seat("facilitator")
    before = [point.id for point in queries.points_for(reader)]
    rooms.write(room, "later")
    rooms.show_round(room)
    standing = [point.id for point in queries.points_for(reader)]
    assert [kept for kept in standing if kept in before] == before
    with written():
        first = db.session.get_one(Contribution, before[0])
        actions.move(room.seat("facilitator"), [first], down=True)
    moved = [point.id for point in queries.points_for(room.seat("facilitator"))]
    assert moved.index(first.id) == standing.index(first.id) + 1


def test_moving_stays_among_points_of_the_same_kind_and_party(app: Flask) -> None:
    room = rooms.room()
    ours = rooms.point(room, "ours").id
    rooms.point(room, "theirs", party="lower")
    with written():
        actions.move(room.seat("facilitator"), [db.session.get_one(Contribution, ours)], down=True)
    assert {point.id for point in queries.points_for(room.seat("facilitator"))} >= {ours}


def test_parked_points_can_be_taken_up_again(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, SEEN)
    with written():
        actions.park(_kept())
    assert _kept()[0].standing is Standing.PARKED
    with written():
        actions.take_up(_kept())
    assert _kept()[0].standing is Standing.SHOWN


def test_points_are_put_under_a_heading_renamed_and_taken_from_it(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "one")
    rooms.point(room, "two")
    with written():
        heading = actions.group(_kept(), Wording.of("water"))
    with written():
        actions.rename_cluster(db.session.get_one(Cluster, heading.id), Wording.of("water, roads"))
    seat = room.seat("lower-1")
    points = queries.points_for(seat)
    assert [each.title.text for each in queries.headings_of(seat, points)] == ["water, roads"]
    with written():
        actions.put_under(_kept(), None)
    assert db.session.scalar(select(func.count()).select_from(Cluster)) == 0


def test_points_with_different_readers_never_stand_under_one_heading(app: Flask) -> None:
    room = rooms.room()
    rooms.point(room, "joint")
    apart = rooms.open_apart(room, "upper")
    rooms.point(room, "apart", at=apart)
    with pytest.raises(NotTogether), written():
        actions.group(_kept(), Wording.of("both"))


def test_points_with_different_readers_are_never_linked(app: Flask) -> None:
    room = rooms.room()
    option = rooms.point(room, "joint", kind=Kind.OPTION, party=None).id
    apart = rooms.open_apart(room, "upper")
    fear = rooms.point(room, "apart", kind=Kind.FEAR, at=apart).id
    with pytest.raises(CannotBear), written():
        actions.link(
            db.session.get_one(Contribution, option), db.session.get_one(Contribution, fear)
        )


def test_a_point_put_right_loses_party_and_links_that_no_longer_fit(app: Flask) -> None:
    room = rooms.room()
    need = rooms.point(room, "a need").id
    option = rooms.point(room, "an option", kind=Kind.OPTION, party=None).id
    with written():
        found = db.session.get_one(Contribution, need)
        actions.link(db.session.get_one(Contribution, option), found)
        actions.put_right(
            found, text="really an option", language="en", kind=Kind.OPTION, party=room.upper
        )
    found = db.session.get_one(Contribution, need)
    assert (found.words.text, found.party_id) == ("really an option", None)
    assert db.session.scalar(select(func.count()).select_from(ContributionLink)) == 0


def test_choosing_links_leaves_those_that_were_not_offered(app: Flask) -> None:
    room = rooms.room()
    option = rooms.point(room, "option", kind=Kind.OPTION, party=None).id
    needs = [rooms.point(room, f"need {number}").id for number in range(3)]

    def get(each: str) -> Contribution:
        return db.session.get_one(Contribution, each)

    with written():
        actions.link(get(option), get(needs[2]))
        actions.link_only(get(option), [get(needs[0]), get(needs[1])], [get(needs[1])])
    with written():
        actions.link_only(get(option), [get(needs[0]), get(needs[1])], [get(needs[0])])
    linked = set(db.session.scalars(select(ContributionLink.to_id)))
    assert linked == {needs[0], needs[2]}


def test_nothing_of_the_writer_or_the_moment_has_a_place_in_the_table() -> None:
    columns = set(Contribution.__table__.columns.keys())
    assert columns == {
        *("id", "dialogue_id", "sitting_id", "audience_id", "stage_id", "kind", "party_id"),
        *("cluster_id", "level", "standing", "position", "words"),
    }
