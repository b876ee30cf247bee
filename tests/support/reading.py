"""What can be read of an answer, whatever it is: page, calendar, sheet, PDF or DOCX, with metadata and headers."""

from __future__ import annotations

import io
import zipfile

import pypdf
from werkzeug.test import TestResponse

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(response: TestResponse) -> str:
    """Everything that the answer tells whoever looks closely."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    return f"{headers}\n\n{_body(response)}"


def _body(response: TestResponse) -> str:
    if response.mimetype == "text/event-stream":
        response.close()
        return ""
    content = response.get_data()
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK"):
        return _zip(content)
    return content.decode("utf-8", "replace")


def _pdf(content: bytes) -> str:
    opened = pypdf.PdfReader(io.BytesIO(content))
    told = [page.extract_text() for page in opened.pages]
    told += [
        str(opened.metadata),
        str(opened.xmp_metadata and opened.xmp_metadata.stream.get_data()),
    ]
    return "\n".join([*told, content.decode("latin-1")])


def _zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return "\n".join(
            f"{name}\n{opened.read(name).decode('utf-8', 'replace')}" for name in opened.namelist()
        )
