from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from app.dialogues.rules import (
    BY_ACCOUNT,
    BY_SLIP,
    THIRD_PARTY,
    AudienceKind,
    Role,
    audience_kind_for,
    in_turn,
    latest_destruction,
    may_read_audience,
    parties_of_one,
    says_what_it_is,
    strictest,
    usual_destruction,
)
from app.library.vocabulary import Level, Visibility

MINE, OTHER = "mine", "other"

# Who reads what, decided by hand: role and kind of audience → whether the asker's party is the
# audience's own ("own"), whether the seat must be named for it ("named"), always, or never.
READS = {
    AudienceKind.ALL: {
        Role.FACILITATOR: "always",
        Role.RAPPORTEUR: "always",
        Role.INTERPRETER: "always",
        Role.ORGANIZER: "never",
        Role.PARTICIPANT: "always",
        Role.OBSERVER: "always",
        Role.SCREEN: "always",
    },
    AudienceKind.PARTY: {
        Role.FACILITATOR: "named",
        Role.RAPPORTEUR: "named",
        Role.INTERPRETER: "named",
        Role.ORGANIZER: "never",
        Role.PARTICIPANT: "own",
        Role.OBSERVER: "never",
        Role.SCREEN: "never",
    },
    AudienceKind.GROUP: {
        Role.FACILITATOR: "named",
        Role.RAPPORTEUR: "named",
        Role.INTERPRETER: "named",
        Role.ORGANIZER: "never",
        Role.PARTICIPANT: "named",
        Role.OBSERVER: "never",
        Role.SCREEN: "never",
    },
    AudienceKind.THIRD_PARTY: {
        Role.FACILITATOR: "always",
        Role.RAPPORTEUR: "always",
        Role.INTERPRETER: "always",
        Role.ORGANIZER: "never",
        Role.PARTICIPANT: "never",
        Role.OBSERVER: "never",
        Role.SCREEN: "never",
    },
}


def test_every_role_and_kind_of_audience_was_decided():
    assert READS.keys() == set(AudienceKind)
    for kind, by_role in READS.items():
        assert by_role.keys() == set(Role), kind


@pytest.mark.parametrize(
    ("role", "kind", "named", "own"),
    list(product(Role, AudienceKind, (False, True), (False, True))),
)
def test_an_audience_is_read_by_those_it_is_made_of(
    role: Role, kind: AudienceKind, named: bool, own: bool
):
    party = MINE if role is Role.PARTICIPANT else None
    of_audience = (MINE if own else OTHER) if kind is AudienceKind.PARTY else None
    expected = {"always": True, "never": False, "named": named, "own": own}[READS[kind][role]]
    assert may_read_audience(role, party, named, kind, of_audience) is expected


def test_naming_opens_no_partys_room_to_the_other_party():
    for named in (False, True):
        assert not may_read_audience(Role.PARTICIPANT, MINE, named, AudienceKind.PARTY, OTHER)


def test_a_seat_without_a_party_is_in_no_partys_room():
    assert not may_read_audience(Role.PARTICIPANT, None, True, AudienceKind.PARTY, None)


STRICTNESS = (Level.L0, Level.L1, Level.L2, Level.L3, Level.L4)


@pytest.mark.parametrize(("left", "right"), list(product(STRICTNESS, STRICTNESS)))
def test_of_two_levels_the_stricter_holds_in_either_order(left: Level, right: Level):
    stricter = STRICTNESS[min(STRICTNESS.index(left), STRICTNESS.index(right))]
    assert strictest(left, right) is stricter
    assert strictest(right, left) is stricter


def test_every_level_stands_in_the_order_of_strictness():
    assert set(STRICTNESS) == set(Level)


@pytest.mark.parametrize("level", Level)
def test_what_says_nothing_of_its_own_changes_no_level(level: Level):
    assert strictest(None, level, None) is level


def test_where_nobody_says_a_level_none_is_made_up():
    with pytest.raises(ValueError, match="no level"):
        strictest(None, None)


def test_only_at_the_strictest_level_nothing_says_what_it_is():
    assert [level for level in Level if not says_what_it_is(level)] == [Level.L0]


def test_each_seat_is_opened_in_one_way():
    assert set(Role) == BY_ACCOUNT | BY_SLIP
    assert not BY_ACCOUNT & BY_SLIP
    assert THIRD_PARTY < BY_ACCOUNT


def test_what_is_private_has_no_audience_since_it_is_never_stored():
    audiences = {visibility: audience_kind_for(visibility) for visibility in Visibility}
    assert audiences.pop(Visibility.PRIVATE) is None
    assert audiences == {
        Visibility.JOINT: AudienceKind.ALL,
        Visibility.PARTY_ONLY: AudienceKind.PARTY,
        Visibility.THIRD_PARTY_ONLY: AudienceKind.THIRD_PARTY,
    }


def test_another_party_stands_first_each_turn_and_none_is_lost():
    parties = ("A", "B", "C")
    turns = [in_turn(parties, turn) for turn in range(6)]
    assert [turn[0] for turn in turns] == ["A", "B", "C", "A", "B", "C"]
    assert all(sorted(turn) == ["A", "B", "C"] for turn in turns)
    assert in_turn((), 5) == []


@pytest.mark.parametrize(
    ("sizes", "warned"), [((2, 3), False), ((1, 4), True), ((0, 4), False), ((), False)]
)
def test_a_party_of_one_is_noticed(sizes: tuple[int, ...], warned: bool):
    assert parties_of_one(sizes) is warned


def test_a_dialogue_is_kept_a_year_and_never_longer_than_five():
    begun = date(2026, 3, 2)
    assert usual_destruction(begun) == date(2027, 3, 2)
    assert begun < usual_destruction(begun) <= latest_destruction(begun) < date(2031, 3, 3)
