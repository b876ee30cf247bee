"""/dialogues/…/workshops/…: a dialogue's workshops, the plan of one, and every change of its agenda."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues import queries as dialogues
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.navigation import add_part
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Wording
from app.library import queries as library
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language, page_language
from app.workshops import access as access, actions, policy, queries
from app.workshops.actions import AgendaChanged, reworking, steps
from app.workshops.forms import (
    LayOutForm,
    RemoveForm,
    SittingForm,
    VersionedForm,
    WorkshopForm,
    new_sitting_as_typed,
    sitting_as_typed,
    workshop_as_typed,
)
from app.workshops.forms.rework import Back, ReworkForm
from app.workshops.models import Sitting, Workshop
from app.workshops.queries.plan import plan_of
from app.workshops.rules import HELD, BlockKind, Task, known_zones
from app.workshops.views.plan_page import plan_page
from app.workshops.views.zones import plan_address

bp = Blueprint("workshops", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops")


Answer = Response | str | tuple[str, int]

add_part(
    "workshops",
    _l("Workshops"),
    "workshops.index",
    policy.READ_PLAN,
    place=5,
    begins=_l(
        "Its days, and an agenda from the stages, a documented process, a template or a file."
    ),
)


@bp.get("/")
@entry(policy.READ_PLAN)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The workshops of a dialogue."""
    plans = [plan_of(dialogue, workshop, seat) for workshop in queries.workshops_of(dialogue)]
    return render_template("workshops/index.html", dialogue=dialogue, seat=seat, plans=plans)


