from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st

from app.reports import docx
from app.reports.tree import Document, Heading, NumberedList, Paragraph, Run, words
from tests.reports.documents import (
    BANNER,
    SENTENCES,
    STATUS,
    arabic,
    document,
    every_block,
    many_scripts,
)

RUN_PROPERTIES = re.findall(
    r"\w+", "rStyle rFonts b bCs i iCs smallCaps color sz szCs vertAlign rtl lang"
)
PARAGRAPH_PROPERTIES = re.findall(r"\w+", "pStyle keepNext numPr pBdr tabs bidi spacing ind jc")


def opened(given_: Document) -> Any:
    return python_docx.Document(io.BytesIO(docx.render(given_)))


def paragraph_with(text: str, file: Any) -> Any:
    return next(paragraph for paragraph in file.paragraphs if text in paragraph.text)


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def package(given_: Document) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(docx.render(given_)))


@pytest.mark.parametrize("language", SENTENCES)
def test_words_come_out_as_they_went_in(language: str) -> None:
    paragraphs = opened(many_scripts()).paragraphs
    assert any(paragraph.text.endswith(SENTENCES[language]) for paragraph in paragraphs)


def test_everything_has_a_style_of_its_own() -> None:
    file = opened(every_block())
    used = {paragraph.style.name for paragraph in file.paragraphs}
    assert {
        "Title",
        "Label",
        "Banner",
        "Status Line",
        "Heading 1",
        "Heading 2",
        "Body Text",
        "Lead",
        "Quote",
        "Numbered Paragraph",
        "List Bullet",
        "List Number",
        "Caption",
        "Note",
        "Small Print",
    } <= used
    assert {table.style.name for table in file.tables} == {"Record Table", "Side by Side"}


def test_a_paragraph_keeps_its_number_as_text_with_a_hanging_indent() -> None:
    found = paragraph_with("Power can be", opened(every_block()))
    assert found.text == "1\tPower can be shared."
    indent = found.style.paragraph_format
    assert indent.first_line_indent == -indent.left_indent
    assert found._p.find(f".//{qn('w:numPr')}") is None


def test_every_numbered_list_begins_where_it_says() -> None:
    lists = (NumberedList(("a", "b")), Paragraph("x"), NumberedList(("c",), start=7))
    numbered = [
        p.text for p in opened(document(*lists)).paragraphs if p.style.name == "List Number"
    ]
    assert numbered == ["1.\ta", "2.\tb", "7.\tc"]


def test_words_from_the_right_are_set_from_the_right() -> None:
    found = paragraph_with(SENTENCES["ar"], opened(many_scripts()))
    assert found._p.pPr.find(qn("w:bidi")) is not None
    run = found.runs[-1]._r
    assert run.rPr.find(qn("w:rtl")) is not None
    assert run.rPr.find(qn("w:rFonts")).get(qn("w:cs")) == "Noto Naskh Arabic"
    assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


def test_words_from_the_left_are_not() -> None:
    found = paragraph_with(SENTENCES["en"], opened(many_scripts()))
    assert found._p.find(f".//{qn('w:bidi')}") is None
    assert found._p.find(f".//{qn('w:rtl')}") is None


@pytest.mark.parametrize(
    ("language", "font"),
    [("ka", "Noto Serif Georgian"), ("hy", "Noto Serif Armenian"), ("he", "Noto Serif Hebrew")],
)
def test_scripts_that_a_word_processor_does_not_tell_apart_have_their_fonts_named(
    language: str, font: str
) -> None:
    run = paragraph_with(SENTENCES[language], opened(many_scripts())).runs[-1]._r
    named = run.rPr.find(qn("w:rFonts"))
    assert {named.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {font}


def test_a_reference_in_arabic_stands_in_a_run_from_the_left() -> None:
    found = paragraph_with("12-B", opened(arabic()))
    [run] = [run for run in found.runs if "12-B" in run.text]
    assert run._r.find(f".//{qn('w:rtl')}") is None
    assert run.text == "\u200e12-B\u200e"


def test_a_document_from_the_right_is_one_as_a_whole() -> None:
    file = opened(arabic())
    assert file.element.body.sectPr.find(qn("w:bidi")) is not None
    assert file.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None


def test_status_line_and_banner_stand_on_every_page() -> None:
    section = opened(every_block()).sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == STATUS
    assert section.header.paragraphs[0].text == BANNER
    assert opened(every_block()).paragraphs[0].text == BANNER
    pages = "".join(
        element.text or "" for element in section.footer._element.iter(qn("w:instrText"))
    )
    assert pages == "PAGENUMPAGES"


def test_the_heading_row_of_a_table_is_marked() -> None:
    rows = opened(every_block()).tables[-1].rows
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
        False,
    ]


