"""The one way from a document to a file: the format is a name, the answer is bytes, and nothing is stored."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.reports import docx, markdown, pdf, sheet
from app.reports.tree import Document

Format = Literal["docx", "pdf", "md", "csv"]

_RENDERERS: dict[Format, tuple[Callable[[Document], bytes], str]] = {
    "docx": (docx.render, docx.MIMETYPE),
    "pdf": (pdf.render, pdf.MIMETYPE),
    "md": (markdown.render, markdown.MIMETYPE),
    "csv": (sheet.render, sheet.MIMETYPE),
}
FORMATS: tuple[Format, ...] = tuple(_RENDERERS)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file to be streamed. Its name carries a type of document and the text's own date, and nothing else."""

    filename: str
    mimetype: str
    body: bytes


def render(document: Document, format: Format) -> Rendered:
    renderer, mimetype = _RENDERERS[format]
    return Rendered(filename(document.kind, document.date, format), mimetype, renderer(document))


def filename(kind: str, date: datetime.date | None, format: Format) -> str:
    return f"{kind}-{date.isoformat()}.{format}" if date else f"{kind}.{format}"
