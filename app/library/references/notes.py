"""Numbered notes of one page: sources have numbers in the order in which its record cites them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from app.library.references.terms import Terms
from app.library.rules import Confidence, confidence_of
from app.library.shapes.facts import Source


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one source behind a statement; `label` is what is heard instead of the number."""

    number: int
    badge: str
    label: str


class Notes:
    """`cites` are the keys a page rests on, in their order; `about` are the processes it tells of.

    `terms` are the words of the field that lead to the glossary, where this page is in its language.

    `in_words` says a mark in the language of the page. It is asked once for each mark that differs,
    since a page has hundreds of them.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        cites: Iterable[str],
        *,
        in_words: Callable[[int, Confidence], str],
        about: Collection[str] = (),
        language: str = "en",
        terms: Terms | None = None,
    ) -> None:
        self._sources = sources
        self._numbers = {key: number for number, key in enumerate(dict.fromkeys(cites), start=1)}
        self._marks: dict[tuple[str, Confidence | None], Mark] = {}
        self._in_words = in_words
        self._about = about
        self.language = language
        self.terms = terms

    def marks(self, keys: Iterable[str], stated: Confidence | None = None) -> list[Mark]:
        """The marks of a statement: each badge is what the fact states, else what that source allows."""
        return [self._mark(key, stated) for key in keys]

    def _mark(self, key: str, stated: Confidence | None) -> Mark:
        if (key, stated) not in self._marks:
            number, badge = self._numbers[key], confidence_of(stated, [self._sources[key].kind])
            self._marks[key, stated] = Mark(number, badge.value, self._in_words(number, badge))
        return self._marks[key, stated]

    def number(self, key: str) -> int:
        """The number of a source on this page."""
        return self._numbers[key]

    def source(self, key: str) -> Source:
        return self._sources[key]

    def is_by_convenors(self, source: Source) -> bool:
        """Whether those who held a process of this page wrote the source."""
        return any(key in source.by_convenors_of for key in self._about)

    def cited(self) -> list[tuple[int, Source]]:
        """The sources of this page, in the order of their numbers."""
        return [(number, self._sources[key]) for key, number in self._numbers.items()]

    def is_cited(self, key: str) -> bool:
        return key in self._numbers
