"""What lies on the table: stage cards, ground rules, slips for points, sheets of tools."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import covenant_in_force, stages_of
from app.dialogues.views.navigation import add_part
from app.library import queries as library
from app.library.shapes.facts import sources_in
from app.library.vocabulary import Visibility
from app.reports import handouts
from app.reports.rendering import render
from app.reports.tree import Document
from app.reports.views import in_practice, paper_format, sent, whole
from app.web.languages import asked_languages
from app.workshops import policy
from app.workshops.queries import workshops_of

bp = Blueprint("handouts", __name__, url_prefix="/dialogues/<id:dialogue_id>/papers")

# What the third party does alone needs no card on the table.
IN_A_WORKSHOP = frozenset(Visibility) - {Visibility.THIRD_PARTY_ONLY}

add_part("papers", _l("Papers"), "handouts.on_the_table", policy.READ_WHOLE_PLAN, place=70)


@bp.get("/")
@entry(policy.READ_WHOLE_PLAN)
def on_the_table(dialogue: Dialogue, seat: Seat) -> str:
    """What can be printed and laid on the table."""
    return render_template(
        "reports/handouts.html",
        dialogue=dialogue,
        seat=seat,
        tools=library.tools(),
        workshops=workshops_of(dialogue),
        asked=asked_languages(dialogue.languages),
    )


@bp.get("/<key:paper>")
@entry(policy.READ_WHOLE_PLAN)
def handout(dialogue: Dialogue, seat: Seat, paper: str) -> str:
    """One of them as a page that prints."""
    return render_template(
        "reports/handout.html",
        dialogue=dialogue,
        document=whole(_handout(dialogue, paper)),
        paper=paper,
        asked=asked_languages(dialogue.languages),
    )


@bp.get("/<key:paper>.<key:format>")
@entry(policy.READ_WHOLE_PLAN)
def handout_file(dialogue: Dialogue, seat: Seat, paper: str, format: str) -> Response:
    """The same as a file."""
    return sent(render(_handout(dialogue, paper), paper_format(format)))


def _handout(dialogue: Dialogue, paper: str) -> Document:
    """The paper of this name, or the tool's; 404 for any other."""
    practice, asked = in_practice(), asked_languages(dialogue.languages)
    stages = [stage for stage in stages_of(dialogue) if stage.visibility in IN_A_WORKSHOP]
    if paper == handouts.STAGE_CARDS:
        judging = library.vocabularies()
        return handouts.stage_cards(dialogue, stages, judging, asked, practice=practice)
    if paper == handouts.GROUND_RULES:
        rules = covenant_in_force(dialogue).rules
        return handouts.ground_rules(dialogue, rules, asked, practice=practice)
    if paper == handouts.POINT_SLIPS:
        return handouts.point_slips(dialogue, stages, asked, practice=practice)
    tool = library.tool(paper)
    sources = library.sources(sources_in(tool))
    return handouts.tool_sheet(dialogue, tool, sources, asked, practice=practice)
