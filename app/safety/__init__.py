"""Safety: what is asked before people come, what they may say if asked, and whether the dialogue goes on or rests."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.dialogues.views.navigation import add_part, add_seat_part
from app.safety import policy
from app.safety.views import bp


def register(app: Flask) -> None:
    """Put its addresses in place, and safety among the parts of a dialogue."""
    app.register_blueprint(bp)
    add_part("safety", _l("Safety"), "safety.show", policy.READ, place=25)
    add_seat_part(
        _l("If asked"), "question", "safety.seat_if_asked", policy.READ_IF_ASKED, place=60
    )
