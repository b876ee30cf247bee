"""The whole of seed/library read at once, and whether its files agree with one another.

Either a `Library` comes back whole or `BadFile` is raised and nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from app.kernel.wording import canonical_tag
from app.library.files import (
    EditionFile,
    Exemplar,
    FunctionsFile,
    GlossaryFile,
    LevelsFile,
    Method,
    NamedFile,
    RecordClassesFile,
    RelativesFile,
    Source,
    SourcesFile,
    Tool,
    TypologyFile,
    VocabulariesFile,
    sources_in,
)
from app.library.reading import (
    LARGEST_FILE,
    BadFile,
    Piece,
    build,
    nearest,
    pieces,
    read_bytes,
    too_large,
)
from app.library.rules import Layout, Owner, is_address
from app.library.vocabulary import (
    PARTY_KINDS,
    Attribution,
    Evaluation,
    Kind,
    Level,
    ThirdPartyKind,
    Visibility,
)

Shape = TypeVar("Shape")

_SINGLE = {
    "edition.yaml": EditionFile,
    "sources.yaml": SourcesFile,
    "vocabularies.yaml": VocabulariesFile,
    "glossary.yaml": GlossaryFile,
    "levels.yaml": LevelsFile,
    "record_classes.yaml": RecordClassesFile,
    "relatives.yaml": RelativesFile,
    "functions.yaml": FunctionsFile,
    "typology.yaml": TypologyFile,
    "named.yaml": NamedFile,
}
_SHELVES = {"methods": Method, "tools": Tool, "exemplars": Exemplar}


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the files hold, checked."""

    edition: EditionFile
    sources: tuple[Source, ...]
    vocabularies: VocabulariesFile
    glossary: GlossaryFile
    levels: LevelsFile
    record_classes: RecordClassesFile
    relatives: RelativesFile
    functions: FunctionsFile
    typology: TypologyFile
    named: NamedFile
    methods: tuple[Method, ...]
    tools: tuple[Tool, ...]
    exemplars: tuple[Exemplar, ...]


class Shelves(Protocol):
    """What a documented process may refer to."""

    @property
    def vocabularies(self) -> VocabulariesFile: ...
    @property
    def methods(self) -> tuple[Method, ...]: ...
    @property
    def exemplars(self) -> tuple[Exemplar, ...]: ...


@dataclass(frozen=True, slots=True)
class _File:
    known_as: str
    piece: Piece
    held: Any

    def refuse(self, message: str, word: str = "") -> BadFile:
        """A complaint about this file, at the line where `word` first stands."""
        return BadFile(message, line=_line_of(self.piece, word) if word else 1, path=self.known_as)

    def require(self, word: str, known: Iterable[str], what: str) -> None:
        """Refuse a reference to nothing."""
        known = tuple(known)
        if word not in known:
            raise self.refuse(f"{what} {word!r} is not known{nearest(word, known)}", word)


def read_library(folder: Path) -> Library:
    """Read and check every file under `folder`."""
    files = {file.known_as: file for file in _read_files(folder)}
    missing = [name for name in _SINGLE if name not in files]
    if missing:
        raise BadFile("this file is missing", path=missing[0])
    library = Library(
        edition=files["edition.yaml"].held,
        sources=files["sources.yaml"].held.sources,
        vocabularies=files["vocabularies.yaml"].held,
        glossary=files["glossary.yaml"].held,
        levels=files["levels.yaml"].held,
        record_classes=files["record_classes.yaml"].held,
        relatives=files["relatives.yaml"].held,
        functions=files["functions.yaml"].held,
        typology=files["typology.yaml"].held,
        named=files["named.yaml"].held,
        methods=tuple(sorted(_held(files, Method), key=lambda method: method.position)),
        tools=tuple(sorted(_held(files, Tool), key=lambda tool: tool.position)),
        exemplars=tuple(_held(files, Exemplar)),
    )
    _check(library, files)
    return library


