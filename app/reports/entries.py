"""What the library holds as documents, with what they need: the case sheet of a process, the sheet of a method, the
blank form of a tool, a relative of a method, and the lists."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import NotHere
from app.library import queries
from app.library.own.queries import OwnProcess
from app.library.shapes.facts import Source, sources_in
from app.library.shapes.methods import Method, Tool
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import EditionFile
from app.library.views import when_in_words
from app.reports.casesheet import case_sheet
from app.reports.listsheets import (
    glossary_sheet,
    ground_rules_sheet,
    relative_sheet,
    typology_sheet,
)
from app.reports.methodsheet import method_sheet
from app.reports.tree import Document
from app.reports.worksheets import worksheet


def entry_document(held: Exemplar | Method | Tool) -> Document:
    """The document of a process, a method or a tool."""
    sources = _sources_of(held)
    if isinstance(held, Tool):
        return worksheet(held, sources)
    if isinstance(held, Method):
        return method_sheet(held, queries.vocabularies(), sources, queries.edition(), when_in_words)
    return _case_sheet(held, sources, queries.edition())


def relative_document(key: str) -> Document:
    """A relative of a method; 404 for any other."""
    file = queries.relatives()
    held = next((each for each in file.relatives if each.key == key), None)
    if held is None:
        raise NotHere
    return relative_sheet(held, file.language, _sources_of(held), queries.edition(), when_in_words)


def ground_rules_document() -> Document:
    """The ground rules of all methods."""
    methods = queries.methods()
    rules = tuple(method.ground_rules for method in methods)
    return ground_rules_sheet(methods, _sources_of(rules), queries.edition(), when_in_words)


def glossary_document() -> Document:
    held = queries.glossary()
    return glossary_sheet(held, _sources_of(held), queries.edition(), when_in_words)


def typology_document() -> Document:
    held = queries.typology()
    named = {each.key: each.short_name for each in queries.exemplars()}
    return typology_sheet(held, named, _sources_of(held), queries.edition(), when_in_words)


def _sources_of(held: object) -> Mapping[str, Source]:
    return queries.sources(sources_in(held))


def own_entry_document(held: OwnProcess) -> Document:
    """The case sheet of a process of this house; it says neither its id nor its house. 404 while it cannot be read."""
    if held.exemplar is None:
        raise NotHere
    return _case_sheet(*held.nameless, None)


def _case_sheet(
    held: Exemplar, sources: Mapping[str, Source], edition: EditionFile | None
) -> Document:
    method = queries.method(held.method.first) if held.method else None
    return case_sheet(held, method, queries.vocabularies(), sources, edition, when_in_words)
