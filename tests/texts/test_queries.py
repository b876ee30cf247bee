from __future__ import annotations

import pytest

from app.contributions.actions import park
from app.dialogues.actions import audience_of_party
from app.dialogues.queries import joint_audience_of
from app.kernel.errors import NotHere
from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from app.texts import actions, queries
from app.texts.models import Text
from app.texts.rules import Block, Mark, Naming
from app.texts.sources import laid_out, points_for_draft
from tests.factories import rooms, texts
from tests.factories.dialogues import Begun, begun
from tests.support.writing import written


@pytest.fixture
def everyone(app) -> Begun:
    return begun()


def own_text(of: Begun, place: int = 0, title: str = "Among ourselves") -> Text:
    with written():
        audience = audience_of_party(of.dialogue, of.party(place), [of.seat("facilitator")])
        text = actions.begin_text(of.dialogue, audience, Wording.of(title), Wording.of(""))
        actions.add_paragraph(text, Block.PROBLEM, Wording.of("Not for the others."))
    return text


def known_to(of: Begun, name: str) -> set[str]:
    return {text.id for text in queries.texts_for(of.seat(name))}


def test_a_partys_own_text_is_known_to_that_party_and_the_third_party_named_for_it(everyone: Begun):
    own = own_text(everyone)
    knows = {name for name in everyone.seat_ids if own.id in known_to(everyone, name)}
    assert knows == {"participant-0", "facilitator"}


def test_organizers_know_of_joint_texts_once_they_are_adopted(everyone: Begun):
    draft, reading = texts.drafted(everyone), texts.in_reading(everyone)
    assert known_to(everyone, "organizer") == set()
    adopted = texts.adopted(everyone)
    assert known_to(everyone, "organizer") == {adopted.id}
    assert known_to(everyone, "participant-1") == {draft.id, reading.id, adopted.id}


def test_an_adopted_text_of_a_party_is_no_organizers(everyone: Begun):
    own = own_text(everyone)
    with written():
        actions.open_reading(own, [everyone.seat("participant-0")])
    texts.mark(everyone, own, "participant-0", (Mark.ADOPT,))
    with written():
        actions.close_reading(own)
    with written():
        actions.adopt_text(own)
    assert known_to(everyone, "organizer") == set()


def test_a_text_of_another_dialogue_is_not_here(everyone: Begun):
    other = texts.drafted(begun(seats=("participant-0",)))
    with pytest.raises(NotHere):
        queries.text_in(everyone.dialogue, everyone.seat("facilitator"), other.id)
    with pytest.raises(NotHere):
        queries.text_numbered(everyone.dialogue, 1)


def test_a_number_of_the_house_finds_joint_texts_only(everyone: Begun):
    own_text(everyone)
    with pytest.raises(NotHere):
        queries.text_numbered(everyone.dialogue, 1)


def test_a_paragraph_and_a_release_belong_to_their_text(everyone: Begun):
    one, _two = texts.drafted(everyone), texts.drafted(everyone)
    (paragraph,) = queries.paragraphs_of(_two)
    with pytest.raises(NotHere):
        queries.paragraph_in(one, paragraph.id)
    text, release = texts.released(everyone)
    with pytest.raises(NotHere):
        queries.release_in(one, release.id)
    assert queries.release_in(text, release.id) is release


def test_what_a_seat_is_asked_is_what_it_may_read(everyone: Begun):
    reading = texts.in_reading(everyone)
    release = texts.asked(everyone, texts.adopted(everyone))
    asked = queries.asked_of(everyone.seat("participant-1"))
    assert [text.id for text, _reading in asked.readings] == [reading.id]
    assert [each.id for _text, each in asked.releases] == [release.id]
    for name in ("facilitator", "organizer", "observer", "screen"):
        nothing = queries.asked_of(everyone.seat(name))
        assert not nothing.readings
        assert not nothing.releases


def test_what_was_asked_is_not_asked_once_it_has_closed(everyone: Begun):
    text = texts.in_reading(everyone)
    with written():
        actions.close_reading(text)
    assert not queries.asked_of(everyone.seat("participant-0")).readings


def test_a_device_finds_its_own_marks_and_nobody_elses(everyone: Begun):
    text = texts.in_reading(everyone, "one", "two")
    texts.mark(everyone, text, "participant-0", (Mark.ADOPT, Mark.CONCERN), concern="The road")
    reading = queries.open_reading_of(text)
    assert reading is not None
    paragraphs = queries.paragraphs_of(text)
    own = queries.own_marks(everyone.secrets["participant-0"], reading, paragraphs)
    assert [own[each.id].mark for each in paragraphs] == [Mark.ADOPT, Mark.CONCERN]
    assert own[paragraphs[1].id].concern == Wording.of("The road")
    assert queries.own_marks(everyone.secrets["participant-1"], reading, paragraphs) == {}


