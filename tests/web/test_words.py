"""How the interface speaks: choosing a language leads back into the house and nowhere else."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel.wording import say, say_n
from app.web.words import LANGUAGE_COOKIE, in_the_page_language, own_name
from tests.support.browser import Browser


def test_the_chosen_language_is_spoken_from_then_on(app: Flask, speaking_app: Flask):
    browser = Browser(speaking_app)
    assert browser.get("/sign-in").soup.html["dir"] == "ltr"
    browser.post("/language", status=303, language="ar", page="/sign-in")
    assert browser.get("/sign-in").soup.html["dir"] == "rtl"


@pytest.mark.parametrize("language", ["", "xx", "AR", "en-GB", "../en", "\x00", "en\n"])
def test_a_language_we_do_not_speak_is_refused(app: Flask, language: str):
    browser = Browser(app)
    browser.post("/language", status=422, language=language)
    assert browser.client.get_cookie(LANGUAGE_COOKIE) is None


@pytest.mark.parametrize(
    "page",
    [
        "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "elsewhere",
        "javascript:alert(1)", "/\t/elsewhere.example", "/\n/elsewhere.example", "\\\\elsewhere", "",
        "/a\r\nSet-Cookie: x=y", "http:/elsewhere", "/\x00",
    ],
)  # fmt: skip
def test_choosing_a_language_leads_nowhere_outside(app: Flask, page: str):
    browser = Browser(app)
    answer = browser.client.post(
        "/language", data={"language": "en", "page": page, "csrf_token": browser.csrf_token()}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert "Set-Cookie: x" not in str(answer.headers)


def test_one_comes_back_to_the_page_one_was_on(app: Flask):
    browser = Browser(app)
    answer = browser.client.post(
        "/language",
        data={"language": "en", "page": "/library?q=a", "csrf_token": browser.csrf_token()},
    )
    assert answer.headers["Location"] == "/library?q=a"


@pytest.mark.parametrize(
    ("tag", "name"), [("ar", "العربية"), ("ka", "ქართული"), ("xx-unknown", "xx-unknown"), ("", "")]
)
def test_a_language_is_named_as_those_who_speak_it_call_it(tag: str, name: str):
    assert own_name(tag) == name


def test_a_sentence_of_a_lower_room_is_said_in_the_language_of_the_page(app: Flask):
    with app.test_request_context("/"):
        assert in_the_page_language(say("Hold %(what)s.", what="on")) == "Hold on."
        assert in_the_page_language(say_n("%(num)d day", "%(num)d days", 3)) == "3 days"
