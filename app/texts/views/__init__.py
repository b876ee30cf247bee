"""Pages of joint texts by audience: the workbench drafts and decides, a seat reads, marks and consents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from app.dialogues.models import Dialogue
from app.kernel.errors import DomainError
from app.texts.models import Text
from app.web.answers import SEE_OTHER
from app.web.words import in_the_page_language

bp = Blueprint("texts", __name__, url_prefix="/dialogues/<id:dialogue_id>/texts")

Answer = Response | str | tuple[str, int]


def to(dialogue: Dialogue, text: Text, paragraph: int | None = None) -> Response:
    """Back to the text, at a paragraph if one is named."""
    anchor = f"p{paragraph}" if paragraph else None
    address = url_for("texts.show", dialogue_id=dialogue.id, text_id=text.id, _anchor=anchor)
    return redirect(address, SEE_OTHER)


def refused(deed: Callable[[], Any]) -> bool:
    """Do it; when the rules do not allow it now, the page says why."""
    try:
        deed()
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return True
    return False
