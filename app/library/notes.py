"""Numbered notes of one page: sources have numbers in the order in which its record cites them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.library.files import Source
from app.library.rules import Confidence, confidence_of


class Notes:
    """`cites` are the keys a page rests on, in their order; `about` is the process it tells of."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        cites: Iterable[str],
        *,
        about: str = "",
        language: str = "en",
    ) -> None:
        self._sources = sources
        self._numbers = {key: number for number, key in enumerate(dict.fromkeys(cites), start=1)}
        self._about = about
        self.language = language

    def number(self, key: str) -> int:
        """The number of a source on this page."""
        return self._numbers[key]

    def source(self, key: str) -> Source:
        return self._sources[key]

    def badge(self, key: str, stated: Confidence | None = None) -> Confidence:
        """The badge of one mark: what the fact states, else what this very source allows."""
        return confidence_of(stated, [self._sources[key].kind])

    def is_by_convenors(self, source: Source) -> bool:
        """Whether those who held this very process wrote the source."""
        return self._about in source.by_convenors_of

    def cited(self) -> list[tuple[int, Source]]:
        """The sources of this page, in the order of their numbers."""
        return [(number, self._sources[key]) for key, number in self._numbers.items()]

    def is_cited(self, key: str) -> bool:
        return key in self._numbers
