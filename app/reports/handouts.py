"""Papers a dialogue lays on the table: stage cards, ground rules, blank slips for points, and tools as worksheets.

What they may say is decided here, before any renderer sees them. At L0 a paper carries the neutral title and no
party's name: found in a bag, it tells of some seminar (design §1.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from flask_babel import gettext as _

from app.contributions.rules import NAMES, kinds_invited, party_may_be_named
from app.dialogues.models import Dialogue, Stage
from app.dialogues.rules import in_turn, says_what_it_is
from app.kernel.wording import Wording
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
    direction_of,
    words,
)
from app.reports.worksheets import bare_form, worksheet
from app.web.languages import Languages
from app.web.words import in_the_page_language, page_language

STAGE_CARDS = "stage-cards"
GROUND_RULES = "ground-rules"
POINT_SLIPS = "point-slips"

_SLIPS = 3
_SLIP_ROOM = 62
_TICK = "☐\u00a0"  # a box stays with what it is for


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
        blocks += _headed(stage.name, asked)
        blocks += _in(stage.purpose, asked)
        blocks.append(Heading(_("Questions"), 2))
        blocks += _listed(stage.questions_in_all_languages, asked)
        if named := [in_the_page_language(NAMES[kind]) for kind in _kinds(stage)]:
            blocks.append(Heading(_("What can be written"), 2))
            blocks.append(Paragraph(", ".join(named)))
        for entry in judging.evaluation:
            if entry.key == stage.evaluation.value:
                blocks.append(Heading(_("How ideas are met"), 2))
                blocks.append(Paragraph(words(entry.gloss, language=judging.language)))
    return _paper(
        dialogue,
        _("Stage cards"),
        blocks,
        STAGE_CARDS,
        asked,
        practice=practice,
        empty=_("No stage."),
    )


def ground_rules(
    dialogue: Dialogue, rules: Sequence[Norm], asked: Languages, *, practice: bool
) -> Document:
    """The ground rules with their reasons, in one language or in two beside each other."""
    blocks: list[Block] = []
    for number, rule in enumerate(rules, start=1):
        blocks += _headed(rule.title, asked, number)
        blocks += _in(rule.wording, asked)
        if rule.rationale:
            blocks += _in(rule.rationale, asked, small=True)
    return _paper(
        dialogue,
        _("Ground rules"),
        blocks,
        GROUND_RULES,
        asked,
        practice=practice,
        empty=_("No rule."),
    )


def point_slips(
    dialogue: Dialogue, stages: Sequence[Stage], asked: Languages, *, practice: bool
) -> Document:
    """Blank slips for who writes on paper: a page for each stage that invites something. The rapporteur types them in.

    Parties are offered where the kind and the stage allow one to be named, in turn, and never at L0.
    """
    blocks: list[Block] = []
    inviting = [stage for stage in stages if _kinds(stage)]
    for place, stage in enumerate(inviting):
        if place:
            blocks.append(PageBreak())
        blocks += _headed(stage.name, asked)
        slip = _slip(dialogue, stage, asked)
        blocks.append(Boxes(((slip, slip),) * _SLIPS, _SLIP_ROOM - 4 * asked.both))
    return _paper(
        dialogue,
        _("Slips for points"),
        blocks,
        POINT_SLIPS,
        asked,
        practice=practice,
        empty=_("No stage invites anything in writing."),
        form=True,
    )


def tool_sheet(
    dialogue: Dialogue,
    tool: Tool,
    sources: Mapping[str, Source],
    asked: Languages,
    *,
    practice: bool,
) -> Document:
    """A tool as a blank form under the neutral title, with the parties' own names where they may lie open.

    The form itself is the library's, in the one language that it has. At L0 it is the form alone: its name, what it is
    for and after whom it is made would say what is being done.
    """
    of, banner = _neutral_title(dialogue, asked), _banner(practice=practice)
    direction = direction_of(asked.leading)
    if not says_what_it_is(dialogue.level):
        return bare_form(tool, of, banner=banner, direction=direction)
    parties = [named_in(party.name, asked) for party in in_turn(dialogue.parties, 0)]
    return worksheet(tool, sources, parties=parties, of=of, banner=banner, direction=direction)


def _slip(dialogue: Dialogue, stage: Stage, asked: Languages) -> Box:
    kinds = _kinds(stage)
    apart = stage.visibility is Visibility.PARTY_ONLY
    runs = [Run("   ".join(f"{_TICK}{in_the_page_language(NAMES[kind])}" for kind in kinds))]
    if (
        says_what_it_is(dialogue.level)
        and not apart
        and any(party_may_be_named(kind, stage.attribution) for kind in kinds)
    ):
        for place, party in enumerate(in_turn(dialogue.parties, stage.position)):
            runs.append(Run(f"{'   ' if place else chr(10)}{_TICK}"))
            runs += named_in(party.name, asked).runs
    runs.append(Run("\n" + _("One point. No names, please.")))
    return Box(_("For our own room") if apart else _("For the room"), words(*runs))


def named_in(
    wording: Wording, asked: Languages, between: str = " / ", *, strong: bool = False
) -> Words:
    """A name or a title in the one or two languages asked for, one after the other. It begins where the paper does."""
    runs: list[Run] = []
    for each in asked.renderings(wording):
        runs += [Run(between)] * bool(runs)
        runs.append(Run(each.text, language=each.language, strong=strong))
    return replace(words(*runs, language=runs[0].language), leads=True)


def _kinds(stage: Stage) -> tuple[Kind, ...]:
    return kinds_invited(stage.kinds, stage.visibility)


def _paper(
    dialogue: Dialogue,
    called: str,
    blocks: Sequence[Block],
    kind: str,
    asked: Languages,
    *,
    practice: bool,
    empty: str,
    form: bool = False,
) -> Document:
    """At L0 not even what kind of paper it is stands in its name."""
    open_about_itself = says_what_it_is(dialogue.level)
    neutral = _neutral_title(dialogue, asked)
    return Document(
        title=called if open_about_itself else neutral,
        label=neutral if open_about_itself else None,
        language=page_language(),
        direction=direction_of(asked.leading),
        status_line=_("Everybody takes part as an individual and binds no one."),
        banner=_banner(practice=practice),
        blocks=tuple(blocks) or (Paragraph(empty),),
        kind=kind if open_about_itself else PAPER,
        paper="form" if form else "text",
        labels=labels(),
    )


def _neutral_title(dialogue: Dialogue, asked: Languages) -> Words:
    return named_in(dialogue.in_all_languages(dialogue.neutral_title), asked)


def _banner(*, practice: bool) -> str | None:
    return _("Invented, for practice") if practice else None


def _headed(wording: Wording, asked: Languages, number: int = 0) -> Iterator[Block]:
    """A heading in the first language, and below it in the second."""
    first, *second = _in_each(wording, asked)
    yield Heading(_numbered(number, first) if number else first)
    yield from (Paragraph(text, style="lead") for text in second)


def _in(wording: Wording, asked: Languages, *, small: bool = False) -> Iterator[Block]:
    """The words in the language asked for, or in two beside each other, of equal standing.

    Where a rendering is missing the words stand as they are written, and never twice.
    """
    first, *second = _in_each(wording, asked)
    if second:
        yield SideBySide(first, second[0])
    else:
        yield Paragraph(first, style="small" if small else "body")


def _listed(wordings: Sequence[Wording], asked: Languages) -> list[Block]:
    """A list of what is said; where a rendering stands beside it, what is said stands in two, line by line."""
    if asked.both and any(len(asked.renderings(each)) > 1 for each in wordings):
        return [block for each in wordings for block in _in(each, asked)]
    return [BulletList(tuple(_in_each(each, asked)[0] for each in wordings))]


def _in_each(wording: Wording, asked: Languages) -> list[Words]:
    return [words(each.text, language=each.language) for each in asked.renderings(wording)]


def _numbered(number: int, text: Words) -> Text:
    return Words((words(f"{number}. ").runs[0], *text.runs), text.language, text.direction)
