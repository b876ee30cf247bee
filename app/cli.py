"""What a house scripts: the commands of every subject hang from here. The outermost caller commits."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Attach every command group to `flask`."""
