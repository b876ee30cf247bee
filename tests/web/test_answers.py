"""Where a redirect may lead, and a part of a page that the page may have already."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from werkzeug.http import unquote_etag

from app.web.answers import FRONT_DOOR, part, within_the_house
from tests.web.conftest import Trial

ELSEWHERE = [
    "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "elsewhere",
    "javascript:alert(1)", "/\t/elsewhere.example", "/\n/elsewhere.example", "\\\\elsewhere",
    "/a\r\nSet-Cookie: x=y", "http:/elsewhere", "/\x00", "/a\\..\\b", " /library", "", None,
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_out_of_the_house(wanted: str | None):
    assert within_the_house(wanted) == FRONT_DOOR


@pytest.mark.parametrize("wanted", ["/", "/library?q=a%20b", "/library/glossary#n-1", "/مكتبة"])
def test_a_page_of_the_house_is_led_to_as_asked(wanted: str):
    assert within_the_house(wanted) == wanted


@given(st.text())
def test_whatever_is_asked_for_leads_within(wanted: str):
    led = within_the_house(wanted)
    assert led.startswith("/")
    assert not led.startswith("//")
    assert not set(led) & set("\\\t\r\n\x00")


def test_a_part_that_the_page_has_already_is_not_sent_again(trial: Trial):
    trial.does = lambda: part("<p>Here</p>")
    first = trial.asked("GET")
    assert first.text == "<p>Here</p>"
    tag, _weak = unquote_etag(first.headers["ETag"])
    again = trial.asked("GET", headers={"If-None-Match": f'"{tag}"'})
    assert (again.status_code, again.text) == (304, "")
    trial.does = lambda: part("<p>There</p>")
    changed = trial.asked("GET", headers={"If-None-Match": f'"{tag}"'})
    assert (changed.status_code, changed.text) == (200, "<p>There</p>")
