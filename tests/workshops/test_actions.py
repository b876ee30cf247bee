"""Planning: what each deed changes, what it refuses, and that nothing of anybody's is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.dialogues.models import Audience, AudienceSeat
from app.dialogues.rules import AudienceKind
from app.kernel import announcements
from app.kernel.announcements import Channel
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Wording
from app.workshops import actions, queries
from app.workshops.actions import (
    AgendaChanged,
    AgendaFull,
    AgendaNotEmpty,
    Particulars,
    Rework,
    Room,
    Times,
)
from app.workshops.actions.reworking import part
from app.workshops.models import Sitting
from app.workshops.rules import MOST_BLOCKS, BlockKind, Task
from app.workshops.rules.laying_out import DayFrame
from app.workshops.rules.order import Move
from app.workshops.rules.parts import Deed
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.writing import written


@pytest.fixture
def house(app) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


def version(house: House, workshop_id: str) -> int:
    return made.workshop_of(house, workshop_id).version


def rework(house: House, workshop_id: str, *, seen: int | None = None, **given) -> None:
    with written():
        actions.rework_agenda(
            house.dialogue,
            made.workshop_of(house, workshop_id),
            Rework(**given),
            seen_version=version(house, workshop_id) if seen is None else seen,
        )


def change(house: House, sitting_id: str, **given) -> None:
    with written():
        sitting = made.sitting(house, sitting_id)
        given = {"kind": sitting.kind, "minutes": sitting.minutes, **given}
        actions.change_sitting(
            house.dialogue,
            sitting,
            Particulars(**given),
            seen_version=sitting.workshop.version,
        )


def audiences(kind: AudienceKind) -> int:
    return db.session.scalar(select(func.count()).where(Audience.kind == kind)) or 0


def test_a_planned_workshop_is_empty_and_stands_after_the_others(house):
    first, second = made.workshop(house), made.workshop(house, title=Wording.of("Later"))

    found = queries.workshops_of(house.dialogue)
    assert [each.id for each in found] == [first, second]
    assert queries.sittings_of(found[0]) == []


def test_an_agenda_is_laid_out_with_a_room_for_each_party(house, spring):
    made.laid_out(house, spring)

    sittings = queries.sittings_of(made.workshop_of(house, spring))
    rooms = [each for each in sittings if each.kind is BlockKind.PARTY_SESSION]
    assert {each.audience.party_id for each in rooms} == {house.upper.id, house.lower.id}
    assert audiences(AudienceKind.PARTY) == 2
    named = queries.named_for(each.audience_id for each in rooms)
    assert {seat.id for seats in named.values() for seat in seats} == {house.seats["facilitator"]}
    assert sittings[-1].stage is not None
    assert sittings[-1].stage.key == "closing_reentry"


def test_days_begin_when_the_time_one_has_begins(house, spring):
    with written():
        workshop = made.workshop_of(house, spring)
        actions.lay_out_agenda(
            house.dialogue,
            workshop,
            queries.stage_times(house.dialogue),
            [DayFrame(18 * 60, 180), DayFrame(8 * 60, 480), DayFrame(8 * 60, 300)],
            by=house.seat("facilitator"),
            homeward=Wording.of("Going home"),
            seen_version=workshop.version,
        )

    assert made.workshop_of(house, spring).day_starts == ["18:00", "08:00", "08:00"]


def test_laying_out_takes_nothing_away_unless_told_to(house, spring):
    made.block(house, spring, "Mine")

    with pytest.raises(AgendaNotEmpty):
        made.laid_out(house, spring)

    assert made.agenda(house, spring) == [("1 09:00", "Mine")]


def test_a_block_without_a_title_is_called_after_its_stage(house, spring):
    sitting_id = made.block(house, spring, stage=house.stage("needs_analysis"))

    assert made.sitting(house, sitting_id).title.text == "Needs analysis"


def test_a_title_that_stood_for_the_stage_goes_with_it(house, spring):
    sitting_id = made.block(house, spring, stage=house.stage("opening"))

    change(house, sitting_id, title="Opening", stage=house.stage("needs_analysis"))

    assert made.sitting(house, sitting_id).title.text == "Needs analysis"


def test_a_title_of_ones_own_stays_when_the_stage_changes(house, spring):
    sitting_id = made.block(house, spring, "Listening", stage=house.stage("opening"))

    change(house, sitting_id, title="Listening", stage=house.stage("needs_analysis"))

    assert made.sitting(house, sitting_id).title.text == "Listening"


def test_starts_follow_when_durations_change_and_anchors_stay(house, spring):
    first = made.block(house, spring, "First", minutes=60)
    made.block(house, spring, "Second", minutes=60)
    made.block(house, spring, "Lunch", minutes=60, anchor="13:00")

    rework(house, spring, times={first: Times(90, None)})

    assert made.agenda(house, spring) == [
        ("1 09:00", "First"),
        ("1 10:30", "Second"),
        ("1 13:00", "Lunch"),
    ]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Move.UP, [("1 09:00", "B"), ("1 10:00", "A"), ("2 09:00", "C")]),
        (Move.DOWN, [("1 09:00", "A"), ("2 09:00", "B"), ("2 10:00", "C")]),
        (Move.DAY_AFTER, [("1 09:00", "A"), ("2 09:00", "B"), ("2 10:00", "C")]),
        (Move.BESIDE, [("1 09:00", "A"), ("1 09:00", "B"), ("2 09:00", "C")]),
    ],
)
def test_a_block_can_be_moved(house, spring, how, expected):
    made.block(house, spring, "A")
    block = made.block(house, spring, "B")
    made.block(house, spring, "C", day=1)

    rework(house, spring, move=(block, how))

    assert made.agenda(house, spring) == expected


def test_a_block_can_be_dropped_on_another_day(house, spring):
    block = made.block(house, spring, "A")
    made.block(house, spring, "B", day=2)

    rework(house, spring, drop=(block, 2, 0))

    assert made.agenda(house, spring) == [("3 09:00", "A"), ("3 10:00", "B")]


def test_pressing_a_button_keeps_what_was_typed(house, spring):
    first = made.block(house, spring, "A")
    second = made.block(house, spring, "B")

    rework(house, spring, times={first: Times(30, None)}, move=(second, Move.UP))

    assert made.agenda(house, spring) == [("1 09:00", "B"), ("1 10:00", "A")]
    assert made.sitting(house, first).minutes == 30


def test_a_break_is_added_without_a_form(house, spring):
    rework(house, spring, add=(BlockKind.BREAK, 1))

    (added,) = queries.sittings_of(made.workshop_of(house, spring))
    assert (added.kind, added.day, added.minutes) == (BlockKind.BREAK, 1, 20)


def test_each_party_gets_its_room_in_parallel(house, spring):
    with written():
        workshop = made.workshop_of(house, spring)
        room = Room(AudienceKind.PARTY, seats=[house.seat("facilitator")])
        particulars = Particulars(BlockKind.PARTY_SESSION, 60, "Apart", room=room)
        actions.add_party_sessions(
            house.dialogue, workshop, particulars, day=0, seen_version=workshop.version
        )

    assert made.agenda(house, spring) == [("1 09:00", "Apart"), ("1 09:00", "Apart")]


def test_a_block_can_be_put_after_or_beside_another(house, spring):
    made.block(house, spring, "A")
    made.block(house, spring, "B")
    with written():
        workshop = made.workshop_of(house, spring)
        after = queries.sittings_of(workshop)[0]
        for title, beside in (("After", False), ("Beside", True)):
            actions.add_sitting(
                house.dialogue,
                workshop,
                Particulars(BlockKind.SESSION, 30, title),
                day=0,
                after=after,
                beside=beside,
                seen_version=workshop.version,
            )

    assert made.agenda(house, spring) == [
        ("1 09:00", "A"),
        ("1 09:00", "Beside"),
        ("1 10:00", "After"),
        ("1 10:30", "B"),
    ]


def doubled(house: House, spring: str, block: str) -> str:
    """The same block once more, right after it; its id."""
    workshop = made.workshop_of(house, spring)
    return part(workshop, Deed.TWICE, block, seen_version=workshop.version).id


def test_the_same_once_more_stands_after_it_and_is_not_fixed(house, spring):
    block = made.block(house, spring, "A", anchor="09:00", private_notes="Quietly")
    made.block(house, spring, "B")
    with written():
        doubled(house, spring, block)

    first, twin, _last = queries.sittings_of(made.workshop_of(house, spring))
    assert (twin.title.text, twin.private_notes, twin.anchor) == ("A", "Quietly", None)
    assert twin.audience_id == first.audience_id


def test_removing_a_party_s_room_leaves_no_trace_of_it(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")
    with written():
        sitting = made.sitting(house, block)
        actions.remove_sitting(sitting, seen_version=sitting.workshop.version)

    assert audiences(AudienceKind.PARTY) == 0
    assert db.session.scalar(select(func.count()).select_from(AudienceSeat)) == 0


def test_naming_another_seat_makes_another_room_and_widens_none(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")
    with written():
        twin = doubled(house, spring, block)
    before = made.sitting(house, block).audience_id

    seats = [house.seat("facilitator"), house.seat("second")]
    change(house, block, room=Room(AudienceKind.PARTY, party=house.upper, seats=seats))

    assert made.sitting(house, twin).audience_id == before
    assert made.sitting(house, block).audience_id != before
    named = queries.named_for([before])[before]
    assert [seat.id for seat in named] == [house.seats["facilitator"]]


def test_an_organizer_or_a_participant_is_never_named_for_a_party_s_room(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")

    seats = [house.seat(name) for name in ("organizer", "otter", "second")]
    change(house, block, room=Room(AudienceKind.PARTY, party=house.upper, seats=seats))

    audience_id = made.sitting(house, block).audience_id
    named = queries.named_for([audience_id])[audience_id]
    assert [seat.id for seat in named] == [house.seats["second"]]


def test_who_is_in_a_group_can_come_later_and_until_then_no_participant_is(house, spring):
    room = Room(AudienceKind.GROUP, seats=[house.seat("facilitator")], name="Group 1")
    block = made.block(house, spring, "Group", kind=BlockKind.WORKING_GROUP, room=room)

    assert queries.sitting_for(house.seat("facilitator"), block).id == block
    for name in ("heron", "otter", "second", "wall"):
        with pytest.raises(NotHere):
            queries.sitting_for(house.seat(name), block)


def test_mixed_groups_stand_side_by_side_each_a_room_of_its_own(house, spring):
    with written():
        workshop = made.workshop_of(house, spring)
        added = actions.add_groups(
            house.dialogue,
            workshop,
            Particulars(
                BlockKind.WORKING_GROUP,
                45,
                title="Sketches",
                room=Room(AudienceKind.GROUP, seats=[house.seat("second"), house.seat("heron")]),
            ),
            ["Group 1", "Group 2", "Group 3"],
            day=1,
            seen_version=workshop.version,
        )
    assert [(each.day, each.position, each.lane) for each in added] == [
        (1, 0, 0), (1, 0, 1), (1, 0, 2)
    ]  # fmt: skip
    assert len({each.audience_id for each in added}) == 3
    with pytest.raises(NotHere):
        queries.sitting_for(house.seat("heron"), added[0].id)


def test_everything_written_about_a_block_is_kept_and_goes_with_its_twin(house, spring):
    given = {
        "purpose": "To hear what lies beneath",
        "tool": "circle_chart",
        "questions": ["What must never happen again?", "What would ease it?"],
        "materials": "Cards in two colours",
        "tasks": {Task.LEADS: [house.seat("second")], Task.INTERPRETS: [house.seat("interpreter")]},
    }
    block = made.block(house, spring, "A", **given)
    with written():
        twin = doubled(house, spring, block)
    for each in (made.sitting(house, block), made.sitting(house, twin)):
        assert (each.purpose, each.tool, each.materials) == (
            given["purpose"], given["tool"], given["materials"]
        )  # fmt: skip
        assert each.questions == given["questions"]
        assert each.seats_for(Task.LEADS) == [house.seats["second"]]
        assert each.seats_for(Task.INTERPRETS) == [house.seats["interpreter"]]
        assert each.seats_for(Task.RECORDS) == []


def test_a_task_is_given_to_the_third_party_only_and_interpreters_do_not_lead(house, spring):
    people = [house.seat(name) for name in ("heron", "organizer", "wall", "interpreter")]
    block = made.block(house, spring, "A", tasks=dict.fromkeys(Task, people))

    sitting = made.sitting(house, block)
    assert sitting.tasks == {"interprets": [house.seats["interpreter"]]}


def test_consecutive_interpretation_doubles_what_is_talked_in_and_can_be_taken_back(house, spring):
    talk = made.block(house, spring, "Talk", minutes=45)
    pause = made.block(house, spring, kind=BlockKind.BREAK, minutes=20)
    already = made.block(house, spring, "Already", minutes=60, consecutive=True)

    def ask(*, consecutive: bool) -> list[int]:
        with written():
            workshop = made.workshop_of(house, spring)
            actions.interpret_consecutively(
                workshop, consecutive=consecutive, seen_version=workshop.version
            )
        return [made.sitting(house, each).minutes for each in (talk, pause, already)]

    assert ask(consecutive=True) == [90, 20, 60]
    assert ask(consecutive=True) == [90, 20, 60]
    assert ask(consecutive=False) == [45, 20, 30]


def test_what_would_be_longer_than_a_day_is_not_doubled_and_nothing_else_is(house, spring):
    talk = made.block(house, spring, "Talk", minutes=45)
    made.block(house, spring, "Vigil", minutes=1000)
    workshop = made.workshop_of(house, spring)
    with pytest.raises(actions.LongerThanADay):
        actions.interpret_consecutively(workshop, seen_version=workshop.version)
    assert made.sitting(house, talk).minutes == 45


def test_a_group_holds_its_members(house, spring):
    seats = [house.seat(name) for name in ("heron", "otter", "second")]
    room = Room(AudienceKind.GROUP, seats=seats)
    block = made.block(house, spring, "Group", kind=BlockKind.WORKING_GROUP, room=room)

    assert queries.sitting_for(house.seat("heron"), block).id == block
    with pytest.raises(NotHere):
        queries.sitting_for(house.seat("facilitator"), block)


def test_who_plans_a_party_s_room_is_not_thereby_in_it(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")

    assert queries.sitting_for(house.seat("facilitator"), block).id == block
    assert queries.sitting_for(house.seat("heron"), block).id == block
    for outside in ("second", "otter", "organizer", "wall", "interpreter"):
        with pytest.raises(NotHere):
            queries.sitting_for(house.seat(outside), block)


def test_fewer_days_lose_no_block(house, spring):
    made.block(house, spring, "A", day=0)
    made.block(house, spring, "B", day=2)
    with written():
        workshop = made.workshop_of(house, spring)
        actions.change_workshop(
            workshop, made.frame(day_starts=["10:00"]), seen_version=workshop.version
        )

    assert made.agenda(house, spring) == [("1 10:00", "A"), ("1 11:00", "B")]


def test_the_date_may_be_open(house, spring):
    with written():
        workshop = made.workshop_of(house, spring)
        actions.change_workshop(workshop, made.frame(begins_on=None), seen_version=workshop.version)

    assert queries.begins_on(made.workshop_of(house, spring)) is None


def test_removing_a_workshop_removes_its_agenda(house, spring):
    made.party_room(house, spring, house.upper, "Apart")
    with written():
        workshop = made.workshop_of(house, spring)
        actions.remove_workshop(workshop, seen_version=workshop.version)

    assert queries.workshops_of(house.dialogue) == []
    assert db.session.scalar(select(func.count()).select_from(Sitting)) == 0
    assert audiences(AudienceKind.PARTY) == 0


def test_who_comes_second_changes_nothing(house, spring):
    block = made.block(house, spring, "A", minutes=60)
    seen = version(house, spring)
    rework(house, spring, times={block: Times(90, None)}, seen=seen)

    with pytest.raises(AgendaChanged):
        rework(house, spring, times={block: Times(30, None)}, seen=seen)

    assert made.sitting(house, block).minutes == 90


def test_every_change_of_a_block_is_seen_by_whoever_has_the_agenda_open(house, spring):
    seen = [version(house, spring)]
    block = made.block(house, spring, "A")
    seen.append(version(house, spring))
    change(house, block, title="B")
    seen.append(version(house, spring))
    rework(house, spring, move=(block, Move.DAY_AFTER))
    seen.append(version(house, spring))

    assert len(set(seen)) == 4


def test_only_a_room_that_is_held_hears_of_a_change_and_only_that_room(house, spring, monkeypatch):
    heard: list[announcements.Announcement] = []
    monkeypatch.setattr(announcements, "_listeners", [heard.append])
    block = made.party_room(house, spring, house.upper, "Apart")
    change(house, block, title="Still apart", room=apart(house))
    assert heard == []
    with written():
        made.sitting(house, block).held = True

    change(house, block, title="Apart again", room=apart(house))

    channel = Channel(house.dialogue_id, made.sitting(house, block).audience_id)
    assert [announcement.to for announcement in heard] == [channel]


def apart(house: House) -> Room:
    return Room(AudienceKind.PARTY, party=house.upper, seats=[house.seat("facilitator")])


def test_an_agenda_of_thousands_is_refused(house, spring, monkeypatch):
    monkeypatch.setattr(actions, "MOST_BLOCKS", 2)
    made.block(house, spring, "A")
    made.block(house, spring, "B")

    with pytest.raises(AgendaFull):
        made.block(house, spring, "C")

    assert len(made.agenda(house, spring)) == 2
    assert MOST_BLOCKS >= 300


def test_a_workshop_of_another_dialogue_is_not_here(house, spring):
    other = made.house()

    with pytest.raises(NotHere):
        queries.workshop_in(other.dialogue, spring)
