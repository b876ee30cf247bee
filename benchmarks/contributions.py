"""The session page with 300 sealed points, and posting one, against bare Flask views that seal nothing.

The floor of a page reads the same rows unsealed and renders the same templates and components; the floor of a post
inserts one row in a database of its own with the same durability, through the same stack; beside it, told without a
goal, what the database's driver alone would take.
"""

from __future__ import annotations

import contextvars
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, render_template, request, template_rendered
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app
from app.contributions import actions
from app.contributions.models import Contribution
from app.contributions.queries import invitation_of
from app.kernel.db import db, prepare_engine, writing
from app.kernel.migrating import bring_up_to_date
from app.kernel.tokens import new_code, new_id
from app.library.vocabulary import Kind
from app.settings import Settings
from app.vault import Keyring
from benchmarks.pages import nothing_but, per_second
from benchmarks.rows import Row
from tests.factories import rooms
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.writing import written

POINTS = 300
ROUNDS = 5
POSTS = 150
WORDS = (
    "We need the water of the Sarn in August, when the mills stand still, and not only in spring."
)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as (app, room):
        with app.app_context():
            fill(room)
        for name, who, endpoint in (
            ("phone", "upper-1", "room.now"),
            ("desk", "facilitator", "room.desk"),
        ):
            with app.app_context():
                yield page_row(app, room, name, who, endpoint)
        with app.app_context():
            yield from post_rows(app, room, Path(folder))


@contextmanager
def house(place: Path) -> Iterator[tuple[Flask, rooms.Room]]:
    """A practice installation with one dialogue."""
    settings = Settings(data=place / "data", keys=place / "keys")
    settings.data.mkdir()
    Keyring.begin(settings.keys)
    app = create_app(settings)
    with app.app_context():
        bring_up_to_date(db.engine)
        room = rooms.room()
    try:
        yield app, room
    finally:
        with app.app_context():
            app.extensions["kept_open"].close()
            db.engine.dispose()


def fill(room: rooms.Room) -> None:
    """300 sealed points of both parties, shown."""
    chance = random.Random(1977)
    lines = [f"{WORDS} {number:03}" for number in range(POINTS)]
    for part in range(6):
        kind = (Kind.NEED, Kind.FEAR, Kind.CONCERN)[part % 3]
        party = room.upper if part % 2 else room.lower
        chosen = lines[part * 50 : part * 50 + 50]
        chance.shuffle(chosen)
        with written():
            actions.type_for_room(
                room.sitting, actions.Typed("\n".join(chosen), kind, party, "en", new_id())
            )


# The page


def page_row(app: Flask, room: rooms.Room, name: str, who: str, endpoint: str) -> Row:
    browser = in_the_room(app, room, who)
    if endpoint == "room.desk":
        path = browser.address(endpoint, dialogue_id=room.dialogue_id, sitting_id=room.sitting_id)
    else:
        path = browser.address(endpoint, seat_id=room.seats[who])
    cookie = cookies(browser, "/")
    db.session.rollback()
    bare = bare_page(app, room, path, browser)
    pairs = []
    for _ in range(ROUNDS):
        ours = apart(lambda: per_second(app, path, cookie))
        with nothing_but(app, path, bare):
            pairs.append((ours, apart(lambda: per_second(app, path, cookie))))
    return Row(
        name=f"{name} with {POINTS} sealed points, pages/s: a bare view, unsealed, same templates",
        ours=median(ours for ours, _ in pairs),
        floor=median(floor for _, floor in pairs),
        goal=0.33,
        more_is_better=True,
    )


def bare_page(app: Flask, room: rooms.Room, path: str, browser: Browser) -> Callable[..., str]:
    """The same statements by the driver, the words from a table that seals nothing, the same template."""
    unsealed(room)
    statements, template, context = taken_down(app, path, browser)
    engine = db.engine

    def view(**_parts: str) -> str:
        with engine.connect() as connection:
            for statement, parameters in statements:
                connection.exec_driver_sql(statement, parameters).all()
        return render_template(template, **context)

    return view


def unsealed(room: rooms.Room) -> None:
    """The same points in a table of the same columns whose words lie open."""
    with written():
        db.session.execute(text("DROP TABLE IF EXISTS open_contributions"))
        db.session.execute(text("CREATE TABLE open_contributions AS SELECT * FROM contributions"))
        db.session.execute(text("CREATE INDEX open_by_sitting ON open_contributions (sitting_id)"))
        for point in db.session.scalars(select(Contribution)):
            db.session.execute(
                text("UPDATE open_contributions SET words = :words WHERE id = :id"),
                {"words": point.words.text, "id": point.id},
            )


