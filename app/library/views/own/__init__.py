"""/library/own/…: the documented processes of this house, for those who sign in; seats and strangers learn nothing."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("own_processes", __name__, url_prefix="/library/own")


Page = str | tuple[str, int]
