"""Every page that somebody can reach: each GET route, for everybody in the whole house, new routes included."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.web.access import access_of
from tests.factories.whole_house import HALF_IN, KEEPER, PEOPLE, STRANGER, WholeHouse
from tests.support.pages import Page

STREAMS = "live"

# The same page whoever looks: it is enough that those look whose frame around it differs.
_LOOKED_AT_BY = {
    "everyone": (STRANGER,),
    "library:read": (KEEPER, "participant-0"),
    "house:read-own-processes": (KEEPER,),
    "house:write-own-processes": (KEEPER,),
}

_FILE = re.compile(r"\.(\w+|<[^<>]*>)$")
_ANY_OF = re.compile(r"<any\(([^)]*)\):(\w+)>")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody came to an address and was shown a page, or a part of one."""

    person: str
    endpoint: str
    path: str
    page: Page

    @property
    def is_whole(self) -> bool:
        """A page of its own, not a part that another page fetches anew."""
        return self.page.html.lstrip().lower().startswith("<!doctype")

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.person})"


class AddressNotFilled(AssertionError):
    """A route has a part that the whole house does not know how to fill."""


def visits(
    app: Flask, house: WholeHouse, language: str = "", endpoints: Container[str] = ()
) -> Iterator[Visit]:
    """Everything in HTML that answers 200, each address once for each person who differs; of some endpoints, or all."""
    for person in PEOPLE:
        browser = house.browser(app, person)
        if language:
            browser.client.set_cookie("language", language)
        for rule in routes(app):
            if endpoints and rule.endpoint not in endpoints:
                continue
            if not _looks(person, rule, access_of(app.view_functions[rule.endpoint])):
                continue
            for values in _values(rule, house, person):
                path = browser.address(rule.endpoint, **values)
                response = browser.client.get(path)
                if response.status_code == 200 and response.mimetype == "text/html":
                    yield Visit(person, rule.endpoint, path, Page(response, path))


def _looks(person: str, rule: Rule, access: str) -> bool:
    if person == HALF_IN:
        return rule.endpoint == "accounts.second_step"
    return person in _LOOKED_AT_BY.get(access, PEOPLE)


def routes(app: Flask) -> list[Rule]:
    """The routes that can answer with a page."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint != "static"
        and not _FILE.search(rule.rule)
        and not rule.endpoint.startswith(f"{STREAMS}.")
    ]


def _values(rule: Rule, house: WholeHouse, person: str) -> Iterator[dict[str, Any]]:
    if rule.endpoint in house.addresses:
        yield from house.addresses[rule.endpoint]
        return
    known = house.parts_for(person) | {
        name: [each.strip(" '\"") for each in choices.split(",")]
        for choices, name in _ANY_OF.findall(rule.rule)
    }
    names = sorted(rule.arguments)
    if missing := [name for name in names if name not in known]:
        raise AddressNotFilled(
            f"{rule.rule}: say in tests/factories/whole_house.py what fills {', '.join(missing)}"
        )
    for filling in product(*(known[name] for name in names)):
        yield dict(zip(names, filling, strict=True))
