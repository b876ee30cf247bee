"""The check of every page must notice what it is there for: each flaw is planted once."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from tests.support.pages import Page, flaws

HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
WHOLE = """<!doctype html><html lang="en" dir="ltr"><head><title>Page</title></head><body>
<h1>Page</h1><form method="post"><input type="hidden" name="csrf_token" value="t">
<label for="a">Name</label><input id="a" name="a"><button>Send</button></form></body></html>"""


def looked_at(html: str, headers: dict[str, str]) -> list[str]:
    response = TestResponse([html.encode()], "200 OK", headers, Request({}))
    return flaws(response, BeautifulSoup(html, "lxml"))


def test_a_page_without_a_flaw_passes():
    assert looked_at(WHOLE, HEADERS) == []


@pytest.mark.parametrize(
    ("before", "planted", "noticed"),
    [
        ("<h1>Page</h1>", "", "0 h1"),
        ("<h1>Page</h1>", "<h1>Page</h1><h1>Page</h1>", "2 h1"),
        ("<title>Page</title>", "<title> </title>", "no title"),
        (' lang="en"', "", "without lang"),
        ("<h1>", "<h1 id='a'>", "2 times"),
        ('<label for="a">Name</label>', "", "without a label"),
        ('<input type="hidden" name="csrf_token" value="t">', "", "without csrf_token"),
        ("<h1>", "<h1 style='color:red'>", "style="),
        ("<button>", "<button onclick='x()'>", "onclick="),
        ("</form>", "</form><script>x()</script>", "inline script"),
        ("</form>", "</form><img alt='' src='https://elsewhere.example/x'>", "calls out"),
        ("<h1>", "<p id='b'><h1 aria-describedby='c'>", "names no 'c'"),
        ("</form>", "</form></div>", "invalid HTML"),
    ],
)
def test_a_planted_flaw_is_noticed(before: str, planted: str, noticed: str):
    assert before in WHOLE
    assert noticed in "; ".join(looked_at(WHOLE.replace(before, planted, 1), HEADERS))


@pytest.mark.parametrize("name", HEADERS)
def test_a_missing_header_is_noticed(name: str):
    assert looked_at(WHOLE, {key: value for key, value in HEADERS.items() if key != name})


def test_a_form_is_read_as_a_browser_would_send_it():
    html = """<form action="/x" method="post"><input name="a" value="1"><input type="checkbox"
      name="b" value="y" checked><input type="checkbox" name="c"><textarea name="d">
line</textarea><select name="e"><option value="1">One<option value="2" selected>Two</select>
<input type="radio" name="f" value="p"><input type="radio" name="f" value="q" checked>
<button name="go" value="now">Go</button></form>"""
    response = TestResponse([html.encode()], "200 OK", {}, Request({}))
    page = Page(response, "/here")
    sent = page.sent_by(page.form(button="Go"), "Go", {"a": "2", "c": "on"})
    assert sent == [
        ("b", "y"), ("d", "line"), ("e", "2"), ("f", "q"), ("a", "2"), ("c", "on"), ("go", "now")
    ]  # fmt: skip
