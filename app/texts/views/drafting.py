"""/dialogues/…/texts/…/paragraphs: drafting, from recorded points if one likes, with the concerns beside it."""

from __future__ import annotations

from flask import render_template, request

from app.dialogues.access import entry
from app.dialogues.forms import DeedForm
from app.dialogues.models import Dialogue, Seat
from app.terms import queries as terms
from app.terms.rules import Found
from app.texts import actions, policy, queries
from app.texts.forms import BLOCK_MEANINGS, BLOCKS, ParagraphForm
from app.texts.models import Paragraph, Text
from app.texts.rules import Block
from app.texts.sources import laid_out, points_for_draft
from app.texts.views import Answer, bp, refused, to
from app.texts.views.page import text_page
from app.web.answers import CONFLICT, UNPROCESSABLE


@bp.route("/<id:text_id>/paragraphs", methods=["GET", "POST"])
@entry(policy.DRAFT)
def add_paragraph(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Draft a paragraph, from chosen points if one likes."""
    form = ParagraphForm.drawn(dialogue, block=_block_asked_for(Block.COMMON_GROUND))
    points = points_for_draft(seat, text)
    chosen = [point for point in points if point.id in (form.sources.data or ())]
    found = None
    if form.is_submitted() and "begin" in request.form:
        # Nothing is kept yet: their words are put in as a starting point and the page comes back.
        form.put_in(point.words for point in chosen)
    elif form.is_submitted() and _POINT_OUT in request.form:
        found = _listed_words(dialogue, form)
    elif form.validate_on_submit():
        paragraph = actions.add_paragraph(
            text, Block(form.block.data), form.wording(), [point.id for point in chosen]
        )
        return to(dialogue, text, paragraph.number)
    page = render_template(
        "texts/paragraph.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        form=form,
        blocks=BLOCKS,
        block_meanings=BLOCK_MEANINGS,
        stages=laid_out(dialogue, points),
        parties={party.id: party for party in dialogue.parties},
        paragraph=None,
        concerns=[],
        found=found,
    )
    return (page, UNPROCESSABLE) if form.errors else page


@bp.route("/<id:text_id>/paragraphs/<id:paragraph_id>", methods=["GET", "POST"])
@entry(policy.DRAFT)
def redraft_paragraph(dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph) -> Answer:
    """Change a paragraph, with the concerns of its last reading beside it."""
    form = ParagraphForm.drawn(
        dialogue,
        paragraph.wording,
        block=_block_asked_for(paragraph.block),
        seen_version=queries.as_seen(paragraph),
    )
    found = None
    if form.is_submitted() and _POINT_OUT in request.form:
        found = _listed_words(dialogue, form)
    elif form.validate_on_submit():
        actions.redraft_paragraph(
            text,
            paragraph,
            Block(form.block.data),
            form.wording(paragraph.wording),
            seen=form.seen_version.data or "",
        )
        return to(dialogue, text, paragraph.number)
    page = render_template(
        "texts/paragraph.html",
        dialogue=dialogue,
        seat=seat,
        text=text,
        form=form,
        blocks=BLOCKS,
        block_meanings=BLOCK_MEANINGS,
        stages=[],
        parties={},
        paragraph=paragraph,
        concerns=queries.concerns_of([paragraph]).get(paragraph.id, []),
        found=found,
    )
    return (page, UNPROCESSABLE) if form.is_submitted() and found is None else page


@bp.post("/<id:text_id>/paragraphs/<id:paragraph_id>/move")
@entry(policy.DRAFT)
def move_paragraph(dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph) -> Answer:
    """Move a paragraph up or down within its part."""
    down = request.form.get("direction") == "down"
    if refused(lambda: actions.move_paragraph(text, paragraph, down=down)):
        return text_page(dialogue, seat, text), CONFLICT
    return to(dialogue, text, paragraph.number)


@bp.post("/<id:text_id>/paragraphs/<id:paragraph_id>/drop")
@entry(policy.DRAFT)
def drop_paragraph(dialogue: Dialogue, seat: Seat, text: Text, paragraph: Paragraph) -> Answer:
    """Take a paragraph out."""
    seen = request.form.get("seen_version", "")
    if DeedForm().validate_on_submit() and refused(
        lambda: actions.drop_paragraph(text, paragraph, seen=seen)
    ):
        return text_page(dialogue, seat, text), CONFLICT
    return to(dialogue, text)


_POINT_OUT = "point-out"


def _listed_words(dialogue: Dialogue, form: ParagraphForm) -> list[Found[str]]:
    """Listed words in what was typed and not saved, place by place of the form."""
    said = [(words.name, words.data or "") for words, _language in form.slots]
    return terms.pointed_out(dialogue, said)


def _block_asked_for(otherwise: Block) -> str:
    """The part that the address names, if it names one."""
    asked = request.args.get("block", "")
    return asked if asked in set(Block) else otherwise.value
