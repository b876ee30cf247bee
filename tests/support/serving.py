"""An app behind a port of this process, for browsers with scripts. When it ends, nobody is at work in it any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app.live.streams import Live, Streams
from app.settings import Settings
from tests.support.hearing import listening


class _Patient(WSGIRequestHandler):
    """A connection that a browser opened and never used is not waited for; browsers give theirs up sooner."""

    timeout = 30


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address; it has streams of its own, which end with it.

    A browser has its answer before the request has given back what it held. Whoever is still at work
    when a test ends would find the database put back, or half put back, under it; so they are waited for.
    """
    settings: Settings = app.config["SECOND_TRACK"]
    usual = app.extensions["live"]
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Patient)
    server.daemon_threads = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    with listening() as broker:
        app.extensions["live"] = Live(broker, Streams(settings.threads))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            broker.end()
            server.shutdown()
            thread.join()
            app.extensions["live"] = usual
