"""What can be found in the processes of this house.

They are sealed at rest, so no index holds a word of them: their passages are made while somebody asks, out of
what is opened for that one answer, and looked through as the index would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.library.own.queries import Ours, OurShelves
from app.library.search.passages.passage import Passage, Shelf
from app.library.search.passages.processes import name_of_exemplar, of_exemplar
from app.library.search.passages.sources import sources_of

PAGE = "own"


def passages_of_ours(ours: Ours, shelves: OurShelves) -> tuple[Passage, ...]:
    """Every passage of them, on a shelf of their own; for whoever may read them."""
    return tuple(
        replace(passage, shelf=Shelf.HOUSE, page=PAGE, unit=f"{PAGE}/{passage.key}")
        for passage in _passages(ours, shelves)
    )


def _passages(ours: Ours, shelves: OurShelves) -> Iterator[Passage]:
    for exemplar in ours.exemplars:
        yield from of_exemplar(exemplar, shelves)
        yield from sources_of(exemplar, name_of_exemplar(exemplar), ours.sources)
