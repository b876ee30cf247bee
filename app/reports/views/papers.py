"""Papers of a workshop as files: run sheet, programme, letters."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.preparation import policy as preparation_policy
from app.preparation.rules import Letter
from app.preparation.views.joining import sheet_of
from app.reports import papers
from app.reports.rendering import render
from app.reports.views import in_practice, paper_format, sent
from app.web.languages import asked_languages
from app.workshops import policy
from app.workshops.models import Workshop
from app.workshops.queries.plan import plan_of
from app.workshops.views.papers import asked_programme
from app.workshops.views.zones import asked_zone

bp = Blueprint(
    "papers", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops/<id:workshop_id>"
)


@bp.get("/run-sheet.<key:format>")
@entry(policy.READ_WHOLE_PLAN)
def run_sheet(dialogue: Dialogue, seat: Seat, workshop: Workshop, format: str) -> Response:
    """The third party's own sheet."""
    document = papers.run_sheet(
        plan_of(dialogue, workshop, seat),
        asked_languages(dialogue.languages),
        practice=in_practice(),
        zone=asked_zone().name,
    )
    return sent(render(document, paper_format(format)))


@bp.get("/programme.<key:format>")
@entry(policy.READ_PLAN)
def programme(dialogue: Dialogue, seat: Seat, workshop: Workshop, format: str) -> Response:
    """The participants' programme, for everybody or for one party."""
    held, _party = asked_programme(dialogue, seat, workshop)
    asked = asked_languages(dialogue.languages)
    document = papers.programme(held, asked, practice=in_practice(), zone=asked_zone().name)
    return sent(render(document, paper_format(format)))


@bp.get("/<any(invitation, joining):letter>.<key:format>")
@entry(preparation_policy.HAND_OUT)
def letter(
    dialogue: Dialogue, seat: Seat, workshop: Workshop, letter: str, format: str
) -> Response:
    """An invitation or joining instructions, in all languages side by side or in one."""
    sheet = sheet_of(dialogue, workshop, Letter(letter), request.args.get("in", ""))
    return sent(render(papers.letter(sheet, practice=in_practice()), paper_format(format)))
