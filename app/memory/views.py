"""/dialogues/…/memory: where we are, carried into the next meeting; and the newcomer's briefing, also in a seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues import queries as dialogues
from app.dialogues.access import entry, loads
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.rules import in_turn
from app.dialogues.views.navigation import add_part, add_seat_reading
from app.kernel import clock
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Wording
from app.memory import actions, policy, queries
from app.memory.forms import BlockForm, PromiseForm, QuestionForm, ReadForm
from app.memory.models import OpenQuestion, Promise
from app.memory.queries import BriefingSheet
from app.memory.rules import Part
from app.terms import queries as terms
from app.texts.rules import Pointed, point_out
from app.texts.views.page import CAUTIONS
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language
from app.workshops.models import Workshop

bp = Blueprint("memory", __name__)

add_part("memory", _l("Where we are"), "memory.index", policy.READ, place=58)
add_seat_reading(
    _l("What this dialogue is, for who comes new"),
    "memory.seat_briefing",
    policy.READ_BRIEFING,
    queries.lies_on_the_table,
)

Answer = Response | str | tuple[str, int]


_AT = "/dialogues/<id:dialogue_id>/memory"


@loads("question_id")
def _question(dialogue: Dialogue, _seat: Seat, question_id: str) -> OpenQuestion:
    return queries.question_in(dialogue, question_id)


@loads("promise_id")
def _promise(dialogue: Dialogue, _seat: Seat, promise_id: str) -> Promise:
    return queries.promise_in(dialogue, promise_id)


@bp.get(f"{_AT}/")
@entry(policy.READ)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """Where the dialogue had got to, and what is carried into the next meeting."""
    return _page(dialogue, seat)


@bp.get(f"{_AT}/paper")
@entry(policy.READ)
def paper(dialogue: Dialogue, seat: Seat) -> str:
    """The same for paper, to open the next meeting with."""
    return render_template(
        "memory/paper.html", dialogue=dialogue, here=queries.where_we_are(dialogue, seat)
    )


@bp.route(f"{_AT}/reached/<id:workshop_id>", methods=["GET", "POST"])
@entry(policy.KEEP)
def reached(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Write where the talk had got to at the end of a workshop."""
    row = queries.waypoint_of(workshop)
    form = BlockForm.drawn(
        dialogue.languages, row.words if row else None, data={"seen": actions.seen_of(workshop)}
    )
    if form.validate_on_submit():
        actions.write_where_we_are(workshop, form.wording(), seen=form.seen.data or "")
        return _back(dialogue)
    page = render_template(
        "memory/reached.html", dialogue=dialogue, seat=seat, workshop=workshop, form=form
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post(f"{_AT}/reached/<id:workshop_id>/recognise")
@entry(policy.KEEP)
def recognise(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Answer:
    """Everybody in the room recognised these words."""
    form = ReadForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat), UNPROCESSABLE
    return _try(
        lambda: actions.recognise(workshop, seen=form.seen.data or ""),
        lambda: _page(dialogue, seat),
        _back(dialogue),
    )


@bp.post(f"{_AT}/questions")
@entry(policy.KEEP)
def leave_open(dialogue: Dialogue, seat: Seat) -> Answer:
    """Keep a question for a next meeting."""
    form = QuestionForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat, question_form=form), UNPROCESSABLE
    return _try(
        lambda: actions.leave_open(dialogue, Wording.of(form.words.data)),
        lambda: _page(dialogue, seat, question_form=form),
        _back(dialogue, "questions-h"),
    )


@bp.post(f"{_AT}/questions/<id:question_id>/take-off")
@entry(policy.KEEP)
def answered(dialogue: Dialogue, seat: Seat, question: OpenQuestion) -> Answer:
    """Take a question off."""
    actions.take_off(question)
    return _back(dialogue, "questions-h")


