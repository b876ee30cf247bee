from __future__ import annotations

import dataclasses
import datetime
import io
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings, strategies as st

from app.reports import fonts, pdf
from app.reports.tree import Heading, Paragraph, Run, Slip, Slips, words
from tests.reports.documents import (
    BANNER,
    FROM_THE_RIGHT,
    SENTENCES,
    STATUS,
    arabic,
    document,
    every_block,
    many_scripts,
)

FORMATTING = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def opened(body: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(body))


def text_of(body: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in opened(body).pages).split())


def catalogue(body: bytes) -> Any:
    return opened(body).trailer["/Root"]


def tags(body: bytes) -> list[str]:
    """The structure of the document in reading order, as a reader that speaks walks it."""

    def walk(node: Any) -> list[str]:
        node = node.get_object()
        if isinstance(node, list):
            return [tag for child in node for tag in walk(child)]
        if not isinstance(node, dict):
            return []
        own = [str(node["/S"])] if "/S" in node else []
        return own + (walk(node["/K"]) if "/K" in node else [])

    return walk(catalogue(body)["/StructTreeRoot"])


@pytest.mark.parametrize("language", [tag for tag in SENTENCES if tag not in FROM_THE_RIGHT])
def test_words_come_out_as_they_went_in(language: str) -> None:
    assert SENTENCES[language] in text_of(pdf.render(many_scripts()))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
@pytest.mark.parametrize("language", FROM_THE_RIGHT)
def test_words_from_the_right_come_out_in_the_order_they_are_read(
    language: str, tmp_path: Path
) -> None:
    assert SENTENCES[language] in poppler_text(pdf.render(many_scripts()), tmp_path)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
def test_references_stay_together_in_arabic(tmp_path: Path) -> None:
    came_out = poppler_text(pdf.render(arabic()), tmp_path)
    assert "12-B" in came_out
    assert "2024-03-06" in came_out
    assert "B-12" not in came_out


def poppler_text(body: bytes, folder: Path) -> str:
    (folder / "made.pdf").write_bytes(body)
    command = ["pdftotext", str(folder / "made.pdf"), "-"]
    came_out = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return " ".join(FORMATTING.sub("", came_out).split())


def test_status_line_and_banner_stand_on_every_page() -> None:
    pages = opened(pdf.render(every_block())).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        said = page.extract_text()
        assert STATUS in said
        assert BANNER.casefold() in said.casefold()
        assert f"{number} / {len(pages)}" in said


