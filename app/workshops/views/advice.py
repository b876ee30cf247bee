"""What a facilitator does with the advice beside a plan."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.web.answers import SEE_OTHER
from app.workshops import policy
from app.workshops.actions.advising import bring_advice_back, set_advice_aside
from app.workshops.forms.advising import SetAsideForm
from app.workshops.models import Workshop
from app.workshops.views.zones import plan_address

bp = Blueprint("advice", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops")


@bp.post("/<id:workshop_id>/advice/set-aside")
@entry(policy.PLAN)
def set_aside(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Response:
    """Hear a piece of advice no more; what names none changes nothing."""
    form = SetAsideForm()
    if form.validate_on_submit():
        set_advice_aside(workshop, form.key.data)
    return _back(workshop)


@bp.post("/<id:workshop_id>/advice/bring-back")
@entry(policy.PLAN)
def bring_back(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Response:
    """Hear again what was set aside."""
    bring_advice_back(workshop)
    return _back(workshop)


def _back(workshop: Workshop) -> Response:
    return redirect(f"{plan_address(workshop)}#advice-h", SEE_OTHER)
