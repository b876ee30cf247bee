"""/dialogues/…/workshops/…/running: a workshop while it runs, and plan against what was. For the third party only."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.kernel import clock
from app.kernel.errors import DomainError
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language
from app.workshops import access as access, policy
from app.workshops.actions import running as actions, steps
from app.workshops.forms.rework import ReworkForm
from app.workshops.forms.running import RanForm
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import running as queries
from app.workshops.rules.running import minutes_on_the_day

bp = Blueprint("running", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops")


Answer = Response | str | tuple[str, int]


@bp.get("/<id:workshop_id>/running")
@entry(policy.READ_WHOLE_PLAN)
def now(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """A day as it runs."""
    return _page(dialogue, seat, workshop)


@bp.get("/<id:workshop_id>/as-it-was")
@entry(policy.READ_WHOLE_PLAN)
def as_it_was(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """Plan against what was, on paper."""
    found = queries.running_of(dialogue, workshop, seat)
    return render_template(
        "workshops/as_it_was.html",
        dialogue=dialogue,
        workshop=workshop,
        running=found,
        plan=found.plan,
    )


@bp.post("/sittings/<id:planned_id>/ran")
@entry(policy.RUN)
def ran(dialogue: Dialogue, seat: Seat, planned: Sitting) -> Answer:
    """It begins now, it ends now, or its times are put right."""
    form = RanForm()
    workshop = planned.workshop
    if not form.validate_on_submit():
        return _page(dialogue, seat, workshop, planned, form), UNPROCESSABLE
    try:
        if form.deed.data == "begins":
            actions.begins_now(workshop, planned)
        elif form.deed.data == "ends":
            actions.ends_now(workshop, planned)
        else:
            actions.correct(workshop, planned, *form.walls)
    except DomainError as refusal:
        form.ended.errors = [in_the_page_language(refusal.sentence)]
        return _page(dialogue, seat, workshop, planned, form), UNPROCESSABLE
    if form.at_the_desk.data:
        return redirect(f"/desk/{dialogue.id}/sittings/{planned.id}", SEE_OTHER)
    return _back(workshop, planned)


@bp.post("/sittings/<id:planned_id>/let-move")
@entry(policy.PLAN)
def let_move(dialogue: Dialogue, seat: Seat, planned: Sitting) -> Answer:
    """Let the rest of the day move: only because somebody says so."""
    form = RanForm()
    workshop = planned.workshop
    if not form.validate_on_submit():
        return _page(dialogue, seat, workshop), UNPROCESSABLE
    try:
        with steps.kept(workshop) as kept:
            actions.let_move(workshop, planned, seen_version=form.seen_version.number)
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, workshop, day=planned.day + 1), CONFLICT
    return _page(dialogue, seat, workshop, day=planned.day + 1, kept=kept)


@bp.post("/<id:workshop_id>/running")
@entry(policy.PLAN)
def take_back(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Take back that the rest has moved, or let it move again. Times that were noted stay noted."""
    day = _number(request.args.get("day", ""))
    form = ReworkForm()
    form.read(request.form)
    if not form.validate_on_submit() or form.back is None:
        return _page(dialogue, seat, workshop, day=day), UNPROCESSABLE
    try:
        with steps.kept(workshop) as kept:
            seen = form.seen_version.number
            steps.take(dialogue, workshop, form.back.token, by=seat, seen_version=seen)
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, workshop, day=day), CONFLICT
    return _page(dialogue, seat, workshop, day=day, kept=kept, undone=not form.back.again)


def _page(
    dialogue: Dialogue,
    seat: Seat,
    workshop: Workshop,
    corrected: Sitting | None = None,
    form: RanForm | None = None,
    *,
    day: int = 0,
    kept: steps.Kept | None = None,
    undone: bool = False,
) -> str:
    found = queries.running_of(dialogue, workshop, seat)
    asked = corrected.day + 1 if corrected else day or _number(request.args.get("day", ""))
    place = asked - 1 if 0 < asked <= len(found.days) else found.today(clock.today())
    shown = found.days[place]
    wall = minutes_on_the_day(actions.wall_now(workshop.zone))
    return render_template(
        "workshops/running.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        running=found,
        day=shown,
        now=wall,
        moving=queries.moving_in(workshop, shown, wall),
        form=RanForm(formdata=None, data={"seen_version": str(workshop.version)}),
        corrected=corrected.id if corrected else request.args.get("correct", ""),
        typed=form,
        step=kept.token if kept else "",
        undone=undone,
    )


def _back(workshop: Workshop, sitting: Sitting) -> Response:
    return redirect(
        url_for(
            ".now", dialogue_id=workshop.dialogue_id, workshop_id=workshop.id, day=sitting.day + 1
        ),
        SEE_OTHER,
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
