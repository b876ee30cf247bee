"""Splitting, merging, doubling; and taking back exactly what was done, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import Boolean, func, select

from app.contributions import actions as contributions
from app.contributions.models import Contribution
from app.dialogues.models import Audience
from app.dialogues.rules import AudienceKind
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.workshops import actions, queries
from app.workshops.actions import (
    AgendaChanged,
    AgendaFull,
    Particulars,
    Rework,
    Times,
    reworking,
    steps,
)
from app.workshops.actions.steps import CannotBeTakenBack
from app.workshops.models import Sitting
from app.workshops.rules import MOST_BLOCKS, BlockKind
from app.workshops.rules.laying_out import DayFrame
from app.workshops.rules.order import Move
from app.workshops.rules.parts import CannotMerge, CannotSplit, Deed
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.writing import written


@pytest.fixture
def house(app) -> House:
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


def version(house: House, spring: str) -> int:
    return made.workshop_of(house, spring).version


def test_nothing_of_how_a_room_stands_is_taken_for_a_part_of_the_plan():
    of_the_room = {
        column.name for column in Sitting.__table__.columns if isinstance(column.type, Boolean)
    }
    assert of_the_room - {"consecutive"} <= reworking.AS_THE_ROOM_STANDS


def part(house: House, spring: str, deed: Deed, block: str, after: int | None = None) -> str:
    """Do it; what takes it back."""
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            reworking.part(workshop, deed, block, after=after, seen_version=workshop.version)
        return kept.token


def rework(house: House, spring: str, **given) -> str:
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            seen = workshop.version
            actions.rework_agenda(house.dialogue, workshop, Rework(**given), seen_version=seen)
        return kept.token


def remove(house: House, spring: str, block: str) -> str:
    with written():
        with steps.kept(made.workshop_of(house, spring)) as kept:
            sitting = made.sitting(house, block)
            actions.remove_sitting(sitting, seen_version=sitting.workshop.version)
        return kept.token


def take(
    house: House, spring: str, token: str, *, seen: int | None = None, by: str = "facilitator"
) -> tuple[str, steps.Taken]:
    """Take a step; what takes that back, and what it did."""
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            taken = steps.take(
                house.dialogue,
                workshop,
                token,
                by=house.seat(by),
                seen_version=workshop.version if seen is None else seen,
            )
        return kept.token, taken


def write_in(house: House, block: str, words: str = "The mill stands still") -> None:
    with written():
        contributions.type_for_room(
            made.sitting(house, block),
            contributions.Typed(words, Kind.NEED, None, "en", new_id()),
        )


def rows(house: House, spring: str):
    return steps._rows(made.workshop_of(house, spring))


def recorded_in(block: str) -> int:
    found = select(func.count()).select_from(Contribution).where(Contribution.sitting_id == block)
    return db.session.scalar(found) or 0


def titles(house: House, spring: str) -> list[tuple[str, str]]:
    return made.agenda(house, spring)


# Splitting, merging, doubling


def test_both_halves_say_what_the_whole_said(house, spring):
    block = made.block(house, spring, "Talk", minutes=90, anchor="10:00", private_notes=made.NOTES)
    made.block(house, spring, "After")

    part(house, spring, Deed.SPLIT, block, 30)

    assert titles(house, spring) == [("1 10:00", "Talk"), ("1 10:30", "Talk"), ("1 11:30", "After")]
    second = next(
        each for each in queries.sittings_of(made.workshop_of(house, spring)) if each.position == 1
    )
    assert (second.private_notes, second.anchor, second.minutes) == (made.NOTES, None, 60)


def test_a_cut_that_leaves_nothing_changes_nothing(house, spring):
    block = made.block(house, spring, "Talk", minutes=60)
    before = rows(house, spring)

    for after in (0, 60, 1000):
        with pytest.raises(CannotSplit, match="1 to 59"):
            part(house, spring, Deed.SPLIT, block, after)

    assert rows(house, spring) == before


def test_what_was_recorded_in_the_second_is_recorded_in_the_first(house, spring):
    first = made.block(house, spring, "One")
    second = made.block(house, spring, "Two", private_notes="Slowly")
    write_in(house, first)
    write_in(house, second)

    part(house, spring, Deed.MERGE, first)

    assert titles(house, spring) == [("1 09:00", "One")]
    assert recorded_in(first) == 2
    assert made.sitting(house, first).private_notes == "Slowly"


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ({"kind": BlockKind.BREAK}, "different"),
        ({"anchor": "12:00"}, "fixed start"),
        ({"minutes": 1400}, "longer than a day"),
        ({"day": 1}, "no block right after"),
    ],
)
def test_what_cannot_be_one_block_is_refused_in_a_sentence(house, spring, second, sentence):
    first = made.block(house, spring, "One")
    made.block(house, spring, "Two", **second)

    with pytest.raises(CannotMerge, match=sentence):
        part(house, spring, Deed.MERGE, first)

    assert len(titles(house, spring)) == 2


def test_rooms_of_different_people_are_never_made_one(house, spring):
    first = made.party_room(house, spring, house.upper, "Upper")
    made.party_room(house, spring, house.lower, "Lower")

    with pytest.raises(CannotMerge):
        part(house, spring, Deed.MERGE, first)


def test_a_full_agenda_says_so_and_stays(house, spring, monkeypatch):
    block = made.block(house, spring, "Only")
    monkeypatch.setattr(actions, "MOST_BLOCKS", 1)

    with pytest.raises(AgendaFull, match="at most 1 "):
        part(house, spring, Deed.TWICE, block)
    assert len(titles(house, spring)) == 1
    assert MOST_BLOCKS >= 300


# Taking back


deeds = st.lists(
    st.tuples(
        st.sampled_from(
            ["split", "merge", "twice", "move", "drop", "times", "starts", "add", "remove"]
        ),
        st.integers(0, 20),
        st.sampled_from(Move),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds)
def test_taking_back_returns_exactly_and_doing_again_too(house, spring, done):
    if not titles(house, spring):
        for number in range(4):
            made.block(house, spring, f"Block {number}", minutes=40 + number)
        made.party_room(house, spring, house.upper, "Apart")
        made.block(house, spring, kind=BlockKind.MEAL, anchor="13:00")
    at_first = rows(house, spring)
    states, back = [at_first], []
    for what, number, how, day in done:
        token = _done(house, spring, what, number, how, day)
        if token:
            back.append(token)
            states.append(rows(house, spring))
    again = []
    for token, state in zip(reversed(back), reversed(states[:-1]), strict=True):
        again.append(take(house, spring, token)[0])
        assert _planned(rows(house, spring)) == _planned(state)
    assert _planned(rows(house, spring)) == _planned(at_first)
    undone = []
    for token, state in zip(reversed(again), states[1:], strict=True):
        undone.append(take(house, spring, token)[0])
        assert _planned(rows(house, spring)) == _planned(state)
    for token in reversed(undone):
        take(house, spring, token)


def _done(house: House, spring: str, what: str, number: int, how: Move, day: int) -> str:
    sittings = queries.sittings_of(made.workshop_of(house, spring))
    if not sittings and what not in ("add", "starts"):
        return ""
    block = sittings[number % len(sittings)].id if sittings else ""
    try:
        if what in ("split", "merge", "twice"):
            return part(house, spring, Deed(what), block)
        if what == "remove":
            return remove(house, spring, block)
        given_ = {
            "move": {"move": (block, how)},
            "drop": {"drop": (block, day, number)},
            "times": {"times": {block: Times(number + 1, "11:00" if number % 2 else None)}},
            "starts": {"day_starts": {day: f"0{number % 10}:30"}},
            "add": {"add": (BlockKind.BREAK, day)},
        }[what]
        return rework(house, spring, **given_)
    except (CannotSplit, CannotMerge):
        return ""


def _planned(state):
    """A room that was forgotten and made again has another id; for whom it is, is the same."""
    return {
        key: {name: value for name, value in row.items() if name != "audience_id"}
        for key, row in state.items()
    }


def test_a_room_comes_back_for_the_same_people(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")
    token = remove(house, spring, block)
    assert _rooms_of_parties() == 0

    _, taken = take(house, spring, token)

    again = made.sitting(house, block)
    assert (again.audience.kind, again.audience.party_id) == (AudienceKind.PARTY, house.upper.id)
    named = queries.named_for([again.audience_id])[again.audience_id]
    assert [seat.id for seat in named] == [house.seats["facilitator"]]
    assert taken.came_back == (block,)


def _rooms_of_parties() -> int:
    found = select(func.count()).select_from(Audience).where(Audience.kind == AudienceKind.PARTY)
    return db.session.scalar(found) or 0


def test_words_do_not_come_back_with_their_block(house, spring):
    block = made.block(house, spring, "Talk")
    write_in(house, block)

    take(house, spring, remove(house, spring, block))

    assert titles(house, spring) == [("1 09:00", "Talk")]
    assert recorded_in(block) == 0


def test_no_step_takes_words_away(house, spring):
    block = made.block(house, spring, "Talk")
    token = part(house, spring, Deed.TWICE, block)
    twin = next(
        each.id for each in queries.sittings_of(made.workshop_of(house, spring)) if each.id != block
    )
    write_in(house, twin)

    with pytest.raises(CannotBeTakenBack, match="remove the session itself"):
        take(house, spring, token)

    assert recorded_in(twin) == 1


def test_whether_words_are_in_a_room_one_is_not_in_cannot_be_learnt_by_taking_back(house, spring):
    block = made.party_room(house, spring, house.upper, "Apart")
    token = part(house, spring, Deed.TWICE, block)
    refusals = []
    for words in ("", "Their own words"):
        if words:
            twin = queries.sittings_of(made.workshop_of(house, spring))[-1].id
            write_in(house, twin, words)
        with pytest.raises(CannotBeTakenBack) as refusal:
            take(house, spring, token, by="second")
        refusals.append(str(refusal.value))

    assert refusals[0] == refusals[1]


def test_a_step_is_refused_after_somebody_else_changed_the_agenda(house, spring):
    first = made.block(house, spring, "First")
    second = made.block(house, spring, "Second")
    token = rework(house, spring, move=(second, Move.UP))
    seen = version(house, spring)
    rework(house, spring, times={first: Times(15, None)})
    before = rows(house, spring)

    with pytest.raises(AgendaChanged):
        take(house, spring, token, seen=seen)
    with pytest.raises(CannotBeTakenBack, match="changed elsewhere"):
        take(house, spring, token)

    assert rows(house, spring) == before


def test_what_the_room_does_meanwhile_is_left_as_it_is(house, spring):
    block = made.block(house, spring, "Talk")
    token = rework(house, spring, times={block: Times(15, None)})
    with written():
        made.sitting(house, block).held = True

    take(house, spring, token)

    assert made.sitting(house, block).held
    assert made.sitting(house, block).minutes == 60


@pytest.mark.parametrize("token", ["", "none", "ü", "AAAA", "A" * 500_000])
def test_what_this_house_did_not_seal_is_refused_in_a_sentence(house, spring, token):
    with pytest.raises(CannotBeTakenBack, match="cannot be taken back any more"):
        take(house, spring, token)


def test_a_step_of_another_workshop_opens_nothing(house, spring):
    autumn = made.workshop(house)
    token = part(house, spring, Deed.TWICE, made.block(house, spring, "Talk"))

    with pytest.raises(CannotBeTakenBack):
        take(house, autumn, token)


def test_a_step_says_nothing_in_clear(house, spring):
    block = made.block(house, spring, "A title to be found", private_notes=made.NOTES)
    token = remove(house, spring, block)

    assert block not in token
    assert "title" not in token


def test_a_change_that_changes_nothing_leaves_nothing_to_take_back(house, spring):
    block = made.block(house, spring, "Talk")
    assert rework(house, spring, move=(block, Move.UP)) == ""
    assert rework(house, spring, times={block: Times(60, None)}) == ""


def test_a_whole_agenda_laid_out_anew_is_taken_back(house, spring):
    made.block(house, spring, "Mine")
    before = rows(house, spring)
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            actions.lay_out_agenda(
                house.dialogue,
                workshop,
                queries.stage_times(house.dialogue),
                [DayFrame(9 * 60, 510)] * 3,
                by=house.seat("facilitator"),
                homeward=Wording.of("Going home"),
                seen_version=workshop.version,
                replace=True,
            )
    assert len(titles(house, spring)) > 5

    take(house, spring, kept.token)

    assert rows(house, spring) == before


def test_particulars_come_back_too(house, spring):
    block = made.block(house, spring, "Before", private_notes=made.NOTES)
    with written():
        workshop = made.workshop_of(house, spring)
        with steps.kept(workshop) as kept:
            actions.change_sitting(
                house.dialogue,
                made.sitting(house, block),
                Particulars(BlockKind.SESSION, 30, title="After"),
                seen_version=workshop.version,
            )

    take(house, spring, kept.token)

    again = made.sitting(house, block)
    assert (again.title.text, again.private_notes, again.minutes) == ("Before", made.NOTES, 60)
