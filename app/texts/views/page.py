"""The page of one text, as every deed on it comes back to it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from app.dialogues import queries as dialogues
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.terms import policy as terms_policy, queries as terms
from app.terms.rules import Found
from app.texts import queries
from app.texts.forms import (
    BLOCK_MEANINGS,
    BLOCKS,
    NAMINGS,
    PresentForm,
    ReleaseForm,
    TextLevelForm,
)
from app.texts.models import Paragraph, Text
from app.texts.rules import HEADING, MAY_LEAVE, Caution, Pointed, Result, point_out

CAUTIONS = {
    Caution.SEAT_NAME: _l("the name of a seat"),
    Caution.QUOTATION: _l("a quotation: a striking phrase can show who said it"),
    Caution.NEGOTIATION_WORD: _l("a word that commits people; participants bind no one"),
}


def pointed_out(dialogue: Dialogue, text: Text, paragraphs: list[Paragraph]) -> list[Pointed]:
    """What to look at before the next step, in the heading and in every rendering of every paragraph."""
    said = [
        (number, rendering.text)
        for number, wording in (
            (HEADING, text.title),
            (HEADING, text.subject),
            *((paragraph.number, paragraph.wording) for paragraph in paragraphs),
        )
        for rendering in wording.renderings
    ]
    said.insert(0, (HEADING, text.place_and_dates))
    return point_out(said, [held.name for held in dialogues.seats_of(dialogue)])


def listed_words(
    dialogue: Dialogue, text: Text, paragraphs: list[Paragraph]
) -> list[Found[int]] | None:
    """Where words of the terms list stand in this text; None unless the page was asked to point them out."""
    if "listed" not in request.args:
        return None
    said = [
        *terms.said_in(HEADING, text.title),
        *terms.said_in(HEADING, text.subject),
        (HEADING, text.place_and_dates),
    ]
    for paragraph in paragraphs:
        said += terms.said_in(paragraph.number, paragraph.wording)
    return terms.pointed_out(dialogue, said)


def text_page(
    dialogue: Dialogue,
    seat: Seat,
    text: Text,
    *,
    present_form: PresentForm | None = None,
    release_form: ReleaseForm | None = None,
    level_form: TextLevelForm | None = None,
) -> str:
    """One text, with the forms of its next step as they were sent or empty."""
    paragraphs = queries.paragraphs_of(text)
    people = queries.can_be_asked(text)
    level = queries.level_of(dialogue, text)
    own_level = {"level": text.level.value if text.level else ""}
    return render_template(
        "texts/show.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        paragraphs=paragraphs,
        blocks=BLOCKS,
        block_meanings=BLOCK_MEANINGS,
        namings=NAMINGS,
        cautions=CAUTIONS,
        pointed=pointed_out(dialogue, text, paragraphs),
        listed=listed_words(dialogue, text, paragraphs) if terms_policy.READ.allows(seat) else None,
        concerns=queries.concerns_of(paragraphs),
        reading=queries.open_reading_of(text),
        read=queries.closed_reading_of(text),
        left_out=[each.number for each in paragraphs if each.result is Result.NOT_ADOPTED],
        releases=queries.releases_of(text),
        level=level,
        may_leave=level in MAY_LEAVE,
        present_form=present_form or PresentForm.drawn(dialogue, people),
        release_form=release_form or ReleaseForm.drawn(dialogue, people).at(level),
        level_form=level_form or TextLevelForm(formdata=None, data=own_level),
        form=DeedForm(formdata=None),
    )
