"""A page of the library against a bare Flask view that reads the same rows and renders the same template."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, render_template, template_rendered
from sqlalchemy import event
from werkzeug.test import create_environ, run_wsgi_app

from app import create_app
from app.accounts.access import begin
from app.accounts.models import Account
from app.kernel.db import db, writing
from app.kernel.migrating import bring_up_to_date
from app.settings import Settings
from app.startup.__main__ import run_command
from app.vault import Keyring
from benchmarks.rows import Row
from tests.factories.accounts import account as make_account

PAGES = {
    "library index": "/library",
    "documented process": "/library/processes/inter-tajik-dialogue",
}
SECONDS = 1.5
ROUNDS = 5


def rows() -> Iterator[Row]:
    """Pages a second, on one thread, the server left out on both sides."""
    with tempfile.TemporaryDirectory() as place, house(Path(place)) as (app, cookie):
        for name, path in PAGES.items():
            bare = bare_view_of(app, path, cookie)
            pairs = []
            for _ in range(ROUNDS):
                ours = per_second(app, path, cookie)
                with nothing_but(app, path, bare):
                    pairs.append((ours, per_second(app, path, cookie)))
            yield Row(
                name=f"{name}, pages/s: a bare view, same rows, same template",
                ours=median(ours for ours, _ in pairs),
                floor=median(floor for _, floor in pairs),
                goal=0.5,
                more_is_better=True,
            )


@contextmanager
def house(place: Path) -> Iterator[tuple[Flask, str]]:
    """A practice installation with its library, and the cookie of somebody who is signed in."""
    settings = Settings(data=place / "data", keys=place / "keys")
    settings.data.mkdir()
    Keyring.begin(settings.keys)
    app = create_app(settings)
    with app.app_context():
        bring_up_to_date(db.engine)
    with redirect_stdout(StringIO()):
        run_command(app, "seed", "load")
    with app.app_context():
        with writing():
            account: Account = make_account()
            db.session.commit()
        client = app.test_client()
        with client.session_transaction() as signed:
            begin(signed, account)
        kept = client.get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
        assert kept is not None
    try:
        yield app, f"{kept.key}={kept.value}"
    finally:
        with app.app_context():
            app.extensions["kept_open"].close()
            db.engine.dispose()


def bare_view_of(app: Flask, path: str, cookie: str) -> Callable[..., str]:
    """The least that Flask can do for this page: the same statements by SQLAlchemy Core, the same template.

    What the page asked the database and gave its template is taken down from one real request.
    """
    statements, template, context = taken_down(app, path, cookie)
    with app.app_context():
        engine = db.engine

    def view(**_parts: str) -> str:
        with engine.connect() as connection:
            for statement, parameters in statements:
                connection.exec_driver_sql(statement, parameters).all()
        return render_template(template, **context)

    return view


@contextmanager
def nothing_but(app: Flask, path: str, view: Callable[..., str]) -> Iterator[Flask]:
    """The same names and addresses, since the template asks for them; nothing before or after the view."""
    around = ("before_request_funcs", "after_request_funcs", "teardown_request_funcs")
    kept = {name: getattr(app, name) for name in (*around, "view_functions")}
    endpoint = app.url_map.bind("localhost").match(path)[0]
    try:
        for name in around:
            setattr(app, name, {})
        app.view_functions = {**app.view_functions, endpoint: view}
        yield app
    finally:
        for name, value in kept.items():
            setattr(app, name, value)


def taken_down(
    app: Flask, path: str, cookie: str
) -> tuple[list[tuple[str, Any]], str, dict[str, Any]]:
    statements: list[tuple[str, Any]] = []
    rendered: list[tuple[str, dict[str, Any]]] = []

    def ask(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            statements.append((statement, parameters))

    def render(_sender: Any, template: Any, context: dict[str, Any], **_rest: Any) -> None:
        rendered.append((template.name, context))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", ask)
    template_rendered.connect(render, app)
    try:
        answer(app, path, cookie)
    finally:
        event.remove(engine, "before_cursor_execute", ask)
        template_rendered.disconnect(render, app)
    template_name, context = rendered[-1]
    with app.test_request_context(path, headers={"Cookie": cookie}):
        # Flask gives these to every template anew, to the bare view's as well.
        for give in app.template_context_processors[None]:
            context = {name: value for name, value in context.items() if name not in give()}
    return statements, template_name, context


def answer(app: Flask, path: str, cookie: str) -> bytes:
    environ = create_environ(path, headers={"Cookie": cookie})
    body, status, _headers = run_wsgi_app(app, environ)
    page = b"".join(body)
    assert status.startswith("200"), f"{path} answers {status}"
    return page


def per_second(app: Flask, path: str, cookie: str) -> float:
    answer(app, path, cookie)
    ends = time.perf_counter() + SECONDS
    began, pages = time.perf_counter(), 0
    while time.perf_counter() < ends:
        answer(app, path, cookie)
        pages += 1
    return pages / (time.perf_counter() - began)
