"""/desk/…: the running session. Everything is one action away, in any direction; works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.contributions import (
    actions as words,
    policy as contributions_policy,
    queries as contributions,
)
from app.contributions.forms import (
    AS_THE_SESSION,
    CaptureForm,
    ChosenForm,
    GroupForm,
    HeadingForm,
    PointForm,
)
from app.contributions.models import Contribution
from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.queries import party_in, stage_in
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from app.room import actions, policy, queries
from app.room.views import bp, part
from app.terms import queries as terms
from app.terms.rules import Found
from app.web.access import unattended
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language
from app.workshops.models import Sitting

Answer = BaseResponse | str | tuple[str, int]

_AT = "/desk/<id:dialogue_id>/sittings/<id:sitting_id>"


@bp.get("/desk/<id:dialogue_id>/")
@entry(policy.LEAD)
def desks(dialogue: Dialogue, seat: Seat) -> str:
    """The sittings this seat may lead."""
    workshops = queries.desks_of(dialogue, seat)
    return render_template(
        "room/desk/desks.html",
        dialogue=dialogue,
        seat=seat,
        workshops=workshops,
        held_now=[each for held in workshops for each in held.sittings if each[0].held],
    )


@bp.get(_AT)
@entry(policy.LEAD)
def desk(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """The desk of a sitting."""
    return _page(dialogue, seat, sitting)


@bp.get(f"{_AT}/part/<any(controls, stages, words, about):name>")
@unattended
@entry(policy.LEAD)
def desk_part(dialogue: Dialogue, seat: Seat, sitting: Sitting, name: str) -> Response:
    """A part of that page, to be fetched anew."""
    shown = queries.desk_of(dialogue, seat, sitting)
    return part(f"room/desk/_{name}.html", desk=shown, deed=DeedForm())


# How the room stands


_ROOM_DEEDS: dict[str, Callable[[Sitting], None]] = {
    "hold": actions.hold,
    "leave": actions.leave,
    "open-phones": actions.open_phones,
    "close-phones": actions.close_phones,
    "blank-wall": lambda sitting: actions.blank_wall(sitting, blank=True),
    "show-wall": lambda sitting: actions.blank_wall(sitting, blank=False),
    "turn-wall": actions.turn_wall,
    "show-rules": lambda sitting: actions.put_rules_on_wall(sitting, shown=True),
    "hide-rules": lambda sitting: actions.put_rules_on_wall(sitting, shown=False),
}


@bp.post(f"{_AT}/room/<key:deed>")
@entry(policy.LEAD)
def room(dialogue: Dialogue, seat: Seat, sitting: Sitting, deed: str) -> Answer:
    """Hold or leave the sitting, open or close the phones, blank the wall or say what it shows."""
    if deed not in _ROOM_DEEDS:
        raise NotHere
    _ROOM_DEEDS[deed](sitting)
    return _back(sitting)


@bp.post(f"{_AT}/stage")
@entry(policy.LEAD)
def stage(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Take up a stage, any of them; none leaves the method aside."""
    chosen = request.form.get("stage", "")
    actions.take_up_stage(sitting, stage_in(dialogue, chosen) if chosen else None)
    return _back(sitting)


_ROUND_DEEDS: dict[str, Callable[[Sitting], None]] = {
    "open": words.open_round,
    "at-once": lambda sitting: words.show_at_once(sitting, at_once=True),
    "together": lambda sitting: words.show_at_once(sitting, at_once=False),
}


@bp.post(f"{_AT}/round/<key:deed>")
@entry(contributions_policy.OPEN_ROUND)
def show_round(dialogue: Dialogue, seat: Seat, sitting: Sitting, deed: str) -> Answer:
    """Show together what waits, or choose how words appear."""
    if deed not in _ROUND_DEEDS:
        raise NotHere
    _ROUND_DEEDS[deed](sitting)
    return _back(sitting)


# What is said


