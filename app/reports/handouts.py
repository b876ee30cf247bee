"""Papers a dialogue lays on the table: stage cards, ground rules, blank slips for points, and tools as worksheets.

What they may say is decided here, before any renderer sees them. At L0 a paper carries the neutral title and no
party's name: found in a bag, it tells of some seminar (design §1.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from app.contributions.rules import NAMES, kinds_invited, party_may_be_named
from app.dialogues.models import Dialogue, Stage
from app.dialogues.rules import in_turn, says_what_it_is
from app.kernel.wording import UNDETERMINED, Wording
from app.library.shapes.facts import Source
from app.library.shapes.methods import Tool
from app.library.shapes.sheets import VocabulariesFile
from app.library.vocabulary import Kind, Visibility
from app.reports.contents import PAPER, labels
from app.reports.tree import (
    Block,
    Box,
    Boxes,
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    SideBySide,
    Text,
    Words,
    words,
)
from app.reports.worksheets import worksheet
from app.web.words import in_the_page_language, page_language

STAGE_CARDS = "stage-cards"
GROUND_RULES = "ground-rules"
POINT_SLIPS = "point-slips"

_SLIPS = 3
_SLIP_ROOM = 62
_TICK = "☐"


@dataclass(frozen=True, slots=True)
class Languages:
    """In which one or two languages a paper is asked for; none means as the words are written."""

    first: str = ""
    second: str = ""

    @property
    def both(self) -> bool:
        return bool(self.first and self.second and self.first != self.second)


class Norm(Protocol):
    """A ground rule, of whichever version."""

    @property
    def title(self) -> Wording: ...
    @property
    def wording(self) -> Wording: ...
    @property
    def rationale(self) -> Wording: ...


def stage_cards(
    dialogue: Dialogue,
    stages: Sequence[Stage],
    judging: VocabulariesFile,
    asked: Languages,
    *,
    practice: bool,
) -> Document:
    """A card for each stage, a page each: what it is for, what it asks, what it invites, and how ideas are met."""
    blocks: list[Block] = []
    for place, stage in enumerate(stages):
        if place:
            blocks.append(PageBreak())
        blocks.append(Heading(_one(stage.name, asked.first)))
        if asked.both:
            blocks.append(Paragraph(_one(stage.name, asked.second), style="lead"))
        blocks += _in(stage.purpose, asked)
        blocks.append(Heading(_("Questions"), 2))
        tag = stage.name.language
        blocks.append(BulletList(tuple(words(each, language=tag) for each in stage.questions)))
        if named := [in_the_page_language(NAMES[kind]) for kind in _kinds(stage)]:
            blocks.append(Heading(_("What can be written"), 2))
            blocks.append(Paragraph(", ".join(named)))
        for entry in judging.evaluation:
            if entry.key == stage.evaluation.value:
                blocks.append(Heading(_("How ideas are met"), 2))
                blocks.append(Paragraph(words(entry.gloss, language=judging.language)))
    return _paper(
        dialogue, _("Stage cards"), blocks, STAGE_CARDS, practice=practice, empty=_("No stage.")
    )


def ground_rules(
    dialogue: Dialogue, rules: Sequence[Norm], asked: Languages, *, practice: bool
) -> Document:
    """The ground rules with their reasons, in one language or in two beside each other."""
    blocks: list[Block] = []
    for number, rule in enumerate(rules, start=1):
        blocks.append(Heading(_numbered(number, _one(rule.title, asked.first))))
        if asked.both:
            blocks.append(Paragraph(_one(rule.title, asked.second), style="lead"))
        blocks += _in(rule.wording, asked)
        if rule.rationale:
            blocks += _in(rule.rationale, asked, small=True)
    return _paper(
        dialogue, _("Ground rules"), blocks, GROUND_RULES, practice=practice, empty=_("No rule.")
    )


def point_slips(dialogue: Dialogue, stages: Sequence[Stage], *, practice: bool) -> Document:
    """Blank slips for who writes on paper: a page for each stage that invites something. The rapporteur types them in.

    Parties are offered where the kind and the stage allow one to be named, in turn, and never at L0.
    """
    blocks: list[Block] = []
    inviting = [stage for stage in stages if _kinds(stage)]
    for place, stage in enumerate(inviting):
        if place:
            blocks.append(PageBreak())
        blocks.append(Heading(_one(stage.name, "")))
        blocks.append(
            Boxes(tuple((slip, slip) for slip in [_slip(dialogue, stage)] * _SLIPS), _SLIP_ROOM)
        )
    return _paper(
        dialogue,
        _("Slips for points"),
        blocks,
        POINT_SLIPS,
        practice=practice,
        empty=_("No stage invites anything in writing."),
        form=True,
    )


def tool_sheet(
    dialogue: Dialogue, tool: Tool, sources: Mapping[str, Source], *, practice: bool
) -> Document:
    """A tool as a blank form under the neutral title, with the parties' own names where they may lie open."""
    named = says_what_it_is(dialogue.level)
    return worksheet(
        tool,
        sources,
        parties=[party.name.text for party in in_turn(dialogue.parties, 0)] if named else (),
        of=words(dialogue.neutral_title, language=UNDETERMINED),
        banner=_banner(practice=practice),
    )


