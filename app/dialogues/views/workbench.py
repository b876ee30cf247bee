"""/dialogues/…: beginning a dialogue and preparing it: parties, seats, ground rules, particulars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import policy as house, queries as accounts
from app.accounts.access import signed_in
from app.accounts.models import Account
from app.dialogues import actions, policy, queries
from app.dialogues.access import entry, loads
from app.dialogues.actions import DocumentedRule
from app.dialogues.forms import (
    LEVELS,
    ROLES,
    AccountSeatForm,
    BeginForm,
    DeedForm,
    DestroyForm,
    ParticularsForm,
    PartyForm,
    SlipSeatForm,
)
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.rules import Role, in_turn, parties_of_one, usual_destruction
from app.dialogues.views.navigation import first_steps
from app.journal import queries as journal
from app.kernel import clock
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Wording
from app.library import queries as library
from app.library.course.beginning import BeginningFrom, beginning_from
from app.library.own.queries import own_exemplars, own_process_if_there
from app.library.policy import READ_OWN
from app.library.shapes.facts import Source
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar
from app.library.views import notes_on
from app.settings import Settings
from app.web.answers import SEE_OTHER, UNPROCESSABLE
from app.web.certificate import certificate_in
from app.web.words import in_the_page_language, page_language

bp = Blueprint("dialogues", __name__, url_prefix="/dialogues")

TITLE_LENGTH = 120


@loads("party_id")
def _party(dialogue: Dialogue, _seat: Seat, party_id: str) -> Party:
    return queries.party_in(dialogue, party_id)


@loads("held_seat_id")
def _held_seat(dialogue: Dialogue, _seat: Seat, held_seat_id: str) -> Seat:
    return queries.seat_in(dialogue, held_seat_id)


@bp.get("/")
@signed_in
def index(account: Account) -> str:
    """The house's own dialogues, with the documented ones beside them."""
    return render_template(
        "dialogues/index.html",
        own=queries.dialogues_of(account.id),
        exemplars=library.exemplars(),
        own_exemplars=own_exemplars() if READ_OWN.allows(account) else (),
        methods=library.methods(),
        role_names=ROLES,
        may_begin=house.BEGIN_DIALOGUE.allows(account),
    )