def test_it_says_that_it_is_archivable_and_accessible() -> None:
    body = pdf.render(every_block())
    described = catalogue(body)["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert catalogue(body)["/MarkInfo"]["/Marked"]


def test_headings_tables_and_lists_are_what_they_are_for_those_who_listen() -> None:
    found = tags(pdf.render(every_block()))
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/P"} <= set(found)
    assert found.count("/TH") == 2
    assert found.count("/TD") == 4


def test_the_main_language_and_direction_stand_at_the_top() -> None:
    assert catalogue(pdf.render(arabic()))["/Lang"] == "ar"
    assert catalogue(pdf.render(arabic()))["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert catalogue(pdf.render(many_scripts()))["/Lang"] == "en"


def test_each_language_is_said_where_it_begins() -> None:
    body = pdf.render(many_scripts())
    assert {f"({tag})" for tag in SENTENCES} <= set(re.findall(r"\([a-z]{2}\)", languages(body)))


def languages(body: bytes) -> str:
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            attributes = node.get("/A")
            found.append(f"({node.get('/Lang', '')})")
            if attributes is not None:
                found.append(str(attributes.get_object()))
            if "/K" in node:
                walk(node["/K"])

    walk(catalogue(body)["/StructTreeRoot"])
    marked = b"".join(page.get_contents().get_data() for page in opened(body).pages)
    return "".join(found) + marked.decode("latin-1") + f"({catalogue(body)['/Lang']})"


def test_metadata_names_nobody_no_machine_and_no_moment(tmp_path: Path) -> None:
    body = pdf.render(every_block())
    told = opened(body).metadata
    assert told is not None
    assert set(told) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert str(told["/CreationDate"]) == "D:19930305000000Z"
    described = catalogue(body)["/Metadata"].get_data().decode()
    assert "creator>" not in described.replace("CreatorTool>", "")
    # Two letters of a machine’s name stand by chance in packed streams: looked at is what can be read as it stands.
    plain = re.sub(rb"stream\r?\n.*?endstream", b"", body, flags=re.DOTALL).decode("latin-1")
    for place in (str(Path.home()), str(Path.cwd()), socket.gethostname()):
        assert place not in plain
        assert place not in described
    assert str(datetime.date.today().year) not in described  # noqa: DTZ011 - it must not be in there


def test_a_text_without_a_date_has_a_fixed_one() -> None:
    told = opened(pdf.render(document())).metadata
    assert told is not None
    assert str(told["/CreationDate"]) == "D:20000101000000Z"


def test_what_no_font_holds_is_shown_and_said() -> None:
    said = text_of(pdf.render(document(Paragraph("yes 😀 漢\x00"))))
    assert "yes [U+1F600] [U+6F22]" in said
    assert "shown by their code points: U+6F22, U+1F600" in said
    assert "were left out: U+0000" in said


def test_a_word_of_five_thousand_letters_stays_on_the_page() -> None:
    body = pdf.render(document(Paragraph("W" * 5000)))
    assert len(opened(body).pages) > 1
    assert text_of(body).replace("\u200b", "").count("W") == 5000


@pytest.mark.parametrize(
    "letters", ["ب" * 5000, "א" * 5000, "e\u0301" * 3000, "ب" * 30_000, "a." * 5000]
)
def test_no_word_is_too_long(letters: str) -> None:
    assert opened(pdf.render(document(Paragraph(letters)))).pages


def test_an_empty_document_is_a_document() -> None:
    assert STATUS in text_of(pdf.render(document()))


def test_words_that_look_like_source_are_words() -> None:
    nasty = '#panic("x") $ a^2 $ *b* _c_ `d` = e // f /* g \\ #read("/etc/passwd") @h <i> "j'
    assert nasty in text_of(pdf.render(document(Paragraph(nasty))))


CHARACTERS = st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cn"))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.text(CHARACTERS, max_size=60), max_size=30),
    st.sampled_from(["en", "ar", "ka", "und"]),
)
def test_no_text_makes_an_export_fail(texts: list[str], language: str) -> None:
    runs = [Run(text, strong=True) for text in texts[:3]]
    blocks = [Paragraph(words(text, language=language), number=text[:3]) for text in texts]
    pdf.render(document(*blocks, Heading(words(*runs)), Paragraph(words(*runs, language="he"))))


def test_the_typesetter_leaves_no_file_and_learns_nothing_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = sorted(Path(pdf.__file__).parent.iterdir())
    pdf.render(every_block())
    assert list(tmp_path.iterdir()) == []
    assert sorted(Path(pdf.__file__).parent.iterdir()) == before


def test_a_failure_says_nothing_of_the_words(shelf: fonts.FontShelf, tmp_path: Path) -> None:
    without_fonts = dataclasses.replace(shelf, directory=tmp_path)
    with pytest.raises(pdf.NotTypeset) as failed:
        pdf.render(document(Paragraph("canary")), without_fonts)
    assert "canary" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_an_export_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PATIENCE", 0.001)
    with pytest.raises(pdf.NotTypeset):
        pdf.render(document())


def test_without_fonts_the_refusal_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECOND_TRACK_FONTS", str(tmp_path))
    with pytest.raises(fonts.FontsMissing, match="not installed"):
        pdf.render(document())


def test_a_code_to_point_a_telephone_at_is_a_picture_with_words_for_those_who_listen() -> None:
    slip = Slip(
        "Heron", "https://house.example/enter/abcd-efgh", "QR code: opens the seat", "ABCD-EFGH"
    )
    body = pdf.render(document(Slips((slip, slip))))
    assert tags(body).count("/Figure") == 2
    assert "ABCD-" in text_of(body)
    assert "house.example" not in text_of(body)


def test_a_line_end_is_no_sign_that_a_font_lacks() -> None:
    text = text_of(pdf.render(document(Paragraph(f"{SENTENCES['ka']}\n{SENTENCES['ka']}"))))
    assert "U+000A" not in text
