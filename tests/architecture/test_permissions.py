"""Who may do what, decided by hand, against what the registry says: for every permission, role and party.

A new permission or a new role fails here until somebody has decided.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

import app as program
from app.accounts.models import Account
from app.dialogues.commands import OF_THE_HOUSE, permissions_table
from app.dialogues.models import Seat
from app.dialogues.rules import Role
from app.kernel.permissions import Permission, registered
from app.texts.models import Release
from app.texts.rules import ReleaseStanding

ROOT = Path(__file__).resolve().parents[2]

for package in pkgutil.iter_modules(program.__path__):
    if package.ispkg and (Path(program.__path__[0]) / package.name / "policy.py").exists():
        importlib.import_module(f"app.{package.name}.policy")

F, R, I = Role.FACILITATOR, Role.RAPPORTEUR, Role.INTERPRETER  # noqa: E741
O, P, V, S = Role.ORGANIZER, Role.PARTICIPANT, Role.OBSERVER, Role.SCREEN  # noqa: E741

DECIDED: dict[str, frozenset[Role]] = {
    # Public facts, for anybody who is inside at all.
    "library:read": frozenset(Role),
    # Words of any room: never organizers; the wall only what is joint, row by row.
    "contribution:read": frozenset({F, R, I, P, V, S}),
    "contribution:write": frozenset({P}),
    "contribution:take-back": frozenset({P}),
    # A party's own act: on its phones, or at the desk of its own room at its word.
    "contribution:carry": frozenset({F, R, P}),
    "contribution:capture": frozenset({F, R}),
    "contribution:open-round": frozenset({F, R}),
    "contribution:arrange": frozenset({F, R}),
    "contribution:strike": frozenset({F, R}),
    "contribution:link": frozenset({F, R}),
    "analysis:read": frozenset({F, R, I, P, V}),
    # What each side calls what is a position: the third party's own list.
    "terms:read": frozenset({F, R, I}),
    "terms:edit": frozenset({F, R}),
    # Memory between meetings is the third party's; a newcomer's briefing reaches participants alone.
    "memory:read": frozenset({F, R, I}),
    "memory:keep": frozenset({F, R}),
    "briefing:give": frozenset({F}),
    "briefing:read": frozenset({P}),
    # The workbench: participants have phones and paper instead.
    "dialogue:read": frozenset({F, R, I, O}),
    "dialogue:see-seats": frozenset({F, R, I, O}),
    "dialogue:prepare": frozenset({F}),
    "dialogue:seat-people": frozenset({F, O}),
    "dialogue:destroy": frozenset({F, O}),
    "ground-rules:edit": frozenset({F, R}),
    # Workshops: organizers read what is joint or on the programme; participants have the programme.
    "workshop:plan": frozenset({F}),
    "workshop:read-plan": frozenset({F, R, I, O}),
    "workshop:read-whole-plan": frozenset({F, R, I}),
    "workshop:run": frozenset({F, R}),
    "programme:read": frozenset({F, R, I, P, V, S}),
    # Getting people ready: who comes is for those who lead.
    "people:read": frozenset({F, R}),
    "people:plan": frozenset({F}),
    # Safety.
    "safety:read": frozenset({F, R, I}),
    "safety:keep": frozenset({F}),
    "if-asked:read": frozenset({F, R, I, P, V}),
    # Letters also for those who seat people; on a phone what is good to know before a workshop.
    "joining:hand-out": frozenset({F, R, O}),
    "joining:write": frozenset({F}),
    "joining:read": frozenset({P, V}),
    # The room.
    "seat:enter": frozenset({P, V, S}),
    "room:be-in": frozenset({F, R, I, P, V, S}),
    "room:lead": frozenset({F, R}),
    "room:sit": frozenset({P, V}),
    "room:show": frozenset({S}),
    "room:interpret": frozenset({I}),
    "live:desk": frozenset({F, R}),
    "live:seat": frozenset({P, V}),
    "live:wall": frozenset({S}),
    "live:interpret": frozenset({I}),
    # Joint texts: those who read and mark are those whose words they become; observers do neither.
    "text:list": frozenset({F, R, I, O}),
    "text:read": frozenset({F, R, I, P}),
    "text:draft": frozenset({F, R}),
    "text:choose-level": frozenset({F}),
    "text:open-reading": frozenset({F}),
    "text:mark": frozenset({P}),
    "text:ask-release": frozenset({F}),
    "text:consent": frozenset({P}),
    "text:export-draft": frozenset({F, R, I}),
    "text:export": frozenset({F, O}),
}

OF_KEEPERS = frozenset({"house:keep-accounts"})
OF_EVERYBODY_SIGNED_IN = frozenset(
    {"house:begin-dialogue", "house:read-own-processes", "house:write-own-processes"}
)

REFUSED_WITH_403 = frozenset(
    {
        # Deeds on things that others in the same place can see.
        "contribution:write", "contribution:take-back",
        "dialogue:prepare", "dialogue:see-seats", "dialogue:seat-people", "dialogue:destroy",
        "ground-rules:edit", "workshop:plan", "people:plan", "joining:write",
        "text:draft", "text:choose-level", "text:open-reading", "text:mark", "text:ask-release", "text:consent",
        "text:export-draft", "text:export",
        "house:begin-dialogue", "house:keep-accounts",
        # What a house documented of itself: every account has both, and no seat is asked.
        "house:read-own-processes", "house:write-own-processes",
    }
)  # fmt: skip

SEATED = [each for each in registered() if not each.name.startswith(OF_THE_HOUSE)]
HOUSE = [each for each in registered() if each.name.startswith(OF_THE_HOUSE)]


def seat(role: Role, party: str = "upper") -> Seat:
    return Seat(
        dialogue_id="dialogue", role=role, party_id=party if role is Role.PARTICIPANT else None
    )


def named(permission: Permission) -> str:
    return permission.name


def test_every_permission_was_decided_and_none_is_decided_in_vain():
    names = {permission.name for permission in SEATED}
    assert not names - DECIDED.keys(), "decide who may, in this file"
    assert not DECIDED.keys() - names, "these are no longer there"
    assert {permission.name for permission in HOUSE} == OF_KEEPERS | OF_EVERYBODY_SIGNED_IN


@pytest.mark.parametrize("permission", SEATED, ids=named)
def test_each_role_may_what_was_decided_whatever_its_party(permission: Permission):
    for role in Role:
        for party in ("upper", "lower"):
            assert permission.allows(seat(role, party), permission.example()) is (
                role in DECIDED.get(permission.name, frozenset())
            ), (role, party)


@pytest.mark.parametrize("permission", HOUSE, ids=named)
def test_what_concerns_the_house_is_for_those_who_keep_it(permission: Permission):
    assert permission.allows(Account(keeper=True))
    assert permission.allows(Account(keeper=False)) is (permission.name in OF_EVERYBODY_SIGNED_IN)
    assert not permission.allows(None)


@pytest.mark.parametrize("permission", SEATED, ids=named)
def test_nobody_may_anything(permission: Permission):
    assert not permission.allows(None, permission.example())


def test_only_deeds_on_what_one_sees_are_refused_with_403():
    assert {each.name for each in registered() if not each.hides} == REFUSED_WITH_403


@pytest.mark.parametrize("standing", ReleaseStanding)
@pytest.mark.parametrize("role", Role)
def test_a_text_leaves_only_when_every_consent_is_there(role: Role, standing: ReleaseStanding):
    export: Any = next(each for each in registered() if each.name == "text:export")
    complete = standing is ReleaseStanding.COMPLETE
    assert export.allows(seat(role), Release(standing=standing)) is (
        complete and role in DECIDED["text:export"]
    )
    for nothing_released in (None, object(), "complete"):
        assert not export.allows(seat(role), nothing_released)


def test_the_printed_table_is_the_one_in_the_documents(app: Flask):
    printed = CliRunner().invoke(app.cli, ["show-permissions"]).output.strip()
    assert printed == "\n".join(permissions_table())
    documented = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert printed in documented, (
        "put what `flask show-permissions` prints into docs/permissions.md"
    )
    for permission in registered():
        assert f"`{permission.name}`" in printed


def test_every_meaning_reads_as_the_end_of_a_sentence():
    for permission in registered():
        assert permission.meaning
        assert permission.meaning[0].islower(), permission.name
        assert not permission.meaning.endswith("."), permission.name