@bp.route("/begin", methods=["GET", "POST"])
@signed_in
def begin(account: Account) -> Response | str | tuple[str, int]:
    """Begin a dialogue from a method or from a documented process."""
    if not house.BEGIN_DIALOGUE.allows(account):
        abort(403)
    told = _told_of(request.values.get("exemplar"))
    exemplar = told.exemplar if told else None
    methods = [
        (method.key, Wording.of(method.name, method.language)) for method in library.methods()
    ]
    chosen = _method_key_of(exemplar) or request.args.get("method", "")
    form = BeginForm(
        methods, data={"method": chosen or None, "destroy_on": usual_destruction(clock.today())}
    )
    if form.validate_on_submit():
        method = library.method(form.method.data)
        try:
            dialogue = actions.begin_dialogue(
                account,
                method,
                form.beginning(exemplar.key if exemplar else None, _documented_rules(told, method)),
            )
        except DomainError as refusal:
            _at(form.parties, refusal)
        else:
            return redirect(url_for(".show", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template(
        "dialogues/begin.html",
        form=form,
        told=told,
        exemplar=exemplar,
        methods=library.methods(),
        beginning=_begun_from(told, _method_key_of(exemplar)),
        words=library.vocabularies(),
        notes=notes_on(exemplar, told.sources) if told and exemplar else None,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.get("/<id:dialogue_id>/")
@entry(policy.READ)
def show(dialogue: Dialogue, seat: Seat) -> str:
    """A dialogue at a glance."""
    told = _told_of(dialogue.exemplar_key)
    return render_template(
        "dialogues/show.html",
        dialogue=dialogue,
        seat=seat,
        parties=in_turn(dialogue.parties, clock.today().toordinal()),
        first_steps=_first_steps(dialogue, seat),
        stages=queries.stages_of(dialogue),
        adoption=queries.adoption_of(dialogue),
        entries=journal.entries_of(dialogue.id),
        told=told,
        beginning=_begun_from(told, dialogue.method_key),
        words=library.vocabularies(),
        notes=notes_on(told.exemplar, told.sources) if told else None,
        method=library.method(dialogue.method_key),
        levels=dict(LEVELS),
        role_names=ROLES,
    )


def _first_steps(dialogue: Dialogue, seat: Seat) -> list[tuple[str, str, str]]:
    """For whoever prepares it, until the first participant has a seat: then they know the way."""
    if not policy.PREPARE.allows(seat, dialogue) or queries.participants_of(dialogue):
        return []
    return first_steps(dialogue, seat)


@bp.route("/<id:dialogue_id>/particulars", methods=["GET", "POST"])
@entry(policy.PREPARE)
def particulars(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """Names, level, languages, date of destruction."""
    form = ParticularsForm(
        data={
            "name": dialogue.name.text,
            "neutral_title": dialogue.neutral_title,
            "level": dialogue.level.value,
            "zone": dialogue.zone,
            "languages": ", ".join(dialogue.languages),
            "destroy_on": dialogue.destroy_on,
            "seen_version": str(dialogue.version),
        }
    )
    if form.validate_on_submit():
        try:
            actions.change_particulars(
                dialogue, form.particulars(), seen_version=form.seen_version.number
            )
        except DomainError as refusal:
            _at(form.destroy_on, refusal)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".show", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template("dialogues/particulars.html", dialogue=dialogue, seat=seat, form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:dialogue_id>/parties", methods=["GET", "POST"])
@entry(policy.PREPARE)
def parties(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """The parties under the names they chose; a further one can be added."""
    form = PartyForm()
    if form.validate_on_submit():
        try:
            actions.add_party(dialogue, Wording.of(form.name.data))
        except DomainError as refusal:
            _at(form.name, refusal)
        else:
            return redirect(url_for(".parties", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template(
        "dialogues/parties.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        parties=in_turn(dialogue.parties, clock.today().toordinal()),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:dialogue_id>/parties/<id:party_id>", methods=["GET", "POST"])
@entry(policy.PREPARE)
def name_party(dialogue: Dialogue, seat: Seat, party: Party) -> Response | str | tuple[str, int]:
    """Give a party the name it chose."""
    form = PartyForm(data={"name": party.name.text})
    if form.validate_on_submit():
        try:
            actions.name_party(dialogue, party, Wording.of(form.name.data))
        except DomainError as refusal:
            _at(form.name, refusal)
        else:
            return redirect(url_for(".parties", dialogue_id=dialogue.id), SEE_OTHER)
    page = render_template(
        "dialogues/name_party.html", dialogue=dialogue, seat=seat, party=party, form=form
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.get("/<id:dialogue_id>/seats")
@entry(policy.SEE_SEATS)
def seats(dialogue: Dialogue, seat: Seat) -> str:
    """The seats, and forms to add one."""
    return _seats_page(dialogue, seat, _slip_form(dialogue), _account_form())


@bp.post("/<id:dialogue_id>/seats/by-slip")
@entry(policy.SEAT_PEOPLE)
def add_slip_seat(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """Add a seat and show its slip, this once."""
    form = _slip_form(dialogue)
    if not form.validate_on_submit():
        return _seats_page(dialogue, seat, form, _account_form()), UNPROCESSABLE
    role = Role(form.role.data)
    party = queries.party_in(dialogue, form.party.data) if role is Role.PARTICIPANT else None
    slip = actions.seat_by_slip(dialogue, role, form.name.data, party)
    return slip_page(dialogue, seat, [slip])


@bp.post("/<id:dialogue_id>/seats/by-account")
@entry(policy.SEAT_PEOPLE)
def add_account_seat(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """Give somebody of the house a seat of the third party or of the organizers."""
    form = _account_form()
    if not form.validate_on_submit():
        return _seats_page(dialogue, seat, _slip_form(dialogue), form), UNPROCESSABLE
    account = accounts.account_by_id(form.account.data)
    actions.seat_account(dialogue, account, Role(form.role.data), account.name)
    return redirect(url_for(".seats", dialogue_id=dialogue.id), SEE_OTHER)


@bp.post("/<id:dialogue_id>/seats/<id:held_seat_id>/slip")
@entry(policy.SEAT_PEOPLE)
def replace_slip(dialogue: Dialogue, seat: Seat, held_seat: Seat) -> str:
    """A lost slip is replaced: the old code and the old device stop."""
    return slip_page(dialogue, seat, [actions.replace_slip(held_seat)])


@bp.post("/<id:dialogue_id>/seats/slips")
@entry(policy.SEAT_PEOPLE)
def new_slips(dialogue: Dialogue, seat: Seat) -> Response | str:
    """New slips for all seats that nobody has entered yet, on one sheet."""
    slips = actions.replace_unused_slips(dialogue)
    if not slips:
        flash(_("Every seat has been entered: there is no slip to print."), "caution")
        return redirect(url_for(".seats", dialogue_id=dialogue.id), SEE_OTHER)
    return slip_page(dialogue, seat, slips)


@bp.post("/<id:dialogue_id>/seats/<id:held_seat_id>/remove")
@entry(policy.SEAT_PEOPLE)
def remove_seat(dialogue: Dialogue, seat: Seat, held_seat: Seat) -> Response:
    """Take a seat away. One's own stays: a dialogue without a facilitator could not be opened again."""
    if held_seat.id == seat.id:
        flash(_("Your own seat stays: someone else of the third party can remove it."), "caution")
    else:
        actions.remove_seat(held_seat)
    return redirect(url_for(".seats", dialogue_id=dialogue.id), SEE_OTHER)


@bp.route("/<id:dialogue_id>/destroy", methods=["GET", "POST"])
@entry(policy.DESTROY)
def destroy(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """Destroy the dialogue and its key, after typing its neutral title."""
    form = DestroyForm()
    if form.validate_on_submit():
        if form.neutral_title.data.casefold() == dialogue.neutral_title.casefold():
            actions.destroy_dialogue(dialogue)
            flash(_("Destroyed, with its key. Backups of it can no longer be read."), "good")
            return redirect(url_for(".index"), SEE_OTHER)
        form.neutral_title.errors = [_("This is not the neutral title. Nothing was destroyed.")]
    page = render_template("dialogues/destroy.html", dialogue=dialogue, seat=seat, form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@dataclass(frozen=True, slots=True)
class _Told:
    """A documented process, shipped or of this house, with its page; `sources` are its own where it brings some."""

    exemplar: Exemplar
    address: str
    is_of_this_house: bool = False
    sources: Mapping[str, Source] | None = None


def _begun_from(told: _Told | None, method_key: str | None) -> BeginningFrom | None:
    if told is None or method_key is None:
        return None
    return beginning_from(library.method(method_key), told.exemplar)


def _documented_rules(told: _Told | None, method: Method) -> list[DocumentedRule]:
    """The rules that only the process had. One of this house is not named in what is copied from it."""
    if told is None:
        return []
    exemplar = told.exemplar
    return [
        DocumentedRule(
            title=Wording.of(
                shorten(known.rule.first, TITLE_LENGTH, placeholder=" …"), exemplar.language
            ),
            wording=Wording.of(known.rule.first, exemplar.language),
            rationale=Wording.of(
                _("Documented in a process of this house.")
                if told.is_of_this_house
                else _("Documented in: %(name)s.", name=exemplar.short_name),
                page_language(),
            ),
            source="" if told.is_of_this_house else "; ".join(known.rule.readings[0].source),
        )
        for known in beginning_from(method, exemplar).rules_of_its_own
    ]


def _told_of(key: str | None) -> _Told | None:
    """The documented process of this key, or None where none is named or known, or it was removed since."""
    if not key:
        return None
    try:
        return _Told(library.exemplar(key), url_for("library.exemplar", key=key))
    except NotHere:
        pass  # it may be one of this house
    own = own_process_if_there(key)
    if own is None or own.exemplar is None:
        return None
    return _Told(own.exemplar, url_for("own_processes.show", own_id=own.id), True, own.sources)


def _method_key_of(exemplar: Exemplar | None) -> str | None:
    """The method a process is documented to have used: the first named, where sources differ."""
    return exemplar.method.first if exemplar is not None and exemplar.method is not None else None


def _at(field: Any, refusal: DomainError) -> None:
    field.errors = [*field.errors, in_the_page_language(refusal.sentence)]


def _slip_form(dialogue: Dialogue) -> SlipSeatForm:
    return SlipSeatForm([(party.id, party.name) for party in dialogue.parties])


def _account_form() -> AccountSeatForm:
    return AccountSeatForm(
        [(account.id, Wording.of(account.name)) for account in accounts.accounts()]
    )


def _seats_page(
    dialogue: Dialogue, seat: Seat, slip_form: SlipSeatForm, account_form: AccountSeatForm
) -> str:
    sizes = [len(queries.participants_of(dialogue, party)) for party in dialogue.parties]
    held = queries.seats_of(dialogue)
    return render_template(
        "dialogues/seats.html",
        dialogue=dialogue,
        seat=seat,
        seats=held,
        unused=sum(each.awaits_its_device for each in held),
        parties={party.id: party for party in dialogue.parties},
        form=slip_form,
        account_form=account_form,
        deed=DeedForm(formdata=None),
        role_names=ROLES,
        party_of_one=parties_of_one(sizes),
    )


@dataclass(frozen=True, slots=True)
class WayIn:
    """How a device reaches this house: where a code is typed, what a drawing opens, how the house is recognised."""

    house: str
    fingerprint: str

    @property
    def typed(self) -> str:
        """The address to type, short enough for hands."""
        return urljoin(self.house, url_for("seats.enter"))

    def opens(self, slip: actions.Slip) -> str:
        """The address with the code in it. It is drawn, and never sent to be looked up."""
        return urljoin(self.house, url_for("seats.enter_with", code=slip.code.lower()))


def way_in() -> WayIn:
    """The way into this house. A facilitator may sit at the laptop that serves; the phones reach it by its number in
    the room."""
    settings: Settings = current_app.config["SECOND_TRACK"]
    certificate = certificate_in(settings.keys) if settings.lan else None
    return WayIn(
        settings.address if settings.lan else request.host_url,
        certificate.fingerprint if certificate else "",
    )


def slip_page(
    dialogue: Dialogue, seat: Seat, slips: Sequence[actions.Slip], *, no_longer: int = 0
) -> str:
    """Slips with their codes, this once; `no_longer` is how many codes open nothing any more."""
    return render_template(
        "dialogues/slip.html",
        dialogue=dialogue,
        seat=seat,
        slips=slips,
        way_in=way_in(),
        no_longer=no_longer,
    )
