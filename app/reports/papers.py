"""Run sheet and programme as documents: what a workshop's papers may say, decided before any renderer sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import gettext as _

from app.dialogues.rules import says_what_it_is
from app.kernel.wording import UNDETERMINED, Said, Wording
from app.preparation.views.joining import Sheet
from app.reports.contents import PAPER
from app.reports.handouts import named_in
from app.reports.tree import (
    Block,
    Document,
    Heading,
    Paragraph,
    Run,
    SideBySide,
    Table,
    Text,
    Words,
    direction_of,
    words,
)
from app.web.languages import Languages
from app.web.words import page_language
from app.workshops.models import Sitting
from app.workshops.queries import title_in_all_languages
from app.workshops.queries.plan import Plan, PlannedBlock, PlannedDay, questions_of
from app.workshops.queries.programme import Programme, ProgrammeDay, ProgrammeEntry
from app.workshops.views.writing import (
    called,
    elsewhere,
    lasting,
    on_paper,
    tasks_of,
    tool_named,
    weekday,
)

RUN_SHEET = "run-sheet"
PROGRAMME = "programme"
PAIR = 2


def run_sheet(plan: Plan, asked: Languages, *, practice: bool, zone: str = "") -> Document:
    """The third party's own sheet, private notes included.

    At L0 it carries the neutral title, and neither what it is, nor for whom, nor the place, nor the names of the
    parties: found in a bag, it tells of some seminar.
    """
    open_about_itself = says_what_it_is(plan.level)
    workshop = plan.workshop
    blocks: list[Block] = []
    if open_about_itself and workshop.place:
        blocks.append(Paragraph(_as_written(workshop.place), style="small"))
    for day in plan.days:
        blocks.extend(_planned_day(plan, day, asked, zone))
    return Document(
        title=named_in(
            workshop.title
            if open_about_itself
            else workshop.in_all_languages(workshop.neutral_title),
            asked,
            "\n",
        ),
        label=_("Run sheet") if open_about_itself else None,
        language=page_language(),
        direction=direction_of(asked.leading),
        status_line=_("For the third party only. Do not leave it lying; destroy it afterwards.")
        if open_about_itself
        else _("Do not leave it lying; destroy it afterwards."),
        banner=_banner(practice=practice),
        blocks=tuple(blocks) or (Paragraph(_("The agenda is empty.")),),
        date=plan.days[0].on,
        kind=RUN_SHEET if open_about_itself else PAPER,
    )


def programme(held: Programme, asked: Languages, *, practice: bool, zone: str = "") -> Document:
    """The participants' programme under its neutral title: times, and what was put on the programme."""
    what = _("Programme") if held.says_what_it_is else _("What")
    blocks: list[Block] = [
        block for day in held.days for block in _programme_day(day, what, asked, zone)
    ]
    return Document(
        title=named_in(held.title, asked, "\n"),
        language=page_language(),
        direction=direction_of(asked.leading),
        status_line=_("All times are local."),
        banner=_banner(practice=practice),
        blocks=tuple(blocks) or (Paragraph(_("There is no programme yet.")),),
        date=held.days[0].on,
        kind=PROGRAMME if held.says_what_it_is else PAPER,
    )


def letter(sheet: Sheet, *, practice: bool) -> Document:
    """An invitation or joining instructions: a neutral title, the days, the words. No place, nobody's name.

    The file is called after nothing, at any level: it lies in download folders and mail boxes.
    """
    languages = sheet.words.languages
    days = list(dict.fromkeys(day for day in (sheet.first_day, sheet.last_day) if day))
    blocks: list[Block] = []
    if days:
        blocks.append(Paragraph(" – ".join(weekday(day) for day in days), style="lead"))
    for paragraph in sheet.paragraphs:
        texts = [words(each.text, language=_tag(each.language)) for each in paragraph]
        if len(texts) == PAIR:
            blocks.append(SideBySide(texts[0], texts[1]))
        else:
            blocks.extend(Paragraph(text) for text in texts)
    return Document(
        title=sheet.title,
        language=_tag(languages[0]) if len(languages) == 1 else page_language(),
        status_line=_("Please keep this to yourself, and destroy it when you have read it."),
        banner=_banner(practice=practice),
        blocks=tuple(blocks),
        date=sheet.first_day,
        kind=PAPER,
    )


