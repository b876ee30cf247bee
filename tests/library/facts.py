"""Facts as a page shows them: what they say, and the numbers of the sources beside them."""

from __future__ import annotations

from bs4 import Tag
from bs4.element import NavigableString

from app.library.seed.files import Library
from app.library.shapes.facts import Reading
from app.library.shapes.processes import Exemplar
from app.library.shapes.when import When
from app.library.views import told
from tests.support.pages import Page, plain


def shown_facts(page: Page) -> list[Tag]:
    return page.select("[data-fact]")


def marks_of(tag: Tag) -> set[str]:
    return {plain(mark.get_text()) for mark in tag.select(".source-mark")}


def words_of(tag: Tag) -> str:
    """What a fact says, without the numbers of its marks."""
    return plain("".join(text for text in tag.strings if not in_a_mark(text)))


def in_a_mark(text: NavigableString) -> bool:
    return any("source-mark" in classes_of(parent) for parent in text.parents)


def classes_of(tag: Tag) -> set[str]:
    return set(tag.get_attribute_list("class"))


def labels(library: Library, exemplar: Exemplar) -> dict[str, str]:
    """Keys that a page shows by their labels."""
    found = {track.key: track.label for track in library.vocabularies.tracks}
    for method in library.methods:
        found[method.key] = method.name
        if exemplar.method and method.key == exemplar.method.first:
            found |= {stage.key: stage.name for stage in method.stages}
    return found


def said(reading: Reading[object], names: dict[str, str]) -> list[str]:
    if isinstance(reading.value, tuple):
        return [names[key] for key in reading.value]
    text = told(reading.value) if isinstance(reading.value, When) else str(reading.value)
    return [names.get(text, text)]


def numbers_on(page: Page) -> dict[str, str]:
    """Which number the page gives to each source, read from its own list."""
    return {
        str(item["data-source"]): plain(number.get_text())
        for item in page.select(".sources > .source")
        for number in item.select(".source-number")
    }


def stands_in_a_fact(text: NavigableString) -> bool:
    # The picture of the years is aria-hidden and has the same beside it as a table with marks; what
    # stands in the list of sources is the sources themselves.
    return any(
        parent.has_attr("data-fact")
        or parent.name == "svg"
        or {"source", "source-text", "bibliography"} & classes_of(parent)
        for parent in text.parents
    )


def bare_facts(page: Page) -> list[str]:
    """What a page shows as a fact without a mark."""
    return [plain(tag.get_text()) for tag in shown_facts(page) if not marks_of(tag)]
