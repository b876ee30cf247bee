"""/dialogues/…/texts: drafting, opening and closing readings, adoption, asking for release."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.contributions import queries as contributions
from app.dialogues import queries as dialogues
from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.navigation import add_part
from app.kernel.errors import DomainError
from app.kernel.wording import Wording
from app.texts import (
    access as _loaders,  # noqa: F401  registers text, paragraph and release
    actions,
    policy,
    queries,
)
from app.texts.forms import (
    BLOCKS,
    NAMINGS,
    BeginTextForm,
    HeadingForm,
    ParagraphForm,
    PresentForm,
    ReleaseForm,
)
from app.texts.models import Paragraph, Release, Text
from app.texts.rules import Block, Caution, Naming, point_out
from app.web.words import in_the_page_language

bp = Blueprint("texts", __name__, url_prefix="/dialogues/<id:dialogue_id>/texts")

SEE_OTHER = 303
UNPROCESSABLE = 422

CAUTIONS = {
    Caution.SEAT_NAME: _l("the name of a seat"),
    Caution.QUOTATION: _l("a quotation: a striking phrase can show who said it"),
    Caution.NEGOTIATION_WORD: _l("a word that commits people; participants bind no one"),
}

add_part("texts", _l("Memoranda"), "texts.index", policy.LIST, place=60)


@bp.route("/", methods=["GET", "POST"])
@entry(policy.LIST)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The texts of the dialogue that this seat may know of."""
    return _index_page(dialogue, seat, BeginTextForm(formdata=None))


@bp.post("/begin")
@entry(policy.DRAFT)
def begin(dialogue: Dialogue, seat: Seat) -> Response | tuple[str, int]:
    """Begin a memorandum."""
    form = BeginTextForm()
    if not form.validate_on_submit():
        return _index_page(dialogue, seat, form), UNPROCESSABLE
    text = actions.begin_text(
        dialogue,
        dialogues.joint_audience_of(dialogue),
        Wording.of(form.title.data),
        Wording.of(form.subject.data or ""),
    )
    return _to(dialogue, text)


@bp.get("/<id:text_id>/")
@entry(policy.LIST)
def show(dialogue: Dialogue, seat: Seat, text: Text) -> str:
    """One text: its paragraphs, where it stands, and the next step."""
    return _text_page(dialogue, seat, text)