def taken_down(
    app: Flask, path: str, browser: Browser
) -> tuple[list[tuple[str, Any]], str, dict[str, Any]]:
    """What the page asks the database and gives its template, from one real request."""
    statements: list[tuple[str, Any]] = []
    rendered: list[tuple[str, dict[str, Any]]] = []

    def ask(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            opened = statement.replace(
                "FROM contributions", "FROM open_contributions AS contributions"
            )
            statements.append((opened, parameters))

    def render(_sender: Any, template: Any, context: dict[str, Any], **_rest: Any) -> None:
        # What the template was given outlives the request, as it stands.
        db.session.expunge_all()
        rendered.append((template.name, context))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", ask)
    template_rendered.connect(render, app)
    try:
        answer = browser.client.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status}"
    finally:
        event.remove(engine, "before_cursor_execute", ask)
        template_rendered.disconnect(render, app)
    name, context = rendered[-1]
    with app.test_request_context(path):
        given = {key for give in app.template_context_processors[None] for key in give()}
    return statements, name, {key: value for key, value in context.items() if key not in given}


# The post


@dataclass(frozen=True, slots=True)
class Post:
    """A form that is sent, and where."""

    app: Flask
    path: str
    cookie: str
    fields: dict[str, str]

    def seconds(self, token: str) -> float:
        """How long one takes, from the form to the answer."""
        environ = EnvironBuilder(
            self.path,
            method="POST",
            headers={"Cookie": self.cookie},
            data={**self.fields, "token": token, "words": f"{WORDS} {token}"},
        ).get_environ()
        began = time.perf_counter()
        body, status, _headers = run_wsgi_app(self.app, environ)
        b"".join(body)
        took = time.perf_counter() - began
        assert status.startswith("303"), status
        return took


def post_rows(app: Flask, room: rooms.Room, place: Path) -> Iterator[Row]:
    browser = in_the_room(app, room, "upper-1")
    path = browser.address("room.write", seat_id=room.seats["upper-1"], sitting_id=room.sitting_id)
    fields = {
        "kind": "need",
        "told": invitation_of(room.sitting).told,
        "language": "und",
        "csrf_token": browser.csrf_token(),
    }
    db.session.rollback()
    ours = Post(app, path, cookies(browser, "/"), fields)
    with bare_house(place / "bare.db") as bare, bare_driver(place / "driver.db") as driver:
        others = [Post(each, "/", "", {"kind": "need"}) for each in (bare, driver)]
        rounds = [
            [apart(partial(post.seconds, new_code())) for post in (ours, *others)]
            for _ in range(POSTS)
        ]
    took, floor, least = (median(spent) for spent in zip(*rounds, strict=True))
    yield Row(
        name="posting a point, s: one row inserted by a bare view of the same stack, same durability",
        ours=took,
        floor=floor,
        goal=3,
    )
    yield Row(
        name="posting a point, s: one row inserted by the database's driver, same durability",
        ours=took,
        floor=least,
        goal=None,
    )


@contextmanager
def bare_house(file: Path) -> Iterator[Flask]:
    """A view of Flask and SQLAlchemy that keeps one row, with the journal and the fsyncs that ours has."""
    engine = create_engine(f"sqlite:///{file}")
    prepare_engine(engine)
    with writing():
        BareModel.metadata.create_all(engine)
    app = Flask("bare")

    @app.post("/")
    def post() -> tuple[str, int, dict[str, str]]:
        with writing(), Session(engine) as session:
            session.add(
                Point(
                    id=request.form["token"],
                    kind=request.form["kind"],
                    words=request.form["words"],
                )
            )
            session.commit()
        return "", 303, {"Location": "/"}

    yield app
    engine.dispose()


class BareModel(DeclarativeBase):
    """The base of the one table of the floor."""


class Point(BareModel):
    """What the floor keeps: the words lie open."""

    __tablename__ = "points"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    words: Mapped[str]


@contextmanager
def bare_driver(file: Path) -> Iterator[Flask]:
    """The least that Flask and SQLite can do, without SQLAlchemy: what the stack itself costs lies between the two."""
    app = Flask("driver")
    with closing(
        sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    ) as connection:
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(
            "CREATE TABLE points (id TEXT PRIMARY KEY, kind TEXT, words TEXT) WITHOUT ROWID"
        )

        @app.post("/")
        def post() -> tuple[str, int, dict[str, str]]:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO points VALUES (?, ?, ?)",
                (request.form["token"], request.form["kind"], request.form["words"]),
            )
            connection.execute("COMMIT")
            return "", 303, {"Location": "/"}

        yield app


def cookies(browser: Browser, path: str) -> str:
    """What the browser of this person sends along."""
    with browser.app.test_request_context(path):
        kept = browser.client._cookies.values()
    return "; ".join(f"{cookie.key}={cookie.value}" for cookie in kept)


def apart(measure: Callable[[], float]) -> float:
    """Measure outside the context of this file, as a server would answer."""
    db.session.rollback()
    return contextvars.Context().run(measure)
