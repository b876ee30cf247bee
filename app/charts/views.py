"""The joint analysis: at the desk, in a seat, on paper; and saying which option answers which need."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from app.charts import policy, queries
from app.contributions import actions, policy as contributions_policy, queries as contributions
from app.contributions.forms import LinksForm
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import DomainError
from app.web.access import unattended
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE, part
from app.web.words import in_the_page_language, page_direction

bp = Blueprint("charts", __name__)


@bp.get("/desk/<id:dialogue_id>/analysis")
@entry(policy.READ)
def analysis(dialogue: Dialogue, seat: Seat) -> str:
    """Needs, fears and options of the whole dialogue, side by side."""
    return render_template("charts/analysis.html", analysis=_read(dialogue, seat))


@bp.get("/desk/<id:dialogue_id>/analysis/part")
@unattended
@entry(policy.READ)
def analysis_part(dialogue: Dialogue, seat: Seat) -> Response:
    """The same without its frame, to be fetched anew."""
    return _part(dialogue, seat, linking=True)


@bp.get("/desk/<id:dialogue_id>/analysis/paper")
@entry(policy.READ)
def analysis_on_paper(dialogue: Dialogue, seat: Seat) -> str:
    """The same for paper, for the room."""
    return render_template("charts/paper.html", analysis=_read(dialogue, seat))


@bp.get("/seat/<id:seat_id>/analysis")
@entry(policy.READ)
def seat_analysis(dialogue: Dialogue, seat: Seat) -> str:
    """The same on a phone, to read."""
    return render_template("charts/seat_analysis.html", analysis=_read(dialogue, seat))


@bp.get("/seat/<id:seat_id>/analysis/part")
@unattended
@entry(policy.READ)
def seat_analysis_part(dialogue: Dialogue, seat: Seat) -> Response:
    """The same without its frame, to be fetched anew."""
    return _part(dialogue, seat, linking=False)


@bp.route("/desk/<id:dialogue_id>/analysis/<id:contribution_id>", methods=["GET", "POST"])
@entry(contributions_policy.LINK)
def links(
    dialogue: Dialogue, seat: Seat, contribution_id: str
) -> BaseResponse | str | tuple[str, int]:
    """Say what this point answers, limits or eases."""
    form = LinksForm()
    status = UNPROCESSABLE if form.is_submitted() else 200
    if form.validate_on_submit():
        ids = form.offered.data or []
        bearing = contributions.contribution_for(seat, contribution_id, *queries.joint())
        offered = contributions.contributions_for(seat, ids, *queries.joint())
        chosen = [each for each in offered if each.id in (form.chosen.data or ())]
        try:
            actions.link_only(bearing, offered, chosen)
        except DomainError as refusal:
            flash(in_the_page_language(refusal.sentence), "caution")
            status = CONFLICT
        else:
            return redirect(
                url_for(".analysis", dialogue_id=dialogue.id, _anchor=f"p-{bearing.id}"), SEE_OTHER
            )
    page = render_template(
        "charts/links.html",
        dialogue=dialogue,
        form=form,
        choice=queries.choice_for(dialogue, seat, contribution_id),
    )
    return page, status


def _read(dialogue: Dialogue, seat: Seat) -> queries.Analysis:
    return queries.analysis_of(dialogue, seat, rtl=page_direction() == "rtl")


def _part(dialogue: Dialogue, seat: Seat, *, linking: bool) -> Response:
    return part(
        render_template("charts/_analysis.html", analysis=_read(dialogue, seat), linking=linking)
    )
