"""What papers carry, written in one more language, so that they can stand in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.dialogues import policy
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.kernel.wording import UNDETERMINED
from app.reports import rewording
from app.reports.forms import RewordForm
from app.reports.tree import direction_of
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language

bp = Blueprint("rewording", __name__, url_prefix="/dialogues/<id:dialogue_id>/papers")


@bp.route("/words", methods=["GET", "POST"])
@entry(policy.PREPARE)
def reword(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """What papers carry in one more of the dialogue's languages: a page for the dialogue, each workshop, and memory."""
    tags = [tag for tag in dialogue.languages if tag != UNDETERMINED]
    language = request.args.get("language", "")
    language = language if language in tags else next(iter(tags[-1:]), "")
    parts = rewording.parts_of(dialogue)
    part = next((each for each in parts if each.key == request.args.get("part", "")), parts[0])
    every = part.rows_for(language) if language else []
    begin = request.args.get("begin", 0, int)
    begin = begin if 0 < begin < len(every) else 0
    rows = every[begin : begin + rewording.MOST_ROWS]
    at: dict[str, Any] = {"language": language, "part": part.key or None, "begin": begin or None}
    form, status = RewordForm(rows, language), 200
    if form.is_submitted():
        status = UNPROCESSABLE
    if form.validate_on_submit():
        try:
            rewording.write(rows, language, form.typed(), seen=form.seen.data or "")
        except rewording.ChangedMeanwhile as refusal:
            form.drawn_anew(rows, language)
            flash(in_the_page_language(refusal.sentence), "caution")
            status = CONFLICT
        else:
            flash(_("Saved. Papers can now stand in this language."), "good")
            return redirect(url_for(".reword", dialogue_id=dialogue.id, **at), SEE_OTHER)
    page = render_template(
        "reports/reword.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        language=language,
        tags=tags,
        parts=parts,
        part=part,
        at=at,
        begins=range(0, len(every), rewording.MOST_ROWS),
        rows=len(every),
        written=sum(bool(row.text_in(language)) for row in every),
        direction=direction_of(language) or "auto",
    )
    return page if status < CONFLICT else (page, status)
