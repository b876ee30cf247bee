"""Papers of the library: what a page of it says, as a page that prints and as a file."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from app.accounts.access import permitted
from app.accounts.models import Account
from app.library import queries as library
from app.library.access import readable
from app.library.own.queries import own_process
from app.library.policy import READ_OWN
from app.reports.entries import (
    entry_document,
    glossary_document,
    ground_rules_document,
    own_entry_document,
    relative_document,
    typology_document,
)
from app.reports.rendering import render
from app.reports.views import paper_format, sent, whole

bp = Blueprint("entries", __name__, url_prefix="/library")


@bp.get("/processes/<key:key>/case-sheet")
@readable
def case_sheet(key: str) -> str:
    """The case sheet as a page that prints."""
    return render_template(
        "reports/case_sheet.html", document=whole(entry_document(library.exemplar(key))), key=key
    )


@bp.get("/processes/<key:key>/case-sheet.<key:format>")
@readable
def case_sheet_file(key: str, format: str) -> Response:
    """The case sheet as a file."""
    return sent(render(entry_document(library.exemplar(key)), paper_format(format)))


@bp.get("/own/<id:own_id>/case-sheet")
@permitted(READ_OWN)
def own_case_sheet(account: Account, own_id: str) -> str:
    """The case sheet of a process of this house as a page that prints; for whoever may read the process."""
    return render_template(
        "reports/case_sheet.html",
        document=whole(own_entry_document(own_process(own_id))),
        own_id=own_id,
    )


@bp.get("/own/<id:own_id>/case-sheet.<key:format>")
@permitted(READ_OWN)
def own_case_sheet_file(account: Account, own_id: str, format: str) -> Response:
    """The same as a file, which says neither its id nor its house."""
    return sent(render(own_entry_document(own_process(own_id)), paper_format(format)))


@bp.get("/methods/<key:key>/method.<key:format>")
@readable
def method_file(key: str, format: str) -> Response:
    """A method as a file: all that its page says."""
    return sent(render(entry_document(library.method(key)), paper_format(format)))


@bp.get("/tools/<key:key>/form.<key:format>")
@readable
def blank_form(key: str, format: str) -> Response:
    """The blank form of a tool as a file."""
    return sent(render(entry_document(library.tool(key)), paper_format(format)))


@bp.get("/relatives/<key:key>/relative.<key:format>")
@readable
def relative_file(key: str, format: str) -> Response:
    """A relative of a method as a file."""
    return sent(render(relative_document(key), paper_format(format)))


@bp.get("/ground-rules.<key:format>")
@readable
def ground_rules_file(format: str) -> Response:
    """The ground rules of all methods as a file."""
    return sent(render(ground_rules_document(), paper_format(format)))


@bp.get("/glossary.<key:format>")
@readable
def glossary_file(format: str) -> Response:
    """The words of the field as a file."""
    return sent(render(glossary_document(), paper_format(format)))


@bp.get("/typology.<key:format>")
@readable
def typology_file(format: str) -> Response:
    """Tracks and other orders as a file."""
    return sent(render(typology_document(), paper_format(format)))
