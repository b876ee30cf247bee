"""/dialogues/…/workshops/…: where a plan comes from and how it is taken elsewhere."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.rules import says_what_it_is
from app.kernel.errors import DomainError
from app.web.words import in_the_page_language
from app.workshops import policy, queries
from app.workshops.actions.files import read_in
from app.workshops.forms.sources import FileForm
from app.workshops.models import Workshop
from app.workshops.queries.files import agenda_file, columns_of_file
from app.workshops.rules.files import COLUMNS, FileRefused, Problem, to_csv, to_json

bp = Blueprint("sources", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops")

SEE_OTHER = 303
UNPROCESSABLE = 422

Answer = Response | str | tuple[str, int]

_WRITTEN = {"csv": (to_csv, "text/csv"), "json": (to_json, "application/json")}


@bp.get("/<id:workshop_id>/agenda.<key:format>")
@entry(policy.READ_WHOLE_PLAN)
def agenda(dialogue: Dialogue, seat: Seat, workshop: Workshop, format: str) -> Response:
    """The agenda as a file, for the third party. Its name says nothing at L0."""
    if format not in _WRITTEN:
        abort(404)
    write, mimetype = _WRITTEN[format]
    notes = request.args.get("notes", "") == "y"
    written = write(agenda_file(dialogue, workshop, notes=notes), columns_of_file(notes=notes))
    response = make_response(written)
    response.headers["Content-Type"] = f"{mimetype}; charset=utf-8"
    named = "agenda" if says_what_it_is(queries.level_of(dialogue, workshop)) else "list"
    response.headers["Content-Disposition"] = f'attachment; filename="{named}.{format}"'
    return response


@bp.route("/<id:workshop_id>/file", methods=["GET", "POST"])
@entry(policy.PLAN)
def file(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """The agenda as a file, out and in."""
    form = FileForm(data={"seen_version": str(workshop.version)})
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        content = form.content()
        try:
            brought = read_in(
                dialogue,
                workshop,
                content,
                by=seat,
                seen_version=form.seen_version.number,
                replace=form.replace.data,
            )
        except DomainError as refusal:
            problems = refusal.problems if isinstance(refusal, FileRefused) else ()
            form.keep(content, [in_the_page_language(refusal.sentence)])
            form.seen_version.data = str(workshop.version)
        else:
            if brought.zone and brought.zone != workshop.zone:
                flash(
                    _(
                        "The file was made for %(theirs)s. Its fixed starts are now times of %(ours)s.",
                        theirs=brought.zone,
                        ours=workshop.zone,
                    ),
                    "caution",
                )
            return redirect(_plan_address(workshop), SEE_OTHER)
    page = render_template(
        "workshops/file.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        form=form,
        problems=problems,
        columns=COLUMNS,
        is_empty=not queries.sittings_of(workshop),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _plan_address(workshop: Workshop) -> str:
    return url_for("workshops.plan", dialogue_id=workshop.dialogue_id, workshop_id=workshop.id)
