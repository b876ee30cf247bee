"""'Something changed', over server-sent events: to whom, and never what. Live is a convenience; no page needs it."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

from app.kernel import announcements
from app.kernel.db import db
from app.live import views
from app.live.broker import Broker
from app.live.streams import Live, Streams
from app.settings import Settings


def start(app: Flask, settings: Settings) -> None:
    """Deliver announcements to open pages: in memory for one process, through PostgreSQL for several."""
    with app.app_context():
        url = db.engine.url
    broker: Broker = (
        Broker() if settings.embedded else import_module("app.live.across").AcrossProcesses(url)
    )
    app.extensions["live"] = Live(broker, Streams(settings.threads))
    announcements.listen(broker.publish)
    app.register_blueprint(views.bp)
