"""/seat/…/texts: what a participant reads, marks and consents to, privately, on their own device."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from app.dialogues.access import entry, secret_of
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.navigation import add_seat_part
from app.kernel.errors import DomainError
from app.texts import actions, policy, queries
from app.texts.forms import BLOCKS, MARKS, NAMINGS, ConsentForm, MarkForm
from app.texts.models import Paragraph, Release, Text
from app.texts.rules import Mark
from app.web.words import in_the_page_language

bp = Blueprint("seat_texts", __name__, url_prefix="/seat/<id:seat_id>/texts")

SEE_OTHER = 303
UNPROCESSABLE = 422

add_seat_part(_l("Texts"), "text", "seat_texts.index", policy.READ, place=40)


@bp.get("/")
@entry(policy.READ)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The texts of the group, and what this seat is asked now."""
    return render_template(
        "texts/seat_index.html",
        dialogue=dialogue,
        seat=seat,
        texts=queries.texts_for(seat),
        readings=queries.readings_for(seat),
        askings=queries.askings_for(seat),
    )


@bp.get("/<id:text_id>/")
@entry(policy.READ)
def show(dialogue: Dialogue, seat: Seat, text: Text) -> str:
    """A text as it stands; in an open reading, each paragraph with one's own private mark."""
    return _text_page(dialogue, seat, text)


@bp.post("/<id:text_id>/marks")
@entry(policy.MARK)
def mark(dialogue: Dialogue, seat: Seat, text: Text) -> Response | tuple[str, int]:
    """Mark paragraphs. A mark is overwritten by a later one and seen by nobody."""
    paragraphs = queries.paragraphs_of(text)
    forms = {paragraph.id: MarkForm(prefix=paragraph.id) for paragraph in paragraphs}
    if not DeedForm().validate_on_submit() or not all(list(map(MarkForm.validate, forms.values()))):
        return _text_page(dialogue, seat, text, forms), UNPROCESSABLE
    marks = [
        actions.Marked(paragraph, Mark(form.mark.data), form.words())
        for paragraph, form in zip(paragraphs, forms.values(), strict=True)
        if form.mark.data
    ]
    try:
        actions.mark_paragraphs(text, seat, secret_of(seat.id) or "", marks)
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _text_page(dialogue, seat, text, forms), UNPROCESSABLE
    flash(
        _("Kept. You can change your marks until the reading closes; nobody sees who marked what."),
        "good",
    )
    return redirect(url_for(".show", seat_id=seat.id, text_id=text.id), SEE_OTHER)


@bp.route("/<id:text_id>/releases/<id:release_id>", methods=["GET", "POST"])
@entry(policy.CONSENT)
def answer(
    dialogue: Dialogue, seat: Seat, text: Text, release: Release
) -> Response | str | tuple[str, int]:
    """Consent to one release of one version to one audience, or not."""
    secret = secret_of(seat.id) or ""
    consented = queries.has_consented(secret, release)
    form = ConsentForm(data={"answer": "yes" if consented else None})
    if form.validate_on_submit():
        deed = actions.consent if form.answer.data == "yes" else actions.withhold
        try:
            deed(release, seat, secret)
        except DomainError as refusal:
            form.answer.errors = [in_the_page_language(refusal.sentence)]
        else:
            flash(
                _("Kept. You can change it until the asking closes; nobody sees who answered what.")
            )
            return redirect(url_for(".index", seat_id=seat.id), SEE_OTHER)
    page = render_template(
        "texts/answer.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        release=release,
        paragraphs=queries.version_of(text, release.text_version),
        blocks=BLOCKS,
        namings=NAMINGS,
        form=form,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _text_page(
    dialogue: Dialogue, seat: Seat, text: Text, forms: dict[str, MarkForm] | None = None
) -> str:
    paragraphs = queries.paragraphs_of(text)
    reading = queries.open_reading_of(text)
    asked = reading is not None and queries.is_asked_to_read(reading, seat)
    if reading is not None and asked and forms is None:
        forms = _own_forms(
            queries.own_marks(secret_of(seat.id) or "", reading, paragraphs), paragraphs
        )
    return render_template(
        "texts/seat_show.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        paragraphs=paragraphs,
        blocks=BLOCKS,
        marks=MARKS,
        forms=forms or {},
        form=DeedForm(formdata=None),
        asked=asked,
    )


def _own_forms(own: dict[str, queries.OwnMark], paragraphs: list[Paragraph]) -> dict[str, MarkForm]:
    """A form for each paragraph, filled with what this device itself marked before."""
    forms = {}
    for paragraph in paragraphs:
        kept = own.get(paragraph.id)
        forms[paragraph.id] = MarkForm(
            formdata=None,
            prefix=paragraph.id,
            data={
                "mark": kept.mark.value if kept else None,
                "concern": kept.concern.text if kept and kept.concern else "",
            },
        )
    return forms
