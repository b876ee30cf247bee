"""Every page for everybody, by sight and by keys, on a desk and on a phone, in other colours, from right to left.

New routes join by themselves (tests/support/visits.py). What finds the flaws is proved at the end, flaw by flaw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from bs4 import Tag
from flask import Flask
from playwright.sync_api import Browser as Chromium
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from app.web.words import PSEUDO
from tests.factories.whole_house import WholeHouse
from tests.support.looking import PHONE, SMALLEST, WINDOW, Looking, looking
from tests.support.pages import Page
from tests.support.visits import Visit, routes, visits

# The pages of the house in so many parts, that several processes may look at once.
PARTS = 6

OTHER_COLOURS = (
    {"color_scheme": "dark"},
    {"contrast": "more"},
    {"forced_colors": "active"},
    {"forced_colors": "active", "color_scheme": "dark"},
)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_open_to_everybody(
    part: int, speaking_app: Flask, whole_house: WholeHouse, chromium: Chromium
) -> None:
    endpoints = sorted({rule.endpoint for rule in routes(speaking_app)})[part::PARTS]
    pages = list(_differing(visits(speaking_app, whole_house, endpoints=endpoints)))
    fullest = _fullest(pages)
    found: dict[str, str] = {}
    with looking(chromium) as looks:
        for visit in pages:
            looks.at(visit.page)
            _keep(found, visit, _flaws(looks))
            if visit in fullest:
                _keep(found, visit, _flaws_in_other_colours(looks))
        for visit in fullest:
            looks.at(_turned_round(speaking_app, whole_house, visit))
            _keep(found, visit, _flaws_from_right_to_left(looks))
    assert not found, "\n".join(f"{where}: {flaw}" for flaw, where in sorted(found.items()))


def _keep(found: dict[str, str], visit: Visit, flaws: Iterable[tuple[str, list[str]]]) -> None:
    for manner, flaws_so in flaws:
        for flaw in flaws_so:
            found.setdefault(flaw, f"{visit}, {manner}")


def _flaws(looks: Looking) -> Iterator[tuple[str, list[str]]]:
    looks.through(WINDOW)
    yield "on a desk", [*looks.by_axe(), *looks.faint(), *_by_hand(looks)]
    looks.through(PHONE)
    yield "on a phone", _by_hand(looks)
    looks.through(SMALLEST)
    yield "on the smallest phone", looks.sideways()


def _flaws_in_other_colours(looks: Looking) -> Iterator[tuple[str, list[str]]]:
    looks.through(WINDOW)
    for colours in OTHER_COLOURS:
        with looks.as_if(**colours):
            yield f"{colours}", looks.faint()


def _flaws_from_right_to_left(looks: Looking) -> Iterator[tuple[str, list[str]]]:
    looks.through(WINDOW)
    yield "on a desk, from right to left", looks.order()
    looks.through(PHONE)
    yield "on a phone, from right to left", _by_hand(looks)
    looks.through(SMALLEST)
    yield "on the smallest phone, from right to left", looks.sideways()


def _by_hand(looks: Looking) -> list[str]:
    return [*looks.small(), *looks.order(), *looks.keyboard()]


def _differing(seen: Iterable[Visit]) -> Iterator[Visit]:
    """Whole pages made of other parts than those of the same address before: another person may see other parts."""
    known = set()
    for visit in seen:
        if visit.is_whole:
            parts = frozenset(_kind(tag) for tag in visit.page.soup.find_all(True))
            if (visit.endpoint, parts) not in known:
                known.add((visit.endpoint, parts))
                yield visit


def _kind(tag: Tag) -> tuple[object, ...]:
    parent = tag.parent
    return (
        parent.name if parent else "",
        tag.name,
        tuple(tag.get("class") or ()),
        *(tag.get(name) for name in ("role", "type", "aria-current", "aria-invalid")),
    )


def _fullest(seen: list[Visit]) -> list[Visit]:
    """The longest page of each address."""
    by_length = sorted(seen, key=lambda visit: len(visit.page.html))
    return list({visit.endpoint: visit for visit in by_length}.values())


def _turned_round(app: Flask, house: WholeHouse, visit: Visit) -> Page:
    """The same page in a made-up language that runs from right to left."""
    browser = house.browser(app, visit.person)
    browser.client.set_cookie("language", PSEUDO)
    return Page(browser.client.get(visit.path), visit.path)


# What finds flaws must notice what it is there for: each flaw is planted once


WHOLE = """<!doctype html><html lang="en"><head><title>Page</title><style>
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
:focus-visible { outline: 3px solid; } a { padding-block: 4px; }
button, input { min-block-size: 24px; } svg { inline-size: 8rem; block-size: 4rem; }
</style></head><body><main><h1>Page</h1><h2>Part</h2>
<p>Words, and <a href="/a">a link</a> among them.</p><p><a href="/b">Only a link</a></p>
<p><button>Do it</button> <label for="t">Name</label> <input id="t"></p>
<svg role="img" aria-label="Words"><text y="20" fill="currentColor">Words</text></svg></main></body></html>"""

MANY_LINKS = '<p><a href="/c">Link</a></p>' * 60
BAR = '<p style="position: sticky; inset-block-end: 0; background: Canvas; padding: 2rem">Bar</p></main>'


@pytest.fixture(scope="module")
def looks(chromium: Chromium) -> Iterator[Looking]:
    with looking(chromium) as looks:
        yield looks


def _page_of(html: str) -> Page:
    return Page(TestResponse([html.encode()], "200 OK", {}, Request({})), "/planted")


def test_a_page_without_a_flaw_passes(looks: Looking) -> None:
    looks.at(_page_of(WHOLE))
    flaws = [*_flaws(looks), *_flaws_in_other_colours(looks), *_flaws_from_right_to_left(looks)]
    assert [each for _manner, found in flaws for each in found] == []


@pytest.mark.parametrize(
    ("before", "planted", "noticed"),
    [
        ("<h2>", "<h4>", "heading-order"),
        ('<label for="t">', "<label>", "label:"),
        ("<button>", '<button style="color: #aaa">', "color-contrast"),
        ("<button>", '<button style="min-block-size: 20px">', "smaller than 24 px"),
        ("a { padding-block: 4px; }", "", "smaller than 24 px"),
        ("<button>Do it", '<button tabindex="2">Do it', "jumps the order"),
        ("<button>", '<button style="outline: 0">', "its focus is not seen"),
        ("</h2>", '</h2><p style="cursor: pointer">Press</p>', "no key reaches it"),
        ('<p><a href="/b">', '<p style="display: flex; flex-direction: row-reverse"><button>1</button><a href="/b">',
         "drawn before"),
        ("</h2>", '</h2><p style="inline-size: 700px">Wide</p>', "scrolls sideways"),
        ("</main>", MANY_LINKS + "</main>", None),
        ("</main>", MANY_LINKS + BAR, "covered"),
    ],
)  # fmt: skip
def test_a_planted_flaw_is_noticed(
    before: str, planted: str, noticed: str | None, looks: Looking
) -> None:
    assert before in WHOLE
    looks.at(_page_of(WHOLE.replace(before, planted, 1)))
    found = [each for _manner, flaws in _flaws(looks) for each in flaws]
    assert (noticed or "") in "; ".join(found)
    assert bool(found) == bool(noticed)


@pytest.mark.parametrize("colours", OTHER_COLOURS, ids=str)
@pytest.mark.parametrize(
    ("before", "planted"),
    [
        ("<h2>", '<h2 style="color: Canvas; forced-color-adjust: none">'),
        ('fill="currentColor"', 'fill="Canvas" style="forced-color-adjust: none"'),
        ("<button>", '<button><svg class="icon" style="color: ButtonFace; forced-color-adjust: none"></svg>'),
    ],
    ids=["words", "words of a picture", "an icon"],
)  # fmt: skip
def test_what_is_hardly_seen_is_noticed_in_all_colours(
    before: str, planted: str, colours: dict[str, str], looks: Looking
) -> None:
    looks.at(_page_of(WHOLE.replace(before, planted, 1)))
    with looks.as_if(**colours):
        assert "faint" in "; ".join(looks.faint())


def test_two_pages_of_the_same_make_are_looked_at_once() -> None:
    page = Visit("keeper", "somewhere", "/", _page_of(WHOLE))
    other_words = replace(page, page=_page_of(WHOLE.replace("Only a link", "Another")))
    other_parts = replace(page, page=_page_of(WHOLE.replace("<h2>", '<h2 class="quiet">')))
    assert list(_differing([page, other_words, other_parts])) == [page, other_parts]
