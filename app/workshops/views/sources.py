"""/dialogues/…/workshops/…: where a plan comes from and how it is taken elsewhere."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _, ngettext
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import stages_of
from app.dialogues.rules import says_what_it_is
from app.kernel.errors import DomainError
from app.library.views import notes_on
from app.web.answers import SEE_OTHER, UNPROCESSABLE
from app.web.attachments import attached
from app.web.forms import Form
from app.web.words import in_the_page_language
from app.workshops import policy, queries
from app.workshops.actions import plans, steps
from app.workshops.actions.files import read_in
from app.workshops.forms.sources import (
    BringInForm,
    DocumentedForm,
    EarlierForm,
    FileForm,
    FromTemplateForm,
    KeepForm,
    NameForm,
)
from app.workshops.models import HouseTemplate, Workshop
from app.workshops.queries import sources
from app.workshops.queries.files import agenda_file, columns_of_file
from app.workshops.rules import KIND_NAMES
from app.workshops.rules.files import COLUMNS, RENDERED, FileRefused, Problem, to_csv, to_json
from app.workshops.rules.outline import Outline, strangers, without_notes
from app.workshops.views.plan_page import plan_page

bp = Blueprint("sources", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops")


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
    made = agenda_file(dialogue, workshop, notes=notes)
    written = write(made, columns_of_file(made, notes=notes))
    named = "agenda" if says_what_it_is(queries.level_of(dialogue, workshop)) else "list"
    return attached(written, f"{mimetype}; charset=utf-8", f"{named}.{format}")


@bp.route("/<id:workshop_id>/file", methods=["GET", "POST"])
@entry(policy.PLAN)
def file(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """The agenda as a file, out and in."""
    form = FileForm(data={"seen_version": str(workshop.version)})
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        content = form.content()
        try:
            with steps.kept(workshop) as kept:
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
            return plan_page(dialogue, seat, workshop, kept=kept)
    page = render_template(
        "workshops/file.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        form=form,
        problems=problems,
        columns=COLUMNS,
        rendered=RENDERED,
        is_empty=not queries.sittings_of(workshop),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.get("/<id:workshop_id>/sources")
@entry(policy.PLAN)
def choose(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """Everywhere a plan can come from, and where this one can go."""
    return _choice(dialogue, seat, workshop)


@bp.post("/<id:workshop_id>/earlier")
@entry(policy.PLAN)
def from_earlier(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Plan as one's own earlier workshop was planned: of this dialogue with its rooms, of another as an outline."""
    offered = sources.earlier_workshops(seat.account_id or "", dialogue, workshop)
    form = EarlierForm(offered)
    if not form.validate_on_submit():
        return _choice(dialogue, seat, workshop, earlier=form), UNPROCESSABLE
    chosen = next(each for each in offered if each.workshop.id == form.earlier.data)
    seen = {"seen_version": form.seen_version.number, "replace": form.replace.data}
    outline = None
    try:
        with steps.kept(workshop) as kept:
            if chosen.is_ours:
                notes = form.notes.data
                plans.begin_from_own(dialogue, workshop, chosen.workshop, notes=notes, **seen)
            else:
                outline = sources.outline_of(chosen.dialogue, chosen.workshop)
                if not form.notes.data:
                    outline = without_notes(outline)
                plans.begin_from_outline(dialogue, workshop, outline, by=seat, **seen)
    except DomainError as refusal:
        form.earlier.errors = [in_the_page_language(refusal.sentence)]
        return _choice(dialogue, seat, workshop, earlier=form), UNPROCESSABLE
    if outline is not None:
        _tell_strangers(dialogue, outline)
    return plan_page(dialogue, seat, workshop, kept=kept)


