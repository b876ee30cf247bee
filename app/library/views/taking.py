"""What a reader takes along: how to cite, files for reference managers, the data of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from flask import Response, render_template, url_for

from app.library import queries
from app.library.access import readable
from app.library.commands import exported
from app.library.references import citing
from app.library.references.citing import Record, Reference
from app.library.shapes.facts import sources_in
from app.library.shapes.methods import Method, Tool
from app.library.shapes.processes import Exemplar
from app.library.views import bp
from app.web.attachments import attached

DATA_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
_PAGES: dict[type, str] = {
    Exemplar: "library.exemplar",
    Method: "library.method",
    Tool: "library.tool",
}


# --- citing ---------------------------------------------------------------------------------------------------


@bp.get("/cite/<key:key>")
@readable
def cite(key: str) -> str:
    """How to cite an entry of the library, and each of the works it rests on."""
    held = queries.entry(key)
    works = _works(held)
    return render_template(
        "library/cite.html",
        held=held,
        name=_name(held),
        back=url_for(_PAGES[type(held)], key=key),
        record=_record(held, works),
        works=works,
        as_text=citing.as_text,
    )


@bp.get("/cite/<key:key>.<any(bib, ris, json):form>")
@readable
def cite_file(key: str, form: str) -> Response:
    """The entry itself for a reference manager."""
    held = queries.entry(key)
    return citation_file((_record(held, _works(held)),), key, form)


@bp.get("/cite/<key:key>/works.<any(bib, ris, json):form>")
@readable
def cite_works(key: str, form: str) -> Response:
    """The works an entry rests on, for a reference manager."""
    return citation_file(_works(queries.entry(key)), f"{key}-works", form)


@bp.get("/cite/sources/<key:key>.<any(bib, ris, json):form>")
@readable
def cite_source(key: str, form: str) -> Response:
    """One work that facts rest on."""
    return citation_file(citing.references_to((queries.source(key),)), key, form)


def _works(held: Record) -> tuple[Reference, ...]:
    keys = tuple(dict.fromkeys(sources_in(held)))
    known = queries.sources(keys)
    return citing.references_to(known[key] for key in keys)


def _record(held: Record, works: tuple[Reference, ...]) -> Reference:
    return citing.reference_to_record(held, queries.edition(), len(works))


def citation_file(references: Iterable[Reference], name: str, form: str) -> Response:
    """References in one of the forms that reference managers read."""
    write, content_type = import_module("app.library.references.exchange").FORMS[form]
    return attached(write(references), f"{content_type}; charset=utf-8", f"{name}.{form}")


def _name(held: Record) -> str:
    return held.short_name if isinstance(held, Exemplar) else held.name


# --- data ----------------------------------------------------------------------------------------------------


@bp.get("/processes/<key:key>/data.<any(yaml, json):form>")
@readable
def exemplar_data(key: str, form: str) -> Response:
    """The record with its sources in full, to cite and to check."""
    return _data(queries.exemplar(key), form)


@bp.get("/methods/<key:key>/data.<any(yaml, json):form>")
@readable
def method_data(key: str, form: str) -> Response:
    return _data(queries.method(key), form)


def _data(held: Exemplar | Method, form: str) -> Response:
    return attached(exported(held, form), DATA_TYPES[form], f"{held.key}.{form}")
