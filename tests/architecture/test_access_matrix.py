"""Every route × method × principal: what is expected follows from the stamp of the view and the registry.

The ids are real ones of a dialogue with everything in it; new routes join by themselves. Nobody
gets a 5xx, what one may not know of looks exactly like what is not there, and a refused deed leaves
the database as it was, to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from app.accounts.models import Account
from app.dialogues.models import Seat
from app.dialogues.rules import Role
from app.kernel.db import db
from app.kernel.permissions import Permission, registered
from app.kernel.tokens import new_id
from tests.architecture.routes import CannotFill, Route, addresses, routes_of
from tests.architecture.world import BY_ACCOUNT, SEATS, Planted, World
from tests.support.client import Cookies, ask

ENTERS, NOT_HERE, REFUSED, SIGN_IN = "enters", "is told 404", "is told 403", "is asked to sign in"
ANY = "anything but a failure"

# Of which things a role may know at all, where a permission of its own may be wanting. What is not
# here is known to everybody who may open its page.
_TEXTS = frozenset({*Role} - {Role.OBSERVER, Role.SCREEN})
KNOWN_TO: dict[str, frozenset[Role]] = {
    "text_id": _TEXTS,
    "paragraph_id": _TEXTS,
    "release_id": _TEXTS,
    "sitting_id": frozenset({*Role} - {Role.ORGANIZER}),
    "planned_id": frozenset({Role.FACILITATOR, Role.RAPPORTEUR, Role.INTERPRETER}),
    "apart_id": frozenset({Role.FACILITATOR, Role.RAPPORTEUR}),  # those named for it
}

# Open to whoever may enter, and yet with nothing behind the address that the tests give it.
NOTHING_THERE = frozenset({"library.tool"})

IDS = frozenset(
    {
        "dialogue_id", "seat_id", "party_id", "rule_id", "held_seat_id", "workshop_id", "planned_id",
        "sitting_id", "apart_id", "contribution_id", "heading_id", "text_id", "paragraph_id", "release_id",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks: of one of the two dialogues, or of neither."""

    name: str
    of: str = ""
    seat: str = ""
    signs_in: bool = False
    keeper: bool = False

    @property
    def role(self) -> Role:
        return Role(self.seat.partition("-")[0])


PEOPLE = (
    Person("stranger"),
    Person("loner", signs_in=True),
    Person("keeper", signs_in=True, keeper=True),
    *(
        Person(f"{of} {seat}", of, seat, signs_in=seat in BY_ACCOUNT)
        for of in ("ours", "theirs")
        for seat in SEATS
    ),
)


def expected(person: Person, route: Route) -> str:
    """What should happen when this person asks for this route of *ours*, with a seat of their own."""
    if route.permission is None:
        known = {"account": ENTERS if person.signs_in else SIGN_IN, "everyone": ANY}
        assert route.stamp in known, f"{route} is stamped {route.stamp!r}: what does that mean?"
        return known[route.stamp]
    if route.by_dialogue or route.by_seat:
        return _expected_in_the_dialogue(person, route, route.permission)
    if route.permission.name.startswith("house:"):
        if not person.signs_in:
            return SIGN_IN
        return ENTERS if route.permission.allows(Account(keeper=person.keeper)) else REFUSED
    return ENTERS if person.of or person.signs_in else NOT_HERE


def _expected_in_the_dialogue(person: Person, route: Route, permission: Permission) -> str:
    if route.by_dialogue and not person.signs_in:
        return SIGN_IN
    if person.of != "ours" or person.signs_in != route.by_dialogue:
        return NOT_HERE
    if any(person.role not in KNOWN_TO.get(part, frozenset(Role)) for part in route.parts):
        return NOT_HERE
    party = "a party" if person.role is Role.PARTICIPANT else None
    seat = Seat(dialogue_id="ours", role=person.role, party_id=party)
    if permission.allows(seat, permission.example()):
        return ENTERS
    return NOT_HERE if permission.hides else REFUSED


def happened(response: TestResponse) -> str:
    status = response.status_code
    if status == 404:
        return NOT_HERE
    if status == 403:
        return REFUSED
    if status == 401 or response.headers.get("Location", "").startswith("/sign-in?next="):
        return SIGN_IN
    if status in {200, 302, 303, 304, 405, 409, 422, 429}:
        return ENTERS
    return f"gets {status}"


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def request(world: World, person: Person, method: str, path: str) -> TestResponse:
    cookies: Cookies = world.people()[person.name]
    response = ask(world.app, cookies, method, path)
    if response.mimetype == "text/event-stream":
        response.close()
    return response


def _own_seat(world: World, person: Person) -> str:
    of = {"ours": world.ours, "theirs": world.theirs}.get(person.of)
    return of.seat_ids[person.seat] if of else ""


