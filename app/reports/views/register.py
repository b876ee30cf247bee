"""The register: memoranda of one's own dialogues and of the documented processes, in one list."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from app.accounts.access import signed_in
from app.accounts.models import Account
from app.library.views import notes_on, when_in_words
from app.reports import contents, queries
from app.reports.rendering import render
from app.reports.views import in_practice, paper_format, sent

bp = Blueprint("register", __name__)

REGISTER_FORMATS = frozenset({"pdf", "docx", "csv"})


@bp.get("/register")
@signed_in
def register(account: Account) -> str:
    """Memoranda of one's own dialogues and of the documented processes, in one list."""
    held = queries.register_of(account.id)
    facts = tuple(each.outputs for each in held.documented)
    return render_template(
        "reports/register.html",
        register=held,
        notes=notes_on(facts),
    )


@bp.get("/register/register.<key:format>")
@signed_in
def register_document(account: Account, format: str) -> Response:
    """The same list as a document or a sheet."""
    known = paper_format(format, REGISTER_FORMATS)
    document = contents.register(
        queries.register_of(account.id), when_in_words, practice=in_practice()
    )
    return sent(render(document, known))
