"""Every view says who may enter; one that forgot stops the program, and a stranger learns nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel.errors import NotHere
from app.web import access
from tests.factories.accounts import keeper
from tests.support.browser import Browser
from tests.web.conftest import Trial


def test_a_view_that_says_nothing_stops_the_program():
    forgotten = Flask("forgotten", static_folder=None)
    forgotten.add_url_rule("/open", "open", access.open_to_all(lambda: ""))
    access.require_declared_access(forgotten)
    forgotten.add_url_rule("/secret", "secret", lambda: "")
    with pytest.raises(access.UndeclaredAccess, match="secret"):
        access.require_declared_access(forgotten)


def test_the_program_itself_forgot_none(app: Flask):
    access.require_declared_access(app)
    assert len(app.view_functions) > 100


def test_what_is_for_those_inside_is_not_there_for_a_stranger(trial: Trial):
    trial.does = access.inside(lambda: "here")
    stranger = trial.asked("GET")
    assert stranger.status_code == 404
    trial.does = lambda: (_ for _ in ()).throw(NotHere())
    assert trial.asked("GET").text == stranger.text


def test_who_is_signed_in_is_inside(trial: Trial):
    trial.browser.sign_in(keeper())
    trial.does = access.inside(lambda: "here")
    assert trial.asked("GET").text == "here"


def test_forgetting_a_browser_empties_its_cookie(trial: Trial):
    trial.browser.sign_in(keeper())

    def does() -> str:
        access.forget_this_browser()
        return ""

    trial.does = does
    trial.asked()
    trial.does = access.inside(lambda: "here")
    assert trial.asked("GET").status_code == 404


def test_what_a_page_fetches_by_itself_is_no_sign_of_a_person():
    def stream() -> str:
        return ""

    assert not access.is_unattended(stream)
    assert access.is_unattended(access.unattended(stream))
    assert not access.is_unattended(None)


@pytest.mark.parametrize(
    "path",
    [
        "/dialogues/..%2f..%2fetc",
        "/seat/%00/",
        "/library/processes/Ä",
        "/dialogues/" + "x" * 65 + "/",
    ],
)
def test_an_address_that_is_none_of_ours_is_not_there(app: Flask, path: str):
    assert Browser(app).client.get(path).status_code in {302, 303, 308, 404}
