"""The plan page itself: what every change of an agenda answers with, wherever it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request

from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import DomainError
from app.kernel.permissions import named
from app.workshops import policy
from app.workshops.actions import AgendaChanged, steps
from app.workshops.forms.rework import ReworkForm
from app.workshops.models import Workshop
from app.workshops.queries.advice import margin_of
from app.workshops.queries.plan import plan_of
from app.workshops.rules import KIND_NAMES, known_zones
from app.workshops.views.lines import NOTHING_TYPED, DayLines, Typed, days_of, drawn_with, opened
from app.workshops.views.picture import picture_of
from app.workshops.views.zones import asked_zone


def plan_page(
    dialogue: Dialogue,
    seat: Seat,
    workshop: Workshop,
    form: ReworkForm | None = None,
    *,
    refusal: DomainError | None = None,
    kept: steps.Kept | None = None,
    undone: bool = False,
    taken: steps.Taken | None = None,
    at: str = "",
    by: str = "",
) -> str:
    """The plan as it stands now; what somebody had typed stays in its fields."""
    typed = Typed(form.typed, form.typed_starts, form.problems) if form else NOTHING_TYPED
    plan = plan_of(dialogue, workshop, seat)
    reads_all = policy.READ_WHOLE_PLAN.allows(seat, workshop)
    other = asked_zone()
    lines = days_of(
        plan,
        reads_all=reads_all,
        leads=named("room:lead").allows(seat, workshop),
        typed=typed,
        zone=other.name,
    )
    numbers = {share.stage.id: place for place, share in enumerate(plan.by_stage, start=1)}
    for each in lines:
        if each.slots:
            each.picture = picture_of(plan, each.day, each.slots, numbers)
    was_faster = form is not None and isinstance(refusal, AgendaChanged)
    return render_template(
        "workshops/plan.html",
        dialogue=dialogue,
        seat=seat,
        plan=plan,
        margin=margin_of(dialogue, plan) if reads_all else None,
        days=lines,
        drawn=drawn_with(lines),
        other=other,
        zones=known_zones(),
        form=ReworkForm(formdata=None, data={"seen_version": str(workshop.version)}),
        typed=typed.rows,
        problems=typed.problems,
        refused=refusal.sentence if refusal else None,
        was_faster=was_faster,
        once_more=form.once_more if form and was_faster else None,
        step=kept.token if kept else "",
        too_large=kept is not None and kept.too_large,
        undone=undone,
        came_back=_named_lines(lines, taken.came_back) if taken else [],
        at=at,
        by=by,
        menu=opened(lines, request.args.get("open", "")) if request.args else None,
        kind_names=KIND_NAMES,
    )


def _named_lines(days: Sequence[DayLines], keys: Sequence[str]) -> list[str]:
    return [line.name for day in days for slot in day.slots for line in slot if line.id in keys]
