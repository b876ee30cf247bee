"""/dialogues/…/terms: the list of names and words, and looking through a text for them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues.access import entry, loads
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.rules import in_turn
from app.dialogues.views.navigation import add_part
from app.kernel import clock
from app.kernel.errors import DomainError
from app.kernel.wording import Wording
from app.terms import actions, policy, queries
from app.terms.forms import KINDS, CarefulForm, LookForm, NameForm
from app.terms.models import ListedTerm
from app.terms.rules import Found, TermKind
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language

bp = Blueprint("terms", __name__, url_prefix="/dialogues/<id:dialogue_id>/terms")

add_part("terms", _l("Terms"), "terms.index", policy.READ, place=25)

Answer = Response | str | tuple[str, int]


@loads("term_id")
def _term(dialogue: Dialogue, _seat: Seat, term_id: str) -> ListedTerm:
    return queries.term_in(dialogue, term_id)


@bp.get("/")
@entry(policy.READ)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The list, and a place to look through a text."""
    return _page(dialogue, seat, LookForm(formdata=None))


@bp.post("/look")
@entry(policy.READ)
def look(dialogue: Dialogue, seat: Seat) -> Answer:
    """Point out listed words in a text that is kept nowhere."""
    form = LookForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat, form), UNPROCESSABLE
    said = enumerate((form.text.data or "").splitlines(), start=1)
    return _page(dialogue, seat, form, queries.pointed_out(dialogue, said))


@bp.route("/names/new", methods=["GET", "POST"])
@entry(policy.EDIT)
def add_name(dialogue: Dialogue, seat: Seat) -> Answer:
    """Put a name on the list, in each side's use."""
    form = NameForm.drawn(_parties(dialogue))
    if form.validate_on_submit():
        return _listed(dialogue, seat, form)
    return _shown(dialogue, seat, form, None)


@bp.route("/words/new", methods=["GET", "POST"])
@entry(policy.EDIT)
def add_word(dialogue: Dialogue, seat: Seat) -> Answer:
    """Put a word to be careful with on the list; one that the room wrote, if the address names it."""
    form = CarefulForm.drawn(words=_written_by_the_room(seat))
    if form.validate_on_submit():
        return _listed(dialogue, seat, form)
    return _shown(dialogue, seat, form, None)


@bp.route("/<id:term_id>", methods=["GET", "POST"])
@entry(policy.EDIT)
def edit(dialogue: Dialogue, seat: Seat, term: ListedTerm) -> Answer:
    """Change an entry."""
    shown, seen = queries.as_value(term), queries.as_seen(term)
    careful = shown.kind is TermKind.CAREFUL
    form = (
        CarefulForm.drawn(shown, seen)
        if careful
        else NameForm.drawn(_parties(dialogue), shown, seen)
    )
    if form.validate_on_submit():
        actions.change_term(term, form.entry(), seen=form.seen.data or "")
        return _back(dialogue)
    return _shown(dialogue, seat, form, term)


@bp.post("/<id:term_id>/take-off")
@entry(policy.EDIT)
def take_off(dialogue: Dialogue, seat: Seat, term: ListedTerm) -> Answer:
    """Take an entry off the list."""
    if DeedForm().validate_on_submit():
        actions.take_off(term)
    return _back(dialogue)


def _parties(dialogue: Dialogue) -> list[Party]:
    return in_turn(dialogue.parties, clock.today().toordinal())


def _written_by_the_room(seat: Seat) -> Wording | None:
    asked = request.args.get("point", "")
    written = {point.id: point.words for point in queries.written_by_the_room(seat)}
    return written.get(asked)


def _listed(dialogue: Dialogue, seat: Seat, form: NameForm | CarefulForm) -> Answer:
    try:
        actions.list_term(dialogue, form.entry())
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _entry_page(dialogue, seat, form, None), CONFLICT
    return _back(dialogue)


def _shown(
    dialogue: Dialogue, seat: Seat, form: NameForm | CarefulForm, term: ListedTerm | None
) -> Answer:
    page = _entry_page(dialogue, seat, form, term)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _entry_page(
    dialogue: Dialogue, seat: Seat, form: NameForm | CarefulForm, term: ListedTerm | None
) -> str:
    template = "terms/word.html" if isinstance(form, CarefulForm) else "terms/name.html"
    return render_template(template, dialogue=dialogue, seat=seat, form=form, term=term)


def _page(
    dialogue: Dialogue, seat: Seat, form: LookForm, found: list[Found[int]] | None = None
) -> str:
    terms = queries.terms_of(dialogue)
    return render_template(
        "terms/index.html",
        dialogue=dialogue,
        seat=seat,
        names=[term for term in terms if term.kind is not TermKind.CAREFUL],
        careful=[term for term in terms if term.kind is TermKind.CAREFUL],
        parties=_parties(dialogue),
        kinds=KINDS,
        form=form,
        found=found,
        by_the_room=queries.written_by_the_room(seat),
        deed=DeedForm(formdata=None),
    )


def _back(dialogue: Dialogue) -> Response:
    return redirect(url_for(".index", dialogue_id=dialogue.id), SEE_OTHER)
