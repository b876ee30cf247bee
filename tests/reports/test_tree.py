from __future__ import annotations

import dataclasses

import pytest

from app.reports.tree import (
    DocumentIncomplete,
    Heading,
    Paragraph,
    Table,
    direction_of,
    first_strong,
    levelled,
)
from tests.reports.documents import STATUS, document


@pytest.mark.parametrize("nothing", ["", "   ", "\n", "\u200b", "\u2066\u2069", "\u202e\x00"])
def test_no_document_is_without_its_status_line(nothing: str) -> None:
    with pytest.raises(DocumentIncomplete):
        document(status_line=nothing)


def test_the_status_line_cannot_be_taken_out_afterwards() -> None:
    with pytest.raises(DocumentIncomplete):
        dataclasses.replace(document(), status_line="")
    with pytest.raises(dataclasses.FrozenInstanceError):
        document().status_line = ""  # type: ignore[misc]
    assert document().status_line == STATUS


@pytest.mark.parametrize("missing", ["title", "language"])
def test_no_document_is_without_title_and_language(missing: str) -> None:
    with pytest.raises(DocumentIncomplete):
        document(**{missing: ""})


@pytest.mark.parametrize("kind", ["", "../up", "Anna's text", "текст", "-"])
def test_a_file_is_called_after_a_plain_word(kind: str) -> None:
    with pytest.raises(ValueError, match="plain word"):
        document(kind=kind)


def test_each_row_of_a_table_has_a_cell_for_each_heading() -> None:
    with pytest.raises(ValueError, match="cell for each heading"):
        Table(("a", "b"), (("only one",),))


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("ka", "ltr"),
        ("und", None),
        ("", None),
        ("no tag at all", None),
    ],
)
def test_a_language_has_a_direction(language: str, direction: str | None) -> None:
    assert direction_of(language) == direction


def test_the_first_letter_decides_where_no_language_is_known() -> None:
    assert first_strong("12 – שלום") == "rtl"
    assert first_strong("12 – peace שלום") == "ltr"
    assert first_strong("12 – 13") is None


def test_headings_begin_with_the_first_level_and_skip_none() -> None:
    blocks = (Heading("a", 3), Paragraph("b"), Heading("c", 1), Heading("d", 4), Heading("e", 2))
    levels = [block.level for block in levelled(blocks) if isinstance(block, Heading)]
    assert levels == [1, 1, 2, 2]