def _held(files: dict[str, _File], shape: type[Shape]) -> Iterator[Shape]:
    return (file.held for file in files.values() if isinstance(file.held, shape))


def _read_files(folder: Path) -> Iterator[_File]:
    if not folder.is_dir():
        raise BadFile("there is no such folder", path=str(folder))
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        known_as = path.relative_to(folder).as_posix()
        yield _read(path, known_as, _shape_for(path, known_as))


def _shape_for(path: Path, known_as: str) -> Any:
    shelf, _, name = known_as.rpartition("/")
    shape = _SHELVES.get(shelf) if shelf else _SINGLE.get(name)
    if shape is None or path.suffix != ".yaml":
        raise BadFile("nothing of this name or in this place belongs to the library", path=known_as)
    return shape


def _read(path: Path, known_as: str, shape: Any) -> _File:
    try:
        piece = pieces(read_bytes(path))
        file = _File(known_as, piece, build(shape, piece))
    except BadFile as bad:
        raise bad.within(known_as) from None
    key = getattr(file.held, "key", path.stem)
    if key != path.stem:
        raise file.refuse(f"the key {key!r} and the name of the file differ", key)
    return file


# --- one process with sources of its own -----------------------------------------------------------------------


def read_alone(content: bytes, shelves: Shelves) -> tuple[Exemplar, tuple[Source, ...]]:
    """A file of one documented process that brings its sources along: what `exported` writes.

    The shapes and the checks are those of the shipped files; only the sources stand in the file itself.
    """
    if len(content) > LARGEST_FILE:
        raise too_large(len(content))
    piece = pieces(content)
    return built_alone(piece, shelves)


def built_alone(piece: Piece, shelves: Shelves) -> tuple[Exemplar, tuple[Source, ...]]:
    """The same from pieces, wherever they come from."""
    if not isinstance(piece.held, dict):
        raise BadFile("keys are wanted here: key, language, name …, and sources", line=piece.line)
    known = (*Exemplar.__dataclass_fields__, "sources")
    for key, held in piece.held.items():
        if key not in known:
            raise BadFile(f"unknown key {key!r}{nearest(key, known)}", line=held.line)
    if "sources" not in piece.held:
        raise BadFile(
            "the key 'sources' is missing: the file brings its own bibliography", line=piece.line
        )
    record = {key: held for key, held in piece.held.items() if key != "sources"}
    exemplar = cast(Exemplar, build(Exemplar, Piece(record, piece.line)))
    sources = cast("tuple[Source, ...]", build(tuple[Source, ...], piece.held["sources"]))
    _check_alone(_File("", piece, exemplar), exemplar, sources, shelves)
    return exemplar, sources


