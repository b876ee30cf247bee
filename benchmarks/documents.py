"""What a document costs beside the bare typesetter and the bare python-docx, with the same words in two scripts.

Both floors do the same outward work: the typesetter runs in a process of its own with the same fonts and standards
(PDF/A-2a, PDF/UA-1), python-docx writes each paragraph with its direction. Neither cleans, numbers or lays out.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import docx as python_docx
from docx.oxml import OxmlElement

from app.reports import docx, fonts, pdf
from app.reports.tree import Document, Paragraph, words
from benchmarks.rows import Row

ROUNDS = 25
STATUS = "Participants took part as individuals. This text commits no organisation or government."
ENGLISH = (
    "We share the conviction that the valley will be lived in by all who live in it now, and that none of us will "
    "be safer by the other's fear. The chief obstacle is not the border but the lack of an adequate understanding "
    "of how power over water, schools and courts can be shared."
)
ARABIC = (
    "نتشارك القناعة بأن الوادي سيبقى موطنا لكل من يعيش فيه اليوم، وأن أحدا منا لن يكون أكثر أمانا بخوف الآخر. "
    "العقبة الرئيسية ليست الحدود بل غياب الفهم الكافي لكيفية تقاسم السلطة على المياه والمدارس والمحاكم."
)
IN_TWO_SCRIPTS = (("en", ENGLISH), ("ar", ARABIC))

_BARE_TYPESETTER = """
import json, sys, typst
given = json.load(sys.stdin.buffer)
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[given["folder"]])
made = typst.Compiler(input=given["source"].encode(), font_paths=fonts)
sys.stdout.buffer.write(made.compile(format="pdf", pdf_standards=["a-2a", "ua-1"]))
"""


def rows() -> list[Row]:
    found: list[Row] = []
    for many in (20, 200):
        said = [IN_TWO_SCRIPTS[place % 2] for place in range(many)]
        memorandum = _memorandum(said)
        source = _source(said)
        ours, floor = _medians(partial(pdf.render, memorandum), partial(_bare_pdf, source))
        found.append(Row(f"PDF of {many} paragraphs in two scripts, seconds", ours, floor, 1.5))
    for many in (20, 200):
        said = [IN_TWO_SCRIPTS[place % 2] for place in range(many)]
        memorandum = _memorandum(said)
        ours, floor = _medians(partial(docx.render, memorandum), partial(_bare_docx, said))
        found.append(Row(f"DOCX of {many} paragraphs in two scripts, seconds", ours, floor, 2.0))
    return found


def _medians(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """In turns, so that what the machine does meanwhile falls on both."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for deed, kept in zip((ours, floor), spent, strict=True):
            began = time.perf_counter()
            deed()
            if turn:  # The first turn warms up.
                kept.append(time.perf_counter() - began)
    return statistics.median(spent[0]), statistics.median(spent[1])


def _memorandum(said: list[tuple[str, str]]) -> Document:
    paragraphs = (
        Paragraph(words(text, language=language), number=str(number))
        for number, (language, text) in enumerate(said, 1)
    )
    return Document(
        "Memorandum", "en", STATUS, tuple(paragraphs), banner="Draft", label="Memorandum 1"
    )


def _source(said: list[tuple[str, str]]) -> str:
    head = (
        '#set document(title: "Memorandum", date: datetime(year: 2000, month: 1, day: 1))\n'
        '#set text(font: ("Noto Serif", "Amiri"), lang: "en", size: 10.5pt)\n#title()\n'
    )
    paragraphs = (
        f"#par(text(lang: {json.dumps(language)}, dir: {'rtl' if language == 'ar' else 'ltr'}, "
        f"{json.dumps(text, ensure_ascii=False)}))\n"
        for language, text in said
    )
    return head + "\n".join(paragraphs)


def _bare_pdf(source: str) -> bytes:
    given = json.dumps({"source": source, "folder": str(fonts.shelf().directory)}).encode()
    command = [sys.executable, "-I", "-B", "-c", _BARE_TYPESETTER]
    made = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout
    assert made.startswith(b"%PDF-")
    return made


def _bare_docx(said: list[tuple[str, str]]) -> bytes:
    file = python_docx.Document()
    file.add_heading("Memorandum", 0)
    for language, text in said:
        paragraph = file.add_paragraph(text)
        if language == "ar":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            paragraph.runs[0]._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()
