from __future__ import annotations

import pytest

from app.dialogues.models import Seat
from app.dialogues.rules import THIRD_PARTY, Role
from app.texts import policy
from app.texts.models import Release
from app.texts.rules import ReleaseStanding


def seat(role: Role) -> Seat:
    return Seat(
        dialogue_id="dialogue", role=role, party_id="party" if role is Role.PARTICIPANT else None
    )


@pytest.mark.parametrize("role", Role)
def test_only_participants_mark_and_consent(role: Role):
    for permission in (policy.MARK, policy.CONSENT):
        assert permission.allows(seat(role)) is (role is Role.PARTICIPANT)


@pytest.mark.parametrize("role", Role)
def test_only_facilitators_decide_what_is_asked_and_when_it_closes(role: Role):
    for permission in (policy.OPEN_READING, policy.ASK_RELEASE, policy.CHOOSE_LEVEL):
        assert permission.allows(seat(role)) is (role is Role.FACILITATOR)


@pytest.mark.parametrize("role", Role)
def test_before_release_only_the_third_party_takes_a_paper_to_the_room(role: Role):
    assert policy.EXPORT_DRAFT.allows(seat(role)) is (role in THIRD_PARTY)


def test_an_organizer_takes_out_what_is_released_and_nothing_else():
    organizer = seat(Role.ORGANIZER)
    assert policy.EXPORT.allows(organizer, Release(standing=ReleaseStanding.COMPLETE))
    for standing in (ReleaseStanding.ASKING, ReleaseStanding.NOT_COMPLETE):
        assert not policy.EXPORT.allows(organizer, Release(standing=standing))
    assert not policy.EXPORT.allows(organizer, None)


def test_who_may_not_know_of_texts_is_told_that_there_is_nothing():
    assert policy.READ.hides
    assert policy.LIST.hides
    for role in (Role.OBSERVER, Role.SCREEN):
        assert not policy.READ.allows(seat(role))
        assert not policy.LIST.allows(seat(role))
