"""A file that somebody takes along: streamed, and kept nowhere."""

from __future__ import annotations

from flask import Response, current_app


def attached(body: bytes | str, content_type: str, filename: str) -> Response:
    """An answer that the browser keeps as a file of this name: one of ours, of letters, figures, dots, dashes."""
    response = current_app.make_response(body)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
