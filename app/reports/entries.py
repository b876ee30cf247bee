"""An entry of the library as a document, with what it needs: the case sheet of a process, the sheet of a method, the
blank form of a tool."""

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
from app.reports.methodsheet import method_sheet
from app.reports.tree import Document
from app.reports.worksheets import worksheet


def entry_document(held: Exemplar | Method | Tool) -> Document:
    """The document of a process, a method or a tool."""
    sources = queries.sources(sources_in(held))
    if isinstance(held, Tool):
        return worksheet(held, sources)
    if isinstance(held, Method):
        return method_sheet(held, queries.vocabularies(), sources, queries.edition(), when_in_words)
    return _case_sheet(held, sources, queries.edition())


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
