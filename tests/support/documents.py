"""What a reader finds in a document that left the house."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdf
from lxml import etree  # type: ignore[import-untyped]

_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def words_of(file: Path) -> str:
    """All words of a PDF or a DOCX, heads and feet of its pages included, blanks levelled."""
    read = {".pdf": _of_pdf, ".docx": _of_docx}[file.suffix]
    return re.sub(r"\s+", " ", read(file))


def _of_pdf(file: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def _of_docx(file: Path) -> str:
    with zipfile.ZipFile(file) as parts:
        trees = [
            etree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        ]
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(_TEXT))
        for tree in trees
        for paragraph in tree.iter(_PARAGRAPH)
    )
