"""What a person meets when something went wrong: a sentence, what to do, and the words they had typed."""

from __future__ import annotations

import errno
import logging
from typing import Any

import pytest
from flask import abort, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.db import TooManyWriters
from app.kernel.errors import DomainError, NotHere, PermissionDenied
from app.kernel.wording import say
from tests.support.pages import Page
from tests.web.conftest import Trial

INNER = "inner-workings-of-the-program"
REASON = say("The sluice is closed on Sundays.")


def raising(trouble: BaseException) -> Any:
    def does() -> None:
        raise trouble

    return does


def full_disk(said: str) -> OperationalError:
    return OperationalError(f"INSERT {INNER}", {}, Exception(said))


TROUBLES = [
    (NotHere(INNER), 404),
    (PermissionDenied(REASON), 403),
    (DomainError(REASON), 409),
    (StaleDataError(INNER), 409),
    (TooManyWriters(INNER), 503),
    (full_disk("database or disk is full"), 507),
    (full_disk("could not extend file: No space left on device"), 507),
    (OSError(errno.ENOSPC, INNER), 507),
    (OSError(errno.EDQUOT, INNER), 507),
]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("trouble", "status"), TROUBLES, ids=lambda given: type(given).__name__)
def test_each_trouble_has_its_page_and_says_nothing_of_the_inside(
    trial: Trial, trouble: BaseException, status: int, method: str
):
    trial.does = raising(trouble)
    answer = trial.asked(method)
    page = Page(answer, "/trial")
    assert answer.status_code == status
    assert page.heading
    assert INNER not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("trouble", [PermissionDenied(REASON), DomainError(REASON)], ids=repr)
def test_a_refusal_says_why(trial: Trial, trouble: BaseException):
    trial.does = raising(trouble)
    assert str(REASON) in Page(trial.asked(), "/trial").text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 503])
def test_what_flask_refuses_gets_a_page_of_the_house(trial: Trial, status: int):
    trial.does = lambda: abort(status)
    answer = trial.asked()
    assert answer.status_code == status
    assert Page(answer, "/trial").heading


@pytest.mark.parametrize(
    "trouble",
    [ZeroDivisionError(INNER), OSError(errno.EIO, INNER), OperationalError(INNER, {}, Exception())],
    ids=lambda given: type(given).__name__,
)
def test_a_defect_of_ours_gets_a_plain_page_and_a_line_without_words(
    trial: Trial, trouble: BaseException, caplog: pytest.LogCaptureFixture
):
    trial.does = raising(trouble)
    with caplog.at_level(logging.DEBUG):
        answer = trial.asked(data={"words": "what we fear"})
    assert answer.status_code == 500
    assert INNER not in answer.text
    assert f"{type(trouble).__name__} at trial" in caplog.text
    assert INNER not in caplog.text
    assert "what we fear" not in caplog.text


@pytest.mark.parametrize(("trouble", "status"), TROUBLES, ids=lambda given: type(given).__name__)
def test_what_was_typed_is_given_back_except_what_is_secret(
    trial: Trial, trouble: BaseException, status: int
):
    secret = {
        "password": "s-1", "csrf_token": "s-2", "token": "s-3", "code": "s-4", "passphrase": "s-5",
        "new_password": "s-6", "version": "s-7",
    }  # fmt: skip
    trial.does = raising(trouble)
    text = trial.asked(data={"words": "ما نخافه", "more": "a bridge", **secret}).text
    assert [word for word in ("ما نخافه", "a bridge") if word not in text] == []
    assert [value for value in secret.values() if value in text] == []


def test_words_given_back_are_words_and_run_nothing(trial: Trial):
    trial.does = raising(DomainError(REASON))
    text = trial.asked(data={"words": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_thing_one_may_not_know_of_and_one_that_is_not_there_look_the_same(trial: Trial):
    trial.does = raising(NotHere())
    forbidden = trial.asked("GET").text.replace("/trial", "/nowhere")
    assert forbidden == trial.browser.client.get("/nowhere").text


def test_too_large_a_form_is_refused_without_being_read_back(trial: Trial):
    trial.does = lambda: request.form["words"]
    answer = trial.asked(data={"words": "w" * (2 * 1024 * 1024 + 1)})
    assert answer.status_code == 413
    assert "w" * 100 not in answer.text
