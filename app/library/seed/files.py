"""Which files there are under seed/library, what each holds, and how one of them is complained about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from app.library.rules import nearest
from app.library.seed.reading import BadFile, Piece
from app.library.shapes.facts import Source
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

SINGLE = {
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


SHELVES = {"methods": Method, "tools": Tool, "exemplars": Exemplar}


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
class File:
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
