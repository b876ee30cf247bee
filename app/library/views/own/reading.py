"""Reading a process of this house, and what is taken along of it: its data, how to cite it."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from app.accounts.access import permitted
from app.accounts.models import Account
from app.kernel.errors import NotHere
from app.library.commands import exported
from app.library.course import course_of
from app.library.own import queries
from app.library.own.queries import own_process
from app.library.own.rules import OWN_KEY
from app.library.policy import READ_OWN, WRITE_OWN
from app.library.references import citing
from app.library.references.citing import Reference
from app.library.shapes.facts import Source, sources_in
from app.library.shapes.processes import Exemplar
from app.library.views import (
    begin_address,
    course_picture,
    notes_on,
)
from app.library.views.own import bp
from app.library.views.taking import DATA_TYPES, citation_file
from app.web.answers import SEE_OTHER
from app.web.attachments import attached


@bp.get("/")
@permitted(READ_OWN)
def index(account: Account) -> str:
    """The processes of this house, and how one comes to be here."""
    return render_template(
        "library/own/index.html",
        processes=queries.own_processes(),
        dark=queries.dark_ones(),
        words=queries.shelves().vocabularies,
        may_write=WRITE_OWN.allows(account),
    )


@bp.get("/<id:own_id>")
@permitted(READ_OWN)
def show(account: Account, own_id: str) -> str | Answer:
    """The page of a process, in the form of the shipped ones."""
    held = own_process(own_id)
    exemplar = held.exemplar
    if exemplar is None:
        return redirect(url_for(".edit", own_id=own_id), SEE_OTHER)
    shelves = queries.shelves()
    method = next(
        (each for each in shelves.methods if exemplar.method and each.key == exemplar.method.first),
        None,
    )
    course = course_of(exemplar, method)
    return render_template(
        "library/own/show.html",
        exemplar=exemplar,
        method=method,
        course=course,
        picture=course_picture(course),
        narrow_picture=course_picture(course, narrow=True),
        words=shelves.vocabularies,
        notes=notes_on(exemplar, held.sources),
        shows=[],
        begin=begin_address(exemplar=own_id) if method else None,
        of_this_house=held,
        may_write=WRITE_OWN.allows(account),
    )


# --- taking along ---------------------------------------------------------------------------------------------


@bp.get("/<id:own_id>/data.<any(yaml, json):form>")
@permitted(READ_OWN)
def data(account: Account, own_id: str, form: str) -> Response:
    """The record with its sources, to keep elsewhere or to bring in again. It says neither its id nor its house."""
    exemplar, sources = _taken_along(own_id)
    return attached(exported(exemplar, form, sources), DATA_TYPES[form], f"{OWN_KEY}.{form}")


@bp.get("/<id:own_id>/cite")
@permitted(READ_OWN)
def cite(account: Account, own_id: str) -> str:
    """How to cite the entry, and each of the works it rests on."""
    held, works = _works(own_id)
    return render_template(
        "library/own/cite.html",
        held=held,
        name=held.short_name,
        back=url_for(".show", own_id=own_id),
        record=citing.reference_to_own_entry(held, len(works)),
        works=works,
        as_text=citing.as_text,
        own_id=own_id,
    )


@bp.get("/<id:own_id>/cite.<any(bib, ris, json):form>")
@permitted(READ_OWN)
def cite_file(account: Account, own_id: str, form: str) -> Response:
    """The entry itself for a reference manager."""
    held, works = _works(own_id)
    return citation_file((citing.reference_to_own_entry(held, len(works)),), OWN_KEY, form)


@bp.get("/<id:own_id>/cite/works.<any(bib, ris, json):form>")
@permitted(READ_OWN)
def cite_works(account: Account, own_id: str, form: str) -> Response:
    """The works it rests on, for a reference manager."""
    return citation_file(_works(own_id)[1], f"{OWN_KEY}-works", form)


def _works(own_id: str) -> tuple[Exemplar, tuple[Reference, ...]]:
    held, sources = _taken_along(own_id)
    keys = dict.fromkeys(sources_in(held))
    return held, citing.references_to(sources[key] for key in keys)


def _taken_along(own_id: str) -> tuple[Exemplar, dict[str, Source]]:
    """The record and its sources as they leave; 404 while it is not far enough to be read."""
    held = own_process(own_id)
    if held.exemplar is None:
        raise NotHere
    return held.nameless
