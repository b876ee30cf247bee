"""/enter and /seat/…: from a printed slip to a seat on one's own device, by assent, and away again."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.dialogues import access, actions, policy, queries
from app.dialogues.access import entry
from app.dialogues.covenant import Covenant, changes, reordered
from app.dialogues.forms import CodeForm, DeedForm
from app.dialogues.models import Dialogue, Seat
from app.dialogues.rules import Role
from app.kernel.errors import DomainError, NotHere
from app.web.access import open_to_all, somebody_inside
from app.web.answers import SEE_OTHER, UNPROCESSABLE
from app.web.headers import leave_no_trace
from app.web.words import in_the_page_language

bp = Blueprint("seats", __name__)


@bp.get("/")
@open_to_all
def front_door() -> Response | str:
    """Where everybody arrives: whoever signed in goes to the dialogues, the seated to the library."""
    if current_user.is_authenticated:
        return redirect(url_for("dialogues.index"), SEE_OTHER)
    if somebody_inside():
        return redirect(url_for("library.index"), SEE_OTHER)
    return render_template("seats/front_door.html")


@bp.route("/enter", methods=["GET", "POST"])
@open_to_all
def enter() -> Response | str | tuple[str, int]:
    """Type the code of a slip."""
    return _exchange(CodeForm())


@bp.route("/enter/<code>", methods=["GET", "POST"])
@open_to_all
def enter_with(code: str) -> Response | str | tuple[str, int]:
    """What a slip's QR code opens: one button. A used code in a browser's history opens nothing."""
    return _exchange(CodeForm(data={"code": code.upper()[:40]}))


@bp.route("/seat/<id:seat_id>/welcome", methods=["GET", "POST"])
@entry(policy.ENTER, before_assent=True)
def welcome(dialogue: Dialogue, seat: Seat) -> Response | str:
    """The personal-capacity sentence and the ground rules come first; entering is by assent."""
    form = DeedForm()
    if form.validate_on_submit():
        access.assent(dialogue, seat)
        return redirect(_first_page(seat), SEE_OTHER)
    covenant = queries.covenant_in_force(dialogue)
    before = _entered_under(dialogue, seat, covenant)
    return render_template(
        "seats/welcome.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        covenant=covenant,
        entered_before=access.assented_to(seat) is not None,
        changes=changes(before.rules, covenant.rules) if before else [],
        reordered=before is not None and reordered(before.rules, covenant.rules),
    )


@bp.get("/seat/<id:seat_id>/ground-rules")
@entry(policy.BE_IN_THE_ROOM)
def ground_rules(dialogue: Dialogue, seat: Seat) -> str:
    """The ground rules that hold, on one's own device at any time."""
    return render_template(
        "seats/ground_rules.html",
        dialogue=dialogue,
        seat=seat,
        covenant=queries.covenant_in_force(dialogue),
    )


@bp.route("/seat/<id:seat_id>/close", methods=["GET", "POST"])
@entry(policy.ENTER, before_assent=True)
def close(dialogue: Dialogue, seat: Seat) -> Response | str:
    """Leave this device empty: the seat's cookie, its tokens and drafts go."""
    form = DeedForm()
    if not form.validate_on_submit():
        return render_template("seats/close.html", dialogue=dialogue, seat=seat, form=form)
    response = redirect(url_for(".closed"), SEE_OTHER)
    access.leave_seat(response, seat, current_app.config["SECOND_TRACK"])
    return leave_no_trace(response)


@bp.get("/closed")
@open_to_all
def closed() -> Response:
    """What is left on a device that closed its seat: nothing."""
    response = current_app.make_response(render_template("seats/closed.html"))
    return leave_no_trace(response)


def _entered_under(dialogue: Dialogue, seat: Seat, now: Covenant) -> Covenant | None:
    """The adopted version under which this device entered, where it is another than the one that holds."""
    version = access.assented_to(seat)
    if not version or version == now.version:
        return None
    try:
        return queries.adopted_covenant(dialogue, version)
    except NotHere:
        return None


def _exchange(form: CodeForm) -> Response | str | tuple[str, int]:
    if form.validate_on_submit():
        try:
            seat, secret = actions.take_seat(form.code.data)
        except DomainError as refusal:
            form.code.errors = [in_the_page_language(refusal.sentence)]
        else:
            response = redirect(_first_page(seat), SEE_OTHER)
            access.keep_seat(response, seat, secret, current_app.config["SECOND_TRACK"])
            return response
    page = render_template("seats/enter.html", form=form, title=_("Take your seat"))
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _first_page(seat: Seat) -> str:
    """Where a seat begins: the wall for a screen, the room for everybody else."""
    endpoint = "room.wall" if seat.role is Role.SCREEN else "room.now"
    return url_for(endpoint, seat_id=seat.id)
