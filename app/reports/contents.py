"""What may stand in a document, decided once, before any renderer sees it (A§23): from texts to `Document`.

After this step there is no model, no session, and no name that must not be there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from enum import StrEnum

from flask_babel import gettext as _

from app.dialogues.models import Dialogue
from app.dialogues.rules import says_what_it_is
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from app.reports.tree import Block, Document, Heading, Paragraph, SideBySide, Words, words
from app.texts.forms import BLOCKS
from app.texts.models import Text
from app.texts.queries import NumberedParagraph
from app.texts.rules import BLOCK_ORDER

MEMORANDUM = "memorandum"
PAPER = "paper"
"""What a file is called at L0, where nothing says what it is."""


class Reach(StrEnum):
    """How far a document of a text may go."""

    ROOM = "room"
    RELEASED = "released"


def memorandum(
    dialogue: Dialogue,
    text: Text,
    paragraphs: Sequence[NumberedParagraph],
    level: Level,
    reach: Reach,
    *,
    practice: bool,
) -> Document:
    """A joint text as a document: heading, status line, numbered paragraphs, differences last.

    What never stands in it: seats, counts, who drafted, marked or consented, to whom it is released,
    and any contribution it was worked from. Before release it says on every page that it is a draft;
    in a practice installation that it is invented; at L0 it carries the neutral title only.
    """
    open_about_itself = says_what_it_is(level)
    return Document(
        title=_said(text.title) if open_about_itself else dialogue.neutral_title,
        label=_("Memorandum %(number)s", number=text.number) if open_about_itself else None,
        language=_language_of(dialogue, paragraphs),
        status_line=_(
            "Participants took part as individuals. This text commits no organisation or government."
        ),
        banner=_banner(reach, practice=practice),
        blocks=tuple(_heading_blocks(text, open_about_itself) + _body(paragraphs)),
        date=text.on,
        kind=MEMORANDUM if open_about_itself else PAPER,
    )


def _banner(reach: Reach, *, practice: bool) -> str | None:
    parts = []
    if reach is Reach.ROOM:
        parts.append(_("Draft, not released"))
    if practice:
        parts.append(_("Invented, for practice"))
    return " · ".join(parts) or None


def _heading_blocks(text: Text, open_about_itself: bool) -> list[Block]:
    blocks: list[Block] = []
    if open_about_itself and text.subject:
        blocks.append(Paragraph(_said(text.subject), style="lead"))
    if open_about_itself and text.place_and_dates:
        blocks.append(Paragraph(text.place_and_dates, style="small"))
    return blocks


def _body(paragraphs: Sequence[NumberedParagraph]) -> list[Block]:
    blocks: list[Block] = []
    for block in BLOCK_ORDER:
        of_block = [paragraph for paragraph in paragraphs if paragraph.block is block]
        if of_block:
            blocks.append(Heading(str(BLOCKS[block])))
        blocks.extend(itertools.chain.from_iterable(map(_paragraph, of_block)))
    return blocks


def _paragraph(paragraph: NumberedParagraph) -> Iterator[Block]:
    number = str(paragraph.number)
    renderings = [words(r.text, language=_tag(r.language)) for r in paragraph.wording.renderings]
    if len(renderings) > 1:
        # Two renderings stand beside one another with equal standing; neither is the original.
        first, second, *further = renderings
        yield SideBySide(first, second, number)
        yield from (Paragraph(rendering, number=number) for rendering in further)
    else:
        yield Paragraph(_said(paragraph.wording), number=number)


def _said(wording: Wording) -> Words:
    return words(wording.text, language=_tag(wording.language))


def _tag(language: str) -> str:
    return "" if language == "und" else language


def _language_of(dialogue: Dialogue, paragraphs: Sequence[NumberedParagraph]) -> str:
    """The main language: that of the first paragraph that names one, else the dialogue's first, else English."""
    named = (_tag(paragraph.wording.language) for paragraph in paragraphs)
    return next((tag for tag in named if tag), None) or next(iter(dialogue.languages), "en")
