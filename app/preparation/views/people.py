"""/dialogues/…/people: seats in balance, who comes to a workshop, sessions of each party apart. Third party only."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.rules import in_turn
from app.dialogues.views.navigation import add_part
from app.kernel import clock
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Said, Wording
from app.preparation import actions, policy, queries
from app.preparation.actions import ChangedMeanwhile
from app.preparation.forms import CategoriesForm, ListForm, SeatNotesForm
from app.preparation.rules import COMING_NAMES, NEED_NAMES, Need, looks_like_particulars
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language, page_language
from app.workshops import policy as workshop_policy, queries as workshops
from app.workshops.models import Workshop

bp = Blueprint("people", __name__, url_prefix="/dialogues/<id:dialogue_id>")


Answer = Response | str | tuple[str, int]

add_part("people", _l("People"), "people.index", policy.READ, place=15)


@bp.get("/people")
@entry(policy.READ)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """Parties against categories, the seats, and what there is to do before a workshop."""
    return _index_page(dialogue, seat)


@bp.post("/people/categories")
@entry(policy.PLAN)
def categories(dialogue: Dialogue, seat: Seat) -> Answer:
    """Decide what should be balanced."""
    form = CategoriesForm()
    if not form.validate_on_submit():
        return _index_page(dialogue, seat, form), UNPROCESSABLE
    try:
        actions.set_categories(dialogue, form.lines, seen_version=form.seen_version.number)
    except ChangedMeanwhile as refusal:
        return _index_page(dialogue, seat, form, refusal.sentence), CONFLICT
    return _back(dialogue)


@bp.route("/people/seats/<id:held_seat_id>", methods=["GET", "POST"])
@entry(policy.PLAN)
def note_seat(dialogue: Dialogue, seat: Seat, held_seat: Seat) -> Answer:
    """Note categories, languages and needs of one seat."""
    balance = queries.balance_of(dialogue, _parties(dialogue))
    planned = next((each for each in balance.seats if each.seat.id == held_seat.id), None)
    if planned is None:
        raise NotHere  # whoever sits there arranges it without us
    form = SeatNotesForm.drawn(planned, balance.categories, balance.version)
    status, refused = 200, None
    if form.validate_on_submit():
        try:
            actions.note_seat(
                dialogue, held_seat, form.noted, seen_version=form.seen_version.number
            )
        except ChangedMeanwhile as refusal:
            status, refused = CONFLICT, refusal.sentence
            form.seen_version.data = str(balance.version)
        else:
            return _back(dialogue)
    elif form.is_submitted():
        status = UNPROCESSABLE
    page = render_template(
        "preparation/note_seat.html",
        dialogue=dialogue,
        seat=seat,
        planned=planned,
        form=form,
        refused=refused,
    )
    return page, status


@bp.post("/people/forget")
@entry(policy.PLAN)
def forget(dialogue: Dialogue, seat: Seat) -> Response:
    """Forget categories, languages and needs at once."""
    actions.forget_seat_notes(dialogue)
    flash(_("Forgotten: categories, languages and needs of all seats."), "good")
    return _back(dialogue)


@bp.post("/people/party-sessions")
@entry(workshop_policy.PLAN)
def plan_party_sessions(dialogue: Dialogue, seat: Seat) -> Response:
    """Plan sessions of each party apart, before all meet."""
    title = Wording.of(_("Preparation"), page_language())
    workshop = actions.plan_party_sessions(dialogue, seat, title)
    return redirect(
        url_for("workshops.plan", dialogue_id=dialogue.id, workshop_id=workshop.id), SEE_OTHER
    )


@bp.get("/workshops/<id:workshop_id>/people")
@entry(policy.READ)
def who_comes(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """Who comes to a workshop; once closed, numbers."""
    shown = queries.who_comes(dialogue, workshop, _parties(dialogue))
    form = ListForm(data={"arrangements": shown.arrangements, "seen_version": str(shown.version)})
    return _list_page(dialogue, seat, workshop, shown, form)


@bp.post("/workshops/<id:workshop_id>/people")
@entry(policy.PLAN)
def keep_list(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Write down who comes, and what has to be arranged."""
    shown = queries.who_comes(dialogue, workshop, _parties(dialogue))
    form = ListForm()
    form.read(request.form, shown.seats)
    if not form.validate_on_submit() or form.problem:
        return _list_page(dialogue, seat, workshop, shown, form), UNPROCESSABLE
    try:
        actions.keep_list(
            workshop,
            form.coming,
            form.arrangements.data or "",
            seen_version=form.seen_version.number,
        )
    except DomainError as refusal:
        form.seen_version.data = str(shown.version)
        return _list_page(dialogue, seat, workshop, shown, form, refusal.sentence), CONFLICT
    if looks_like_particulars(form.arrangements.data or ""):
        flash(
            _(
                "Saved. Something in the arrangements looks like a telephone number, a passport or "
                "an address. If it is one, take it out: on a seized computer it leads to a person."
            ),
            "caution",
        )
    else:
        flash(_("Saved."), "good")
    return _back_to_list(dialogue, workshop)