@bp.route("/new", methods=["GET", "POST"])
@entry(policy.PLAN)
def new(dialogue: Dialogue, seat: Seat) -> Answer:
    """Begin to plan a workshop."""
    number = len(queries.workshops_of(dialogue)) + 1
    form = WorkshopForm(
        data={
            "title": _("Workshop %(number)s", number=number),
            "neutral_title": dialogue.neutral_title,
            "zone": dialogue.zone,
            "days": 3,
        }
    )
    if form.validate_on_submit():
        workshop = actions.plan_workshop(dialogue, form.frame())
        return redirect(plan_address(workshop), SEE_OTHER)
    page = render_template(
        "workshops/new.html", dialogue=dialogue, seat=seat, form=form, zones=known_zones()
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.get("/<id:workshop_id>/")
@entry(policy.READ_PLAN)
def plan(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """The plan: each day as a picture and as a table that can be worked in."""
    return plan_page(dialogue, seat, workshop)


@bp.post("/<id:workshop_id>/")
@entry(policy.PLAN)
def rework(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Save what was typed into the plan, and do what the pressed button says.

    The answer is the page itself and no address to go to: what takes the change back is in it and
    nowhere else.
    """
    form = ReworkForm()
    form.read(request.form)
    if not form.validate_on_submit() or form.problems:
        return plan_page(dialogue, seat, workshop, form), UNPROCESSABLE
    if form.back is not None:
        return _take_back(dialogue, seat, workshop, form, form.back)
    try:
        with steps.kept(workshop) as kept:
            at, by = _reworked(dialogue, workshop, form)
    except DomainError as refusal:
        return plan_page(dialogue, seat, workshop, form, refusal=refusal), CONFLICT
    return plan_page(dialogue, seat, workshop, kept=kept, at=at, by=by)


def _reworked(dialogue: Dialogue, workshop: Workshop, form: ReworkForm) -> tuple[str, str]:
    """Do it; the block that has the cursor afterwards, and by which of its buttons."""
    asked = form.rework()
    added = actions.rework_agenda(dialogue, workshop, asked, seen_version=form.seen_version.number)
    if parting := form.parting:
        parted = reworking.part(
            workshop,
            parting.deed,
            parting.sitting_id,
            after=parting.after,
            seen_version=workshop.version,
        )
        return parted.id, ""
    pressed = asked.move or asked.drop
    at = added.id if added else pressed[0] if pressed else ""
    return at, asked.move[1].value if asked.move else ""


def _take_back(
    dialogue: Dialogue, seat: Seat, workshop: Workshop, form: ReworkForm, back: Back
) -> Answer:
    """Take a change back, or make it again. What was typed beside it stays typed."""
    try:
        with steps.kept(workshop) as kept:
            seen = form.seen_version.number
            taken = steps.take(dialogue, workshop, back.token, by=seat, seen_version=seen)
    except DomainError as refusal:
        return plan_page(dialogue, seat, workshop, form, refusal=refusal), CONFLICT
    return plan_page(dialogue, seat, workshop, form, kept=kept, undone=not back.again, taken=taken)


@bp.route("/<id:workshop_id>/edit", methods=["GET", "POST"])
@entry(policy.PLAN)
def edit(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Change what a workshop is called, when and where it is held."""
    form = WorkshopForm(data=workshop_as_typed(workshop))
    status, refused = 200, None
    if form.validate_on_submit():
        try:
            with steps.kept(workshop) as kept:
                actions.change_workshop(
                    workshop, form.frame(workshop), seen_version=form.seen_version.number
                )
        except AgendaChanged as refusal:
            status, refused = CONFLICT, refusal.sentence
        else:
            return plan_page(dialogue, seat, workshop, kept=kept)
    elif form.is_submitted():
        status = UNPROCESSABLE
    page = render_template(
        "workshops/edit.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        form=form,
        zones=known_zones(),
        refused=refused,
        now=_differences(form, workshop_as_typed(workshop), refused),
    )
    return page, status


@bp.post("/<id:workshop_id>/interpretation")
@entry(policy.PLAN)
def interpret(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Twice the time for every block that is talked in, since all is said twice; or half of it again."""
    form = VersionedForm()
    if not form.validate_on_submit():
        return redirect(plan_address(workshop), SEE_OTHER)
    try:
        with steps.kept(workshop) as kept:
            actions.interpret_consecutively(
                workshop,
                consecutive=request.form.get("consecutive") == "y",
                seen_version=form.seen_version.number,
            )
    except DomainError as refusal:
        return plan_page(dialogue, seat, workshop, refusal=refusal), CONFLICT
    return plan_page(dialogue, seat, workshop, kept=kept)


@bp.route("/<id:workshop_id>/remove", methods=["GET", "POST"])
@entry(policy.PLAN)
def remove(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Remove a workshop and everything in it."""
    form = RemoveForm(data={"seen_version": str(workshop.version)})
    if form.validate_on_submit():
        actions.remove_workshop(workshop, seen_version=form.seen_version.number)
        flash(_("Removed."), "good")
        return redirect(url_for(".index", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template(
        "workshops/remove.html", dialogue=dialogue, seat=seat, workshop=workshop, form=form
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:workshop_id>/lay-out", methods=["GET", "POST"])
@entry(policy.PLAN)
def lay_out(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Lay out the agenda from the method's stages for the days one has."""
    proposed = queries.stage_times(dialogue)
    stages = dialogues.stages_of(dialogue)
    typed = request.form if request.method == "POST" else _starts(workshop)
    form = LayOutForm(
        stages,
        workshop.days,
        typed,
        data={
            "stages": [stage.key for stage in proposed],
            "seen_version": str(workshop.version),
        },
    )
    if form.validate_on_submit():
        try:
            with steps.kept(workshop) as kept:
                actions.lay_out_agenda(
                    dialogue,
                    workshop,
                    queries.stage_times(dialogue, among=form.stages.data),
                    form.frames(),
                    by=seat,
                    homeward=Wording.of(_("Going home"), page_language()),
                    seen_version=form.seen_version.number,
                    replace=form.replace.data,
                )
        except DomainError as refusal:
            form.replace.errors = [in_the_page_language(refusal.sentence)]
        else:
            return plan_page(dialogue, seat, workshop, kept=kept)
    page = render_template(
        "workshops/lay_out.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        form=form,
        stages=stages,
        is_empty=not queries.sittings_of(workshop),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:workshop_id>/add", methods=["GET", "POST"])
@entry(policy.PLAN)
def add_sitting(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Add a block."""
    form = SittingForm(
        dialogue,
        dialogues.stages_of(dialogue),
        dialogues.seats_of(dialogue),
        library.tools(),
        adding=True,
        data={**new_sitting_as_typed(_asked_kind(), seat), "seen_version": str(workshop.version)},
    )
    after = _asked_after(dialogue, workshop)
    refused = None
    if form.validate_on_submit():
        try:
            with steps.kept(workshop) as kept:
                added = _add(dialogue, workshop, form, after)
        except AgendaChanged as refusal:
            refused = refusal.sentence
        except DomainError as refusal:
            form.audience.errors = [in_the_page_language(refusal.sentence)]
        else:
            return plan_page(dialogue, seat, workshop, kept=kept, at=added.id)
    _see_again(form, workshop, refused)
    page = render_template(
        "workshops/add_sitting.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        form=form,
        after=after,
        day=_asked_day(workshop),
        refused=refused,
        now=[],
    )
    return page, CONFLICT if refused else UNPROCESSABLE if form.is_submitted() else 200


@bp.route("/sittings/<id:planned_id>", methods=["GET", "POST"])
@entry(policy.PLAN)
def edit_sitting(dialogue: Dialogue, seat: Seat, planned: Sitting) -> Answer:
    """Change what is written about a block."""
    named = queries.named_for([planned.audience_id]).get(planned.audience_id, [])
    standing = sitting_as_typed(planned, named)
    version = {"seen_version": str(planned.workshop.version)}
    form = SittingForm(
        dialogue,
        dialogues.stages_of(dialogue),
        dialogues.seats_of(dialogue),
        library.tools(),
        data={**standing, **version},
    )
    refused, rendered = None, planned.every_rendering
    if form.validate_on_submit():
        try:
            with steps.kept(planned.workshop) as kept:
                actions.change_sitting(
                    dialogue, planned, form.particulars(), seen_version=form.seen_version.number
                )
        except AgendaChanged as refusal:
            refused = refusal.sentence
        except DomainError as refusal:
            form.audience.errors = [in_the_page_language(refusal.sentence)]
        else:
            if rendered != planned.every_rendering:
                flash(
                    _(
                        "The words you changed stand in no other language any more. "
                        "Write them anew under Papers, or take the change back."
                    ),
                    "caution",
                )
            return plan_page(dialogue, seat, planned.workshop, kept=kept, at=planned.id)
    now = _differences(form, standing, refused)
    _see_again(form, planned.workshop, refused)
    page = render_template(
        "workshops/edit_sitting.html",
        dialogue=dialogue,
        seat=seat,
        workshop=planned.workshop,
        sitting=planned,
        form=form,
        refused=refused,
        now=now,
    )
    return page, CONFLICT if refused else UNPROCESSABLE if form.is_submitted() else 200


@bp.route("/sittings/<id:planned_id>/remove", methods=["GET", "POST"])
@entry(policy.PLAN)
def remove_sitting(dialogue: Dialogue, seat: Seat, planned: Sitting) -> Answer:
    """Remove a block, and with it what was recorded in it: asked about in the same words whether anything was."""
    form = RemoveForm(data={"seen_version": str(planned.workshop.version)})
    workshop = planned.workshop
    if planned.kind not in HELD:
        del form.sure
    if form.validate_on_submit():
        with steps.kept(workshop) as kept:
            actions.remove_sitting(planned, seen_version=form.seen_version.number)
        return plan_page(dialogue, seat, workshop, kept=kept)
    page = render_template(
        "workshops/remove_sitting.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        sitting=planned,
        title=queries.title_of(planned),
        form=form,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _starts(workshop: Workshop) -> dict[str, str]:
    return {f"starts-{day}": start for day, start in enumerate(workshop.day_starts)}


def _asked_kind() -> BlockKind:
    asked = request.values.get("kind", "")
    return BlockKind(asked) if asked in set(BlockKind) else BlockKind.SESSION


def _asked_day(workshop: Workshop) -> int:
    asked = request.values.get("day", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    return min(number, workshop.days - 1)


def _asked_after(dialogue: Dialogue, workshop: Workshop) -> Sitting | None:
    asked = request.values.get("after", "")
    if not asked:
        return None
    after = queries.planned_in(dialogue, asked)
    if after.workshop_id != workshop.id:
        raise NotHere
    return after


def _add(
    dialogue: Dialogue, workshop: Workshop, form: SittingForm, after: Sitting | None
) -> Sitting:
    """One block, one for each party, or several groups: the form says which."""
    where: dict[str, Any] = {
        "day": _asked_day(workshop),
        "after": after,
        "seen_version": form.seen_version.number,
    }
    if form.for_each_party:
        return actions.add_party_sessions(dialogue, workshop, form.particulars(), **where)[0]
    if form.for_groups:
        named = form.group_names
        return actions.add_groups(dialogue, workshop, form.particulars(), named, **where)[0]
    beside = "beside" in request.values
    return actions.add_sitting(dialogue, workshop, form.particulars(), beside=beside, **where)


_NOT_TOLD = frozenset(
    {"seen_version", "audience", "third_party", "members", "stage", "tool", "consecutive", *Task}
)
"""Fields whose standing value is an id or a list of them: the page shows them by themselves."""


def _see_again(form: SittingForm | WorkshopForm, workshop: Workshop, refused: Any) -> None:
    """After somebody was faster the same form can be sent once more, now knowing of theirs."""
    if refused:
        form.seen_version.data = str(workshop.version)


def _differences(
    form: SittingForm | WorkshopForm, standing: dict[str, Any], refused: Any
) -> list[tuple[str, str]]:
    """Where what was typed differs from what stands now: the label, and what stands."""
    if not refused:
        return []
    return [
        (str(field.label.text), str(standing[field.name] or "–"))
        for field in form
        if field.name in standing
        and field.name not in _NOT_TOLD
        and (field.data or "") != (standing[field.name] or "")
    ]
