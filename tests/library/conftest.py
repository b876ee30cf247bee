"""A database that holds the library, and a browser inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from app.kernel.db import db
from app.library import actions
from app.library.commands import SHIPPED
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from tests.factories.accounts import account
from tests.support.browser import Browser
from tests.support.writing import written


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The files of seed/library."""
    return read_library(SHIPPED)


@pytest.fixture
def library(
    app: Flask, standing_as: Callable[[str, Callable[[], None]], None], shipped: Library
) -> Library:
    """The files, loaded into the database."""

    def load() -> None:
        with written():
            actions.load(shipped)

    standing_as("library", load)
    return shipped


@pytest.fixture
def reader(library: Library, app: Flask) -> Browser:
    """Somebody signed in who reads."""
    return Browser(app).sign_in(account(opened=True))


@pytest.fixture
def queries_counted() -> Callable[[], object]:
    """`with queries_counted() as statements:` collects what is asked of the database."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counted
