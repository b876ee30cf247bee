"""Addresses of our own static files, each with a hash of its content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for


def serve(app: Flask) -> None:
    """Give templates `asset_url('css/app.css')`."""
    app.jinja_env.globals["asset_url"] = asset_url


def asset_url(name: str) -> str:
    """The address of a static file; one that is missing gets an address all the same, and a 404."""
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=name, v=_fingerprint(folder / name))


@lru_cache(maxsize=256)
def _fingerprint(file: Path) -> str:
    if not file.is_file():
        return "missing"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