@bp.post(f"{_AT}/promises")
@entry(policy.KEEP)
def promise(dialogue: Dialogue, seat: Seat) -> Answer:
    """Keep what was promised."""
    form = PromiseForm(_parties(dialogue))
    if not form.validate_on_submit():
        return _page(dialogue, seat, promise_form=form), UNPROCESSABLE
    party = dialogues.party_in(dialogue, form.whose.data) if form.whose.data else None
    return _try(
        lambda: actions.promise(dialogue, party, Wording.of(form.words.data)),
        lambda: _page(dialogue, seat, promise_form=form),
        _back(dialogue, "promises-h"),
    )


@bp.post(f"{_AT}/promises/<id:promise_id>/<any(done, open, 'take-off'):deed>")
@entry(policy.KEEP)
def promised(dialogue: Dialogue, seat: Seat, promise: Promise, deed: str) -> Answer:
    """Whoever promised says that it is done, or not yet; or it is taken off."""
    if deed == "take-off":
        actions.take_off(promise)
    else:
        actions.say_done(promise, done=deed == "done")
    return _back(dialogue, "promises-h")


# The newcomer's briefing


@bp.get(f"{_AT}/briefing")
@entry(policy.READ)
def briefing(dialogue: Dialogue, seat: Seat) -> str:
    """The newcomer's briefing as it stands, to be read before it is given."""
    return _briefing_page(dialogue, seat)


