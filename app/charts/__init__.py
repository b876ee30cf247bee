"""Contributions arranged with a tool. First form: the joint analysis of needs, fears, options and constraints."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.charts import policy
from app.charts.views import bp
from app.dialogues.views.navigation import add_part, add_seat_part


def register(app: Flask) -> None:
    """Put the charts' addresses in place, and the joint analysis among the parts of a dialogue."""
    app.register_blueprint(bp)
    add_part("analysis", _l("Together"), "charts.analysis", policy.READ, place=55)
    add_seat_part(_l("Together"), "list", "charts.seat_analysis", policy.READ, place=20)
