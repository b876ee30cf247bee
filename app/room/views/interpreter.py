"""/desk/…/interpreting: for the interpreter, live. To read along with, and nothing to do on it."""

from __future__ import annotations

from flask import Response, render_template

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.room import policy, queries
from app.room.views import bp, part
from app.web.access import unattended

_AT = "/desk/<id:dialogue_id>/interpreting"


@bp.get(_AT)
@entry(policy.INTERPRET)
def interpreting(dialogue: Dialogue, seat: Seat) -> str:
    """What is held now, what it is for, and what stands before people's eyes."""
    return render_template(
        "room/interpreter/interpreting.html",
        dialogue=dialogue,
        seat=seat,
        rooms=queries.rooms_to_interpret(dialogue, seat),
    )


@bp.get(f"{_AT}/part")
@unattended
@entry(policy.INTERPRET)
def interpreting_part(dialogue: Dialogue, seat: Seat) -> Response:
    """The same without its frame, to be fetched anew."""
    return part(
        "room/interpreter/_rooms.html",
        dialogue=dialogue,
        seat=seat,
        rooms=queries.rooms_to_interpret(dialogue, seat),
    )
