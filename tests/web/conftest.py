"""A view that does whatever a test says, behind the same edge as every other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.settings import Settings
from app.web.access import open_to_all
from app.web.pages import csrf
from app.web.unit_of_work import wrap_views
from tests.conftest import beside
from tests.support.at_rest import AtRest
from tests.support.browser import Browser

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Trial:
    """`trial.does = lambda: …`, and `trial.asked("POST")` is the answer; a defect of ours is shown as people see it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.does: Callable[[], Any] = lambda: ""
        self.browser = Browser(app)
        self.browser.client.environ_base.pop("second_track.show_defects")

    def asked(self, method: str = "POST", **kwargs: Any) -> Any:
        return self.browser.client.open("/trial", method=method, **kwargs)


@pytest.fixture(scope="session")
def trial_app(settings: Settings, installed: tuple[Flask, AtRest]) -> Iterator[Flask]:
    with beside(installed[1], settings) as made:

        def trial() -> Any:
            return made.extensions["trial"].does()

        edge = SimpleNamespace(view_functions={"trial": csrf.exempt(open_to_all(trial))})
        wrap_views(edge)
        made.add_url_rule("/trial", view_func=edge.view_functions["trial"], methods=METHODS)
        yield made


@pytest.fixture
def trial(app: Flask, trial_app: Flask) -> Trial:
    trial_app.extensions["trial"] = trial = Trial(trial_app)
    return trial