def without_ids(text: str, *sets: dict[str, str]) -> str:
    for ids in sets:
        for value in ids.values():
            text = text.replace(value, "…")
    return text


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_everybody_enters_where_the_table_says_and_nowhere_else(world: World, person: Person):
    wrong = []
    for route in routes_of(world.app):
        if route.endpoint in NOTHING_THERE:
            continue
        wanted = expected(person, route)
        own = _own_seat(world, person) if person.of == "ours" else ""
        for path in addresses(world.app, route, world.ours, world, own):
            response = request(world, person, route.method, path)
            came = happened(response)
            if (wanted != came and wanted != ANY) or response.status_code >= 500:
                wrong.append(
                    f"{route.method} {route.rule.rule}: {person.name} {came}, not {wanted}"
                )
            if (route.is_safe or came != ENTERS) and wanted != ANY and not _as_it_was(world):
                wrong.append(
                    f"{route.method} {route.rule.rule}: {person.name} changed the database"
                )
            if not route.is_safe:
                world.put_back()
    assert wrong == []


def _as_it_was(world: World) -> bool:
    db.session.rollback()
    return world.at_rest.is_untouched()


OUTSIDERS = tuple(person for person in PEOPLE if person.of != "ours")


@pytest.mark.parametrize("person", OUTSIDERS, ids=lambda person: person.name)
def test_who_is_not_in_a_dialogue_cannot_tell_whether_it_exists(world: World, person: Person):
    told = []
    for route in routes_of(world.app):
        if not (route.by_dialogue or route.by_seat):
            continue
        absent = {part: new_id() for part in route.parts & IDS}
        real = _asked(world, person, route)
        unreal = _asked(world, person, route, **absent)
        if real != unreal:
            told.append(f"{route.method} {route.rule.rule}: {real[:2]} is not {unreal[:2]}")
    assert told == []


INSIDERS = tuple(person for person in PEOPLE if person.of == "ours")


@pytest.mark.parametrize("person", INSIDERS, ids=lambda person: person.name)
def test_what_belongs_to_another_dialogue_looks_like_what_does_not_exist(
    world: World, person: Person
):
    told = []
    for route in routes_of(world.app):
        if expected(person, route) in {SIGN_IN, ANY} or not (route.by_dialogue or route.by_seat):
            continue
        for part in sorted(route.parts & IDS - {"dialogue_id", "seat_id"}):
            own = _own_seat(world, person)
            foreign = _asked(world, person, route, own, **{part: world.theirs.ids[part]})
            absent = _asked(world, person, route, own, **{part: new_id()})
            if foreign != absent or foreign[0] not in {404, 403}:
                told.append(
                    f"{route.method} {route.rule.rule} by {part}: {foreign[:2]} / {absent[:2]}"
                )
        if not route.is_safe and not _as_it_was(world):
            told.append(f"{route.method} {route.rule.rule} changed the database")
            world.put_back()
    assert told == []


@pytest.mark.parametrize("person", INSIDERS, ids=lambda person: person.name)
def test_a_seat_opens_to_its_own_device_only(world: World, person: Person):
    opened = []
    for route in routes_of(world.app):
        if not route.by_seat:
            continue
        for name, seat_id in world.ours.seat_ids.items():
            if name == person.seat:
                continue
            for path in addresses(world.app, route, world.ours, world, seat_id):
                if request(world, person, route.method, path).status_code != 404:
                    opened.append(f"{person.name} at {route.method} {route.rule.rule} of {name}")
    assert opened == []
    assert _as_it_was(world)


def _asked(
    world: World, person: Person, route: Route, own_seat: str = "", **instead: str
) -> tuple[int, int, str]:
    """Status, number of questions to the database, and what is read, of the first address in *ours*."""
    path = next(addresses(world.app, route, world.ours, world, own_seat, **instead))
    with statements() as asked:
        response = request(world, person, route.method, path)
    body = response.headers.get("Location", "") + response.text
    ids = [world.ours.ids, world.theirs.ids, world.ours.seat_ids, world.theirs.seat_ids, instead]
    return response.status_code, len(asked), without_ids(body, *ids)


def test_a_route_that_the_tests_cannot_fill_is_said_in_a_sentence(world: World):
    rule = world.app.url_map._rules_by_endpoint["dialogues.show"][0]
    route = Route(rule, "GET", "dialogue:read")
    nothing = Planted("nothing")
    with pytest.raises(CannotFill, match="do not know what to put for <dialogue_id>"):
        next(addresses(world.app, route, nothing, world))


def test_every_stamp_is_a_permission_or_a_word_that_the_matrix_knows(app: Flask):
    known = {each.name for each in registered()} | {"everyone", "account"}
    assert {route.stamp for route in routes_of(app)} <= known


def test_every_permission_guards_something_or_is_asked_within_a_page(app: Flask):
    stamps = {route.stamp for route in routes_of(app)}
    asked_within = {
        # Row by row, in queries, or in a template.
        "contribution:read",
        "room:be-in",
        "house:begin-dialogue",
    }
    assert {each.name for each in registered()} - stamps <= asked_within
