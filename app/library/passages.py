"""What can be found in the library: every passage of every page, with the place on the page where it stands.

Pure: from the shapes of files.py to passages. How words are compared is finding.py's, where they are kept index.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date

from app.library.checking import Library
from app.library.files import (
    Exemplar,
    Fact,
    LevelsFile,
    Method,
    NamedFile,
    Output,
    Point,
    RecordClassesFile,
    Relative,
    Section,
    Source,
    Tool,
    TypologyFile,
    Workshop,
    cited_in,
    sources_in,
)
from app.library.rules import SourceKind
from app.library.when import Moment, When

_SHORT = 40


class Shelf(StrEnum):
    """What a page is, in the order in which finds are shown."""

    PROCESSES = "processes"
    METHODS = "methods"
    TOOLS = "tools"
    TYPOLOGY = "typology"
    WORDS = "words"
    LEVELS = "levels"
    NAMED = "named"


def shelf_named(name: str) -> Shelf | None:
    """The shelf of this name, None where there is none."""
    return Shelf(name) if name in list(Shelf) else None


class Part(StrEnum):
    """What a passage is on its page."""

    NAME = "name"
    LEAD = "lead"
    GLANCE = "glance"
    BACKGROUND = "background"
    PARTICIPANTS = "participants"
    MEETING = "meeting"
    STRAND = "strand"
    STAGE = "stage"
    RULE = "rule"
    OUTPUT = "output"
    OFFICIAL = "official"
    EFFECT = "effect"
    LIMIT = "limit"
    AFTERWARDS = "afterwards"
    NAMESAKE = "namesake"
    GAP = "gap"
    THIRD_PARTY = "third_party"
    COMPONENT = "component"
    TIMING = "timing"
    SECTION = "section"
    HOW = "how"
    CAUTION = "caution"
    FORM = "form"
    MEANING = "meaning"
    SHOWN = "shown"
    RECORD = "record"
    SLIP = "slip"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a page with its place: `unit` is what is found as one, `page` and `key` its address.

    `title` is what the unit is called, `heading` what the passage is called on the page, if anything.
    """

    shelf: Shelf
    unit: str
    page: str
    key: str = ""
    anchor: str = ""
    part: Part
    title: str
    heading: str = ""
    words: str
    language: str


def passages_of(library: Library) -> Iterator[Passage]:
    """Everything that can be found, in the order in which it is shown."""
    sources = {source.key: source for source in library.sources}
    pages = (
        *(_of_exemplar(exemplar, library) for exemplar in _in_order(library.exemplars)),
        *(_of_method(method) for method in library.methods),
        *(_of_relative(each, library.relatives.language) for each in library.relatives.relatives),
        *(_of_tool(tool) for tool in library.tools),
        _of_typology(library),
        _of_glossary(library),
        _of_levels(library.levels),
        _of_records(library.record_classes),
        _of_named(library.named),
    )
    for page in pages:
        yield from page
    for held, whole in _with_sources(library):
        yield from _sources_of(held, whole, sources)


def _in_order(exemplars: Iterable[Exemplar]) -> list[Exemplar]:
    return sorted(exemplars, key=lambda each: (each.coverage.value, each.short_name.casefold()))


# --- documented processes -----------------------------------------------------------------------------------


