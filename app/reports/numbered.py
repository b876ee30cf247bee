"""Facts of the library as words of a document, each with the numbers of its sources, and the list they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from app.library.references.citing import as_text, reference_to
from app.library.rules import Confidence, Seen, confidence_of
from app.library.shapes.facts import Fact, Point, Reading, Source
from app.library.shapes.when import When
from app.reports.tree import Block, BulletList, KeyValues, Note, Paragraph, Run, Words

# As on the pages: a sign beside the number says what the number alone would hide.
SIGNS = {
    Confidence.DOCUMENTED: "",
    Confidence.REPORTED: "°",
    Confidence.LITERATURE: "?",
    Confidence.INFERENCE: "*",
}


class Numbered:
    """Sources get their numbers in the order in which the document cites them. `told` says a date in words.

    What a source says is in the library's language, run by run; what we say around it is in the document's.
    """

    def __init__(
        self, sources: Mapping[str, Source], language: str, told: Callable[[When], str]
    ) -> None:
        self._sources = sources
        self._language = language
        self._told = told
        self._numbers: dict[str, int] = {}

    def marks(self, keys: Iterable[str], stated: Confidence | None = None) -> Run:
        """The raised numbers behind a statement."""
        said = []
        for key in dict.fromkeys(keys):
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            said.append(f"{number}{SIGNS[confidence_of(stated, [self._sources[key].kind])]}")
        return Run("\u2009" + ",\u2009".join(said), raised=True, apart=True)

    def fact(self, fact: Fact[Any], named: Mapping[str, str] | None = None) -> Words:
        """All that the sources say; where they differ, one beside the other. `named` gives keys their labels."""
        runs: list[Run] = []
        if len(fact.readings) > 1:
            runs.append(Run(_("Sources differ:") + " ", emphasised=True))
        for place, reading in enumerate(fact.readings):
            if place:
                runs.append(Run(" " + _("or") + " ", emphasised=True))
            runs.extend(self._reading(reading, named or {}))
        return Words(tuple(runs))

    def _reading(self, reading: Reading[Any], named: Mapping[str, str]) -> Iterator[Run]:
        value = reading.value
        said = self._told(value) if isinstance(value, When) else str(value)
        yield Run(named.get(said, said), "" if isinstance(value, When) else self._language)
        yield self.marks(reading.source, reading.confidence)
        if reading.note:
            yield Run(f" ({reading.note})", self._language, emphasised=True)

    def date(self, when: When) -> str:
        return self._told(when)

    def facts(self, facts: Iterable[Fact[Any]]) -> tuple[Words, ...]:
        return tuple(self.fact(fact) for fact in facts)

    def point(self, point: Point) -> Words:
        """A sentence of a method or a tool."""
        runs = [Run(point.text, self._language), self.marks(point.source)]
        if point.note:
            runs.append(Run(f" ({point.note})", self._language, emphasised=True))
        return Words(tuple(runs))

    def said(self, text: str, keys: Iterable[str]) -> Words:
        """Words of the library with their sources."""
        return Words((Run(text, self._language), self.marks(keys)))

    def own(self, text: str, *, strong: bool = False, emphasised: bool = False) -> Words:
        """Words of the library that need no source: names, headings, what is asked."""
        run = Run(text, self._language, strong=strong, emphasised=emphasised)
        return Words((run,), self._language)

    def points(self, points: Iterable[Point]) -> Iterator[Block]:
        """Sentences under headings of their own as pairs, others as a list."""
        held = tuple(points)
        if held and all(point.title for point in held):
            yield KeyValues(
                tuple((self.own(point.title or ""), self.point(point)) for point in held)
            )
        elif held:
            yield BulletList(tuple(self._titled(point) for point in held))

    def _titled(self, point: Point) -> Words:
        said = self.point(point)
        return (
            joined((self.own(f"{point.title}:", strong=True), said), " ") if point.title else said
        )

    def listed(self) -> Iterator[Block]:
        """What the signs mean, and every source that was cited, by its number."""
        yield Paragraph(
            _(
                "A number alone: documented. With °: reported by the convenor. With ?: literature, from memory, "
                "to be checked. With *: our own reading."
            ),
            style="small",
        )
        for key, number in self._numbers.items():
            source = self._sources[key]
            said = " ".join(filter(None, (as_text(reference_to(source)), source.note)))
            seen = {
                Seen.EXCERPT: _("read in excerpt"),
                Seen.FROM_MEMORY: _("from memory"),
            }
            runs = (Run(said, "en"), Run(f" [{seen[source.seen]}]" if source.seen in seen else ""))
            yield Note(str(number), Words(runs))


def joined(parts: Iterable[Words], between: str = "\n") -> Words:
    """Several statements in one place of a document."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run(between))
        runs.extend(part.runs)
    return Words(tuple(runs))
