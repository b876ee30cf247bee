"""Every page in a made-up language that runs from right to left: nothing of ours stays English."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from jinja2 import Environment

from app.accounts.queries import first_code
from app.kernel.wording import say, say_n
from app.settings import ROOT
from app.startup import pseudo_locale
from app.web.words import PSEUDO, in_the_page_language
from tests.factories import whole_house as whole_houses
from tests.factories.whole_house import WholeHouse
from tests.support.browser import Browser
from tests.support.pages import Form, Page
from tests.support.tongues import untranslated
from tests.support.visits import Visit, routes, visits

ONLY_IN_AN_EMPTY_HOUSE = {"accounts.first_account"}


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What was seen, kept for the other questions of this module."""
    return {}


@pytest.fixture
def pages(speaking_app: Flask, whole_house: WholeHouse, seen: dict[str, Any]) -> list[Visit]:
    """Every page of the whole house in the made-up language, looked at once."""
    if "pages" not in seen:
        seen["pages"] = list(visits(speaking_app, whole_house, PSEUDO))
    return seen["pages"]


def test_every_route_leads_to_a_page_for_somebody(pages: list[Visit], speaking_app: Flask) -> None:
    reached = {visit.endpoint for visit in pages} | ONLY_IN_AN_EMPTY_HOUSE
    unreached = {rule.endpoint for rule in routes(speaking_app) if rule.endpoint not in reached}
    assert unreached == set(), "say in tests/factories/whole_house.py how to get there"


def test_pages_say_their_language_and_direction(pages: list[Visit]) -> None:
    for visit in pages:
        if visit.is_whole:
            root = visit.page.soup.html
            assert (root["lang"], root["dir"]) == (PSEUDO, "rtl"), visit


def test_nothing_of_ours_stays_untranslated(pages: list[Visit]) -> None:
    found: dict[str, str] = {}
    for visit in pages:
        # The design review shows invented examples, and only to developers.
        if not visit.endpoint.startswith("showcase."):
            for flaw in untranslated(visit.page.soup, PSEUDO):
                found.setdefault(flaw, str(visit))
    assert not found, "\n".join(f"{visit}: {flaw}" for flaw, visit in sorted(found.items()))


def test_what_is_refused_is_refused_in_the_language_of_the_page(
    pages: list[Visit],
    speaking_app: Flask,
    whole_house: WholeHouse,
    standing_as: Callable[[str, Callable[[], None]], None],
) -> None:
    """Each form is sent with every field of words left empty, by each person who has it."""
    found: dict[str, str] = {}
    answers = set()
    for visit, form in _forms(pages):
        page = _sent_empty(speaking_app, whole_house, visit, form)
        answers.add(page.status)
        if page.status < 400:
            standing_as(whole_houses.NAME, whole_houses.fill)
        assert page.status < 500, f"{visit}, form to {form.address}"
        for flaw in untranslated(page.soup, PSEUDO):
            found.setdefault(flaw, f"{visit}, form to {form.address}")
    assert not found, "\n".join(f"{where}: {flaw}" for flaw, where in sorted(found.items()))
    assert 422 in answers


_WRITTEN = "textarea[name], input[name]:not([type=hidden])"
_TICKED = "input[type=checkbox][name], input[type=radio][name]"


def _forms(pages: list[Visit]) -> Iterator[tuple[Visit, Form]]:
    seen = set()
    for visit in pages:
        for form in visit.page.forms():
            known = (visit.person, form.address, tuple(sorted(form.names)))
            if form.method == "post" and known not in seen:
                seen.add(known)
                yield visit, form


def _sent_empty(app: Flask, house: WholeHouse, visit: Visit, form: Form) -> Page:
    browser = house.browser(app, visit.person)
    browser.client.set_cookie("language", PSEUDO)
    written = {str(tag["name"]) for tag in form.tag.select(_WRITTEN)}
    ticked = {str(tag["name"]) for tag in form.tag.select(_TICKED)}
    sent = {
        name: "" if name in written else value for name, value in form.fields if name not in ticked
    }
    sent["csrf_token"] = browser.csrf_token()
    answer = Page(browser.client.post(form.address, data=sent), form.address)
    if not 300 <= answer.status < 400:
        return answer
    # What is said of the deed stands on the page it leads to.
    where = answer.response.headers["Location"]
    return Page(browser.client.get(where, follow_redirects=True), where)