@bp.route("/<id:text_id>/heading", methods=["GET", "POST"])
@entry(policy.DRAFT)
def heading(dialogue: Dialogue, seat: Seat, text: Text) -> Response | str | tuple[str, int]:
    """Change what stands above the paragraphs."""
    form = HeadingForm(
        data={
            "title": text.title.text,
            "subject": text.subject.text,
            "place_and_dates": text.place_and_dates,
            "seen_version": str(text.version),
        }
    )
    if form.validate_on_submit():
        to = actions.Heading(
            Wording.of(form.title.data),
            Wording.of(form.subject.data or ""),
            form.place_and_dates.data or "",
        )
        actions.change_heading(text, to, seen_version=form.seen_version.number)
        return _to(dialogue, text)
    page = render_template("texts/heading.html", dialogue=dialogue, seat=seat, text=text, form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:text_id>/paragraphs", methods=["GET", "POST"])
@entry(policy.DRAFT)
def add_paragraph(dialogue: Dialogue, seat: Seat, text: Text) -> Response | str | tuple[str, int]:
    """Draft a paragraph, from chosen contributions if one likes."""
    form = ParagraphForm(
        data={
            "block": request.args.get("block", Block.COMMON_GROUND.value),
            "seen_version": str(text.version),
        }
    )
    points = contributions.points_of_audience(seat, text.audience_id)
    if form.validate_on_submit():
        seen = {point.id for point in points}
        sources = [source for source in form.sources.data or () if source in seen]
        actions.add_paragraph(
            text,
            Block(form.block.data),
            form.words(),
            sources,
            seen_version=form.seen_version.number,
        )
        return _to(dialogue, text)
    page = render_template(
        "texts/paragraph.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        form=form,
        points=points,
        paragraph=None,
        concerns=[],
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:text_id>/paragraphs/<id:paragraph_id>", methods=["GET", "POST"])
@entry(policy.DRAFT)
def redraft_paragraph(
    dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph
) -> Response | str | tuple[str, int]:
    """Change a paragraph, with the concerns of its last reading beside it."""
    form = ParagraphForm(
        data={
            "block": paragraph.block.value,
            "wording": paragraph.wording.text,
            "seen_version": str(text.version),
        }
    )
    if form.validate_on_submit():
        actions.redraft_paragraph(
            text,
            paragraph,
            Block(form.block.data),
            form.words(),
            seen_version=form.seen_version.number,
        )
        return _to(dialogue, text)
    page = render_template(
        "texts/paragraph.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        form=form,
        points=[],
        paragraph=paragraph,
        concerns=queries.concerns_of([paragraph]).get(paragraph.id, []),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/<id:text_id>/paragraphs/<id:paragraph_id>/move")
@entry(policy.DRAFT)
def move_paragraph(dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph) -> Response:
    """Move a paragraph up or down within its part."""
    actions.move_paragraph(text, paragraph, down=request.form.get("direction") == "down")
    return _to(dialogue, text)


@bp.post("/<id:text_id>/paragraphs/<id:paragraph_id>/drop")
@entry(policy.DRAFT)
def drop_paragraph(dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph) -> Response:
    """Take a paragraph out."""
    actions.drop_paragraph(text, paragraph)
    return _to(dialogue, text)


@bp.post("/<id:text_id>/reading")
@entry(policy.OPEN_READING)
def open_reading(dialogue: Dialogue, seat: Seat, text: Text) -> Response | tuple[str, int]:
    """Open a reading for those present."""
    form = PresentForm(_participants(dialogue))
    if not form.validate_on_submit():
        return _text_page(dialogue, seat, text, present_form=form), UNPROCESSABLE
    return _done(dialogue, text, lambda: actions.open_reading(text, _chosen(dialogue, form)))


@bp.post("/<id:text_id>/reading/close")
@entry(policy.OPEN_READING)
def close_reading(dialogue: Dialogue, seat: Seat, text: Text) -> Response:
    """Close the reading and see what everybody asked could live with."""
    return _done(dialogue, text, lambda: actions.close_reading(text))


@bp.post("/<id:text_id>/adopt")
@entry(policy.OPEN_READING)
def adopt(dialogue: Dialogue, seat: Seat, text: Text) -> Response:
    """Record that the group adopted the paragraphs that everybody asked could live with."""
    return _done(dialogue, text, lambda: actions.adopt_text(text))


@bp.post("/<id:text_id>/releases")
@entry(policy.ASK_RELEASE)
def ask_release(dialogue: Dialogue, seat: Seat, text: Text) -> Response | tuple[str, int]:
    """Ask for the release of this version to one audience."""
    form = ReleaseForm(_participants(dialogue))
    if not form.validate_on_submit():
        return _text_page(dialogue, seat, text, release_form=form), UNPROCESSABLE
    return _done(
        dialogue,
        text,
        lambda: actions.ask_release(
            dialogue, text, form.addressees.data, Naming(form.naming.data), _chosen(dialogue, form)
        ),
    )


@bp.post("/<id:text_id>/releases/<id:release_id>/close")
@entry(policy.ASK_RELEASE)
def close_asking(dialogue: Dialogue, seat: Seat, text: Text, release: Release) -> Response:
    """Close the asking: complete, or not complete."""
    return _done(dialogue, text, lambda: actions.close_asking(text, release))


def _done(dialogue: Dialogue, text: Text, deed: Any) -> Response:
    try:
        deed()
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
    return _to(dialogue, text)


def _to(dialogue: Dialogue, text: Text) -> Response:
    return redirect(url_for(".show", dialogue_id=dialogue.id, text_id=text.id), SEE_OTHER)


def _participants(dialogue: Dialogue) -> list[tuple[str, Wording]]:
    names = {party.id: party.name.text for party in dialogue.parties}
    return [
        (seat.id, Wording.of(f"{seat.name} · {names[seat.party_id or '']}"))
        for seat in dialogues.participants_of(dialogue)
    ]


def _chosen(dialogue: Dialogue, form: PresentForm) -> list[Seat]:
    chosen = set(form.seats.data)
    return [seat for seat in dialogues.participants_of(dialogue) if seat.id in chosen]


def _index_page(dialogue: Dialogue, seat: Seat, form: BeginTextForm) -> str:
    return render_template(
        "texts/index.html", dialogue=dialogue, seat=seat, texts=queries.texts_for(seat), form=form
    )


def _text_page(
    dialogue: Dialogue,
    seat: Seat,
    text: Text,
    *,
    present_form: PresentForm | None = None,
    release_form: ReleaseForm | None = None,
) -> str:
    paragraphs = queries.paragraphs_of(text)
    people = _participants(dialogue)
    everybody = {"seats": [seat_id for seat_id, _name in people]}
    return render_template(
        "texts/show.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        paragraphs=paragraphs,
        blocks=BLOCKS,
        namings=NAMINGS,
        cautions=CAUTIONS,
        pointed=point_out(
            [(paragraph.number, paragraph.wording.text) for paragraph in paragraphs],
            [held.name for held in dialogues.seats_of(dialogue)],
        ),
        concerns=queries.concerns_of(paragraphs),
        reading=queries.open_reading_of(text),
        read=queries.closed_reading_of(text),
        releases=queries.releases_of(text),
        level=queries.level_of(dialogue, text),
        present_form=present_form or PresentForm(people, formdata=None, data=everybody),
        release_form=release_form or ReleaseForm(people, formdata=None, data=everybody),
        form=DeedForm(formdata=None),
    )
