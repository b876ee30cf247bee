"""Names, stages and titles written in one more language, so that papers can stand in it."""

from __future__ import annotations

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
    """Names, stages and titles in one more of the dialogue's languages, so that papers can stand in it."""
    tags = [tag for tag in dialogue.languages if tag != UNDETERMINED]
    language = request.args.get("language", "")
    language = language if language in tags else next(iter(tags[-1:]), "")
    rows = rewording.rows_of(dialogue, language) if language else []
    form, status = RewordForm(rows, language), 200
    if form.is_submitted():
        status = UNPROCESSABLE
    if form.validate_on_submit():
        try:
            rewording.write(dialogue, language, form.typed(), seen=form.seen.data or "")
        except rewording.ChangedMeanwhile as refusal:
            form.drawn_anew(rows, language)
            flash(in_the_page_language(refusal.sentence), "caution")
            status = CONFLICT
        else:
            flash(_("Saved. Papers can now stand in this language."), "good")
            return redirect(
                url_for(".reword", dialogue_id=dialogue.id, language=language), SEE_OTHER
            )
    page = render_template(
        "reports/reword.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        language=language,
        tags=tags,
        direction=direction_of(language) or "auto",
    )
    return page if status < CONFLICT else (page, status)