def _tag(language: str) -> str:
    return page_language() if language == UNDETERMINED else language


def _banner(*, practice: bool) -> str | None:
    return _("Invented, for practice") if practice else None


def _planned_day(plan: Plan, day: PlannedDay, asked: Languages, zone: str) -> Iterator[Block]:
    if not day.slots:
        return
    named = _("Day %(number)s", number=day.number)
    yield Heading(f"{named} · {weekday(day.on)}" if day.on else named)
    yield Table(
        (_("Time"), _("What, who and where"), _("Private notes")),
        tuple(_planned_row(plan, slot, block, asked, zone) for slot in day.slots for block in slot),
        widths=(3, 8, 5),
    )


def _planned_row(
    plan: Plan, slot: tuple[PlannedBlock, ...], block: PlannedBlock, asked: Languages, zone: str
) -> tuple[Text, ...]:
    sitting = block.sitting
    title = title_in_all_languages(sitting, block.start)
    part = f" {block.part}/{block.parts}" if block.parts else ""
    where = " · ".join(part for part in (on_paper(plan, block), sitting.room) if part)
    who = (
        tasks_of(plan, block),
        _("interpreted one after the other") if sitting.consecutive else "",
        _("Tool: %(tool)s", tool=tool_named(sitting.tool)) if sitting.tool else "",
    )
    what = (
        *_said(sitting, sitting.purpose, asked, "\n"),
        *[run for line in (where, *who) for run in _below(line)],
        *_said(sitting, sitting.materials, asked, " / ", _("Materials:") + " "),
        *[
            run
            for question in questions_of(slot, block)
            for run in (Run("\n– "), *named_in(question, asked).runs)
        ],
    )
    return (
        _times(block, zone) + f"\n{lasting(block.minutes)}",
        _line(*_title_runs(title, asked, part, strong=block.is_held), *what),
        _as_written(sitting.private_notes),
    )


def _title_runs(
    title: Wording | Said | str, asked: Languages, part: str = "", *, strong: bool = False
) -> tuple[Run, ...]:
    """What a block is called, in the languages asked for, each on a line of its own."""
    if not isinstance(title, Wording):
        return (Run(called(title) + part, strong=strong),)
    return (
        *named_in(title, asked, "\n", strong=strong).runs,
        *[Run(part, strong=strong)] * bool(part),
    )


def _said(
    sitting: Sitting, text: str | None, asked: Languages, between: str, before: str = ""
) -> tuple[Run, ...]:
    """Words of a block in the languages asked for, on a line of their own."""
    if not text:
        return ()
    return (Run(f"\n{before}"), *named_in(sitting.in_all_languages(text), asked, between).runs)


def _line(*runs: Run) -> Words:
    """A line of a table: in whatever language it begins, it begins where the paper does."""
    return replace(words(*runs, language=runs[0].language), leads=True)


def _below(line: str) -> tuple[Run, ...]:
    return (Run(f"\n{line}"),) if line else ()


def _times(of: PlannedBlock | ProgrammeEntry, zone: str) -> str:
    """From when until when; below it by the clocks of the second zone, if one is asked for."""
    here, there = f"{of.starts}–{of.ends}", elsewhere(of.span, zone)
    return f"{here}\n{there}" if there else here


def _programme_day(day: ProgrammeDay, what: str, asked: Languages, zone: str) -> Iterator[Block]:
    if not day.entries:
        return
    yield Heading(weekday(day.on) if day.on else _("Day %(number)s", number=day.number))
    yield Table(
        (_("Time"), what),
        tuple(
            (
                _times(entry, zone),
                _line(*_title_runs(entry.words, asked), *_below(entry.room)),
            )
            for entry in day.entries
        ),
        widths=(2, 7),
    )


def _as_written(text: str) -> Words:
    return words(text, language=UNDETERMINED)