def _slip(dialogue: Dialogue, stage: Stage) -> Box:
    kinds = _kinds(stage)
    apart = stage.visibility is Visibility.PARTY_ONLY
    runs = [Run("   ".join(f"{_TICK} {in_the_page_language(NAMES[kind])}" for kind in kinds))]
    if (
        says_what_it_is(dialogue.level)
        and not apart
        and any(party_may_be_named(kind, stage.attribution) for kind in kinds)
    ):
        for place, party in enumerate(in_turn(dialogue.parties, stage.position)):
            runs += [Run(f"{'   ' if place else chr(10)}{_TICK} "), _name(party.name)]
    runs.append(Run("\n" + _("One point. No names, please.")))
    return Box(_("For our own room") if apart else _("For the room"), words(*runs))


def _name(wording: Wording) -> Run:
    return Run(wording.text, language=wording.language)


def _kinds(stage: Stage) -> tuple[Kind, ...]:
    return kinds_invited(stage.kinds, stage.visibility)


def _paper(
    dialogue: Dialogue,
    called: str,
    blocks: Sequence[Block],
    kind: str,
    *,
    practice: bool,
    empty: str,
    form: bool = False,
) -> Document:
    """At L0 not even what kind of paper it is stands in its name."""
    open_about_itself = says_what_it_is(dialogue.level)
    neutral = words(dialogue.neutral_title, language=UNDETERMINED)
    return Document(
        title=called if open_about_itself else neutral,
        label=neutral if open_about_itself else None,
        language=page_language(),
        status_line=_("Everybody takes part as an individual and binds no one."),
        banner=_banner(practice=practice),
        blocks=tuple(blocks) or (Paragraph(empty),),
        kind=kind if open_about_itself else PAPER,
        paper="form" if form else "text",
        labels=labels(),
    )


def _banner(*, practice: bool) -> str | None:
    return _("Invented, for practice") if practice else None


def _in(wording: Wording, asked: Languages, *, small: bool = False) -> Iterator[Block]:
    """The words in the language asked for, or in two beside each other, of equal standing.

    Where a rendering is missing the words stand as they are written: a gap would look like agreement.
    """
    first = _one(wording, asked.first)
    if not asked.both:
        yield Paragraph(first, style="small" if small else "body")
        return
    yield SideBySide(first, _one(wording, asked.second))


def _one(wording: Wording, language: str) -> Words:
    rendering = (wording.in_language(language) if language else None) or wording.first
    return words(rendering.text, language=rendering.language)


def _numbered(number: int, text: Words) -> Text:
    return Words((words(f"{number}. ").runs[0], *text.runs), text.language, text.direction)