def _of_exemplar(held: Exemplar, library: Library) -> Iterator[Passage]:
    whole = _name_of_exemplar(held)
    yield replace(whole, words=_joined(_names_of(held)))
    yield from _facts(whole, Part.LEAD, held.in_short)
    yield replace(whole, part=Part.GLANCE, words=_joined(_glance(held, library)))
    if held.told_briefly_because:
        yield from _facts(whole, Part.LEAD, (held.told_briefly_because,))
    background = (held.conflict, *held.background, *held.parties, *held.convenors)
    yield from _facts(whole, Part.BACKGROUND, (*background, *held.third_party), "background")
    if held.participants:
        people = held.participants
        yield from (
            replace(
                whole,
                part=Part.PARTICIPANTS,
                anchor="participants",
                heading=count.of,
                words=_told(count.number),
            )
            for count in people.numbers
        )
        yield from _facts(
            whole, Part.PARTICIPANTS, (*people.capacity, *people.composition), "participants"
        )
    for strand in held.strands:
        words = (_told(strand.start), _told(strand.end), *map(_told, strand.about))
        yield replace(
            whole,
            part=Part.STRAND,
            anchor="course",
            heading=_told(strand.name),
            words=_joined(words),
        )
    yield from (_of_meeting(whole, workshop) for workshop in held.workshops)
    yield from _stages_of(whole, held, library)
    yield from _facts(
        whole, Part.RULE, tuple(each.rule for each in held.ground_rules), "ground_rules"
    )
    yield from _outputs_of(whole, held, library)
    for event in held.official_events:
        words = (_told(event.date), _told(event.what))
        yield replace(whole, part=Part.OFFICIAL, anchor="course", words=_joined(words))
    for effect in held.effects:
        words = (_told(effect.claim), effect.claimed_by)
        yield replace(whole, part=Part.EFFECT, anchor="effects", words=_joined(words))
    yield from _facts(whole, Part.LIMIT, held.limits, "limits")
    yield from _facts(whole, Part.AFTERWARDS, held.afterwards, "afterwards")
    namesakes = tuple(each.what for each in held.not_to_be_confused_with)
    yield from _facts(whole, Part.NAMESAKE, namesakes, "not_to_be_confused_with")
    for gap in held.gaps:
        yield replace(whole, part=Part.GAP, anchor="gaps", words=_joined((gap.what, gap.where)))


def _name_of_exemplar(held: Exemplar) -> Passage:
    return Passage(
        shelf=Shelf.PROCESSES,
        unit=f"exemplar/{held.key}",
        page="exemplar",
        key=held.key,
        part=Part.NAME,
        title=held.short_name,
        words=held.short_name,
        language=held.language,
    )


def _names_of(held: Exemplar) -> Iterator[str]:
    """Every name a process goes by, and of what else its record tells."""
    yield held.short_name
    for fact in (held.name, *held.other_names, *held.also_holds):
        yield _told(fact)


def _glance(held: Exemplar, library: Library) -> Iterator[str]:
    yield _told(held.period.start)
    yield _told(held.period.end)
    tracks, regions = library.vocabularies.tracks, library.vocabularies.regions
    for reading in held.track.readings:
        yield from (track.label for track in tracks if track.key == reading.value)
        yield reading.note or ""
    yield from (region.label for region in regions if region.key == held.region)
    if held.method:
        yield from (each.name for each in library.methods if each.key == held.method.first)
    yield from map(_told, (*held.way_of_working, *held.rhythm))


def _of_meeting(whole: Passage, workshop: Workshop) -> Passage:
    told = [_told(workshop.date), _told(workshop.place), _told(workshop.length)]
    told += [_told(fact) for fact in workshop.what]
    told += [_told(sitting.title) for sitting in workshop.sittings]
    return replace(
        whole,
        part=Part.MEETING,
        anchor=f"meeting-{workshop.key}",
        heading=workshop.name or workshop.number or "",
        words=_joined(told),
    )


def _stages_of(whole: Passage, held: Exemplar, library: Library) -> Iterator[Passage]:
    if not held.method:
        return
    method = next(each for each in library.methods if held.method and each.key == held.method.first)
    names = {stage.key: stage.name for stage in method.stages}
    for record in held.stages:
        named = replace(whole, heading=names.get(record.stage, ""))
        yield from _facts(named, Part.STAGE, record.what, "stages")


def _outputs_of(whole: Passage, held: Exemplar, library: Library) -> Iterator[Passage]:
    kinds = {kind.key: kind.label for kind in library.vocabularies.output_kinds}
    for outputs in held.outputs:
        label = kinds[outputs.kind]
        words = (_told(outputs.count_documented), *map(_told, outputs.about))
        yield replace(
            whole, part=Part.OUTPUT, anchor="outputs", heading=label, words=_joined(words)
        )
        for item in outputs.items_recovered:
            yield replace(
                whole,
                part=Part.OUTPUT,
                anchor=f"output-{item.key}",
                heading=label,
                words=_joined(_told_of_output(item)),
            )


