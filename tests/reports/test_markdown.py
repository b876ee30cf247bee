from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from app.reports import markdown
from app.reports.tree import Document, Paragraph, Run, Slip, Slips, words
from tests.reports.documents import BANNER, SENTENCES, STATUS, document, every_block, many_scripts


def written(given_: Document) -> str:
    return markdown.render(given_).decode()


def shown(given_: Document) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(written(given_)))


def test_it_opens_with_title_and_status_line_and_closes_with_the_status_line() -> None:
    lines = [line for line in written(every_block()).splitlines() if line]
    assert lines[:4] == [f"**{BANNER}**", "Memorandum 2", "# Memorandum on water", f"> {STATUS}"]
    assert lines[-1] == f"> {STATUS}"


@pytest.mark.parametrize("language", SENTENCES)
def test_words_come_out_as_they_went_in(language: str) -> None:
    assert SENTENCES[language] in written(many_scripts())


def test_words_from_the_right_begin_with_a_mark_and_a_number_is_no_list() -> None:
    assert f"\u200f**2** {SENTENCES['ar']}" in written(many_scripts())
    assert "<ol" not in shown(many_scripts())


def test_lists_and_tables_are_what_they_are() -> None:
    page = shown(every_block())
    assert page.count("<li>") == 5
    assert '<ol start="4">' in page
    assert page.count("<th>") == 2
    assert "<em>shared</em>" in page


@pytest.mark.parametrize(
    "nasty",
    ["# a", "- a", "1. a", "12) a", "> a", "*a* _b_", "<script>x</script>", "[a](http://b)", "![a](b)", "a | b",
     "`a`", "&lt;", "+ a", "---", "===", "~~a~~", "http://a.b", "<!-- a", "    a", "```\na", "a\n# b", "\\*a*"],
)  # fmt: skip
def test_words_that_look_like_markdown_are_words(nasty: str) -> None:
    page = shown(document(Paragraph(nasty)))
    between = page.split("</blockquote>", 1)[1].split("<hr", 1)[0].strip()
    assert between.startswith("<p>")
    assert not set("<>") & set(
        between.removeprefix("<p>").removesuffix("</p>").replace("<br />", "")
    )


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    page = shown(document(Paragraph(words(text, Run(text, strong=True)))))
    between = page.split("</blockquote>", 1)[1].split("<hr", 1)[0]
    for tag in ("<h", "<a", "<img", "<code", "<pre", "<li", "<table", "<script"):
        assert tag not in between


def test_a_slip_says_in_letters_what_its_drawing_opens() -> None:
    slip = Slip("Heron", "https://house.example/enter/ab-cd", "QR code", "AB-CD", ("Open this",))
    said = markdown.render(document(Slips((slip,)))).decode()
    for expected in ("**Heron**", "`AB-CD`", "<https://house.example/enter/ab-cd>", "Open this"):
        assert expected in said
