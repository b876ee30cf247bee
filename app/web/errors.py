"""One place: exception → status → page. A page says what happened and what to do, and gives typed words back.

Logs get the exception's class and the endpoint; never a value, an address or a form (A§19).
"""

from __future__ import annotations

import errno
import logging
from typing import Any

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.kernel.db import TooManyWriters, db
from app.kernel.errors import DomainError, NotHere, PermissionDenied
from app.settings import ROOT

log = logging.getLogger(__name__)

# Never given back on an error page: what the page itself supplies, and what is secret.
_NOT_WORDS = ("csrf", "password", "passphrase", "secret", "token", "code", "submit", "version")

_PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 503, 507})

# Read once, while all is well.
_PLAIN_PAGE = (ROOT / "templates" / "errors" / "500.html").read_text(encoding="utf-8")


def answer_errors(app: Flask) -> None:
    """Register every handler."""
    app.register_error_handler(NotHere, lambda _error: _page(404))
    app.register_error_handler(PermissionDenied, lambda error: _page(403, reason=error.reason))
    app.register_error_handler(DomainError, lambda error: _page(409, reason=error.sentence))
    app.register_error_handler(StaleDataError, lambda _error: _page(409))
    app.register_error_handler(CSRFError, lambda _error: _page(400, expired=True))
    app.register_error_handler(TooManyWriters, lambda _error: _page(503))
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(OSError, _file_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _defect)


def typed_words() -> list[tuple[str, str]]:
    """What the person had typed into the form that failed, to be shown back; nothing is lost."""
    try:
        fields = request.form.items(multi=True)
    except Exception:
        return []
    return [
        (name, value)
        for name, value in fields
        if value.strip() and not any(part in name.lower() for part in _NOT_WORDS)
    ]


def _page(status: int, **shown: Any) -> tuple[str, int]:
    db.session.rollback()
    g.in_error = True
    kept = typed_words() if request.method == "POST" and status != 413 else []
    shown.setdefault("reason", None)
    shown.setdefault("expired", False)
    return render_template(f"errors/{status}.html", kept=kept, again=request.path, **shown), status


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if status in _PAGES:
        return _page(status)
    if status < 400:
        return error
    return _plain(status)


def _database_error(error: DBAPIError) -> Any:
    if _disk_is_full(error):
        log.error("disk full at %s", request.endpoint)
        return _page(507)
    return _defect(error)


def _file_error(error: OSError) -> Any:
    # Keys are files: a dialogue begun on a full disk fails there and not in the database.
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        log.error("disk full at %s", request.endpoint)
        return _page(507)
    return _defect(error)


def _disk_is_full(error: DBAPIError) -> bool:
    cause = str(error.orig).lower()
    return "disk is full" in cause or "no space left" in cause or "disk i/o error" in cause


def _defect(error: Exception) -> Any:
    log.error("%s at %s", type(error).__name__, request.endpoint)
    if request.environ.get("second_track.show_defects"):
        raise error
    return _plain(500)


def _plain(status: int) -> tuple[str, int, dict[str, str]]:
    """A page that needs no template, no database and no session, for when those may be what broke."""
    return _PLAIN_PAGE, status, {"Content-Type": "text/html; charset=utf-8"}