def _told_of_output(item: Output) -> Iterator[str]:
    for fact in (item.title, item.subject, item.date, item.authors, item.audience, item.published):
        yield _told(fact)
    yield from map(_told, item.content)


# --- methods, their relatives, tools ------------------------------------------------------------------------


def _of_method(held: Method) -> Iterator[Passage]:
    whole = Passage(
        shelf=Shelf.METHODS,
        unit=f"method/{held.key}",
        page="method",
        key=held.key,
        part=Part.NAME,
        title=held.name,
        words=_joined((held.name, held.short_name, held.after)),
        language=held.language,
    )
    yield whole
    yield from _points(whole, Part.LEAD, held.in_short)
    if held.stages_note:
        yield from _points(whole, Part.STAGE, (held.stages_note,), "stages")
    for stage in held.stages:
        words = (
            *(stage.purpose, *stage.questions, *stage.produces, *stage.readiness),
            *(_said(point) for point in stage.practice),
        )
        yield replace(
            whole,
            part=Part.STAGE,
            anchor=f"stage-{stage.key}",
            heading=stage.name,
            words=_joined(words),
        )
    third_party = held.third_party
    for points in (third_party.does, third_party.does_not, third_party.interventions):
        yield from _points(whole, Part.THIRD_PARTY, points, "third-party")
    for rule in held.ground_rules:
        yield replace(
            whole,
            part=Part.RULE,
            anchor=f"rule-{rule.key}",
            heading=rule.title,
            words=_joined((rule.wording, rule.rationale)),
        )
    for component in held.components:
        yield replace(
            whole,
            part=Part.COMPONENT,
            anchor="components",
            heading=component.name,
            words=_joined((component.meaning, component.listen_for)),
        )
    if held.meeting_pattern:
        yield from _points(whole, Part.TIMING, (held.meeting_pattern,), "schedules")
    for schedule in held.schedules:
        slots = (f"{slot.label}: {slot.what}" for slot in schedule.slots)
        yield replace(
            whole,
            part=Part.TIMING,
            anchor="schedules",
            heading=schedule.name,
            words=_joined((schedule.note or "", *slots)),
        )
    yield from _sections(whole, held.sections)


def _of_relative(held: Relative, language: str) -> Iterator[Passage]:
    whole = Passage(
        shelf=Shelf.METHODS,
        unit=f"relative/{held.key}",
        page="relative",
        key=held.key,
        part=Part.NAME,
        title=held.name,
        words=_joined((held.name, held.short_name, held.after)),
        language=language,
    )
    yield whole
    yield from _points(whole, Part.LEAD, held.in_short)
    yield from _sections(whole, held.sections)


def _of_tool(held: Tool) -> Iterator[Passage]:
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
    yield from _points(whole, Part.HOW, held.how, "how")
    yield from _points(whole, Part.CAUTION, held.cautions, "how")
    for box in held.fields:
        yield replace(whole, part=Part.FORM, anchor="form", heading=box.label, words=box.asks)


# --- sheets -------------------------------------------------------------------------------------------------


def _of_typology(library: Library) -> Iterator[Passage]:
    held: TypologyFile = library.typology
    yield from _about(Shelf.TYPOLOGY, "typology", held.about, held.language)
    names = {each.key: each.short_name for each in library.exemplars}
    for section in held.sections:
        for entry in section.entries:
            anchor = f"{section.key}-{entry.key}"
            whole = Passage(
                shelf=Shelf.TYPOLOGY,
                unit=f"typology/{anchor}",
                page="typology",
                anchor=anchor,
                part=Part.NAME,
                title=entry.name,
                words=_joined((entry.name, section.title)),
                language=held.language,
            )
            yield whole
            yield from _points(whole, Part.MEANING, entry.meanings, anchor)
            for shown in entry.shown_by:
                words = f"{names.get(shown.exemplar, shown.exemplar)}: {shown.how}"
                yield replace(whole, part=Part.SHOWN, words=words)
        if section.about:
            whole = Passage(
                shelf=Shelf.TYPOLOGY,
                unit=f"typology/{section.key}",
                page="typology",
                anchor=section.key,
                part=Part.NAME,
                title=section.title,
                words=section.title,
                language=held.language,
            )
            yield whole
            yield from _points(whole, Part.MEANING, section.about, section.key)


