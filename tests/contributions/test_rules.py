from __future__ import annotations

import pytest

from app.contributions.rules import (
    HEADINGS,
    JUDGING,
    LAST_POSITION,
    NAMES,
    Link,
    kinds_invited,
    lines_of,
    link_between,
    party_may_be_named,
    scattered,
    spread,
    told,
    unanswered,
    wider_than_meant,
)
from app.dialogues.rules import AudienceKind
from app.library.vocabulary import PARTY_KINDS, Attribution, Evaluation, Kind, Visibility


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("attribution", [None, *Attribution])
def test_a_party_is_named_only_where_kind_and_stage_both_allow_it(
    kind: Kind, attribution: Attribution | None
) -> None:
    named = party_may_be_named(kind, attribution)
    assert named == (
        kind in PARTY_KINDS and attribution not in (Attribution.NONE, Attribution.ROLE)
    )


@pytest.mark.parametrize("attribution", [None, *Attribution])
def test_options_belong_to_nobody_whatever_the_stage_says(attribution: Attribution | None) -> None:
    assert not party_may_be_named(Kind.OPTION, attribution)


def test_a_stage_invites_its_kinds_once_each_and_in_its_order() -> None:
    invited = kinds_invited(["fear", "need", "fear", "no such kind"], Visibility.JOINT)
    assert invited == (Kind.FEAR, Kind.NEED)


def test_private_words_are_invited_on_paper_only() -> None:
    assert kinds_invited(["concern"], Visibility.PRIVATE) == ()


def test_the_desk_is_told_when_a_stage_is_meant_for_fewer_people() -> None:
    assert wider_than_meant(Visibility.PARTY_ONLY, AudienceKind.ALL)
    assert wider_than_meant(Visibility.THIRD_PARTY_ONLY, AudienceKind.ALL)
    assert wider_than_meant(Visibility.THIRD_PARTY_ONLY, AudienceKind.PARTY)
    assert not wider_than_meant(Visibility.PARTY_ONLY, AudienceKind.PARTY)
    assert not wider_than_meant(Visibility.JOINT, AudienceKind.ALL)


def test_what_people_are_told_differs_when_readers_naming_or_moment_differ() -> None:
    said = {
        told("a", "s", Attribution.PARTY, at_once=False),
        told("b", "s", Attribution.PARTY, at_once=False),
        told("a", "t", Attribution.PARTY, at_once=False),
        told("a", "s", Attribution.NONE, at_once=False),
        told("a", "s", Attribution.PARTY, at_once=True),
        told("a", None, None, at_once=True),
    }
    assert len(said) == 6


def test_links_run_from_options_to_needs_from_constraints_to_options_from_steps_to_constraints() -> (
    None
):
    assert link_between(Kind.OPTION, Kind.NEED) is Link.ANSWERS
    assert link_between(Kind.REASSURANCE, Kind.FEAR) is Link.ANSWERS
    assert link_between(Kind.CONSTRAINT, Kind.OPTION) is Link.LIMITS
    assert link_between(Kind.REASSURANCE, Kind.CONSTRAINT) is Link.EASES
    assert link_between(Kind.NEED, Kind.OPTION) is None
    assert link_between(Kind.QUESTION, Kind.NEED) is None


def test_scattered_positions_do_not_follow_the_order_of_arrival() -> None:
    positions = scattered(200)
    later = sum(
        one < other for place, one in enumerate(positions) for other in positions[place + 1 :]
    )
    pairs = 200 * 199 / 2
    assert abs(2 * later / pairs - 1) < 0.2
    assert all(0 < position < LAST_POSITION for position in positions)


def test_an_order_of_the_desk_leaves_room_between() -> None:
    assert spread(3) == sorted(spread(3))
    assert len(set(spread(500))) == 500
    assert spread(0) == []


def test_each_line_is_a_point_and_empty_lines_are_none() -> None:
    assert lines_of(" one \n\n\t\ntwo\r\nthree") == ["one", "two", "three"]


def test_what_nothing_answers_stands_open_in_its_order() -> None:
    assert unanswered(["a", "b", "c"], {("o", "b")}) == ["a", "c"]


def test_every_kind_and_way_of_judging_has_words() -> None:
    assert set(NAMES) == set(HEADINGS) == set(Kind)
    assert set(JUDGING) == set(Evaluation)