@bp.post(f"{_AT}/contributions")
@entry(contributions_policy.CAPTURE)
def capture(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Type for the room, a line each."""
    form = CaptureForm.drawn(Kind, _parties(dialogue), dialogue.languages, sent=True)
    if not form.validate():
        return _page(dialogue, seat, sitting, form), UNPROCESSABLE
    try:
        words.type_for_room(sitting, form.typed(_party(dialogue, form.party.data)))
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, sitting, form), CONFLICT
    return _back(sitting, kind=form.kind.data, party=form.party.data, language=form.language.data)


@bp.post(f"{_AT}/pointed")
@entry(contributions_policy.CAPTURE)
def point_out(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Point out listed words in what was typed and not yet recorded, and in what stands here already.

    What waits on phones is read by nobody before the round, and so not by this either: even to say
    that a listed word is among it would tell the desk something of words it must not know.
    """
    form = CaptureForm.drawn(Kind, _parties(dialogue), dialogue.languages, sent=True)
    typed = enumerate((form.lines.data or "").splitlines(), start=1)
    said: list[tuple[int | str, str]] = list(typed)
    for recorded in contributions.points_for(seat, Contribution.sitting_id == sitting.id):
        said += terms.said_in(recorded.id, recorded.words)
    return _page(dialogue, seat, sitting, form, found=terms.pointed_out(dialogue, said))


_WORD_DEEDS: dict[str, Callable[[Seat, Sequence[Contribution]], None]] = {
    "park": lambda _seat, chosen: words.park(chosen),
    "take-up": lambda _seat, chosen: words.take_up(chosen),
    "up": lambda seat, chosen: words.move(seat, chosen, down=False),
    "down": lambda seat, chosen: words.move(seat, chosen, down=True),
}


@bp.post(f"{_AT}/words/<any(park, 'take-up', up, down):deed>")
@entry(contributions_policy.ARRANGE)
def arrange(dialogue: Dialogue, seat: Seat, sitting: Sitting, deed: str) -> Answer:
    """Park, take up again, or move what was chosen."""
    _WORD_DEEDS[deed](seat, _chosen(seat, sitting, ChosenForm()))
    return _back(sitting)


@bp.post(f"{_AT}/words/strike")
@entry(contributions_policy.STRIKE)
def strike(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Strike what was chosen, for good."""
    words.strike(_chosen(seat, sitting, ChosenForm()))
    return _back(sitting)


@bp.post(f"{_AT}/words/group")
@entry(contributions_policy.ARRANGE)
def group(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Put what was chosen under a new heading."""
    form = GroupForm()
    if not form.validate():
        return _page(dialogue, seat, sitting), UNPROCESSABLE
    return _try(
        dialogue,
        seat,
        sitting,
        lambda: words.group(_chosen(seat, sitting, form), form.heading),
    )


@bp.post(f"{_AT}/words/under")
@entry(contributions_policy.ARRANGE)
def put_under(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Put what was chosen under a heading that stands already, or under none."""
    wanted = request.form.get("heading", "")
    heading = contributions.cluster_for(seat, sitting, wanted) if wanted else None
    return _try(
        dialogue,
        seat,
        sitting,
        lambda: words.put_under(_chosen(seat, sitting, ChosenForm()), heading),
    )


@bp.route(f"{_AT}/headings/<id:heading_id>", methods=["GET", "POST"])
@entry(contributions_policy.ARRANGE)
def heading(dialogue: Dialogue, seat: Seat, sitting: Sitting, heading_id: str) -> Answer:
    """Give a heading other words."""
    found = contributions.cluster_for(seat, sitting, heading_id)
    form = HeadingForm(title=found.title.text)
    if form.validate_on_submit():
        words.rename_cluster(found, form.heading)
        return _back(sitting)
    page = render_template("room/desk/heading.html", dialogue=dialogue, sitting=sitting, form=form)
    return page, UNPROCESSABLE if form.is_submitted() else 200


@bp.post(f"{_AT}/headings/<id:heading_id>/<any(up, down):way>")
@entry(contributions_policy.ARRANGE)
def move_heading(
    dialogue: Dialogue, seat: Seat, sitting: Sitting, heading_id: str, way: str
) -> Answer:
    """Move a heading one place."""
    found = contributions.cluster_for(seat, sitting, heading_id)
    words.move_cluster(seat, found, down=way == "down")
    return _back(sitting)


@bp.post(f"{_AT}/words/open")
@entry(contributions_policy.ARRANGE)
def open_point(dialogue: Dialogue, seat: Seat, sitting: Sitting) -> Answer:
    """Go to the page of the first of what was chosen."""
    chosen = _chosen(seat, sitting, ChosenForm())
    if not chosen:
        return _back(sitting)
    return redirect(
        url_for(
            ".point",
            dialogue_id=dialogue.id,
            sitting_id=sitting.id,
            contribution_id=chosen[0].id,
        ),
        SEE_OTHER,
    )


@bp.route(f"{_AT}/words/<id:contribution_id>/edit", methods=["GET", "POST"])
@entry(contributions_policy.ARRANGE)
def point(dialogue: Dialogue, seat: Seat, sitting: Sitting, contribution_id: str) -> Answer:
    """Put a point right: its words, its kind, whose it is."""
    found = contributions.contribution_for(
        seat, contribution_id, Contribution.sitting_id == sitting.id
    )
    form = PointForm.drawn(
        _parties(dialogue),
        dict.fromkeys([*dialogue.languages, found.words.language]),
        words=found.words.text,
        language=found.words.language,
        kind=found.kind.value,
        party=found.party_id or "",
        level=found.level.value if found.level else AS_THE_SESSION,
    )
    if form.validate_on_submit():
        words.put_right(
            found,
            text=form.words.data or "",
            language=form.language.data,
            kind=Kind(form.kind.data),
            party=_party(dialogue, form.party.data),
            level=Level(form.level.data) if form.level.data else None,
        )
        return _back(sitting)
    page = render_template(
        "room/desk/point.html", dialogue=dialogue, sitting=sitting, form=form, found=found
    )
    return page, UNPROCESSABLE if form.is_submitted() else 200


def _chosen(seat: Seat, sitting: Sitting, form: ChosenForm) -> list[Contribution]:
    return contributions.contributions_for(seat, form.ids, Contribution.sitting_id == sitting.id)


def _parties(dialogue: Dialogue) -> list[tuple[str, Wording]]:
    return [(party.id, party.name) for party in dialogue.parties]


def _party(dialogue: Dialogue, party_id: str) -> Party | None:
    return party_in(dialogue, party_id) if party_id else None


def _try(dialogue: Dialogue, seat: Seat, sitting: Sitting, deed: Callable[[], object]) -> Answer:
    try:
        deed()
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, sitting), CONFLICT
    return _back(sitting)


def _back(sitting: Sitting, **kept: Any) -> BaseResponse:
    return redirect(
        url_for(".desk", dialogue_id=sitting.dialogue_id, sitting_id=sitting.id, **kept), SEE_OTHER
    )


def _page(
    dialogue: Dialogue,
    seat: Seat,
    sitting: Sitting,
    form: CaptureForm | None = None,
    *,
    found: list[Found[int | str]] | None = None,
) -> str:
    shown = queries.desk_of(dialogue, seat, sitting)
    if form is None:
        own = shown.screen.own_party
        form = CaptureForm.drawn(
            shown.kinds,
            _parties(dialogue),
            dialogue.languages,
            kind=request.args.get("kind", shown.kinds[0].value),
            party=request.args.get("party", own.id if own else ""),
            language=request.args.get("language", "und"),
        )
    return render_template(
        "room/desk/desk.html", desk=shown, form=form, deed=DeedForm(), found=found
    )
