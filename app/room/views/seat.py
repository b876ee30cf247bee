"""/seat/…: a phone. What is invited now, what the room has shown, taking words back."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.contributions import actions, policy as contributions_policy
from app.contributions.actions import AlreadyKept
from app.contributions.forms import TakeBackForm, WriteForm
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import DomainError
from app.room import policy, queries
from app.room.views import bp, part
from app.web.access import unattended
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language
from app.workshops.models import Sitting

Answer = BaseResponse | str | tuple[str, int]


@bp.get("/seat/<id:seat_id>/")
@entry(policy.SIT)
def now(dialogue: Dialogue, seat: Seat) -> Answer:
    """What is invited now."""
    return _page(dialogue, seat)


@bp.get("/seat/<id:seat_id>/part/<any(invited, shown):name>")
@unattended
@entry(policy.SIT)
def now_part(dialogue: Dialogue, seat: Seat, name: str) -> Response:
    """A part of that page, to be fetched anew."""
    phone = queries.phone_of(dialogue, seat)
    return part(f"room/seat/_{name}.html", phone=phone, form=_fresh_form(phone), given_back="")


@bp.post("/seat/<id:seat_id>/sittings/<id:sitting_id>/contributions")
@entry(contributions_policy.WRITE)
def write(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Keep what was written, or give it back with the reason."""
    form = WriteForm.sent(dialogue.languages)
    if not form.validate():
        return _page(dialogue, seat, sent=form, sitting=sitting), UNPROCESSABLE
    try:
        actions.write(seat, sitting, form.written())
    except DomainError as refusal:
        if isinstance(refusal, AlreadyKept):
            form.token.data = ""
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, sent=form, sitting=sitting), CONFLICT
    flash(_kept_until(sitting), "good")
    return redirect(url_for(".now", seat_id=seat.id), SEE_OTHER)


def _kept_until(sitting: Sitting) -> str:
    """They are gone from the field and nowhere to be seen: that this is meant, is said."""
    if sitting.shows_at_once:
        return _("Your words are kept. They are shown now.")
    return _("Your words are kept. They wait unseen until the round is opened.")


@bp.route("/seat/<id:seat_id>/take-back", methods=["GET", "POST"])
@entry(contributions_policy.TAKE_BACK)
def take_back(dialogue: Dialogue, seat: Seat) -> Answer:
    """Take words back: those of this device, or by a code from paper."""
    form = TakeBackForm()
    status = 200
    if form.validate_on_submit():
        try:
            actions.take_back(seat, form.token.data or "")
        except DomainError as refusal:
            form.token.errors = [in_the_page_language(refusal.sentence)]
            status = CONFLICT
        else:
            flash(_("Taken back. Nothing of it is kept."), "good")
            return redirect(url_for(".take_back", seat_id=seat.id), SEE_OTHER)
    elif form.is_submitted():
        status = UNPROCESSABLE
    page = render_template(
        "room/seat/take_back.html",
        phone=queries.phone_of(dialogue, seat),
        dialogue=dialogue,
        seat=seat,
        form=form,
    )
    return page, status


def _fresh_form(phone: queries.Phone) -> WriteForm:
    invitation = phone.screen.invitation if phone.screen else None
    form = WriteForm.drawn(invitation.kinds if invitation else (), phone.dialogue.languages)
    form.without_party.data = phone.party_is_one
    form.told.data = invitation.told if invitation else ""
    return form


def _page(
    dialogue: Dialogue, seat: Seat, *, sent: WriteForm | None = None, sitting: Sitting | None = None
) -> str:
    """The page; with what was sent put back into its form, or beside it when that form is gone."""
    phone = queries.phone_of(dialogue, seat)
    here = phone.screen.sitting if phone.screen else None
    form, given_back = _fresh_form(phone), ""
    if sent is not None:
        same_form = phone.may_write and here is not None and here is sitting
        given_back = "" if same_form else sent.words.data or ""
        if same_form:
            form = _with_sent(form, sent)
    return render_template(
        "room/seat/now.html", dialogue=dialogue, phone=phone, form=form, given_back=given_back
    )


def _with_sent(form: WriteForm, sent: WriteForm) -> WriteForm:
    form.words.data, form.words.errors = sent.words.data, sent.words.errors
    form.language.data = sent.language.data
    form.without_party.data = sent.without_party.data
    if any(sent.kind.data == choice.data for choice in form.kind):
        form.kind.data = sent.kind.data
    if sent.token.data and not sent.token.errors:
        form.token.data = sent.token.data
    return form
