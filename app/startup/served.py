"""What each worker of the server runs."""

from __future__ import annotations

from flask import Flask

from app import create_app
from app.startup.passphrase import handed_over


def application() -> Flask:
    return create_app(ask=handed_over, commands=False)
