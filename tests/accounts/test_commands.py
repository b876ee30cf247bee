from __future__ import annotations

import json

from flask import Flask

from app.accounts import queries
from tests.factories.accounts import PASSWORD, account, keeper
from tests.support.browser import Browser


def said(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=["accounts", *words])
    assert result.exception is None, result.output
    return result.output


def path_in(output: str) -> str:
    return "/" + output.rsplit("http://127.0.0.1:8642/", 1)[1].strip()


def test_an_empty_house_prints_the_same_first_link_at_every_start(app: Flask, browser: Browser):
    first = said(app, "first-link")
    assert first == said(app, "first-link")
    assert browser.get(path_in(first)).heading == "The first account"


def test_a_house_with_accounts_prints_no_first_link(app: Flask):
    account()
    output = said(app, "first-link", "--base", "https://192.0.2.7:8642")
    assert "https://192.0.2.7:8642/sign-in" in output
    assert queries.first_code() not in output


def test_a_reset_takes_effect_and_prints_a_link(app: Flask, browser: Browser):
    who = keeper()
    link = path_in(said(app, "reset", " Keeper "))
    assert queries.whose_password("keeper", PASSWORD) is None
    assert not who.is_open
    assert browser.get(link).heading == "Open your account"


def test_resetting_nobody_says_so(app: Flask):
    result = app.test_cli_runner().invoke(args=["accounts", "reset", "nobody"])
    assert result.exit_code == 1
    assert "Nobody signs in as 'nobody'" in result.output


def test_the_list_tells_who_and_no_secret(app: Flask):
    who = keeper("Мадина", "madina")
    assert "madina" in said(app, "list")
    [listed] = json.loads(said(app, "list", "--json"))
    assert listed == {
        "id": who.id,
        "name": "Мадина",
        "sign_in_name": "madina",
        "keeper": True,
        "open": True,
        "link_waiting": False,
    }
