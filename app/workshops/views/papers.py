"""Run sheet, programme and calendar: what is printed, lies on the table or goes into a telephone."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l
from icalendar import Calendar, Event
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.queries import party_in
from app.dialogues.rules import in_turn
from app.dialogues.views.navigation import add_seat_part
from app.kernel import clock
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import say
from app.web.attachments import attached
from app.web.languages import asked_languages
from app.web.words import in_the_page_language
from app.workshops import policy
from app.workshops.models import Workshop
from app.workshops.queries import programme as programmes
from app.workshops.queries.plan import plan_of
from app.workshops.rules import known_zones
from app.workshops.views.zones import asked_zone

bp = Blueprint("programmes", __name__)

add_seat_part(_l("Programme"), "agenda", "programmes.seat", policy.READ_PROGRAMME, place=40)

_WORKSHOP = "/dialogues/<id:dialogue_id>/workshops/<id:workshop_id>"


class DateStillOpen(DomainError):
    """A calendar needs dates."""


@bp.get(f"{_WORKSHOP}/run-sheet")
@entry(policy.READ_WHOLE_PLAN)
def run_sheet(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """The third party's own sheet, with private notes."""
    return render_template(
        "workshops/run_sheet.html",
        dialogue=dialogue,
        plan=plan_of(dialogue, workshop, seat),
        asked=asked_languages(dialogue.languages),
        other=asked_zone(),
        zones=known_zones(),
    )


@bp.get(f"{_WORKSHOP}/programme")
@entry(policy.READ_PLAN)
def programme(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> str:
    """The participants' programme: for everybody, or for one party with its own sessions."""
    shown, party = asked_programme(dialogue, seat, workshop)
    return render_template(
        "workshops/programme.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        programme=shown,
        party=party,
        asked=asked_languages(dialogue.languages),
        other=asked_zone(),
        zones=known_zones(),
        parties=in_turn(dialogue.parties, clock.today().toordinal()),
    )


@bp.get(f"{_WORKSHOP}/calendar.ics")
@entry(policy.READ_PLAN)
def calendar(dialogue: Dialogue, seat: Seat, workshop: Workshop) -> Response:
    """The programme for everybody as a calendar."""
    return _calendar(programmes.calendar_of(dialogue, workshop), workshop)


@bp.get("/seat/<id:seat_id>/programme")
@entry(policy.READ_PROGRAMME)
def seat(dialogue: Dialogue, seat: Seat) -> str:
    """The programme on a participant's phone: the workshop that is on, or the next."""
    workshop = workshop_for(dialogue, seat)
    return render_template(
        "workshops/seat_programme.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        programme=programmes.programme_for_seat(dialogue, workshop, seat) if workshop else None,
        today=clock.today(),
        asked=asked_languages(dialogue.languages),
        other=asked_zone(),
        zones=known_zones(),
    )


@bp.get("/seat/<id:seat_id>/programme.ics")
@entry(policy.READ_PROGRAMME)
def seat_calendar(dialogue: Dialogue, seat: Seat) -> Response:
    """The same as a calendar."""
    workshop = workshop_for(dialogue, seat)
    if workshop is None:
        raise NotHere
    return _calendar(programmes.calendar_of(dialogue, workshop, seat), workshop)


def asked_programme(
    dialogue: Dialogue, seat: Seat, workshop: Workshop
) -> tuple[programmes.Programme, Party | None]:
    """The programme that an address asks for. A party's own is for the third party to hand out."""
    asked = request.args.get("party", "")
    if not asked:
        return programmes.programme_for_everybody(dialogue, workshop), None
    if not policy.READ_WHOLE_PLAN.allows(seat):
        raise NotHere
    party = party_in(dialogue, asked)
    return programmes.programme_for_party(dialogue, workshop, party), party


def workshop_for(dialogue: Dialogue, seat: Seat) -> Workshop | None:
    """The workshop that is on for this seat, or the next."""
    return programmes.current_workshop(programmes.workshops_for(dialogue, seat), clock.today())


def _calendar(entries: list[programmes.CalendarEntry], workshop: Workshop) -> Response:
    """iCalendar in UTC, so that not even a time zone says where.

    Nothing in it tells when it was made: the stamp that the format asks for is the day of the entry.
    """
    if not workshop.begins_on:
        raise DateStillOpen(
            say("The first day is not fixed yet. Fix it, then there is a calendar.")
        )
    made = Calendar()
    made.add("prodid", "-//calendar//EN")
    made.add("version", "2.0")
    for entry_ in entries:
        event = Event()
        event.add("uid", entry_.uid)
        starts, ends = (entry_.day.clock.moment(at) for at in entry_.placed[1:])
        event.add("dtstamp", datetime(starts.year, starts.month, starts.day, tzinfo=UTC))
        event.add("dtstart", starts)
        event.add("dtend", ends)
        words = in_the_page_language(entry_.words)
        event.add("summary", f"{entry_.summary} · {words}" if words else entry_.summary)
        event.add("class", "PRIVATE")
        made.add_component(event)
    return attached(made.to_ical(), "text/calendar; charset=utf-8", "calendar.ics")
