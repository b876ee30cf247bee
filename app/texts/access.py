"""How parts of an address become a text, a paragraph, a release: through their dialogue and their audience."""

from __future__ import annotations

from flask import request

from app.dialogues.access import loads
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import NotHere
from app.texts import policy, queries
from app.texts.models import Paragraph, Release, Text


@loads("text_id")
def text(dialogue: Dialogue, seat: Seat, text_id: str) -> Text:
    """A text this seat may know of. Who is only in the room (observer, screen) knows of none."""
    if not (policy.READ.allows(seat) or policy.LIST.allows(seat)):
        raise NotHere
    return queries.text_in(dialogue, seat, text_id)


@loads("paragraph_id")
def paragraph(dialogue: Dialogue, seat: Seat, paragraph_id: str) -> Paragraph:
    """A paragraph of the text in the address: one of another text is not here."""
    return queries.paragraph_in(_text_of_address(dialogue, seat), paragraph_id)


@loads("release_id")
def release(dialogue: Dialogue, seat: Seat, release_id: str) -> Release:
    """A release of the text in the address."""
    return queries.release_in(_text_of_address(dialogue, seat), release_id)


def _text_of_address(dialogue: Dialogue, seat: Seat) -> Text:
    return text(dialogue, seat, (request.view_args or {}).get("text_id", ""))
