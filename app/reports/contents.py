"""What may stand in a document, decided once, before any renderer sees it (A§23): from texts to `Document`.

After this step there is no model, no session, and no name that must not be there.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from app.dialogues.models import Dialogue
from app.dialogues.rules import says_what_it_is
from app.kernel.wording import Wording
from app.library import queries as library
from app.library.shapes.facts import Fact
from app.library.shapes.when import When
from app.library.vocabulary import Level
from app.reports.queries import DocumentedOutputs, OwnText, Register
from app.reports.tree import (
    Block,
    Document,
    Heading,
    Labels,
    Note,
    Paragraph,
    Rule,
    SideBySide,
    Table,
    Words,
    words,
)
from app.texts.forms import BLOCKS
from app.texts.models import Text
from app.texts.queries import NumberedParagraph
from app.texts.rules import BLOCK_ORDER, title_may_leave

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
    description: str | None = None,
    practice: bool,
) -> Document:
    """A joint text as a document: heading, status line, numbered paragraphs, differences last.

    What never stands in it: seats, counts, who drafted, marked or consented, to whom it is released,
    and any contribution it was worked from. `description` are the words about the group that everybody
    asked consented to. Before release it says on every page that it is a draft; in a practice
    installation that it is invented; at L0 it carries the neutral title only, and no day.
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
        blocks=(
            *_heading_blocks(text, open_about_itself),
            *_body(paragraphs),
            *_described(description),
        ),
        date=text.on if open_about_itself else None,
        kind=MEMORANDUM if open_about_itself else PAPER,
        labels=labels(),
    )


def labels() -> Labels:
    """The renderers' own few words, in the language of the page."""
    return Labels(
        shown_by_code=_("Characters that no font here holds are shown by their code points:"),
        left_out=_("Invisible control characters were left out:"),
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


def _described(description: str | None) -> Iterator[Block]:
    if description:
        yield Rule()
        yield Paragraph(words(_("Those who adopted this text: "), description), style="small")


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


def register(held: Register, told: Callable[[When], str], *, practice: bool) -> Document:
    """The register as a document: one table of the house's own texts, one of documented outputs with sources.

    It leaves the building, so it obeys the levels as any document does: a text at L0 is not in it,
    and one whose words may not leave stands without its title and subject.
    """
    notes = _Sources()
    rows = [row for each in held.documented for row in _documented_rows(each, told, notes)]
    own = [_own_row(entry) for entry in held.own if says_what_it_is(entry.level)]
    blocks: list[Block] = [Heading(_("Of this house"))]
    blocks.append(
        Table(
            (_("Dialogue"), _("Number"), _("Title"), _("Subject"), _("Adopted on"), _("Standing")),
            tuple(own),
        )
        if own
        else Paragraph(_("No text has been adopted yet."))
    )
    blocks.append(Heading(_("Documented")))
    blocks.append(
        Table(
            (_("Process"), _("Date"), _("Title or subject"), _("Documented"), _("Source")),
            tuple(rows),
        )
    )
    blocks.append(Heading(_("Sources")))
    blocks.extend(Note(str(number), words) for number, words in notes.listed())
    return Document(
        title=_("Register of memoranda and other outputs"),
        language="en",
        status_line=_(
            "Texts of unofficial dialogue commit no organisation or government. Documented entries show their sources."
        ),
        banner=_("Invented, for practice: the entries of this house") if practice and own else None,
        blocks=tuple(blocks),
        kind="register",
        labels=labels(),
    )


def _own_row(entry: OwnText) -> tuple[str, ...]:
    shown = title_may_leave(entry.level, released=entry.released)
    return (
        entry.of,
        str(entry.number),
        entry.title if shown else _("(its words stay inside)"),
        entry.subject if shown else "",
        entry.on.isoformat() if entry.on else "",
        _("released") if entry.released else _("adopted, not released"),
    )


class _Sources:
    """Numbers for sources in the order in which the table cites them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def marks(self, keys: Iterable[str]) -> str:
        return ", ".join(
            str(self._numbers.setdefault(key, len(self._numbers) + 1))
            for key in dict.fromkeys(keys)
        )

    def listed(self) -> Iterator[tuple[int, str]]:
        known = library.sources(self._numbers)
        for key, number in self._numbers.items():
            source = known[key]
            parts = (
                source.authors,
                f"({source.year})" if source.year else None,
                source.title,
                source.container,
            )
            yield number, " ".join(part for part in parts if part)


def _keys(fact: Fact[Any]) -> list[str]:
    """The sources of every reading of a fact."""
    return [key for reading in fact.readings for key in reading.source]


def _documented_rows(
    each: DocumentedOutputs, told: Callable[[When], str], notes: _Sources
) -> Iterator[tuple[str, str, str, str, str]]:
    name = each.exemplar.short_name
    if counted := each.outputs.count_documented:
        yield (
            name,
            "",
            _("(counted, not listed one by one)"),
            _(
                "%(count)s documented, %(recovered)s recovered",
                count=counted.first,
                recovered=len(each.recovered),
            ),
            notes.marks(_keys(counted)),
        )
    for output in each.recovered:
        named = output.title or output.subject
        cited = [*_keys(output.date), *(_keys(named) if named else ())]
        yield (
            name,
            told(output.date.first),
            str(named.first) if named else "",
            "",
            notes.marks(cited),
        )
