"""A dam against floods at the open doors. Guessing is slowed elsewhere, per account and per slip.

Addresses are counted in the memory of the process for a minute and written nowhere. The limit is wide:
a whole room on one hotspot is one address (design §3).
"""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.settings import Settings
from app.web.access import EVERYONE, access_of, declares

AT_MOST = "300 per minute"


def dam(app: Flask, settings: Settings) -> None:
    """Limit what an address may send to views that are open to everyone. Reading is not limited.

    Tests that send much from one address do without; those of the dam itself make a program with it.
    """
    if settings.testing:
        return
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    app.extensions["dam"] = limiter  # its decorators only hold it weakly
    sending = limiter.shared_limit(AT_MOST, scope="open doors", methods=["POST"])
    for endpoint, view in app.view_functions.items():
        if access_of(view) == EVERYONE and endpoint != "static":
            app.view_functions[endpoint] = declares(sending(view), EVERYONE)
