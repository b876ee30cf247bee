"""Every form of every page, sent with what nobody should send: a sentence each time, never a failure.

Forms are found on the pages themselves, as those who may open them see them; new ones join.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote_from_bytes

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from app.kernel.db import db
from tests.architecture.routes import every_address, routes_of
from tests.architecture.test_access_matrix import PEOPLE, Person
from tests.architecture.world import World
from tests.support.client import Cookies, ask
from tests.support.pages import form_of, plain

ODD: dict[str, bytes] = {
    "nothing": b"",
    "a blank": b" ",
    "NUL": b"wo\x00rds",
    "half a surrogate": b"wo\xed\xa0\x80rds",
    "broken UTF-8": b"wo\xff\xfe\xc3rds",
    "control characters": b"wo\x01\x02\x07\x08\x0b\x1b[31mrds\x7f",
    "mixed directions": "שלום words مرحبا \u202e drow \u2066 x \u2069".encode(),
    "emoji": "🕊👩🏽‍🤝‍👨🏿🏴󠁧󠁢󠁳󠁣󠁴󠁿".encode(),
    "10,000 characters": ("ـ" * 9_999 + "x").encode(),
    "markup": b"</textarea><script>alert(1)</script>{{ 7*7 }}'\"--",
    "a number too large": b"99999999999999999999999999",
    "another alphabet of digits": "١٢٣".encode(),
}

PRESSED = ("facilitator", "rapporteur", "organizer", "participant-0", "observer", "screen")
TYPISTS = tuple(
    person for person in PEOPLE if person.of == "ours" and person.seat in PRESSED
) + tuple(person for person in PEOPLE if person.name in {"stranger", "keeper"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A form on a page: where it goes, and what it sends."""

    address: str
    fields: tuple[tuple[str, str], ...]


def forms_of(world: World, person: Person) -> dict[tuple[str, tuple[str, ...]], Seen]:
    """Every form that sends, on every page this person may open; one of each endpoint and shape."""
    found: dict[tuple[str, tuple[str, ...]], Seen] = {}
    own = world.ours.seat_ids[person.seat] if person.of else ""
    adapter = world.app.url_map.bind("localhost")
    for route in routes_of(world.app):
        if route.method != "GET" or route.endpoint == "static":
            continue
        for path in every_address(world.app, route, world.ours, world, own):
            response = ask(world.app, world.people()[person.name], "GET", path)
            if response.mimetype == "text/event-stream":
                response.close()
            if response.mimetype != "text/html":
                continue
            for tag in BeautifulSoup(response.data, "lxml").find_all("form", method="post"):
                form = form_of(tag, path)
                endpoint, _ = adapter.match(form.address.partition("?")[0], "POST")
                names = tuple(sorted(form.names - {"csrf_token"}))
                found.setdefault((endpoint, names), Seen(form.address, tuple(form.fields)))
    return found


def send(world: World, who: Cookies, seen: Seen, odd: bytes) -> TestResponse:
    """Send a form with the odd value in each of its fields that people type in or that a page carries."""
    token = who.csrf_token
    pairs = [
        (name, token.encode() if name == "csrf_token" and token else value.encode())
        if name == "csrf_token" or not _is_typed(name)
        else (name, odd)
        for name, value in seen.fields
    ]
    body = "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in pairs)
    return ask(
        world.app,
        who,
        "POST",
        seen.address,
        raw=body.encode(),
        content_type="application/x-www-form-urlencoded",
    )


def _is_typed(name: str) -> bool:
    return name != "csrf_token"


@pytest.mark.parametrize("person", TYPISTS, ids=lambda person: person.name)
def test_whatever_is_sent_gets_a_sentence(world: World, person: Person):
    failures = []
    forms = forms_of(world, person)
    world.put_back()
    for (endpoint, _), seen in forms.items():
        for called, odd in ODD.items():
            response = send(world, world.people()[person.name], seen, odd)
            page = BeautifulSoup(response.data, "lxml")
            told = plain(page.get_text(" ")) or response.headers.get("Location", "")
            # 400 would say that the form had expired, and that the odd words were never looked at.
            if response.status_code == 400 or response.status_code >= 500 or not told:
                failures.append(f"{called} to {endpoint}: {response.status_code}")
            if b"<script>alert" in response.data:
                failures.append(f"{called} to {endpoint}: stands in the page as it was sent")
            db.session.rollback()
            if not world.at_rest.is_untouched():
                world.put_back()
    assert failures == []
    assert forms or person.seat == "screen"
