"""Memoranda of invented words, brought where a test wants them by the program's own actions.

text = drafted(dialogue, "One paragraph", "Another")
read(dialogue, text, {"participant-0": (Mark.ADOPT, Mark.CONCERN)})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.dialogues.models import Seat
from app.dialogues.queries import joint_audience_of
from app.dialogues.rules import Role
from app.kernel.db import db
from app.kernel.wording import Wording
from app.texts import actions, queries
from app.texts.actions import Marked
from app.texts.models import Release, Text
from app.texts.rules import Block, Mark, Naming
from tests.factories.dialogues import Begun
from tests.support.writing import written

Marks = Sequence[Mark]

HEARD = (Mark.CONCERN, Mark.CANNOT_ADOPT)


def drafted(of: Begun, *paragraphs: str, title: str = "On the bridge", subject: str = "") -> Text:
    """A draft with these paragraphs, for everybody in the room."""
    with written():
        text = actions.begin_text(
            of.dialogue,
            joint_audience_of(of.dialogue),
            Wording.of(title, "en"),
            Wording.of(subject),
        )
        for words in paragraphs or ("Both banks need the bridge.",):
            actions.add_paragraph(text, Block.COMMON_GROUND, Wording.of(words, "en"))
    return text


def participants(of: Begun) -> dict[str, Seat]:
    """The participants' seats by name."""
    seats = {name: of.seat(name) for name in of.seat_ids}
    return {name: seat for name, seat in seats.items() if seat.role is Role.PARTICIPANT}


def in_reading(of: Begun, *paragraphs: str, title: str = "On the bridge") -> Text:
    """A draft whose reading is open for every participant."""
    text = drafted(of, *paragraphs, title=title)
    with written():
        actions.open_reading(text, list(participants(of).values()))
    return text


def mark(
    of: Begun, text: Text, name: str, marks: Marks, *, concern: str = "A need is unmet."
) -> None:
    """The holder of a seat marks each paragraph in turn."""
    with written():
        actions.mark_paragraphs(
            text,
            of.seat(name),
            of.secrets[name],
            [
                Marked(paragraph, each, Wording.of(concern) if each in HEARD else None)
                for paragraph, each in zip(queries.paragraphs_of(text), marks, strict=True)
            ],
        )


def read(of: Begun, text: Text, marks: Mapping[str, Marks] | None = None) -> None:
    """Every participant marks (adopts everything unless `marks` says otherwise) and the reading closes."""
    count = len(queries.paragraphs_of(text))
    for name in participants(of):
        mark(of, text, name, (marks or {}).get(name, (Mark.ADOPT,) * count))
    with written():
        actions.close_reading(text)


def adopted(of: Begun, *paragraphs: str, title: str = "On the bridge") -> Text:
    """A text that everybody adopted."""
    text = in_reading(of, *paragraphs, title=title)
    read(of, text)
    with written():
        actions.adopt_text(text)
    return text


def asked(of: Begun, text: Text, addressees: str = "The two ministries, by hand") -> Release:
    """Everybody is asked for the release of an adopted text."""
    with written():
        return actions.ask_release(
            of.dialogue, text, addressees, Naming.UNNAMED, list(participants(of).values())
        )


def released(
    of: Begun, *paragraphs: str, addressees: str = "The two ministries, by hand"
) -> tuple[Text, Release]:
    """An adopted text whose release everybody consented to."""
    text = adopted(of, *paragraphs)
    release = asked(of, text, addressees)
    with written():
        for name, seat in participants(of).items():
            actions.consent(release, seat, of.secrets[name])
        actions.close_asking(text, release)
    db.session.rollback()
    return text, release
