"""What can be found of a documented process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.library.search.passages.passage import Part, Passage, Shelf, each_fact, joined, told
from app.library.seed.files import Shelves
from app.library.shapes.processes import Exemplar, Output, Workshop


def of_exemplar(held: Exemplar, library: Shelves) -> Iterator[Passage]:
    whole = name_of_exemplar(held)
    yield replace(whole, words=joined(_names_of(held)))
    yield from each_fact(whole, Part.LEAD, held.in_short)
    yield replace(whole, part=Part.GLANCE, words=joined(_glance(held, library)))
    if held.told_briefly_because:
        yield from each_fact(whole, Part.LEAD, (held.told_briefly_because,))
    background = (held.conflict, *held.background, *held.parties, *held.convenors)
    yield from each_fact(whole, Part.BACKGROUND, (*background, *held.third_party), "background")
    if held.participants:
        people = held.participants
        yield from (
            replace(
                whole,
                part=Part.PARTICIPANTS,
                anchor="participants",
                heading=count.of,
                words=told(count.number),
            )
            for count in people.numbers
        )
        yield from each_fact(
            whole, Part.PARTICIPANTS, (*people.capacity, *people.composition), "participants"
        )
    for strand in held.strands:
        words = (told(strand.start), told(strand.end), *map(told, strand.about))
        yield replace(
            whole,
            part=Part.STRAND,
            anchor="course",
            heading=told(strand.name),
            words=joined(words),
        )
    yield from (_of_meeting(whole, workshop) for workshop in held.workshops)
    yield from _stages_of(whole, held, library)
    yield from each_fact(
        whole, Part.RULE, tuple(each.rule for each in held.ground_rules), "ground_rules"
    )
    yield from _outputs_of(whole, held, library)
    for event in held.official_events:
        words = (told(event.date), told(event.what))
        yield replace(whole, part=Part.OFFICIAL, anchor="course", words=joined(words))
    for effect in held.effects:
        words = (told(effect.claim), effect.claimed_by)
        yield replace(whole, part=Part.EFFECT, anchor="effects", words=joined(words))
    yield from each_fact(whole, Part.LIMIT, held.limits, "limits")
    yield from each_fact(whole, Part.AFTERWARDS, held.afterwards, "afterwards")
    namesakes = tuple(each.what for each in held.not_to_be_confused_with)
    yield from each_fact(whole, Part.NAMESAKE, namesakes, "not_to_be_confused_with")
    for gap in held.gaps:
        yield replace(whole, part=Part.GAP, anchor="gaps", words=joined((gap.what, gap.where)))


def name_of_exemplar(held: Exemplar) -> Passage:
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
        yield told(fact)


def _glance(held: Exemplar, library: Shelves) -> Iterator[str]:
    yield told(held.period.start)
    yield told(held.period.end)
    tracks, regions = library.vocabularies.tracks, library.vocabularies.regions
    for reading in held.track.readings:
        yield from (track.label for track in tracks if track.key == reading.value)
        yield reading.note or ""
    yield from (region.label for region in regions if region.key == held.region)
    if held.method:
        yield from (each.name for each in library.methods if each.key == held.method.first)
    yield from map(told, (*held.way_of_working, *held.rhythm))


def _of_meeting(whole: Passage, workshop: Workshop) -> Passage:
    words = [told(workshop.date), told(workshop.place), told(workshop.length)]
    words += [told(fact) for fact in workshop.what]
    words += [told(sitting.title) for sitting in workshop.sittings]
    return replace(
        whole,
        part=Part.MEETING,
        anchor=f"meeting-{workshop.key}",
        heading=workshop.name or workshop.number or "",
        words=joined(words),
    )


def _stages_of(whole: Passage, held: Exemplar, library: Shelves) -> Iterator[Passage]:
    if not held.method:
        return
    method = next(each for each in library.methods if held.method and each.key == held.method.first)
    names = {stage.key: stage.name for stage in method.stages}
    for record in held.stages:
        named = replace(whole, heading=names.get(record.stage, ""))
        yield from each_fact(named, Part.STAGE, record.what, "stages")


def _outputs_of(whole: Passage, held: Exemplar, library: Shelves) -> Iterator[Passage]:
    kinds = {kind.key: kind.label for kind in library.vocabularies.output_kinds}
    for outputs in held.outputs:
        label = kinds[outputs.kind]
        words = (told(outputs.count_documented), *map(told, outputs.about))
        yield replace(whole, part=Part.OUTPUT, anchor="outputs", heading=label, words=joined(words))
        for item in outputs.items_recovered:
            yield replace(
                whole,
                part=Part.OUTPUT,
                anchor=f"output-{item.key}",
                heading=label,
                words=joined(_told_of_output(item)),
            )


def _told_of_output(item: Output) -> Iterator[str]:
    for fact in (item.title, item.subject, item.date, item.authors, item.audience, item.published):
        yield told(fact)
    yield from map(told, item.content)
