"""The whole of seed/library, or one process with sources of its own, read at once and checked.

Either it comes back whole or `BadFile` is raised and nothing is. What must hold between files is agreement.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from app.library.rules import nearest
from app.library.seed.agreement import check, check_alone
from app.library.seed.files import SHELVES, SINGLE, File, Library, Shelves
from app.library.seed.reading import (
    LARGEST_FILE,
    BadFile,
    Piece,
    build,
    pieces,
    read_bytes,
    too_large,
)
from app.library.shapes.facts import Source
from app.library.shapes.methods import Method, Tool
from app.library.shapes.processes import Exemplar

Shape = TypeVar("Shape")


def read_library(folder: Path) -> Library:
    """Read and check every file under `folder`."""
    files = {file.known_as: file for file in _read_files(folder)}
    missing = [name for name in SINGLE if name not in files]
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
    check(library, files)
    return library


def _held(files: dict[str, File], shape: type[Shape]) -> Iterator[Shape]:
    return (file.held for file in files.values() if isinstance(file.held, shape))


def _read_files(folder: Path) -> Iterator[File]:
    if not folder.is_dir():
        raise BadFile("there is no such folder", path=str(folder))
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        known_as = path.relative_to(folder).as_posix()
        yield _read(path, known_as, _shape_for(path, known_as))


def _shape_for(path: Path, known_as: str) -> Any:
    shelf, _, name = known_as.rpartition("/")
    shape = SHELVES.get(shelf) if shelf else SINGLE.get(name)
    if shape is None or path.suffix != ".yaml":
        raise BadFile("nothing of this name or in this place belongs to the library", path=known_as)
    return shape


def _read(path: Path, known_as: str, shape: Any) -> File:
    try:
        piece = pieces(read_bytes(path))
        file = File(known_as, piece, build(shape, piece))
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
    check_alone(File("", piece, exemplar), exemplar, sources, shelves)
    return exemplar, sources
