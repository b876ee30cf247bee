"""/seat/…/texts: what a participant reads, marks and consents to, privately, on their own device."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response as Part, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField

from app.dialogues.access import entry, secret_of
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.navigation import add_seat_part
from app.kernel.errors import DomainError
from app.texts import actions, policy, queries
from app.texts.forms import BLOCKS, MARKS, NAMINGS, ConsentForm, MarkForm
from app.texts.models import Paragraph, Reading, Release, Text
from app.texts.rules import Mark
from app.texts.views import Answer
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE, part
from app.web.words import in_the_page_language

bp = Blueprint("seat_texts", __name__, url_prefix="/seat/<id:seat_id>/texts")

add_seat_part(_l("Texts"), "text", "seat_texts.index", policy.READ, place=50)


@bp.app_template_global("asked_of")
def asked_of(seat: Seat) -> queries.Asked:
    """What this seat is asked now."""
    return queries.asked_of(seat)


class ReadingForm(DeedForm):
    """The marks of a whole reading, and of which one: marks for other words are never taken for these."""

    reading = HiddenField()


@bp.get("/")
@entry(policy.READ)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The texts of the group, and what this seat is asked now."""
    return render_template(
        "texts/seat_index.html", dialogue=dialogue, seat=seat, texts=queries.texts_for(seat)
    )


@bp.get("/asked")
@entry(policy.READ)
def asked(dialogue: Dialogue, seat: Seat) -> Part:
    """What this seat is asked now, to be fetched anew on every page that shows it."""
    return part(render_template("texts/_asked.html", seat=seat))


@bp.get("/<id:text_id>/")
@entry(policy.READ)
def show(dialogue: Dialogue, seat: Seat, text: Text) -> str:
    """A text as it stands; in an open reading, each paragraph with one's own private mark."""
    return _text_page(dialogue, seat, text)


@bp.get("/<id:text_id>/seen")
@entry(policy.READ)
def seen(dialogue: Dialogue, seat: Seat, text: Text) -> Part:
    """Whether the text is still as the page shows it. The page itself is left alone: somebody may be writing."""
    shown = request.args.get("version", 0, int)
    address = url_for(".show", seat_id=seat.id, text_id=text.id)
    return part(render_template("texts/_seen.html", text=text, shown=shown, address=address))


@bp.post("/<id:text_id>/marks")
@entry(policy.MARK)
def mark(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Mark paragraphs. A mark is overwritten by a later one and seen by nobody."""
    paragraphs = queries.paragraphs_of(text)
    forms = {paragraph.id: MarkForm(prefix=paragraph.id) for paragraph in paragraphs}
    reading = ReadingForm()
    if not reading.validate_on_submit() or not all(list(map(MarkForm.validate, forms.values()))):
        closed = _asked_to_read(seat, text) is None
        back = _typed(paragraphs) if closed else ()
        return _text_page(dialogue, seat, text, forms, back), UNPROCESSABLE
    marks = [
        actions.Marked(paragraph, Mark(form.mark.data), form.words())
        for paragraph, form in zip(paragraphs, forms.values(), strict=True)
        if form.mark.data
    ]
    try:
        actions.mark_paragraphs(
            text, seat, secret_of(seat.id) or "", marks, reading_id=reading.reading.data
        )
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _text_page(dialogue, seat, text, given_back=_typed(paragraphs)), CONFLICT
    flash(
        _("Kept. You can change your marks until the reading closes; nobody sees who marked what."),
        "good",
    )
    return redirect(url_for(".show", seat_id=seat.id, text_id=text.id), SEE_OTHER)


@bp.route("/<id:text_id>/releases/<id:release_id>", methods=["GET", "POST"])
@entry(policy.CONSENT)
def answer(dialogue: Dialogue, seat: Seat, text: Text, release: Release) -> Answer:
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
                _(
                    "Kept. You can change it until the asking closes; nobody sees who answered what."
                ),
                "good",
            )
            return redirect(url_for(".index", seat_id=seat.id), SEE_OTHER)
    page = render_template(
        "texts/answer.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        level=queries.level_of(dialogue, text),
        release=release,
        asked=queries.is_asked_for_consent(release, seat),
        paragraphs=queries.version_of(text, release.text_version),
        blocks=BLOCKS,
        namings=NAMINGS,
        form=form,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _text_page(
    dialogue: Dialogue,
    seat: Seat,
    text: Text,
    forms: dict[str, MarkForm] | None = None,
    given_back: Sequence[tuple[int | None, str]] = (),
) -> str:
    paragraphs = queries.paragraphs_of(text)
    reading = _asked_to_read(seat, text)
    own = (
        queries.own_marks(secret_of(seat.id) or "", reading, paragraphs)
        if reading is not None
        else {}
    )
    return render_template(
        "texts/seat_show.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        level=queries.level_of(dialogue, text),
        paragraphs=paragraphs,
        blocks=BLOCKS,
        marks=MARKS,
        forms=forms or _own_forms(own, paragraphs),
        form=ReadingForm(formdata=None, reading=reading.id if reading else ""),
        reading=reading,
        asked=queries.asked_to_read(reading) if reading else 0,
        unmarked=[each.number for each in paragraphs if own and each.id not in own],
        given_back=given_back,
    )


def _asked_to_read(seat: Seat, text: Text) -> Reading | None:
    reading = queries.open_reading_of(text)
    return reading if reading and queries.is_asked_to_read(reading, seat) else None


def _typed(paragraphs: list[Paragraph]) -> list[tuple[int | None, str]]:
    """The concerns that were typed, by the numbers of their paragraphs, to be given back."""
    numbers = {f"{paragraph.id}-concern": paragraph.number for paragraph in paragraphs}
    return [
        (numbers.get(name), words)
        for name, words in request.form.items()
        if name.endswith("-concern") and words.strip()
    ]


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
