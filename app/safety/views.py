"""The third party's page about safety, and on everybody's own device the line for when somebody asks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.kernel import clock
from app.kernel.errors import DomainError
from app.safety import access as access, actions, policy, queries
from app.safety.forms import DayForm, EventForm, IfAskedForm, RiskCheckForm
from app.safety.models import DayOfNote, EventOutside
from app.safety.rules import LOOKS, RISK_CHECK, THENS, Then
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language

bp = Blueprint("safety", __name__)

_AT = "/dialogues/<id:dialogue_id>/safety"


Answer = Response | tuple[str, int]


@bp.get(f"{_AT}/")
@entry(policy.READ)
def show(dialogue: Dialogue, seat: Seat) -> str:
    """Whether it goes on or rests, the line for when somebody asks, the risk check, the days to know of."""
    return _page(dialogue, seat)


@bp.post(f"{_AT}/check")
@entry(policy.KEEP)
def check(dialogue: Dialogue, seat: Seat) -> Answer:
    """Keep how the questions of the risk check stand."""
    form = RiskCheckForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat, check_form=form), UNPROCESSABLE
    actions.go_through_risk_check(dialogue, form.checked())
    flash(_("The risk check is kept, under today's day."), "good")
    return _back(dialogue, "check")


@bp.post(f"{_AT}/if-asked")
@entry(policy.KEEP)
def if_asked(dialogue: Dialogue, seat: Seat) -> Answer:
    """Keep the line for when somebody asks."""
    form = IfAskedForm.drawn(dialogue.languages, queries.if_asked(dialogue))
    if not form.validate_on_submit():
        return _page(dialogue, seat, line_form=form), UNPROCESSABLE
    actions.agree_if_asked(dialogue, form.agreed())
    flash(_("Kept. Everybody with a seat can read it."), "good")
    return _back(dialogue, "if-asked")


@bp.post(f"{_AT}/events")
@entry(policy.KEEP)
def note_event(dialogue: Dialogue, seat: Seat) -> Answer:
    """Note an event outside; let the dialogue rest, or go on."""
    form = EventForm.for_dialogue(dialogue)
    if not form.validate_on_submit():
        return _page(dialogue, seat, event_form=form), UNPROCESSABLE
    try:
        actions.note_event(dialogue, form.on.data, form.words.data, Then(form.then.data))
    except DomainError as refusal:
        form.then.errors = [in_the_page_language(refusal.sentence)]
        return _page(dialogue, seat, event_form=form), CONFLICT
    return _back(dialogue, "events")


@bp.post(f"{_AT}/events/<id:event_id>/remove")
@entry(policy.KEEP)
def remove_event(dialogue: Dialogue, seat: Seat, event: EventOutside) -> Response:
    """Take the note of an event away."""
    actions.remove_event(event)
    return _back(dialogue, "events")


@bp.post(f"{_AT}/days")
@entry(policy.KEEP)
def note_day(dialogue: Dialogue, seat: Seat) -> Answer:
    """Write down a holiday or an anniversary."""
    form = DayForm.among(dialogue.parties)
    if not form.validate_on_submit():
        return _page(dialogue, seat, day_form=form), UNPROCESSABLE
    whose = next((party for party in dialogue.parties if party.id == form.whose.data), None)
    try:
        actions.note_day(
            dialogue, form.day.data, form.what.data, whose, every_year=form.every_year.data
        )
    except DomainError as refusal:
        form.what.errors = [in_the_page_language(refusal.sentence)]
        return _page(dialogue, seat, day_form=form), CONFLICT
    return _back(dialogue, "days")


@bp.post(f"{_AT}/days/<id:noted_id>/remove")
@entry(policy.KEEP)
def remove_day(dialogue: Dialogue, seat: Seat, noted: DayOfNote) -> Response:
    """Take a day to know of away."""
    actions.remove_day(noted)
    return _back(dialogue, "days")


@bp.get("/seat/<id:seat_id>/if-asked")
@entry(policy.READ_IF_ASKED)
def seat_if_asked(dialogue: Dialogue, seat: Seat) -> str:
    """The line for when somebody asks, at hand on everybody's own device."""
    return render_template(
        "safety/seat_if_asked.html", dialogue=dialogue, seat=seat, line=queries.if_asked(dialogue)
    )


def _back(dialogue: Dialogue, to: str) -> Response:
    return redirect(url_for("safety.show", dialogue_id=dialogue.id, _anchor=to), SEE_OTHER)


def _page(dialogue: Dialogue, seat: Seat, **sent: Any) -> str:
    """The page; a form that came back with a mistake stands in the place of a fresh one."""
    check = queries.risk_check_of(dialogue)
    line = queries.if_asked(dialogue)
    fresh = {
        "check_form": lambda: RiskCheckForm(dict(check.by_question), formdata=None),
        "line_form": lambda: IfAskedForm.drawn(dialogue.languages, line, formdata=None),
        "event_form": lambda: EventForm.for_dialogue(
            dialogue, formdata=None, data={"on": clock.today()}
        ),
        "day_form": lambda: DayForm.among(dialogue.parties, formdata=None),
    }
    forms = {name: sent.get(name) or make() for name, make in fresh.items()}
    return render_template(
        "safety/show.html",
        dialogue=dialogue,
        seat=seat,
        check=check,
        questions=RISK_CHECK,
        looks=LOOKS,
        thens={then.value: words for then, words in THENS.items()},
        line=line,
        events=queries.events_of(dialogue),
        days=queries.days_of_note(dialogue),
        parties={party.id: party for party in dialogue.parties},
        deed=DeedForm(formdata=None),
        **forms,
    )
