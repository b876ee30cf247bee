"""The one way from a document to a file: the format is a name, the answer is bytes, and nothing is stored."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast

from app.reports.tree import Document

Format = Literal["docx", "pdf", "md", "csv"]

# By name, and loaded with the first document that somebody asks for (decision 9).
_RENDERERS: dict[Format, str] = {
    "docx": "app.reports.docx",
    "pdf": "app.reports.pdf",
    "md": "app.reports.markdown",
    "csv": "app.reports.sheet",
}
FORMATS: tuple[Format, ...] = tuple(_RENDERERS)


class Renderer(Protocol):
    """What each of these modules holds."""

    MIMETYPE: str

    def render(self, document: Document) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file to be streamed. Its name carries a type of document and the text's own date, and nothing else."""

    filename: str
    mimetype: str
    body: bytes


def render(document: Document, format: Format) -> Rendered:
    renderer = cast(Renderer, import_module(_RENDERERS[format]))
    name = filename(document.kind, document.date, format)
    return Rendered(name, renderer.MIMETYPE, renderer.render(document))


def filename(kind: str, date: datetime.date | None, format: Format) -> str:
    return f"{kind}-{date.isoformat()}.{format}" if date else f"{kind}.{format}"
