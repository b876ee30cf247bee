"""Pages of the room by audience: the desk, a seat, the wall. Each part of a page has an address of its own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

bp = Blueprint("room", __name__)

UNPROCESSABLE = 422
CONFLICT = 409
SEE_OTHER = 303


def part(template: str, **shown: Any) -> Response:
    """A part of a page, as the page itself includes it; 304 when the page has it already."""
    response = make_response(render_template(template, **shown))
    response.add_etag()
    response.make_conditional(request)
    return response