@bp.post("/<id:workshop_id>/from-template")
@entry(policy.PLAN)
def from_template(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Plan by a template of the house."""
    offered = sources.templates()
    form = FromTemplateForm(offered)
    if not form.validate_on_submit():
        return _choice(dialogue, seat, workshop, template=form), UNPROCESSABLE
    outline = next(each for each in offered if each.id == form.template.data).outline
    try:
        with steps.kept(workshop) as kept:
            plans.begin_from_outline(
                dialogue,
                workshop,
                outline,
                by=seat,
                seen_version=form.seen_version.number,
                replace=form.replace.data,
            )
    except DomainError as refusal:
        form.template.errors = [in_the_page_language(refusal.sentence)]
        return _choice(dialogue, seat, workshop, template=form), UNPROCESSABLE
    _tell_strangers(dialogue, outline)
    return plan_page(dialogue, seat, workshop, kept=kept)


@bp.route("/<id:workshop_id>/documented", methods=["GET", "POST"])
@entry(policy.PLAN)
def documented(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Plan in the order in which a documented meeting went: what is documented of it, and what is not."""
    process = request.args.get("process", "")
    if not process:
        return render_template(
            "workshops/documented_plans.html",
            dialogue=dialogue,
            seat=seat,
            workshop=workshop,
            plans=sources.documented_plans(),
        )
    plan = sources.documented_plan(process, request.args.get("meeting", ""))
    stages = {stage.key: stage for stage in stages_of(dialogue)}
    standing = {f"starts-{day}": start for day, start in enumerate(workshop.day_starts)}
    form = DocumentedForm(
        workshop.days,
        request.form if request.method == "POST" else standing,
        data={"seen_version": str(workshop.version)},
    )
    if form.validate_on_submit():
        try:
            with steps.kept(workshop) as kept:
                plans.begin_from_documented(
                    dialogue,
                    workshop,
                    plan,
                    form.frames(),
                    by=seat,
                    homeward=_("Going home"),
                    as_documented=lambda title: _("As documented: %(title)s", title=title),
                    seen_version=form.seen_version.number,
                    replace=form.replace.data,
                )
        except DomainError as refusal:
            form.replace.errors = [in_the_page_language(refusal.sentence)]
        else:
            return plan_page(dialogue, seat, workshop, kept=kept)
    page = render_template(
        "workshops/documented_plan.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        plan=plan,
        stages=stages,
        form=form,
        notes=notes_on((plan.meeting or plan.exemplar.stages, plan.lengths)),
        is_empty=not queries.sittings_of(workshop),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/<id:workshop_id>/keep")
@entry(policy.PLAN)
def keep(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Keep this plan as a template of the house."""
    form = KeepForm()
    if not form.validate_on_submit():
        return _choice(dialogue, seat, workshop, keep=form), UNPROCESSABLE
    try:
        kept = plans.keep_template(
            dialogue, workshop, form.name.data, words=form.words.data, notes=form.notes.data
        )
    except DomainError as refusal:
        form.name.errors = [in_the_page_language(refusal.sentence)]
        return _choice(dialogue, seat, workshop, keep=form), UNPROCESSABLE
    flash(_("Kept. Read it once: everybody who plans in this house can."), "good")
    return redirect(url_for(".template", dialogue_id=dialogue.id, template_id=kept.id), SEE_OTHER)


@bp.get("/templates")
@entry(policy.PLAN)
def templates(dialogue: Dialogue, seat: Seat) -> str:
    """The templates of the house."""
    return render_template(
        "workshops/templates.html",
        dialogue=dialogue,
        seat=seat,
        templates=sources.templates(),
        stages={stage.key for stage in stages_of(dialogue)},
        strangers=strangers,
    )


@bp.route("/templates/<id:template_id>", methods=["GET", "POST"])
@entry(policy.PLAN)
def template(dialogue: Dialogue, seat: Seat, template: HouseTemplate) -> Answer:
    """One template, whole; and what it is called."""
    form = NameForm(data={"name": template.name})
    if form.validate_on_submit():
        plans.rename_template(template, form.name.data)
        return redirect(url_for(".templates", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template(
        "workshops/template.html",
        dialogue=dialogue,
        seat=seat,
        template=sources.opened(template),
        form=form,
        kind_names=KIND_NAMES,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/templates/<id:template_id>/remove")
@entry(policy.PLAN)
def remove_template(dialogue: Dialogue, seat: Seat, template: HouseTemplate) -> Answer:
    """Remove a template. Agendas that were made from it stay."""
    if Form().validate_on_submit():
        plans.remove_template(template)
        flash(_("Removed."), "good")
    return redirect(url_for(".templates", dialogue_id=dialogue.id), SEE_OTHER)


def _choice(
    dialogue: Dialogue,
    seat: Seat,
    workshop: Workshop,
    *,
    earlier: EarlierForm | None = None,
    template: FromTemplateForm | None = None,
    keep: KeepForm | None = None,
) -> str:
    """The page of sources; the form that was sent keeps what was typed, the others are fresh."""
    version = {"seen_version": str(workshop.version)}
    own = sources.earlier_workshops(seat.account_id or "", dialogue, workshop)
    kept = sources.templates()
    held: list[BringInForm] = [each for each in (earlier, template) if each is not None]
    for form in held:
        form.seen_version.data = str(workshop.version)
    return render_template(
        "workshops/sources.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        earlier=earlier or EarlierForm(own, formdata=None, data=version),
        template=template or FromTemplateForm(kept, formdata=None, data=version),
        keep=keep or KeepForm(formdata=None),
        is_empty=not queries.sittings_of(workshop),
    )


def _tell_strangers(dialogue: Dialogue, outline: Outline) -> None:
    """A plan made for another method is adapted, and it is said how."""
    count = strangers(outline, [stage.key for stage in stages_of(dialogue)])
    if count:
        flash(
            ngettext(
                "It was made for another method: %(num)s block keeps its name but has no stage here.",
                "It was made for another method: %(num)s blocks keep their names but have no stage here.",
                count,
            ),
            "caution",
        )
