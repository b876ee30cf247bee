"""What a view answers with beside a page: statuses by name, a part of a page, and where a redirect may lead."""

from __future__ import annotations

from flask import Response, make_response, request

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422

FRONT_DOOR = "/"


def part(page: str) -> Response:
    """A part of a page, to be fetched anew; 304 when the page has it already."""
    response = make_response(page)
    response.add_etag()
    response.make_conditional(request)
    return response


def within_the_house(wanted: str | None) -> str:
    """A page of this house that somebody asked to be led to; for an address elsewhere, the front door.

    Browsers read a backward stroke as a forward one and overlook tabs and line breaks, so that two strokes can stand
    apart and still lead away.
    """
    path = wanted or ""
    inside = path.startswith("/") and not path.startswith("//")
    return path if inside and path.isprintable() and "\\" not in path else FRONT_DOOR
