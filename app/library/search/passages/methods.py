"""What can be found of methods, of those beside them, and of tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.library.search.passages.passage import Part, Passage, Shelf, each_point, joined, said
from app.library.shapes.methods import Method, Relative, Section, Tool


def of_method(held: Method) -> Iterator[Passage]:
    whole = Passage(
        shelf=Shelf.METHODS,
        unit=f"method/{held.key}",
        page="method",
        key=held.key,
        part=Part.NAME,
        title=held.name,
        words=joined((held.name, held.short_name, held.after)),
        language=held.language,
    )
    yield whole
    yield from each_point(whole, Part.LEAD, held.in_short)
    if held.stages_note:
        yield from each_point(whole, Part.STAGE, (held.stages_note,), "stages")
    for stage in held.stages:
        words = (
            *(stage.purpose, *stage.questions, *stage.produces, *stage.readiness),
            *(said(point) for point in stage.practice),
        )
        yield replace(
            whole,
            part=Part.STAGE,
            anchor=f"stage-{stage.key}",
            heading=stage.name,
            words=joined(words),
        )
    third_party = held.third_party
    for points in (third_party.does, third_party.does_not, third_party.interventions):
        yield from each_point(whole, Part.THIRD_PARTY, points, "third-party")
    for rule in held.ground_rules:
        yield replace(
            whole,
            part=Part.RULE,
            anchor=f"rule-{rule.key}",
            heading=rule.title,
            words=joined((rule.wording, rule.rationale)),
        )
    for component in held.components:
        yield replace(
            whole,
            part=Part.COMPONENT,
            anchor="components",
            heading=component.name,
            words=joined((component.meaning, component.listen_for)),
        )
    if held.meeting_pattern:
        yield from each_point(whole, Part.TIMING, (held.meeting_pattern,), "schedules")
    for schedule in held.schedules:
        slots = (f"{slot.label}: {slot.what}" for slot in schedule.slots)
        yield replace(
            whole,
            part=Part.TIMING,
            anchor="schedules",
            heading=schedule.name,
            words=joined((schedule.note or "", *slots)),
        )
    yield from _sections(whole, held.sections)


def of_relative(held: Relative, language: str) -> Iterator[Passage]:
    whole = Passage(
        shelf=Shelf.METHODS,
        unit=f"relative/{held.key}",
        page="relative",
        key=held.key,
        part=Part.NAME,
        title=held.name,
        words=joined((held.name, held.short_name, held.after)),
        language=language,
    )
    yield whole
    yield from each_point(whole, Part.LEAD, held.in_short)
    yield from _sections(whole, held.sections)


def of_tool(held: Tool) -> Iterator[Passage]:
    whole = Passage(
        shelf=Shelf.TOOLS,
        unit=f"tool/{held.key}",
        page="tool",
        key=held.key,
        part=Part.NAME,
        title=held.name,
        words=held.name,
        language=held.language,
    )
    yield whole
    yield replace(whole, part=Part.LEAD, words=held.purpose)
    yield from each_point(whole, Part.HOW, held.how, "how")
    yield from each_point(whole, Part.CAUTION, held.cautions, "how")
    for box in held.fields:
        yield replace(whole, part=Part.FORM, anchor="form", heading=box.label, words=box.asks)


def _sections(whole: Passage, sections: Iterable[Section]) -> Iterator[Passage]:
    for section in sections:
        for point in section.points:
            yield replace(
                whole,
                part=Part.SECTION,
                anchor=f"section-{section.key}",
                heading=section.title,
                words=said(point),
            )
