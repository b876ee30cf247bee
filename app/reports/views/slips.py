"""Slips of seats as a file: the codes that a page shows this once."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.dialogues import actions as dialogues, policy
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.workbench import slip_page, way_in
from app.reports import slips
from app.reports.rendering import render
from app.reports.views import in_practice, paper_format, sent
from app.web.answers import CONFLICT

bp = Blueprint("slips", __name__, url_prefix="/dialogues/<id:dialogue_id>/seats")

_MOST_SLIPS = 200


@bp.post("/slips.<key:format>")
@entry(policy.SEAT_PEOPLE)
def file(dialogue: Dialogue, seat: Seat, format: str) -> Response | tuple[str, int]:
    """Slips as a file, from the codes of the page that shows them this once: sent back in the body, never in an
    address, and kept nowhere. A code that opens nothing any more is told, and the others stay on the page."""
    known = paper_format(format)
    codes = list(dict.fromkeys(request.form.getlist("code")))[:_MOST_SLIPS]
    held = dialogues.slips_again(dialogue, codes)
    if not held or len(held) < len(codes):
        page = slip_page(dialogue, seat, held, no_longer=max(len(codes) - len(held), 1))
        return page, CONFLICT
    document = slips.seat_slips(held, way_in(), practice=in_practice())
    return sent(render(document, known))
