"""What can be found of the sources of a page, by the numbers they have there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.library.rules import SourceKind
from app.library.search.passages.passage import Part, Passage, joined
from app.library.shapes.facts import Source, cited_in, sources_in


def sources_of(held: object, whole: Passage, sources: Mapping[str, Source]) -> Iterator[Passage]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(cited_in(held)), start=1)}
    for key in dict.fromkeys(sources_in(held)):
        source = sources[key]
        if source.kind is SourceKind.INFERENCE:
            continue  # our own reading is no work that anybody looks for
        words = (source.authors, source.year, source.title, source.container, source.note)
        yield replace(
            whole,
            part=Part.SOURCE,
            anchor=f"source-{numbers[key]}" if key in numbers else "sources",
            words=joined(word or "" for word in words),
        )