@bp.route(f"{_AT}/briefing/conflict", methods=["GET", "POST"])
@entry(policy.KEEP)
def conflict(dialogue: Dialogue, seat: Seat) -> Answer:
    """Write what the conflict is, in neutral words."""
    row = queries.briefing_of(dialogue)
    form = BlockForm.drawn(dialogue.languages, row.conflict if row and row.conflict else None)
    if form.validate_on_submit():
        actions.describe_conflict(dialogue, form.wording())
        return _to_briefing(dialogue)
    page = render_template("memory/conflict.html", dialogue=dialogue, seat=seat, form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post(f"{_AT}/briefing/read")
@entry(policy.KEEP)
def say_read(dialogue: Dialogue, seat: Seat) -> Answer:
    """The third party has read it as it stands."""
    form = ReadForm()
    if not form.validate_on_submit():
        return _briefing_page(dialogue, seat), UNPROCESSABLE
    sheet = queries.briefing_sheet(dialogue, seat)
    actions.say_read(dialogue, sheet, seen=form.seen.data or "")
    flash(_("Read. It can be given now, as it stands."), "good")
    return _to_briefing(dialogue)


@bp.post(f"{_AT}/briefing/<any(show, hide):deed>")
@entry(policy.GIVE)
def give(dialogue: Dialogue, seat: Seat, deed: str) -> Answer:
    """Lay it on the table of the seats, or take it away."""
    sheet = queries.briefing_sheet(dialogue, seat)
    return _try(
        lambda: actions.lay_on_the_table(dialogue, sheet, shown=deed == "show"),
        lambda: _briefing_page(dialogue, seat),
        _to_briefing(dialogue),
    )


@bp.get(f"{_AT}/briefing/paper")
@entry(policy.READ)
def briefing_paper(dialogue: Dialogue, seat: Seat) -> Answer:
    """The briefing on one sheet; only as the third party read it."""
    sheet = queries.briefing_sheet(dialogue, seat)
    if not queries.was_read(dialogue, sheet):
        flash(_("Read it first as it stands; then there is a sheet to give."), "caution")
        return _to_briefing(dialogue)
    return render_template("memory/briefing_paper.html", dialogue=dialogue, sheet=sheet)


@bp.get("/seat/<id:seat_id>/briefing")
@entry(policy.READ_BRIEFING)
def seat_briefing(dialogue: Dialogue, seat: Seat) -> str:
    """The briefing on one's own device, while it lies on the table."""
    if not queries.lies_on_the_table(dialogue, seat):
        raise NotHere
    return render_template(
        "memory/seat_briefing.html",
        dialogue=dialogue,
        seat=seat,
        sheet=queries.briefing_sheet(dialogue, seat),
    )


def _parties(dialogue: Dialogue) -> list[Party]:
    return in_turn(dialogue.parties, clock.today().toordinal())


def _try(deed: Callable[[], Any], page: Callable[[], str], done: Response) -> Answer:
    try:
        deed()
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return page(), CONFLICT
    return done


def _page(
    dialogue: Dialogue,
    seat: Seat,
    *,
    question_form: QuestionForm | None = None,
    promise_form: PromiseForm | None = None,
) -> str:
    here = queries.where_we_are(dialogue, seat)
    return render_template(
        "memory/index.html",
        dialogue=dialogue,
        seat=seat,
        here=here,
        seen={each.workshop.id: actions.seen_of(each.workshop) for each in here.reached},
        question_form=question_form or QuestionForm(formdata=None),
        promise_form=promise_form or PromiseForm(_parties(dialogue), formdata=None),
    )


def _briefing_page(dialogue: Dialogue, seat: Seat) -> str:
    sheet = queries.briefing_sheet(dialogue, seat)
    row = queries.briefing_of(dialogue)
    return render_template(
        "memory/briefing.html",
        dialogue=dialogue,
        seat=seat,
        sheet=sheet,
        read=queries.was_read(dialogue, sheet),
        shown=row is not None and row.shown and queries.was_read(dialogue, sheet),
        pointed=_look_at(dialogue, sheet),
        named=_parties_named(dialogue, sheet),
        listed=terms.pointed_out(dialogue, _said(sheet)),
        cautions=CAUTIONS,
        parts=PARTS,
        form=ReadForm(formdata=None, data={"seen": sheet.as_read}),
        deed=DeedForm(formdata=None),
    )


PARTS = {
    Part.CONFLICT: _l("What it is about"),
    Part.METHOD: _l("How we work"),
    Part.RULES: _l("Ground rules"),
    Part.REACHED: _l("Where we had got to"),
    Part.TEXTS: _l("What was adopted"),
    Part.QUESTIONS: _l("Open questions"),
}


def _said(sheet: BriefingSheet) -> list[tuple[Part, str]]:
    """The words of the third party and of the room on the sheet, part by part."""
    wordings = [
        (Part.CONFLICT, sheet.conflict),
        *([(Part.REACHED, sheet.reached)] if sheet.reached else []),
        *((Part.TEXTS, title) for title in sheet.texts),
        *((Part.QUESTIONS, question) for question in sheet.questions),
    ]
    return [
        (part, rendering.text) for part, wording in wordings for rendering in wording.renderings
    ]


def _look_at(dialogue: Dialogue, sheet: BriefingSheet) -> list[tuple[Part, Pointed]]:
    """Names of seats, quotations and words that commit people, to be looked at before it is given."""
    names = [held.name for held in dialogues.seats_of(dialogue)]
    said = _said(sheet)
    order = list(Part)
    found = point_out([(order.index(part), words) for part, words in said], names)
    return [(order[each.number], each) for each in found]


def _parties_named(dialogue: Dialogue, sheet: BriefingSheet) -> list[tuple[Part, str]]:
    """Where a party is named: nothing in a briefing may be attributed to one."""
    names = [rendering.text for party in dialogue.parties for rendering in party.name.renderings]
    found = [
        (part, name)
        for part, words in _said(sheet)
        for name in names
        if name.casefold() in words.casefold()
    ]
    return list(dict.fromkeys(found))


def _back(dialogue: Dialogue, anchor: str | None = None) -> Response:
    return redirect(url_for(".index", dialogue_id=dialogue.id, _anchor=anchor), SEE_OTHER)


def _to_briefing(dialogue: Dialogue) -> Response:
    return redirect(url_for(".briefing", dialogue_id=dialogue.id), SEE_OTHER)