def _check_alone(
    file: _File, exemplar: Exemplar, sources: tuple[Source, ...], shelves: Shelves
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


def _require_language(file: _File, tag: str) -> None:
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


def _line_of(piece: Piece, word: str) -> int:
    for line in _lines_of(piece, word):
        return line
    return 1


def _lines_of(piece: Piece, word: str) -> Iterator[int]:
    if isinstance(piece.held, str):
        if piece.held == word:
            yield piece.line
        return
    inside = piece.held.values() if isinstance(piece.held, dict) else piece.held
    for part in inside:
        yield from _lines_of(part, word)


# --- what must hold between files ---------------------------------------------------------------------------


def _check(library: Library, files: dict[str, _File]) -> None:
    known_sources = [source.key for source in library.sources]
    _once(files["sources.yaml"], known_sources)
    for file in files.values():
        for key in sources_in(file.held):
            file.require(key, known_sources, "the source")
        check = _CHECKS.get(type(file.held))
        if check:
            check(file, library)


def _once(file: _File, keys: Iterable[str]) -> None:
    met: set[str] = set()
    for key in keys:
        if key in met:
            raise file.refuse(f"the key {key!r} stands here twice", key)
        met.add(key)


def _check_edition(file: _File, library: Library) -> None:
    first = library.edition.date.first
    if first is None or first.day is None or first != library.edition.date.last:
        raise file.refuse(
            "the date of an edition is one day: 2026-11-22", library.edition.date.text
        )


def _check_sources(file: _File, library: Library) -> None:
    for source in library.sources:
        if source.same_work_as:
            file.require(
                source.same_work_as, [other.key for other in library.sources], "the source"
            )
        for key in source.by_convenors_of:
            _require_exemplar(file, library, key)


def _check_vocabularies(file: _File, library: Library) -> None:
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


def _same_words(file: _File, keys: list[str], members: type[StrEnum]) -> None:
    _once(file, keys)
    for key in keys:
        file.require(key, [member.value for member in members], members.__name__.lower())
    for member in members:
        if member.value not in keys:
            raise file.refuse(f"{members.__name__.lower()} {member.value!r} has no entry here")


def _check_glossary(file: _File, library: Library) -> None:
    keys = [term.key for term in library.glossary.terms]
    _once(file, keys)
    _once(file, [form.casefold() for term in library.glossary.terms for form in term.forms])
    for term in library.glossary.terms:
        for other in term.see:
            file.require(other, keys, "the term")


def _check_levels(file: _File, library: Library) -> None:
    _same_words(file, [level.key.value for level in library.levels.levels], Level)


def _check_record_classes(file: _File, library: Library) -> None:
    _once(file, [record_class.key for record_class in library.record_classes.record_classes])


def _check_relatives(file: _File, library: Library) -> None:
    _once(file, [relative.key for relative in library.relatives.relatives])
    for relative in library.relatives.relatives:
        for key in relative.methods:
            file.require(key, [method.key for method in library.methods], "the method")
        for key in relative.exemplars:
            _require_exemplar(file, library, key)


def _check_functions(file: _File, library: Library) -> None:
    _once(file, [function.key for function in library.functions.functions])
    stages = {method.key: [stage.key for stage in method.stages] for method in library.methods}
    for function in library.functions.functions:
        for steps in function.steps:
            file.require(steps.method, stages, "the method")
            for stage in steps.stages:
                file.require(stage, stages[steps.method], "the stage")


def _check_typology(file: _File, library: Library) -> None:
    _once(file, [section.key for section in library.typology.sections])
    for section in library.typology.sections:
        _once(file, [entry.key for entry in section.entries])
        for entry in section.entries:
            for shown in entry.shown_by:
                _require_exemplar(file, library, shown.exemplar)


def _check_named(file: _File, library: Library) -> None:
    _once(file, [item.key for item in library.named.items])
    for item in library.named.items:
        if item.see:
            _require_exemplar(file, library, item.see)


def _require_exemplar(file: _File, library: Shelves, key: str) -> None:
    file.require(key, [exemplar.key for exemplar in library.exemplars], "the documented process")


def _check_method(file: _File, _library: Library) -> None:
    method: Method = file.held
    stages = [stage.key for stage in method.stages]
    _once(file, stages)
    _once(file, [rule.key for rule in method.ground_rules])
    _once(file, [section.key for section in method.sections])
    for schedule in method.schedules:
        for slot in schedule.slots:
            for stage in slot.stages:
                file.require(stage, stages, "the stage")


def _check_tool(file: _File, library: Library) -> None:
    _once(file, [field.key for field in file.held.fields])
    fields = len(file.held.fields)
    if (file.held.layout is Layout.CIRCLE and fields != 4) or (
        file.held.layout is Layout.CHOICE and fields < 3
    ):
        raise file.refuse("a circle has four fields, and a choice three or more", "layout")
    for method in file.held.methods:
        file.require(method, [other.key for other in library.methods], "the method")


def _check_exemplar(file: _File, library: Shelves) -> None:
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


def _check_within(file: _File, exemplar: Exemplar) -> None:
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


def _check_against_methods(file: _File, exemplar: Exemplar, library: Shelves) -> None:
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


_CHECKS: dict[type, Callable[[_File, Library], None]] = {
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
