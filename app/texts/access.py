"""How parts of an address become a text, a paragraph, a release: through their dialogue and their audience."""

from __future__ import annotations

from app.dialogues.access import loads
from app.dialogues.models import Dialogue, Seat
from app.kernel.errors import NotHere
from app.texts import queries
from app.texts.models import Paragraph, Release, Text


@loads("text_id")
def text(dialogue: Dialogue, seat: Seat, text_id: str) -> Text:
    """A text this seat may know of."""
    return queries.text_in(dialogue, seat, text_id)


@loads("paragraph_id")
def paragraph(_dialogue: Dialogue, seat: Seat, paragraph_id: str) -> Paragraph:
    """A paragraph of a text this seat may know of."""
    for known in queries.texts_for(seat):
        for found in queries.paragraphs_of(known):
            if found.id == paragraph_id:
                return found
    raise NotHere


@loads("release_id")
def release(_dialogue: Dialogue, seat: Seat, release_id: str) -> Release:
    """A release of a text this seat may know of."""
    for known in queries.texts_for(seat):
        for found in queries.releases_of(known):
            if found.id == release_id:
                return found
    raise NotHere
