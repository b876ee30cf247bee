"""The streams: one address for each audience. They say that something changed, never what."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import audiences_of
from app.kernel.db import db
from app.live import policy
from app.live.queries import Watched
from app.live.rules import Ear
from app.live.streams import Live, Stream
from app.web.access import unattended

bp = Blueprint("live", __name__)


@bp.get("/seat/<id:seat_id>/events")
@unattended
@entry(policy.IN_A_SEAT)
def seat(dialogue: Dialogue, seat: Seat) -> Response:
    """A phone listens."""
    return _stream(seat, leads=False)


@bp.get("/desk/<id:dialogue_id>/events")
@unattended
@entry(policy.AT_THE_DESK)
def desk(dialogue: Dialogue, seat: Seat) -> Response:
    """A desk listens."""
    return _stream(seat, leads=True, at_desk=True)


@bp.get("/wall/<id:seat_id>/events")
@unattended
@entry(policy.ON_THE_WALL)
def wall(dialogue: Dialogue, seat: Seat) -> Response:
    """A wall listens."""
    return _stream(seat, leads=True)


@bp.get("/desk/<id:dialogue_id>/interpreting/events")
@unattended
@entry(policy.WHILE_INTERPRETING)
def interpreting(dialogue: Dialogue, seat: Seat) -> Response:
    """An interpreter listens; what only waits is told at the desk alone."""
    return _stream(seat, leads=False)


def _stream(seat: Seat, *, leads: bool, at_desk: bool = False) -> Response:
    """A stream, or 503 when there are too many: the page then asks every few seconds instead."""
    live: Live = current_app.extensions["live"]
    audiences = audiences_of(seat)
    watched = Watched.of(seat, audiences)
    sessions = db.sessionmaker
    if not live.streams.enter(leads=leads):
        return Response("", 503, {"Retry-After": "10"})
    inbox = live.broker.subscribe(Ear(seat.dialogue_id, audiences, at_desk))
    stream = Stream(live, inbox, watched, sessions)
    # Not stream_with_context: it would keep the request, and with it a connection (A§22).
    response = Response(
        stream.lines(), mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )
    response.call_on_close(stream.leave)
    return response
