"""What can be found in the lists: typology, glossary, levels and records, and what is named and not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.library.search.passages.passage import Part, Passage, Shelf, each_point, joined, said
from app.library.seed.files import Library
from app.library.shapes.facts import Point
from app.library.shapes.sheets import LevelsFile, NamedFile, RecordClassesFile, TypologyFile


def of_typology(library: Library) -> Iterator[Passage]:
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
                words=joined((entry.name, section.title)),
                language=held.language,
            )
            yield whole
            yield from each_point(whole, Part.MEANING, entry.meanings, anchor)
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
            yield from each_point(whole, Part.MEANING, section.about, section.key)


def of_glossary(library: Library) -> Iterator[Passage]:
    held = library.glossary
    for term in held.terms:
        whole = Passage(
            shelf=Shelf.WORDS,
            unit=f"glossary/{term.key}",
            page="glossary",
            anchor=f"term-{term.key}",
            part=Part.NAME,
            title=term.term,
            words=joined((term.term, *term.forms)),
            language=held.language,
        )
        yield whole
        yield replace(whole, part=Part.MEANING, words=joined((term.definition, *term.never)))
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
        yield replace(whole, part=Part.MEANING, words=joined((each.because, each.instead or "")))


def of_levels(held: LevelsFile) -> Iterator[Passage]:
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
        yield replace(whole, part=Part.MEANING, words=joined(words))
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
    yield from each_point(rule, Part.MEANING, held.chatham_house_rule.nuances, "chatham-house-rule")


def of_records(held: RecordClassesFile) -> Iterator[Passage]:
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
        yield replace(whole, part=Part.RECORD, words=joined((each.who_sees, each.life)))
    for place, point in enumerate((*held.practice, *held.never_recorded)):
        yield Passage(
            shelf=Shelf.LEVELS,
            unit=f"levels/practice-{place}",
            page="levels",
            anchor="record-classes",
            part=Part.RECORD,
            title=point.title or _beginning(point.text),
            words=said(point),
            language=held.language,
        )


def of_named(held: NamedFile) -> Iterator[Passage]:
    yield from _about(Shelf.NAMED, "named", held.about, held.language)
    for item in held.items:
        whole = Passage(
            shelf=Shelf.NAMED,
            unit=f"named/{item.key}",
            page="named",
            anchor=f"named-{item.key}",
            part=Part.NAME,
            title=item.name,
            words=joined((item.name, *item.also_known)),
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
            words=said(slip),
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
            words=said(point),
            language=language,
        )


def _beginning(text: str, at: int = 60) -> str:
    return text if len(text) <= at else text[: at - 1].rsplit(" ", 1)[0] + "…"
