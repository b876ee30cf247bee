"""What strikes the eye about numbers and categories, said in words: advice to the third party, never a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.dialogues.rules import PARTY_OF_ONE
from app.kernel.wording import Said, say, say_n

NOTICED = 2
"""A category is noted unevenly once parties differ by so many in it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many seats of a party there are, and how many in each category, in the order of the categories."""

    party: str
    seats: int
    categories: tuple[int, ...] = ()
    without_language: int = 0
    """Seats that read none of the working languages, and for whom no interpreter is noted."""


def on_balance(counts: Sequence[Count], categories: Sequence[str]) -> list[Said]:
    """Everything to be said about a table of seats."""
    return [
        *_on_numbers(counts),
        *_on_parties_of_one(counts),
        *_on_categories(counts, categories),
        *_on_languages(counts),
    ]


def on_coming(counts: Sequence[Count]) -> list[Said]:
    """What is to be said about those who have accepted or attend."""
    if not any(count.seats for count in counts):
        return []
    return [*_on_numbers(counts), *_on_parties_of_one(counts)]


def _on_numbers(counts: Sequence[Count]) -> Iterator[Said]:
    if len({count.seats for count in counts}) > 1:
        yield say(
            "The numbers are unequal: %(numbers)s. Equal numbers do not make parties equal, but "
            "unequal ones are felt at once.",
            numbers=" · ".join(f"{_apart(count.party)} {count.seats}" for count in counts),
        )


def _on_parties_of_one(counts: Sequence[Count]) -> Iterator[Said]:
    for count in counts:
        if count.seats == PARTY_OF_ONE:
            yield say(
                "%(party)s would be one person: to name the party is to name the person.",
                party=_apart(count.party),
            )


def _on_categories(counts: Sequence[Count], categories: Sequence[str]) -> Iterator[Said]:
    for place, category in enumerate(categories):
        have = [count for count in counts if count.categories[place]]
        lack = [count for count in counts if count.seats and not count.categories[place]]
        if have and lack:
            yield say(
                "“%(category)s”: noted for %(have)s, for nobody of %(lack)s.",
                category=_apart(category),
                have=_listed(have),
                lack=_listed(lack),
            )
            continue
        most = max(counts, key=lambda count: count.categories[place], default=None)
        least = min(counts, key=lambda count: count.categories[place], default=None)
        if most and least and most.categories[place] - least.categories[place] >= NOTICED:
            yield say(
                "“%(category)s”: %(more)s of %(most)s, %(fewer)s of %(least)s.",
                category=_apart(category),
                more=most.categories[place],
                most=_apart(most.party),
                fewer=least.categories[place],
                least=_apart(least.party),
            )


def _on_languages(counts: Sequence[Count]) -> Iterator[Said]:
    for count in counts:
        if count.without_language:
            yield say_n(
                "%(party)s: %(num)d seat follows none of the working languages, and no interpreter is noted.",
                "%(party)s: %(num)d seats follow none of the working languages, and no interpreter is noted.",
                count.without_language,
                party=_apart(count.party),
            )


def _listed(counts: Sequence[Count]) -> str:
    return ", ".join(_apart(count.party) for count in counts)


def _apart(words: str) -> str:
    """Words of people inside a sentence of ours, kept from turning its direction (FSI … PDI)."""
    return f"\u2068{words}\u2069"