def _of_glossary(library: Library) -> Iterator[Passage]:
    held = library.glossary
    for term in held.terms:
        whole = Passage(
            shelf=Shelf.WORDS,
            unit=f"glossary/{term.key}",
            page="glossary",
            anchor=f"term-{term.key}",
            part=Part.NAME,
            title=term.term,
            words=_joined((term.term, *term.forms)),
            language=held.language,
        )
        yield whole
        yield replace(whole, part=Part.MEANING, words=_joined((term.definition, *term.never)))
    for place, each in enumerate(held.avoided):
        whole = Passage(
            shelf=Shelf.WORDS,
            unit=f"glossary/avoided-{place}",
            page="glossary",
            anchor="avoided",
            part=Part.NAME,
            title=each.word,
            words=each.word,
            language=held.language,
        )
        yield whole
        yield replace(whole, part=Part.MEANING, words=_joined((each.because, each.instead or "")))


def _of_levels(held: LevelsFile) -> Iterator[Passage]:
    yield from _about(Shelf.LEVELS, "levels", held.about, held.language)
    for level in held.levels:
        whole = Passage(
            shelf=Shelf.LEVELS,
            unit=f"levels/{level.key.value}",
            page="levels",
            anchor=level.key.value,
            part=Part.NAME,
            title=f"{level.key.value} {level.name}",
            words=f"{level.key.value} {level.name}",
            language=held.language,
        )
        yield whole
        words = (level.meaning, level.typical_use, level.on_screen)
        yield replace(whole, part=Part.MEANING, words=_joined(words))
    rule = Passage(
        shelf=Shelf.LEVELS,
        unit="levels/chatham-house-rule",
        page="levels",
        anchor="chatham-house-rule",
        part=Part.NAME,
        title="Chatham House Rule",
        words="Chatham House Rule",
        language=held.language,
    )
    yield rule
    yield replace(rule, part=Part.MEANING, words=held.chatham_house_rule.wording)
    yield from _points(rule, Part.MEANING, held.chatham_house_rule.nuances, "chatham-house-rule")


def _of_records(held: RecordClassesFile) -> Iterator[Passage]:
    for each in held.record_classes:
        whole = Passage(
            shelf=Shelf.LEVELS,
            unit=f"levels/record-{each.key}",
            page="levels",
            anchor="record-classes",
            part=Part.NAME,
            title=each.what,
            words=each.what,
            language=held.language,
        )
        yield whole
        yield replace(whole, part=Part.RECORD, words=_joined((each.who_sees, each.life)))
    for place, point in enumerate((*held.practice, *held.never_recorded)):
        yield Passage(
            shelf=Shelf.LEVELS,
            unit=f"levels/practice-{place}",
            page="levels",
            anchor="record-classes",
            part=Part.RECORD,
            title=point.title or _beginning(point.text),
            words=_said(point),
            language=held.language,
        )


def _of_named(held: NamedFile) -> Iterator[Passage]:
    yield from _about(Shelf.NAMED, "named", held.about, held.language)
    for item in held.items:
        whole = Passage(
            shelf=Shelf.NAMED,
            unit=f"named/{item.key}",
            page="named",
            anchor=f"named-{item.key}",
            part=Part.NAME,
            title=item.name,
            words=_joined((item.name, *item.also_known)),
            language=held.language,
        )
        yield whole
        yield replace(whole, part=Part.MEANING, words=item.why)
    for place, slip in enumerate(held.slips):
        yield Passage(
            shelf=Shelf.NAMED,
            unit=f"named/slip-{place}",
            page="named",
            anchor="slips",
            part=Part.SLIP,
            title=_beginning(slip.text),
            words=_said(slip),
            language=held.language,
        )


