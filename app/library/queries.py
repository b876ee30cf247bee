"""Reading the library. Everything comes back as frozen shapes, whole, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import NotHere
from app.library import models
from app.library.seed.storing import restored, restored_exemplar, restored_method
from app.library.shapes.facts import Source
from app.library.shapes.methods import FunctionsFile, Method, RelativesFile, Tool
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import (
    EditionFile,
    GlossaryFile,
    LevelsFile,
    NamedFile,
    RecordClassesFile,
    TypologyFile,
    VocabulariesFile,
)

Shape = TypeVar("Shape")


def methods() -> tuple[Method, ...]:
    """Every method that is not retired, in the library's order."""
    rows = db.session.execute(
        select(models.LibraryMethod.key, models.LibraryMethod.content)
        .where(~models.LibraryMethod.retired)
        .order_by(models.LibraryMethod.position)
    ).all()
    return _methods(dict(rows))


def method(key: str) -> Method:
    """One method, retired or not: a dialogue may have begun from it."""
    content = db.session.scalar(
        select(models.LibraryMethod.content).where(models.LibraryMethod.key == key)
    )
    if content is None:
        raise NotHere
    return _methods({key: content})[0]


def _methods(contents: Mapping[str, str]) -> tuple[Method, ...]:
    stages = _parts(models.LibraryStage, contents)
    rules = _parts(models.LibraryGroundRule, contents)
    return tuple(
        restored_method(content, tuple(stages[key]), tuple(rules[key]))
        for key, content in contents.items()
    )


def _parts(
    part: type[models.LibraryStage | models.LibraryGroundRule], keys: Iterable[str]
) -> Mapping[str, list[str]]:
    rows = db.session.execute(
        select(part.method_key, part.content)
        .where(part.method_key.in_(list(keys)), ~part.retired)
        .order_by(part.method_key, part.position)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, content in rows:
        found[key].append(content)
    return found


def tools() -> tuple[Tool, ...]:
    """Every tool, in the library's order."""
    contents = db.session.scalars(
        select(models.LibraryTool.content)
        .where(~models.LibraryTool.retired)
        .order_by(models.LibraryTool.position)
    )
    return tuple(restored(Tool, content) for content in contents)


def tool(key: str) -> Tool:
    content = db.session.scalar(
        select(models.LibraryTool.content).where(models.LibraryTool.key == key)
    )
    if content is None:
        raise NotHere
    return restored(Tool, content)


def entry(key: str) -> Exemplar | Method | Tool:
    """A documented process, a method or a tool, whichever has this key."""
    for read in (exemplar, method, tool):
        try:
            return read(key)
        except NotHere:
            continue
    raise NotHere


def keys() -> tuple[str, ...]:
    """The keys of all processes, methods and tools."""
    return tuple(
        key
        for shelf in (models.Exemplar, models.LibraryMethod, models.LibraryTool)
        for key in db.session.scalars(
            select(shelf.key).where(~shelf.retired).order_by(shelf.position, shelf.key)
        )
    )


def exemplars() -> tuple[Exemplar, ...]:
    """Every documented process, the earliest first and last those without a documented date."""
    rows = db.session.execute(
        select(models.Exemplar.key, models.Exemplar.content)
        .where(~models.Exemplar.retired)
        .order_by(models.Exemplar.earliest.is_(None), models.Exemplar.earliest, models.Exemplar.key)
    ).all()
    return _exemplars(dict(rows))


def exemplar(key: str) -> Exemplar:
    """One documented process, retired or not: a dialogue may have begun from it."""
    content = db.session.scalar(select(models.Exemplar.content).where(models.Exemplar.key == key))
    if content is None:
        raise NotHere
    return _exemplars({key: content})[0]


def _exemplars(contents: Mapping[str, str]) -> tuple[Exemplar, ...]:
    keys = list(contents)
    workshop, sitting, output = (
        models.ExemplarWorkshop,
        models.ExemplarSitting,
        models.ExemplarOutput,
    )
    workshops = _pairs(
        select(workshop.exemplar_key, workshop.key, workshop.content)
        .where(workshop.exemplar_key.in_(keys), ~workshop.retired)
        .order_by(workshop.exemplar_key, workshop.position)
    )
    sittings = _pairs(
        select(sitting.exemplar_key, sitting.workshop_key, sitting.content)
        .where(sitting.exemplar_key.in_(keys), ~sitting.retired)
        .order_by(sitting.exemplar_key, sitting.workshop_key, sitting.position)
    )
    outputs = _pairs(
        select(output.exemplar_key, output.kind, output.content)
        .where(output.exemplar_key.in_(keys), ~output.retired)
        .order_by(output.exemplar_key, output.kind, output.position)
    )
    return tuple(
        restored_exemplar(content, workshops[key], sittings[key], outputs[key])
        for key, content in contents.items()
    )


def _pairs(statement: object) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: defaultdict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for key, of, content in db.session.execute(statement):  # type: ignore[call-overload]
        found[key] += ((of, content),)
    return found


def sources(keys: Iterable[str]) -> Mapping[str, Source]:
    """The sources of these keys."""
    rows = db.session.execute(
        select(models.LibrarySource.key, models.LibrarySource.content).where(
            models.LibrarySource.key.in_(list(dict.fromkeys(keys)))
        )
    )
    return {key: restored(Source, content) for key, content in rows}


def source(key: str) -> Source:
    """One source."""
    found = sources((key,))
    if key not in found:
        raise NotHere
    return found[key]


def edition() -> EditionFile:
    return _sheet(EditionFile, "edition")


def vocabularies() -> VocabulariesFile:
    return _sheet(VocabulariesFile, "vocabularies")


def glossary() -> GlossaryFile:
    return _sheet(GlossaryFile, "glossary")


def levels() -> LevelsFile:
    return _sheet(LevelsFile, "levels")


def record_classes() -> RecordClassesFile:
    return _sheet(RecordClassesFile, "record_classes")


def relatives() -> RelativesFile:
    return _sheet(RelativesFile, "relatives")


def functions() -> FunctionsFile:
    return _sheet(FunctionsFile, "functions")


def typology() -> TypologyFile:
    return _sheet(TypologyFile, "typology")


def named() -> NamedFile:
    return _sheet(NamedFile, "named")


def _sheet(shape: type[Shape], key: str) -> Shape:
    content = db.session.scalar(
        select(models.LibrarySheet.content).where(models.LibrarySheet.key == key)
    )
    if content is None:
        raise NotHere  # an installation whose library was never loaded
    return restored(shape, content)
