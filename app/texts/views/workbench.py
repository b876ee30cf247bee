"""/dialogues/…/texts: the list of texts, one text with its next step, its heading and its level."""

from __future__ import annotations

from flask import Response as Part, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app.dialogues import queries as dialogues
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.navigation import add_part
from app.kernel.wording import Wording
from app.texts import (
    access as _loaders,  # noqa: F401  registers text, paragraph and release
    actions,
    policy,
    queries,
)
from app.texts.forms import BeginTextForm, HeadingForm, TextLevelForm
from app.texts.models import Text
from app.texts.views import (
    Answer,
    bp as bp,
    deciding as _deciding,  # noqa: F401  its addresses
    drafting as _drafting,  # noqa: F401  its addresses
    refused,
    to,
)
from app.texts.views.page import text_page
from app.web.answers import UNPROCESSABLE, part

add_part("texts", _l("Memoranda"), "texts.index", policy.LIST, place=60)


@bp.get("/")
@entry(policy.LIST)
def index(dialogue: Dialogue, seat: Seat) -> str:
    """The texts of the dialogue that this seat may know of."""
    return _index_page(dialogue, seat, BeginTextForm(formdata=None))


@bp.post("/begin")
@entry(policy.DRAFT)
def begin(dialogue: Dialogue, seat: Seat) -> Answer:
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
    return to(dialogue, text)


@bp.get("/<id:text_id>/")
@entry(policy.LIST)
def show(dialogue: Dialogue, seat: Seat, text: Text) -> str:
    """One text: its paragraphs, where it stands, and the next step."""
    return text_page(dialogue, seat, text)


@bp.get("/<id:text_id>/seen")
@entry(policy.LIST)
def seen(dialogue: Dialogue, seat: Seat, text: Text) -> Part:
    """Whether the text is still as the page shows it."""
    shown = request.args.get("version", 0, int)
    address = url_for(".show", dialogue_id=dialogue.id, text_id=text.id)
    return part(render_template("texts/_seen.html", text=text, shown=shown, address=address))


@bp.route("/<id:text_id>/heading", methods=["GET", "POST"])
@entry(policy.DRAFT)
def heading(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Change what stands above the paragraphs."""
    form = HeadingForm(
        data={
            "title": text.title.text,
            "subject": text.subject.text,
            "place_and_dates": text.place_and_dates,
            "seen_version": queries.heading_as_seen(text),
        }
    )
    if form.validate_on_submit():
        heading = actions.Heading(
            Wording.of(form.title.data),
            Wording.of(form.subject.data or ""),
            form.place_and_dates.data or "",
        )
        actions.change_heading(text, heading, seen=form.seen_version.data or "")
        return to(dialogue, text)
    page = render_template("texts/heading.html", dialogue=dialogue, seat=seat, text=text, form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/<id:text_id>/level")
@entry(policy.CHOOSE_LEVEL)
def choose_level(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Let the text have a level of its own; the strictest of it and the dialogue's holds."""
    form = TextLevelForm()
    if form.validate_on_submit() and not refused(lambda: actions.choose_level(text, form.chosen())):
        return to(dialogue, text)
    return text_page(dialogue, seat, text, level_form=form), UNPROCESSABLE


def _index_page(dialogue: Dialogue, seat: Seat, form: BeginTextForm) -> str:
    texts = queries.texts_for(seat)
    return render_template(
        "texts/index.html",
        dialogue=dialogue,
        seat=seat,
        texts=texts,
        readers=queries.readers_of(texts),
        form=form,
    )
