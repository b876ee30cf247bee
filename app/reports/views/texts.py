"""Joint texts as files: what was released to an audience, and drafts for the room."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import DomainError
from app.reports import actions
from app.reports.views import in_practice, paper_format, sent
from app.texts import policy
from app.texts.models import Release, Text
from app.web.answers import SEE_OTHER
from app.web.words import in_the_page_language

bp = Blueprint("reports", __name__, url_prefix="/dialogues/<id:dialogue_id>/texts/<id:text_id>")

TEXT_FORMATS = frozenset({"pdf", "docx", "md"})


@bp.post("/releases/<id:release_id>/document.<key:format>")
@entry(policy.EXPORT)
def released(dialogue: Dialogue, seat: Seat, text: Text, release: Release, format: str) -> Response:
    """The version that was released to one audience. A deed, since the journal keeps that it left."""
    return sent(
        actions.take_out(
            dialogue, text, release, paper_format(format, TEXT_FORMATS), practice=in_practice()
        )
    )


@bp.get("/draft-<int:text_version>.<key:format>")
@entry(policy.EXPORT_DRAFT)
def draft(dialogue: Dialogue, seat: Seat, text: Text, text_version: int, format: str) -> Response:
    """A paper for the room, marked as a draft."""
    known = paper_format(format, TEXT_FORMATS)
    try:
        return sent(
            actions.paper_for_the_room(dialogue, text, text_version, known, practice=in_practice())
        )
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return redirect(url_for("texts.show", dialogue_id=dialogue.id, text_id=text.id), SEE_OTHER)
