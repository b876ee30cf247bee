"""/wall/…: the screen in the room. Large, calm, no names, no counts; blank when the desk says so."""

from __future__ import annotations

from flask import Response, render_template

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.room import policy, queries
from app.room.views import bp, part
from app.web.access import unattended


@bp.get("/wall/<id:seat_id>/")
@entry(policy.SHOW)
def wall(dialogue: Dialogue, seat: Seat) -> str:
    """What is joint, as it stands now."""
    return render_template("room/wall/wall.html", seat=seat, wall=queries.wall_of(dialogue, seat))


@bp.get("/wall/<id:seat_id>/part")
@unattended
@entry(policy.SHOW)
def wall_part(dialogue: Dialogue, seat: Seat) -> Response:
    """The same without its frame, to be fetched anew."""
    return part("room/wall/_wall.html", seat=seat, wall=queries.wall_of(dialogue, seat))
