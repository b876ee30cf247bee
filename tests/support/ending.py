"""A program that a test began is ended, with what it holds open: a later test would fail over what was left."""

from __future__ import annotations

from flask import Flask

from app.kernel.db import db


def end(app: Flask) -> None:
    """Its streams, the ear of its broker, and its connections."""
    broker = app.extensions["live"].broker
    broker.end()
    broker.wait_until_quiet()
    with app.app_context():
        app.extensions["kept_open"].close()
        db.engine.dispose()