def _about(shelf: Shelf, page: str, points: Iterable[Point], language: str) -> Iterator[Passage]:
    for place, point in enumerate(points):
        yield Passage(
            shelf=shelf,
            unit=f"{page}/about-{place}",
            page=page,
            part=Part.LEAD,
            title=point.title or _beginning(point.text),
            words=_said(point),
            language=language,
        )


# --- sources, by the numbers they have on each page ---------------------------------------------------------


def _with_sources(library: Library) -> Iterator[tuple[object, Passage]]:
    for exemplar in _in_order(library.exemplars):
        yield exemplar, _name_of_exemplar(exemplar)
    for method in library.methods:
        yield method, next(_of_method(method))
    for relative in library.relatives.relatives:
        yield relative, next(_of_relative(relative, library.relatives.language))
    for tool in library.tools:
        yield tool, next(_of_tool(tool))


def _sources_of(held: object, whole: Passage, sources: dict[str, Source]) -> Iterator[Passage]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(cited_in(held)), start=1)}
    for key in dict.fromkeys(sources_in(held)):
        source = sources[key]
        if source.kind is SourceKind.INFERENCE:
            continue  # our own reading is no work that anybody looks for
        words = (source.authors, source.year, source.title, source.container, source.note)
        yield replace(
            whole,
            part=Part.SOURCE,
            anchor=f"source-{numbers[key]}" if key in numbers else "sources",
            words=_joined(word or "" for word in words),
        )


# --- words out of facts -------------------------------------------------------------------------------------


def _facts(
    whole: Passage, part: Part, facts: Iterable[Fact[str]], anchor: str = ""
) -> Iterator[Passage]:
    for fact in facts:
        yield replace(whole, part=part, anchor=anchor or whole.anchor, words=_told(fact))


def _points(
    whole: Passage, part: Part, points: Iterable[Point], anchor: str = ""
) -> Iterator[Passage]:
    for point in points:
        yield replace(
            whole,
            part=part,
            anchor=anchor or whole.anchor,
            heading=point.title or "",
            words=_joined((point.text, point.note or "")),
        )


def _sections(whole: Passage, sections: Iterable[Section]) -> Iterator[Passage]:
    for section in sections:
        for point in section.points:
            yield replace(
                whole,
                part=Part.SECTION,
                anchor=f"section-{section.key}",
                heading=section.title,
                words=_said(point),
            )


def _said(point: Point) -> str:
    return _joined((point.title or "", point.text, point.note or ""))


def _told(fact: Fact[Any] | None) -> str:
    """Everything that is said of a fact: all readings, with their notes."""
    if fact is None:
        return ""
    return _joined(
        word for reading in fact.readings for word in (_in_words(reading.value), reading.note or "")
    )


def _in_words(value: object) -> str:
    if isinstance(value, When):
        moments = dict.fromkeys(each for each in (value.first, value.last) if each)
        return " – ".join(_moment(each) for each in moments)
    return value if isinstance(value, str) else str(value)


def _moment(moment: Moment) -> str:
    # The files are in English; a month is found by its name.
    if moment.month is None:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    return format_date(day, "d MMMM y" if moment.day else "MMMM y", locale="en")


def _joined(words: Iterable[str]) -> str:
    """One passage of several statements, each ending as a sentence does."""
    told = [word.strip() for word in words if word.strip()]
    return " ".join([*(_closed(word) for word in told[:-1]), *told[-1:]])


def _closed(words: str) -> str:
    if words[-1] in ".?!:;…":
        return words
    return f"{words}." if len(words) > _SHORT else f"{words};"


def _beginning(text: str, at: int = 60) -> str:
    return text if len(text) <= at else text[: at - 1].rsplit(" ", 1)[0] + "…"
