"""Joint texts: a draft, one in reading, one adopted by everybody and released."""

from __future__ import annotations

from app.dialogues import queries
from app.dialogues.practice import practice_secret
from app.practice.files import Words, shape
from app.practice.made import Made
from app.texts import actions, queries as texts
from app.texts.models import Text
from app.texts.rules import Block, Mark, Naming


@shape
class ParagraphEntry:
    """A paragraph, and the points it is drawn from."""

    block: Block
    words: Words
    drawn_from: tuple[str, ...] = ()


@shape
class TextEntry:
    """A joint text."""

    title: Words
    subject: Words
    paragraphs: tuple[ParagraphEntry, ...]
    reading: bool = False
    adopted: bool = False
    addressees: str = ""

    def __post_init__(self) -> None:
        if self.adopted and not self.addressees:
            raise ValueError("an adopted text of the practice dialogue is released: to whom?")


@shape
class TextsFile:
    """The joint texts of the dialogue."""

    texts: tuple[TextEntry, ...]


def work_on(made: Made, given: TextEntry) -> None:
    """Draft a text, and take it as far as it went."""
    audience = queries.joint_audience_of(made.dialogue)
    text = actions.begin_text(made.dialogue, audience, given.title.wording, given.subject.wording)
    for each in given.paragraphs:
        sources = [point.id for point in made.points.all_of(each.drawn_from)]
        actions.add_paragraph(text, each.block, each.words.wording, sources)
    if given.reading or given.adopted:
        actions.open_reading(text, made.participants)
    if given.adopted:
        _adopt_and_release(made, text, given.addressees)


def _adopt_and_release(made: Made, text: Text, addressees: str) -> None:
    everything = texts.paragraphs_of(text)
    for seat in made.participants:
        marks = [actions.Marked(paragraph, Mark.CAN_LIVE_WITH) for paragraph in everything]
        actions.mark_paragraphs(text, seat, practice_secret(seat.id), marks)
    actions.close_reading(text)
    actions.adopt_text(text)
    release = actions.ask_release(
        made.dialogue, text, addressees, Naming.UNNAMED, made.participants
    )
    for seat in made.participants:
        actions.consent(release, seat, practice_secret(seat.id))
    actions.close_asking(text, release)
