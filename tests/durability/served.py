"""The smallest house there can be, under the production server: our unit of work, our database
settings, sealed words, and two addresses to write to. What it acknowledges must last.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, jsonify, request
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from app import vault
from app.kernel.db import db, keep_one_open, prepare_engine, writing
from app.kernel.tokens import id_from
from app.vault import Keyring
from app.web import errors, unit_of_work
from tests.vault.points import Base, Point


def create() -> Flask:
    ring = Keyring.unlock(Path(os.environ["SECOND_TRACK_KEYS"]))
    vault.use(ring)
    app = Flask("durable house")
    database = Path(os.environ["SECOND_TRACK_DATA"]) / "house.db"
    app.config["SQLALCHEMY_ENGINES"] = {"default": f"sqlite:///{database}"}
    db.init_app(app)
    (dialogue,) = (scope for scope in ring.scopes() if scope != vault.HOUSE)

    @app.post("/points")
    def write() -> Response:
        point_id = id_from(request.form["token"], "point")
        if db.session.get(Point, point_id) is None:
            words = request.form["words"]
            db.session.add(Point(id=point_id, dialogue_id=dialogue, words=words))
        return jsonify(id=point_id)

    @app.post("/points/taken-back")
    def take_back() -> Response:
        point = db.session.get(Point, id_from(request.form["token"], "point"))
        if point is not None:
            db.session.delete(point)
        return jsonify(taken_back=True)

    @app.get("/points")
    def read() -> Response:
        return jsonify([point.words for point in db.session.scalars(select(Point))])

    @app.errorhandler(DBAPIError)
    def refused(error: DBAPIError) -> tuple[str, int]:
        return "", 507 if errors._disk_is_full(error) else 500

    with app.app_context():
        prepare_engine(db.engine)
        _plant_a_flaw(os.environ.get("PLANTED_FLAW", ""))
        app.extensions["kept_open"] = keep_one_open(db.engine)
        with writing():
            Base.metadata.create_all(db.engine)
    unit_of_work.wrap_views(app)
    return app


def _plant_a_flaw(synchronous: str) -> None:
    """Sync less than we promise, so that the test of the test has something to find."""
    if synchronous:

        @event.listens_for(db.engine, "connect")
        def sync_less(connection: object, _record: object) -> None:
            connection.execute(f"PRAGMA synchronous={synchronous}")  # type: ignore[attr-defined]
