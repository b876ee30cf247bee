"""The foundation of the tests: an app on a real database, put back to empty for each test, and browsers on it."""

from __future__ import annotations

import dataclasses
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
from flask import Flask

from app import create_app, vault
from app.accounts.models import Account
from app.kernel import clock as kernel_clock, migrating
from app.kernel.db import db
from app.settings import Installation, Settings
from app.startup import pseudo_locale
from app.vault import Keyring
from tests.factories import library, whole_house as whole_house_
from tests.support import postgresql as postgresql_
from tests.support.at_rest import EMPTY, AtRest
from tests.support.browser import Browser, Client
from tests.support.ending import end
from tests.support.held_clock import HeldClock

# In CI Hypothesis comes calm by itself: the same examples every time, however slow the machine.
if os.environ.get("CI") != "true":
    hypothesis.settings.register_profile(
        "here", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("here")

pytest_plugins = ("tests.support.chromium", "tests.support.skipped")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database the whole suite runs on",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about one database alone is no part of a run on the other: there is nothing to skip there."""
    database = config.getoption("--database")
    elsewhere = [
        item
        for item in items
        if (only := item.get_closest_marker("only_on")) is not None and database not in only.args
    ]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


# The database and the app on it


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL of this machine; tests that need one are skipped, loudly, where there is none."""
    try:
        with postgresql_.server() as address:
            yield address
    except postgresql_.NoPostgreSQL as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Settings]:
    """A practice installation in temporary directories."""
    place = tmp_path_factory.mktemp("installation")
    (place / "data").mkdir()
    settings = Settings(data=place / "data", keys=place / "keys", testing=True)
    if request.config.getoption("--database") == "sqlite":
        yield settings
        return
    server = request.getfixturevalue("postgresql_server")
    with postgresql_.database(server, f"suite_{worker_id}") as url:
        yield dataclasses.replace(settings, database_url=url)


@pytest.fixture(scope="session")
def installed(settings: Settings) -> Iterator[tuple[Flask, AtRest]]:
    """The app of the session, migrated; tests ask for `app`."""
    Keyring.begin(settings.keys)
    app = create_app(settings)
    app.test_client_class = Client
    with app.app_context():
        migrating.bring_up_to_date(db.engine)
        at_rest = AtRest(db.engine, settings, vault.current())
        at_rest.put(EMPTY)
    yield app, at_rest
    end(app)


@pytest.fixture(scope="session")
def house_app(settings: Settings, installed: tuple[Flask, AtRest]) -> Iterator[Flask]:
    """The same program and database as a house: no practice, no open sign-ins. Ask for `app` as well."""
    with beside(
        installed[1], dataclasses.replace(settings, installation=Installation.HOUSE)
    ) as house:
        yield house


@pytest.fixture(scope="session")
def speaking_app(settings: Settings, installed: tuple[Flask, AtRest]) -> Iterator[Flask]:
    """The same program and database, speaking a made-up right-to-left language too. Ask for `app` as well."""
    pseudo_locale.ready()
    with beside(installed[1], dataclasses.replace(settings, pseudo_locale=True)) as speaking:
        yield speaking


@contextmanager
def beside(at_rest: AtRest, settings: Settings) -> Iterator[Flask]:
    """Another program on the same database, closed in the end: what is left open would fail a later test."""
    made = create_app(settings)
    made.test_client_class = Client
    with made.app_context():
        engine = db.engine
    at_rest.beside.append(engine)
    yield made
    at_rest.beside.remove(engine)
    end(made)


@pytest.fixture
def app(installed: tuple[Flask, AtRest]) -> Iterator[Flask]:
    """The app on an empty database, its context open: factories and queries can be called at once."""
    yield from _standing(installed, EMPTY)


@pytest.fixture
def standing_as(installed: tuple[Flask, AtRest]) -> Callable[[str, Callable[[], None]], None]:
    """`standing_as("library", load)`: the database as `load` leaves it, made once a session, then put back."""
    _, at_rest = installed

    def put(name: str, fill: Callable[[], None]) -> None:
        db.session.rollback()
        at_rest.put(name, fill)

    return put


@pytest.fixture
def with_library(app: Flask, standing_as: Callable[[str, Callable[[], None]], None]) -> None:
    """The library is loaded; pages of dialogues show methods and exemplars of it."""
    standing_as("library", library.load)


@pytest.fixture
def whole_house(
    app: Flask, standing_as: Callable[[str, Callable[[], None]], None]
) -> whole_house_.WholeHouse:
    """A house in which every page has something to show."""
    standing_as(whole_house_.NAME, whole_house_.fill)
    return whole_house_.standing()


def _standing(installed: tuple[Flask, AtRest], image: str) -> Iterator[Flask]:
    app, at_rest = installed
    with app.app_context():
        # A program of another installation, made since, put its own keyring in force for the whole process.
        vault.use(at_rest.keyring)
        at_rest.put(image)
        yield app
        vault.use(at_rest.keyring)
        db.session.rollback()


# People in front of it


@pytest.fixture
def client(app: Flask) -> Client:
    """Flask's client, for what is not a page."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A stranger's browser, which checks every page it is shown."""
    return Browser(app)


@pytest.fixture
def signed_in_as(app: Flask) -> Callable[[Account], Browser]:
    """`browser = signed_in_as(account)`; each call is another browser."""
    return lambda account: Browser(app).sign_in(account)


# The world around it


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HeldClock:
    """Time stands still until the test moves it: `clock.forward(minutes=31)`."""
    held = HeldClock()
    monkeypatch.setattr(kernel_clock, "datetime", held)
    return held


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """No test calls out: what calls out in a test would call out of a house."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test calls out to {address}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", refuse)
    yield
    patch.undo()