def test_metadata_names_nobody_and_no_moment() -> None:
    with package(every_block()) as files:
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not {"docProps/thumbnail.jpeg", "docProps/app.xml"} & set(files.namelist())
        core = parse_xml(files.read("docProps/core.xml"))
        assert {local(element) for element in core} == {"title", "language"}
        settings_ = files.read("word/settings.xml").decode()
        assert "removePersonalInformation" in settings_
        assert "removeDateAndTime" in settings_
        everything = b"".join(files.read(name) for name in files.namelist())
    assert b"python-docx" not in everything
    assert not re.search(rb"rsid|w:author|w:date=|dcterms", everything)


def test_properties_stand_in_the_order_the_schema_wants() -> None:
    for given_ in (every_block(), arabic(), many_scripts()):
        with package(given_) as files:
            for name in (
                "word/document.xml",
                "word/header1.xml",
                "word/footer1.xml",
                "word/styles.xml",
            ):
                tree = parse_xml(files.read(name))
                assert in_order(tree, "rPr", RUN_PROPERTIES)
                assert in_order(tree, "pPr", PARAGRAPH_PROPERTIES)


def in_order(tree: Any, parent: str, order: list[str]) -> bool:
    for properties in tree.iter(qn(f"w:{parent}")):
        names = [local(element) for element in properties]
        known = [name for name in names if name in order]
        if known != sorted(known, key=order.index):
            return False
    return True


def test_line_ends_are_line_ends() -> None:
    assert "one\ntwo\nthree" in [
        p.text for p in opened(document(Paragraph("one\r\ntwo\u2028three"))).paragraphs
    ]


def test_words_that_look_like_markup_are_words() -> None:
    nasty = "</w:t></w:r> & <b> ]]> &amp; \"'"
    assert paragraph_with(nasty, opened(document(Paragraph(nasty)))).text == nasty


CHARACTERS = st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cn", "Cs"))


@settings(max_examples=60, deadline=None)
@given(st.text(CHARACTERS), st.sampled_from(["en", "ar", "he", "ka", "und"]))
def test_no_text_makes_an_export_fail(text: str, language: str) -> None:
    told = words(text, Run(text, strong=True, language="ar"), language=language)
    opened(document(Paragraph(told, number=text), Heading(told)))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_clean_and_reads_the_words_in_order(tmp_path: Path) -> None:
    for name, given_ in (
        ("scripts", many_scripts()),
        ("blocks", every_block()),
        ("arabic", arabic()),
    ):
        (tmp_path / f"{name}.docx").write_bytes(docx.render(given_))
    convert(tmp_path, "txt:Text (encoded):UTF8")
    scripts = (tmp_path / "scripts.txt").read_text("utf-8-sig")
    places = [scripts.find(sentence) for sentence in SENTENCES.values()]
    assert -1 not in places
    assert places == sorted(places)
    assert STATUS in scripts
    blocks = (tmp_path / "blocks.txt").read_text("utf-8-sig")
    for said in (
        BANNER,
        "Obstacles and steps",
        "Walk the wells together",
        "4.\tWalk",
        "Small print.",
    ):
        assert said in blocks
    assert "12-B" in (tmp_path / "arabic.txt").read_text("utf-8-sig")


def convert(folder: Path, to: str) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        to,
    ]
    files = [str(file) for file in sorted(folder.glob("*.docx"))]
    subprocess.run(
        [*command, "--outdir", str(folder), *files], capture_output=True, check=True, timeout=120
    )
