"""A party's own room, and what it carries into the joint one: on a phone, and at the desk for those without."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.contributions import carrying, policy as contributions_policy, queries as contributions
from app.contributions.carrying import Carried
from app.contributions.forms import CarryForm, ChosenForm
from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.queries import party_in
from app.kernel.errors import DomainError
from app.room import policy, queries
from app.room.views import bp, part
from app.web.access import unattended
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language
from app.workshops.models import Sitting

Answer = BaseResponse | str | tuple[str, int]

_OWN = "/seat/<id:seat_id>/own-room"
_DESK = "/desk/<id:dialogue_id>/apart/<id:apart_id>/carry"

_WAYS = {"lay-out": carrying.lay_out, "take-off": carrying.take_off}


@bp.get(_OWN)
@entry(policy.SIT)
def own_room(dialogue: Dialogue, seat: Seat) -> str:
    """What this seat's party recorded in rooms of its own. The page is there whether or not anything is."""
    return render_template(
        "room/seat/own_room.html",
        dialogue=dialogue,
        seat=seat,
        own=queries.own_place_of(dialogue, seat),
        deed=DeedForm(),
    )


@bp.get(f"{_OWN}/part")
@unattended
@entry(policy.SIT)
def own_room_part(dialogue: Dialogue, seat: Seat) -> Response:
    """The same without its frame, to be fetched anew."""
    own = queries.own_place_of(dialogue, seat)
    return part("room/seat/_own.html", dialogue=dialogue, seat=seat, own=own, deed=DeedForm())


@bp.post(f"{_OWN}/<any('lay-out', 'take-off'):way>")
@entry(contributions_policy.CARRY)
def lay_out(dialogue: Dialogue, seat: Seat, way: str) -> BaseResponse:
    """Lay out points of the party's own for the joint room, or keep them back."""
    _lay(seat, party_in(dialogue, seat.party_id or ""), way)
    return redirect(url_for(".own_room", seat_id=seat.id), SEE_OTHER)


@bp.route(f"{_OWN}/carry", methods=["GET", "POST"])
@entry(contributions_policy.CARRY)
def carry(dialogue: Dialogue, seat: Seat) -> Answer:
    """Look at what goes, into which session and under which name; and carry it over, all together."""
    party = party_in(dialogue, seat.party_id or "")
    back = url_for(".own_room", seat_id=seat.id)
    return _carry(dialogue, seat, party, "room/seat/carry.html", back)


@bp.route(_DESK, methods=["GET", "POST"])
@entry(contributions_policy.CARRY)
def carry_for_party(dialogue: Dialogue, seat: Seat, apart: Sitting) -> Answer:
    """The same at the desk of a party's own session, at that party's word: for a room without phones."""
    party = party_in(dialogue, apart.audience.party_id or "")
    back = url_for(".carry_for_party", dialogue_id=dialogue.id, apart_id=apart.id)
    return _carry(dialogue, seat, party, "room/desk/carry.html", back, apart)


@bp.post(f"{_DESK}/<any('lay-out', 'take-off'):way>")
@entry(contributions_policy.CARRY)
def lay_out_for_party(dialogue: Dialogue, seat: Seat, apart: Sitting, way: str) -> BaseResponse:
    """Lay out at a party's word, or keep back."""
    _lay(seat, party_in(dialogue, apart.audience.party_id or ""), way)
    return redirect(
        url_for(".carry_for_party", dialogue_id=dialogue.id, apart_id=apart.id), SEE_OTHER
    )


def _lay(seat: Seat, party: Party, way: str) -> None:
    wanted = set(ChosenForm().ids)
    own = [each.id for each in contributions.partys_points_for(seat, party.id)]
    chosen = contributions.contributions_for(seat, [each for each in own if each in wanted])
    _WAYS[way](chosen)


def _carry(
    dialogue: Dialogue,
    seat: Seat,
    party: Party,
    template: str,
    back: str,
    apart: Sitting | None = None,
) -> Answer:
    crossing = queries.crossing_of(dialogue, seat, party, request.values.get("into", ""))
    sent = request.method == "POST"
    asked = CarryForm.asked(request.form)
    out = {point.id for point in crossing.points}
    own = contributions.partys_points_for(seat, party.id)
    known = [(each.id, each.words) for each in own if each.id in out | asked]
    form = CarryForm.drawn(known, sent=sent)
    status = 200
    if sent and not form.validate():
        status = UNPROCESSABLE
    elif sent and crossing.into is not None:
        try:
            carrying.carry_over(
                seat,
                party,
                Carried(
                    into=crossing.into.sitting,
                    told=form.told.data or "",
                    words=form.words_of(asked),
                    without_party=form.without_party.data,
                    once=form.once.data or "",
                ),
            )
        except DomainError as refusal:
            flash(in_the_page_language(refusal.sentence), "caution")
            status = CONFLICT
        else:
            flash(_("Carried over."), "good")
            return redirect(back, SEE_OTHER)
    if not sent:
        form.without_party.data = crossing.party_is_one
    form.into.data = crossing.into.sitting.id if crossing.into else ""
    form.told.data = crossing.told
    page = render_template(
        template,
        dialogue=dialogue,
        seat=seat,
        crossing=crossing,
        form=form,
        deed=DeedForm(formdata=None),
        back=back,
        apart=apart,
        others=[point for point in own if point.id not in out],
    )
    return page, status
