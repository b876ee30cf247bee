"""Everything that can be found in the library, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.library.search.passages.methods import of_method, of_relative, of_tool
from app.library.search.passages.passage import Passage
from app.library.search.passages.processes import name_of_exemplar, of_exemplar
from app.library.search.passages.sheets import (
    of_glossary,
    of_levels,
    of_named,
    of_records,
    of_typology,
)
from app.library.search.passages.sources import sources_of
from app.library.seed.files import Library
from app.library.shapes.processes import Exemplar


def passages_of(library: Library) -> Iterator[Passage]:
    """Everything that can be found, in the order in which it is shown."""
    sources = {source.key: source for source in library.sources}
    pages = (
        *(of_exemplar(exemplar, library) for exemplar in _in_order(library.exemplars)),
        *(of_method(method) for method in library.methods),
        *(of_relative(each, library.relatives.language) for each in library.relatives.relatives),
        *(of_tool(tool) for tool in library.tools),
        of_typology(library),
        of_glossary(library),
        of_levels(library.levels),
        of_records(library.record_classes),
        of_named(library.named),
    )
    for page in pages:
        yield from page
    for held, whole in _with_sources(library):
        yield from sources_of(held, whole, sources)


def _in_order(exemplars: Iterable[Exemplar]) -> list[Exemplar]:
    return sorted(exemplars, key=lambda each: (each.coverage.value, each.short_name.casefold()))


def _with_sources(library: Library) -> Iterator[tuple[object, Passage]]:
    for exemplar in _in_order(library.exemplars):
        yield exemplar, name_of_exemplar(exemplar)
    for method in library.methods:
        yield method, next(of_method(method))
    for relative in library.relatives.relatives:
        yield relative, next(of_relative(relative, library.relatives.language))
    for tool in library.tools:
        yield tool, next(of_tool(tool))
