"""/practice/…: one way in for each invented seat. Registered in a practice installation and nowhere else."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.dialogues import access, actions, queries
from app.dialogues.forms import DeedForm
from app.dialogues.models import Seat
from app.dialogues.practice import practice_secret, practice_token
from app.dialogues.rules import Role
from app.kernel.errors import NotHere
from app.kernel.tokens import same
from app.web.access import open_to_all
from app.web.answers import SEE_OTHER

bp = Blueprint("practice_seats", __name__, url_prefix="/practice/seats")


def way_in(seat: Seat) -> str:
    """The address that opens a practice seat: the same at every start, so that a second run changes nothing."""
    return url_for(
        "practice_seats.enter", seat_id=seat.id, token=practice_token(seat.id), _external=True
    )


@bp.route("/<id:seat_id>/<id:token>", methods=["GET", "POST"])
@open_to_all
def enter(seat_id: str, token: str) -> Response | str:
    """One button that opens an invented seat, on as many devices as one likes."""
    if not same(token, practice_token(seat_id)):
        raise NotHere
    seat = queries.seat_by_id(seat_id)
    form = DeedForm()
    if not form.validate_on_submit():
        return render_template("seats/practice.html", form=form, seat=seat)
    secret = practice_secret(seat_id)
    actions.open_practice_seat(seat, secret)
    response = redirect(
        url_for("room.wall" if seat.role is Role.SCREEN else "room.now", seat_id=seat.id), SEE_OTHER
    )
    access.keep_seat(response, seat, secret, current_app.config["SECOND_TRACK"])
    return response
