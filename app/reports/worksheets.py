"""A tool as a blank form: to print before a workshop, to write on in the room, and to keep on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from app.library.rules import Layout
from app.library.shapes.facts import Source
from app.library.shapes.methods import Tool, ToolField
from app.library.shapes.when import When
from app.reports.contents import PAPER, labels
from app.reports.numbered import Numbered
from app.reports.tree import (
    Block,
    Box,
    Boxes,
    BulletList,
    Direction,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Table,
    Text,
    Words,
    as_words,
)
from app.web.words import page_language

# What is left of an A4 page under the title, in millimetres: upright, and wide.
_UPRIGHT, _WIDE = 204, 104
_WIDE_ROWS = 4
_A_LINE, _A_FEW_LINES = 16, 26
_BLANK = ""


def worksheet(
    tool: Tool,
    sources: Mapping[str, Source],
    *,
    parties: Sequence[Text] = (),
    of: Text | None = None,
    banner: str | None = None,
    direction: Direction | None = None,
) -> Document:
    """The form with room to write on its first page, and how it is used behind it.

    `parties` are the names that a dialogue gives them, in the order it gives; without names there is a line to
    write one on. `of` is what the sheet belongs to, in words that may lie open, such as a neutral title.
    Nothing that anybody said is ever in it.
    """
    return Document(
        title=_of_the_tool(tool, tool.name),
        label=of,
        language=page_language(),
        direction=direction,
        status_line=_(
            "What is written here stays on paper, unless the rapporteur types it in for the room."
        ),
        banner=banner,
        blocks=(*form_blocks(tool, parties), PageBreak(), *instructions(tool, sources)),
        kind=f"worksheet-{tool.key}".replace("_", "-"),
        paper=paper_of(tool),
        labels=labels(),
    )


def bare_form(
    tool: Tool, title: Text, *, banner: str | None, direction: Direction | None
) -> Document:
    """The form alone, under a title that says nothing: neither what it is, nor what it is for, nor after whom."""
    return Document(
        title=title,
        language=page_language(),
        direction=direction,
        status_line=_("What is written here stays on paper."),
        banner=banner,
        blocks=tuple(_forms(tool, ())),
        kind=PAPER,
        paper=paper_of(tool),
        labels=labels(),
    )


def paper_of(tool: Tool) -> Paper:
    """Columns lie wide; everything else stands upright."""
    return "wide" if tool.layout is Layout.COLUMNS else "form"


def form_blocks(tool: Tool, parties: Sequence[Text] = ()) -> Iterator[Block]:
    """The blank form and what it is for: a page for each side where each fills its own, else one."""
    yield Paragraph(_of_the_tool(tool, tool.purpose))
    yield from _forms(tool, parties)


def _forms(tool: Tool, parties: Sequence[Text]) -> Iterator[Block]:
    if tool.layout is not Layout.COLUMNS or not tool.by_side:
        yield from _form(tool, parties)
        return
    for place, party in enumerate(parties or (None,)):
        if place:
            yield PageBreak()
        yield Paragraph(_whose(party))
        yield from _form(tool, parties)


def instructions(tool: Tool, sources: Mapping[str, Source]) -> Iterator[Block]:
    """How the form is used and what to keep in mind, each with its source."""
    notes = Numbered(sources, tool.language, _no_date)
    yield Heading(_("How it is used"))
    yield BulletList(tuple(notes.point(each) for each in tool.how))
    if tool.cautions:
        yield Heading(_("To keep in mind"))
        yield BulletList(tuple(notes.point(each) for each in tool.cautions))
    yield Paragraph(Words((Run(_("The form is after")), notes.marks(tool.source))))
    yield Heading(_("Sources"))
    yield from notes.listed()


def _form(tool: Tool, parties: Sequence[Text]) -> Iterator[Block]:
    match tool.layout:
        case Layout.COLUMNS:
            blank = (_BLANK,) * len(tool.fields)
            heads = tuple(_head(tool, field) for field in tool.fields)
            yield Table(heads, (blank,) * _WIDE_ROWS, room=_WIDE // _WIDE_ROWS)
        case Layout.ROWS:
            sides = _sides(tool, parties)
            rows: tuple[tuple[Text, ...], ...] = tuple(
                (_head(tool, field), *(_BLANK,) * len(sides)) for field in tool.fields
            )
            share = (3, *(max(8 // len(sides), 2),) * len(sides))
            yield Table((_("What"), *sides), rows, widths=share, room=_UPRIGHT // len(tool.fields))
        case Layout.CHOICE:
            *first, yes, no = tool.fields
            taken = [_A_LINE if place == 0 else _A_FEW_LINES for place in range(len(first))]
            for field, room in zip(first, taken, strict=True):
                yield Boxes(((_box(tool, field),),), room)
            yield Boxes(((_box(tool, yes), _box(tool, no)),), _UPRIGHT - sum(taken) - 8)
        case Layout.CIRCLE:
            yield from _circle(tool)
        case Layout.BOXES:
            rows_of_boxes = tuple((_box(tool, field),) for field in tool.fields)
            yield Boxes(rows_of_boxes, _UPRIGHT // len(tool.fields))


def _circle(tool: Tool) -> Iterator[Block]:
    """The first field stands below on the near side; from there one goes up, across and down again."""
    problem, diagnosis, approaches, actions = tool.fields
    yield KeyValues(
        (
            (_("Above"), _("In theory: why it is so, and what might be done in general")),
            (_("Below"), _("In the real world: what is wrong, and who could do what")),
        )
    )
    yield Boxes(
        (
            (_box(tool, diagnosis), _box(tool, approaches)),
            (_box(tool, problem), _box(tool, actions)),
        ),
        (_UPRIGHT - 16) // 2,
    )


def _sides(tool: Tool, parties: Sequence[Text]) -> tuple[Text, ...]:
    if not tool.by_side:
        return (_("What we see"),)
    return tuple(parties) or (_("One side"), _("The other side"))


def _whose(party: Text | None) -> Text:
    if party:
        named = (replace(run, strong=True) for run in as_words(party).runs)
        return Words((Run(_("Side:") + " "), *named))
    return " ".join((_("Side:"), "_" * 40))


def _head(tool: Tool, field: ToolField) -> Words:
    return Words((Run(field.label, strong=True), Run(f"\n{field.asks}")), tool.language)


def _box(tool: Tool, field: ToolField) -> Box:
    return Box(_of_the_tool(tool, field.label), _of_the_tool(tool, field.asks))


def _of_the_tool(tool: Tool, text: str) -> Words:
    return Words((Run(text),), tool.language)


def _no_date(when: When) -> str:
    return when.text  # no tool has dates