@bp.route("/workshops/<id:workshop_id>/people/close", methods=["GET", "POST"])
@entry(policy.PLAN)
def close_list(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Close the list for good, so that only numbers are left; or forget these as well."""
    form = DeedForm()
    if not form.validate_on_submit():
        return render_template(
            "preparation/close_list.html",
            dialogue=dialogue,
            seat=seat,
            workshop=workshop,
            form=form,
            is_closed=queries.who_comes(dialogue, workshop, dialogue.parties).is_closed,
        )
    if request.form.get("numbers") == "forget":
        actions.forget_list(workshop)
        flash(_("Forgotten, numbers included."), "good")
    else:
        actions.close_list(dialogue, workshop)
        flash(_("Closed. Nobody is on the list any more."), "good")
    return _back_to_list(dialogue, workshop)


def _parties(dialogue: Dialogue) -> list[Party]:
    """Another party begins each day (D§9.14)."""
    return in_turn(dialogue.parties, clock.today().toordinal())


def _index_page(
    dialogue: Dialogue,
    seat: Seat,
    sent: CategoriesForm | None = None,
    refused: Said | None = None,
) -> str:
    balance = queries.balance_of(dialogue, _parties(dialogue))
    form = sent or CategoriesForm(
        formdata=None,
        data={"categories": "\n".join(balance.categories), "seen_version": str(balance.version)},
    )
    if refused:
        form.seen_version.data = str(balance.version)
    return render_template(
        "preparation/people.html",
        dialogue=dialogue,
        seat=seat,
        balance=balance,
        form=form,
        refused=refused,
        workshops=workshops.workshops_of(dialogue),
    )


def _list_page(
    dialogue: Dialogue,
    seat: Seat,
    workshop: Workshop,
    shown: queries.WhoComes,
    form: ListForm,
    refused: Said | None = None,
) -> str:
    chosen = {planned.seat.id: planned.coming.value for planned in shown.seats if planned.coming}
    if form.is_submitted():
        chosen = {key: step.value for key, step in form.coming.items()}
    return render_template(
        "preparation/who_comes.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        shown=shown,
        chosen=chosen,
        form=form,
        problem=getattr(form, "problem", None),
        refused=refused,
        steps=[(step, in_the_page_language(name)) for step, name in COMING_NAMES.items()],
    )


@bp.app_template_filter("need_name")
def need_name(need: Need) -> str:
    """What has to be arranged, in the language of the page."""
    return in_the_page_language(NEED_NAMES[need])


def _back(dialogue: Dialogue) -> Response:
    return redirect(url_for("people.index", dialogue_id=dialogue.id), SEE_OTHER)


def _back_to_list(dialogue: Dialogue, workshop: Workshop) -> Response:
    return redirect(
        url_for("people.who_comes", dialogue_id=dialogue.id, workshop_id=workshop.id), SEE_OTHER
    )