def test_the_number_asked_is_the_roster_and_then_what_is_left_of_it(everyone: Begun):
    text = texts.in_reading(everyone)
    reading = queries.open_reading_of(text)
    assert reading is not None
    assert queries.asked_to_read(reading) == 2
    with written():
        actions.close_reading(text)
    closed = queries.closed_reading_of(text)
    assert closed is not None
    assert queries.asked_to_read(closed) == 2


def test_a_version_that_was_never_read_or_is_destroyed_is_not_here(everyone: Begun):
    text = texts.drafted(everyone)
    with pytest.raises(NotHere):
        queries.version_of(text, 1)
    with pytest.raises(NotHere):
        queries.version_of(texts.adopted(everyone), 7)


@pytest.mark.parametrize(
    ("dialogue", "own", "holds"),
    [
        (Level.L3, None, Level.L3),
        (Level.L3, Level.L1, Level.L1),
        (Level.L1, Level.L4, Level.L1),
        (Level.L0, Level.L4, Level.L0),
    ],
)
def test_the_strictest_level_holds_for_a_text(
    app, dialogue: Level, own: Level | None, holds: Level
):
    of = begun(seats=(), level=dialogue)
    text = texts.drafted(of)
    with written():
        actions.choose_level(text, own)
    assert queries.level_of(of.dialogue, text) is holds


def test_open_askings_stand_before_those_that_are_closed(everyone: Begun):
    text, released = texts.released(everyone)
    open_one = texts.asked(everyone, text, "The press")
    assert [each.id for each in queries.releases_of(text)] == [open_one.id, released.id]


# The points that a draft is worked from


@pytest.fixture
def room(app) -> rooms.Room:
    return rooms.room()


def joint_draft(room: rooms.Room) -> Text:
    with written():
        return actions.begin_text(
            room.dialogue,
            joint_audience_of(room.dialogue),
            Wording.of("On the bridge"),
            Wording.of(""),
        )


def test_what_a_party_said_apart_is_not_even_offered_for_a_joint_text(room: rooms.Room):
    rooms.point(room, "said in the joint room")
    apart = rooms.open_apart(room, "upper")
    rooms.point(room, "said among ourselves", at=apart)
    offered = points_for_draft(room.seat("facilitator"), joint_draft(room))
    assert [point.words.text for point in offered] == ["said in the joint room"]


def test_words_that_wait_or_are_parked_are_not_offered(room: rooms.Room):
    rooms.write(room, "waits for the round")
    put_aside = rooms.point(room, "put aside")
    with written():
        park([put_aside])
    assert points_for_draft(room.seat("facilitator"), joint_draft(room)) == []


def test_points_are_laid_out_by_stage_and_kind_and_what_has_no_stage_comes_last(room: rooms.Room):
    for kind, party in ((Kind.FEAR, "upper"), (Kind.NEED, "upper"), (Kind.NEED, "lower")):
        rooms.point(room, f"{kind} of {party}", kind=kind, party=party)
    rooms.change(room, stage_id=room.stage("joint_thinking").id)
    rooms.point(room, "an option", kind=Kind.OPTION, party=None)
    rooms.change(room, stage_id=None)
    rooms.point(room, "a question", kind=Kind.QUESTION, party=None)
    points = points_for_draft(room.seat("rapporteur"), joint_draft(room))
    found = [
        (
            of.stage.key if of.stage else None,
            [(group.kind, len(group.points)) for group in of.kinds],
        )
        for of in laid_out(room.dialogue, points)
    ]
    assert found == [
        ("needs_analysis", [(Kind.NEED, 2), (Kind.FEAR, 1)]),
        ("joint_thinking", [(Kind.OPTION, 1)]),
        (None, [(Kind.QUESTION, 1)]),
    ]


def test_a_described_release_is_told_apart_from_an_unnamed_one(everyone: Begun):
    text = texts.adopted(everyone)
    with written():
        described = actions.ask_release(
            everyone.dialogue,
            text,
            "The press",
            Naming.GROUP_DESCRIBED,
            [everyone.seat("participant-0")],
            description="Teachers of both towns",
        )
    assert texts.asked(everyone, text).description is None
    assert described.description == "Teachers of both towns"
