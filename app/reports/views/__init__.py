"""Documents as downloads, by what they are about: streamed, never stored.

Here is what they share: which formats there are, and how a document becomes an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import abort, current_app
from werkzeug.wrappers import Response

from app.reports.cleaning import cleaned
from app.reports.rendering import Format, Rendered
from app.reports.tree import Document, levelled
from app.web.attachments import attached

PAPER_FORMATS = frozenset({"pdf", "docx"})


def paper_format(format: str, known: frozenset[str] = PAPER_FORMATS) -> Format:
    """A format that this paper is printed in; 404 for any other."""
    if format not in known:
        abort(404)
    return cast(Format, format)


def sent(rendered: Rendered) -> Response:
    """A document as an attachment."""
    return attached(rendered.body, rendered.mimetype, rendered.filename)


def whole(document: Document) -> Document:
    """As every renderer gets it: clean, and with headings that skip no level."""
    tidy = cleaned(document)
    return replace(tidy, blocks=tuple(levelled(tidy.blocks)))


def in_practice() -> bool:
    """Whether papers say that all of it is invented."""
    return bool(current_app.config["SECOND_TRACK"].practice)
