"""One request, one transaction, one place that commits.

A POST, PUT, PATCH or DELETE whose response is below 400 is committed; everything else is rolled
back. A GET cannot write (kernel.db). The wrapper stands around each view and not in after_request,
so that an error at commit still reaches our error pages (A§18).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, g, make_response, request
from werkzeug.wrappers import Response

from app.kernel.db import db, writing
from app.web.access import access_of, declares

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_AFTERWARDS = "after_this_unit_of_work"


def afterwards(deed: Callable[[], None]) -> None:
    """Do this in a short transaction of its own when the request's is over, even if that was refused.

    Only for what must survive a refusal: counting failed sign-ins.
    """
    g.setdefault(_AFTERWARDS, []).append(deed)


def wrap_views(app: Flask) -> None:
    """Put the unit of work around every view."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = declares(_unit_of_work(view), access_of(view))


def _unit_of_work(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def within(*args: Any, **kwargs: Any) -> Any:
        if request.method in SAFE:
            return view(*args, **kwargs)
        with writing():
            try:
                return _committed(make_response(view(*args, **kwargs)))
            except BaseException:
                db.session.rollback()
                raise
            finally:
                _do_what_survives()

    return within


def _committed(response: Response) -> Response:
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _do_what_survives() -> None:
    for deed in g.pop(_AFTERWARDS, ()):
        deed()
        db.session.commit()
