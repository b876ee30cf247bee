"""An entry of the library as a document, with what it needs: the case sheet of a process, the blank form of a tool."""

from __future__ import annotations

from app.library import queries
from app.library.shapes.facts import sources_in
from app.library.shapes.methods import Tool
from app.library.shapes.processes import Exemplar
from app.library.views import when_in_words
from app.reports.casesheet import case_sheet
from app.reports.tree import Document
from app.reports.worksheets import worksheet


def entry_document(held: Exemplar | Tool) -> Document:
    """The document of a process or a tool."""
    sources = queries.sources(sources_in(held))
    if isinstance(held, Tool):
        return worksheet(held, sources)
    method = queries.method(held.method.first) if held.method else None
    return case_sheet(
        held, method, queries.vocabularies(), sources, queries.edition(), when_in_words
    )
