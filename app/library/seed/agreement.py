"""What must hold between the files of the library, and between the parts of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from app.kernel.wording import canonical_tag
from app.library.rules import Layout, Owner, is_address
from app.library.seed.files import File, Library, Shelves
from app.library.shapes.facts import Source, sources_in
from app.library.shapes.methods import FunctionsFile, Method, RelativesFile, Tool
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import (
    EditionFile,
    GlossaryFile,
    LevelsFile,
    NamedFile,
    RecordClassesFile,
    SourcesFile,
    TypologyFile,
    VocabulariesFile,
)
from app.library.vocabulary import (
    PARTY_KINDS,
    Attribution,
    Evaluation,
    Kind,
    Level,
    ThirdPartyKind,
    Visibility,
)


def check(library: Library, files: dict[str, File]) -> None:
    known_sources = [source.key for source in library.sources]
    _once(files["sources.yaml"], known_sources)
    for file in files.values():
        for key in sources_in(file.held):
            file.require(key, known_sources, "the source")
        check_one = _CHECKS.get(type(file.held))
        if check_one:
            check_one(file, library)


def check_alone(
    file: File, exemplar: Exemplar, sources: tuple[Source, ...], shelves: Shelves
) -> None:
    known = [source.key for source in sources]
    _once(file, known)
    _require_language(file, exemplar.language)
    for key in sources_in(exemplar):
        file.require(key, known, "the source")
    processes = [exemplar.key, *(other.key for other in shelves.exemplars)]
    for source in sources:
        if source.same_work_as:
            file.require(source.same_work_as, known, "the source")
        for key in source.by_convenors_of:
            file.require(key, processes, "the documented process")
    for address in _addresses(exemplar, sources):
        if not is_address(address):
            raise file.refuse(
                f"{address!r} is no address that begins with https:// or http://", address
            )
    _once(file, [outputs.kind for outputs in exemplar.outputs])
    _check_exemplar(file, shelves)


def _require_language(file: File, tag: str) -> None:
    try:
        canonical_tag(tag)
    except ValueError:
        raise file.refuse(f"{tag!r} is no language tag, such as en, ar or ru", tag) from None


def _addresses(exemplar: Exemplar, sources: tuple[Source, ...]) -> Iterator[str]:
    """What a page makes a link of: it must lead to the web, and not run in the browser."""
    yield from (source.address for source in sources if source.address)
    for outputs in exemplar.outputs:
        if outputs.full_text:
            yield from (reading.value for reading in outputs.full_text.readings)


def _once(file: File, keys: Iterable[str]) -> None:
    met: set[str] = set()
    for key in keys:
        if key in met:
            raise file.refuse(f"the key {key!r} stands here twice", key)
        met.add(key)


def _check_edition(file: File, library: Library) -> None:
    first = library.edition.date.first
    if first is None or first.day is None or first != library.edition.date.last:
        raise file.refuse(
            "the date of an edition is one day: 2026-11-22", library.edition.date.text
        )


def _check_sources(file: File, library: Library) -> None:
    for source in library.sources:
        if source.same_work_as:
            file.require(
                source.same_work_as, [other.key for other in library.sources], "the source"
            )
        for key in source.by_convenors_of:
            _require_exemplar(file, library, key)


def _check_vocabularies(file: File, library: Library) -> None:
    held = library.vocabularies
    for words, members in (
        (held.contribution_kinds, Kind),
        (held.evaluation, Evaluation),
        (held.attribution, Attribution),
        (held.visibility, Visibility),
        (held.third_party_kinds, ThirdPartyKind),
    ):
        _same_words(file, [str(word.key) for word in words], members)
    for words in (held.tracks, held.regions, held.output_kinds):
        _once(file, [word.key for word in words])
    for kind in held.contribution_kinds:
        if (kind.owner is Owner.PARTY) != (kind.key in PARTY_KINDS):
            raise file.refuse(
                f"the owner of {kind.key.value!r} is not what the program goes by", kind.key.value
            )


def _same_words(file: File, keys: list[str], members: type[StrEnum]) -> None:
    _once(file, keys)
    for key in keys:
        file.require(key, [member.value for member in members], members.__name__.lower())
    for member in members:
        if member.value not in keys:
            raise file.refuse(f"{members.__name__.lower()} {member.value!r} has no entry here")


def _check_glossary(file: File, library: Library) -> None:
    keys = [term.key for term in library.glossary.terms]
    _once(file, keys)
    _once(file, [form.casefold() for term in library.glossary.terms for form in term.forms])
    for term in library.glossary.terms:
        for other in term.see:
            file.require(other, keys, "the term")


def _check_levels(file: File, library: Library) -> None:
    _same_words(file, [level.key.value for level in library.levels.levels], Level)


def _check_record_classes(file: File, library: Library) -> None:
    _once(file, [record_class.key for record_class in library.record_classes.record_classes])


def _check_relatives(file: File, library: Library) -> None:
    _once(file, [relative.key for relative in library.relatives.relatives])
    for relative in library.relatives.relatives:
        for key in relative.methods:
            file.require(key, [method.key for method in library.methods], "the method")
        for key in relative.exemplars:
            _require_exemplar(file, library, key)


def _check_functions(file: File, library: Library) -> None:
    _once(file, [function.key for function in library.functions.functions])
    stages = {method.key: [stage.key for stage in method.stages] for method in library.methods}
    for function in library.functions.functions:
        for steps in function.steps:
            file.require(steps.method, stages, "the method")
            for stage in steps.stages:
                file.require(stage, stages[steps.method], "the stage")


def _check_typology(file: File, library: Library) -> None:
    _once(file, [section.key for section in library.typology.sections])
    for section in library.typology.sections:
        _once(file, [entry.key for entry in section.entries])
        for entry in section.entries:
            for shown in entry.shown_by:
                _require_exemplar(file, library, shown.exemplar)


def _check_named(file: File, library: Library) -> None:
    _once(file, [item.key for item in library.named.items])
    for item in library.named.items:
        if item.see:
            _require_exemplar(file, library, item.see)


def _require_exemplar(file: File, library: Shelves, key: str) -> None:
    file.require(key, [exemplar.key for exemplar in library.exemplars], "the documented process")


def _check_method(file: File, _library: Library) -> None:
    method: Method = file.held
    stages = [stage.key for stage in method.stages]
    _once(file, stages)
    _once(file, [rule.key for rule in method.ground_rules])
    _once(file, [section.key for section in method.sections])
    for schedule in method.schedules:
        for slot in schedule.slots:
            for stage in slot.stages:
                file.require(stage, stages, "the stage")


def _check_tool(file: File, library: Library) -> None:
    _once(file, [field.key for field in file.held.fields])
    fields = len(file.held.fields)
    if (file.held.layout is Layout.CIRCLE and fields != 4) or (
        file.held.layout is Layout.CHOICE and fields < 3
    ):
        raise file.refuse("a circle has four fields, and a choice three or more", "layout")
    for method in file.held.methods:
        file.require(method, [other.key for other in library.methods], "the method")


def _check_exemplar(file: File, library: Shelves) -> None:
    exemplar: Exemplar = file.held
    words = library.vocabularies
    file.require(exemplar.region, [region.key for region in words.regions], "the region")
    for reading in exemplar.track.readings:
        file.require(reading.value, [track.key for track in words.tracks], "the track")
    for outputs in exemplar.outputs:
        file.require(outputs.kind, [kind.key for kind in words.output_kinds], "the kind of output")
    for namesake in exemplar.not_to_be_confused_with:
        if namesake.exemplar:
            _require_exemplar(file, library, namesake.exemplar)
    for gap in exemplar.gaps:
        file.require(gap.about, tuple(Exemplar.__dataclass_fields__), "the part")
    _check_within(file, exemplar)
    _check_against_methods(file, exemplar, library)


def _check_within(file: File, exemplar: Exemplar) -> None:
    strands = [strand.key for strand in exemplar.strands]
    workshops = [workshop.key for workshop in exemplar.workshops]
    items = [item for outputs in exemplar.outputs for item in outputs.items_recovered]
    for keys in (
        strands,
        workshops,
        [item.key for item in items],
        [event.key for event in exemplar.official_events],
    ):
        _once(file, keys)
    for workshop in exemplar.workshops:
        _once(file, [sitting.key for sitting in workshop.sittings])
    named = [workshop.strand for workshop in exemplar.workshops] + [item.strand for item in items]
    for strand in filter(None, named):
        file.require(strand, strands, "the strand")
    for item in items:
        if item.workshop:
            file.require(item.workshop, workshops, "the meeting")


def _check_against_methods(file: File, exemplar: Exemplar, library: Shelves) -> None:
    named = {reading.value for reading in exemplar.method.readings} if exemplar.method else set()
    for key in named:
        file.require(key, [method.key for method in library.methods], "the method")
    methods = [method for method in library.methods if method.key in named]
    stages = [stage.key for method in methods for stage in method.stages]
    rules = [rule.key for method in methods for rule in method.ground_rules]
    for stage in _stages_named(exemplar):
        file.require(stage, stages, "the stage")
    for known in exemplar.ground_rules:
        for rule in known.corresponds_to:
            file.require(rule, rules, "the ground rule")


def _stages_named(exemplar: Exemplar) -> Iterator[str]:
    yield from (record.stage for record in exemplar.stages)
    for workshop in exemplar.workshops:
        if workshop.stages:
            for reading in workshop.stages.readings:
                yield from reading.value
        for sitting in workshop.sittings:
            if sitting.stage:
                yield from (reading.value for reading in sitting.stage.readings)


_CHECKS: dict[type, Callable[[File, Library], None]] = {
    EditionFile: _check_edition,
    SourcesFile: _check_sources,
    VocabulariesFile: _check_vocabularies,
    GlossaryFile: _check_glossary,
    LevelsFile: _check_levels,
    RecordClassesFile: _check_record_classes,
    RelativesFile: _check_relatives,
    FunctionsFile: _check_functions,
    TypologyFile: _check_typology,
    NamedFile: _check_named,
    Method: _check_method,
    Tool: _check_tool,
    Exemplar: _check_exemplar,
}
