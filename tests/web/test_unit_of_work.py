"""One request, one transaction: kept below 400 by an unsafe method, and in no other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.web.unit_of_work import afterwards
from tests.web.conftest import Trial


def somebody(name: str = "Somebody") -> Account:
    return Account(id=new_id(), name=name, sign_in_name=name, keeper=False)


def writes(answer: Any) -> Callable[[], Any]:
    def does() -> Any:
        db.session.add(somebody())
        db.session.flush()
        return answer

    return does


def kept() -> list[str]:
    return sorted(account.name for account in db.session.scalars(select(Account)))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [200, 204, 303])
def test_what_went_well_is_kept(trial: Trial, method: str, status: int):
    trial.does = writes(("", status))
    assert trial.asked(method).status_code == status
    assert kept() == ["Somebody"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_what_was_refused_keeps_nothing(trial: Trial, method: str, status: int):
    trial.does = writes(("", status))
    assert trial.asked(method).status_code == status
    assert kept() == []


def test_reading_cannot_write(trial: Trial):
    trial.does = writes("")
    assert trial.asked("GET").status_code == 500
    assert kept() == []


def test_reading_that_forgot_to_write_leaves_nothing_for_the_next_request(trial: Trial):
    def does() -> str:
        db.session.add(somebody("left over"))
        return ""

    trial.does = does
    assert trial.asked("GET").status_code == 200
    trial.does = lambda: ""
    assert trial.asked("POST").status_code == 200
    assert kept() == []


def test_a_failure_after_writing_keeps_nothing(trial: Trial):
    def does() -> None:
        writes("")()
        raise ZeroDivisionError

    trial.does = does
    assert trial.asked().status_code == 500
    assert kept() == []


def test_a_failure_at_the_commit_itself_gets_a_page_too(trial: Trial):
    twice = new_id()

    def does() -> str:
        for name in ("One", "Other"):
            db.session.add(Account(id=twice, name=name, sign_in_name=name, keeper=False))
        return "done"

    trial.does = does
    answer = trial.asked()
    assert answer.status_code == 500
    assert "done" not in answer.text
    assert kept() == []


@pytest.mark.parametrize("status", [200, 422])
def test_what_must_survive_a_refusal_survives_it_and_nothing_else_does(trial: Trial, status: int):
    def does() -> Any:
        afterwards(lambda: db.session.add(somebody("counted")))
        return writes(("", status))()

    trial.does = does
    trial.asked()
    assert kept() == (["Somebody", "counted"] if status == 200 else ["counted"])


def test_what_must_survive_survives_a_failure_as_well(trial: Trial):
    def does() -> None:
        afterwards(lambda: db.session.add(somebody("counted")))
        writes("")()
        raise ZeroDivisionError

    trial.does = does
    assert trial.asked().status_code == 500
    assert kept() == ["counted"]
