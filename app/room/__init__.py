"""The sitting as it happens: one screen for each audience, each from one frozen reading. Owns no tables."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.contributions import policy as contributions_policy
from app.contributions.rules import HEADINGS, JUDGING, NAMES
from app.dialogues.views.navigation import add_part, add_seat_part
from app.room import policy
from app.room.views import bp, carrying, desk, interpreter, seat, wall
from app.web.words import in_the_page_language

__all__ = ["carrying", "desk", "interpreter", "register", "seat", "wall"]


def register(app: Flask) -> None:
    """Put the room's addresses in place, and a desk among the parts of a dialogue."""
    app.register_blueprint(bp)
    app.jinja_env.globals["kind_name"] = NAMES.__getitem__
    app.jinja_env.globals["kind_heading"] = HEADINGS.__getitem__
    app.jinja_env.globals["judging"] = JUDGING.__getitem__
    app.jinja_env.filters["kind_said"] = lambda kind: in_the_page_language(NAMES[kind])
    add_part(
        "desk",
        _l("Desk"),
        "room.desks",
        policy.LEAD,
        place=50,
        begins=_l("On the day: hold a session, open the phones, type for the room, show the wall."),
    )
    add_part("interpreting", _l("Interpreting"), "room.interpreting", policy.INTERPRET, place=50)
    add_seat_part(_l("Now"), "now", "room.now", policy.SIT, place=0)
    add_seat_part(_l("Our room"), "lock", "room.own_room", contributions_policy.WRITE, place=10)
    add_seat_part(
        _l("Take back"), "take-back", "room.take_back", contributions_policy.TAKE_BACK, place=30
    )