def test_an_empty_house_is_opened_in_the_language_of_the_page(
    speaking_app: Flask, app: Flask
) -> None:
    browser = Browser(speaking_app)
    browser.client.set_cookie("language", PSEUDO)
    page = browser.open("accounts.first_account", code=first_code())
    assert untranslated(page.soup, PSEUDO) == []
    again = browser.submit(page, status=422)
    assert untranslated(again.soup, PSEUDO) == []


def test_another_language_is_taken_up_where_there_is_one(speaking_app: Flask, app: Flask) -> None:
    browser = Browser(speaking_app)
    page = browser.open("seats.enter")
    turned = browser.submit(page, action="/language", button="العربية")
    assert (turned.path, turned.soup.html["dir"]) == ("/enter", "rtl")
    assert Browser(app).open("seats.enter").select("form.languages") == []


@pytest.mark.parametrize("page", ["//elsewhere.example", "https://elsewhere.example/", "/\\x", ""])
def test_a_language_leads_nowhere_else(speaking_app: Flask, app: Flask, page: str) -> None:
    answer = Browser(speaking_app).post("/language", language=PSEUDO, page=page)
    assert answer.path == "/"


# Sentences of lower layers


def test_a_sentence_of_a_lower_layer_is_translated_at_the_edge(speaking_app: Flask) -> None:
    with speaking_app.test_request_context(), force_locale(PSEUDO):
        kept = in_the_page_language(say("Only an adopted text can be released."))
        assert kept == pseudo_locale.pseudo("Only an adopted text can be released.")
        counted = say_n("%(num)d stage of %(name)s", "%(num)d stages of %(name)s", 3, name="A")
        assert in_the_page_language(counted) == "3 stages of A"  # in no catalogue


def test_words_to_translate_are_written_where_they_are_marked() -> None:
    """What is put together first is a sentence that no catalogue has."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in pseudo_locale.KEYWORDS
        and not (node.args and isinstance(node.args[0], ast.Constant))
        and path.name != "wording.py"
    ]
    assert found == []


def test_what_is_said_after_a_deed_is_marked() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "flash"
        and not isinstance(node.args[0], ast.Call)
    ]
    assert found == []


# What no visit comes by: states that the whole house is not in


# Shown when the program itself is broken, to developers, or as a name that is the same everywhere.
_MAY_SAY_ENGLISH = ("errors/500.html", "components_page/")
_SAME_EVERYWHERE = re.compile(r"<kbd>.*?</kbd>|\b(YAML|JSON|PDF|DOCX|CSV|BibTeX)\b")
_SHOWN = r"\b(aria-label|aria-description|title|alt|placeholder|data-heading|data-say)"


@pytest.mark.parametrize(
    "template",
    sorted((ROOT / "templates").rglob("*.html")),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_a_template_has_no_words_beside_its_marked_ones(template: Path) -> None:
    if str(template.relative_to(ROOT / "templates")).startswith(_MAY_SAY_ENGLISH):
        return
    bare = _SAME_EVERYWHERE.sub("", _outside_expressions(template))
    shown = re.findall(_SHOWN + r'="([^"\0]*[A-Za-z]{2,}[^"\0]*)"', bare)
    words = re.findall(r"[A-Z][a-z]+|[a-z]+ [a-z]+", re.sub(r"<[^<>]*>", "", bare))
    assert (words, shown) == ([], [])


def _outside_expressions(template: Path) -> str:
    """A template with every expression, statement and comment put out of sight."""
    begins = ("variable_begin", "block_begin")
    return "".join(
        text if kind == "data" else "\0" if kind in begins else ""
        for _line, kind, text in Environment(autoescape=True).lex(
            template.read_text(encoding="utf-8")
        )
    )


def test_scripts_say_what_the_page_gave_them() -> None:
    """Sentences of scripts stand in attributes, in the language of the page."""
    literal = re.compile(r"""(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""")
    sentence = re.compile(r"[A-Z][a-z]+( [a-z]+)+|[a-z]+ [a-z]+ [a-z]+")
    found = {}
    for script in sorted((ROOT / "app" / "static" / "js").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", script.read_text("utf-8"), flags=re.S | re.M)
        if said := [text for _quote, text in literal.findall(code) if sentence.search(text)]:
            found[script.name] = said
    assert found == {}


def test_style_sheets_say_nothing() -> None:
    found = {
        sheet.name: said
        for sheet in (ROOT / "app" / "static" / "css").glob("*.css")
        if (said := re.findall(r'content:\s*"([^"]*[A-Za-z]{2}[^"]*)"', sheet.read_text("utf-8")))
    }
    assert found == {}
