"""Finding things in the library: from a question to pages and the passages in them, grouped by what they are."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.library.search import index
from app.library.search.index import Hit
from app.library.search.passages.passage import Part, Passage, Shelf
from app.library.search.words import Piece, Question, Term, excerpt, marked, read_question, words_in

UNITS_AT_FIRST = 6
UNITS_OF_ONE_SHELF = 60
PASSAGES_OF_A_UNIT = 3
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_BESIDE_THE_INDEX = 1_000_000  # places after every place of the index


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with what was found marked in it."""

    passage: Passage
    heading: tuple[Piece, ...]
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A page, or an entry of a page, in which something was found."""

    passage: Passage
    title: tuple[Piece, ...]
    passages: tuple[FoundPassage, ...]
    further: int


@dataclass(frozen=True, slots=True)
class FoundShelf:
    """What was found of one kind: the units shown, and how many there are."""

    shelf: Shelf
    units: tuple[FoundUnit, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Finds:
    """What a question found. `partly`: nothing has all of its words, and these have some.

    `nearest` is a question of words that do occur, where one of those typed does not. `outside_brackets`: all of
    its words stand together once what was typed in brackets is left out.
    """

    question: Question
    shelves: tuple[FoundShelf, ...] = ()
    partly: bool = False
    nearest: str = ""
    outside_brackets: bool = False

    @property
    def number(self) -> int:
        return sum(shelf.number for shelf in self.shelves)


@dataclass(slots=True)
class _Unit:
    """The hits of one unit: which terms stand in which of its passages."""

    shelf: str
    first: int
    terms: dict[int, set[int]]
    parts: dict[int, str]

    @property
    def covered(self) -> int:
        return len(set().union(*self.terms.values()))

    def order(self, wanted: int) -> tuple[bool, bool, bool, int]:
        """By name before by words, together before apart, told before only cited, and then as the library has it."""
        told = {place: terms for place, terms in self.terms.items() if not self._is_source(place)}
        by_name = any(
            len(terms) >= wanted for place, terms in told.items() if self.parts[place] == Part.NAME
        )
        together = any(len(terms) >= wanted for terms in told.values())
        return (not by_name, not together, not told, self.first)

    def best(self) -> list[int]:
        """Its passages, first those in which most stands; a name is the title already and is not repeated alone."""
        places = sorted(
            self.terms,
            key=lambda place: (-len(self.terms[place]), self._is_source(place), place),
        )
        most = len(self.terms[places[0]])
        if most == self.covered:
            places = [place for place in places if len(self.terms[place]) == most]
        return places

    def _is_source(self, place: int) -> bool:
        return self.parts[place] == Part.SOURCE


def find(typed: str, shelf: Shelf | None = None, further: Sequence[Passage] = ()) -> Finds:
    """Look for what was typed, everywhere or on one shelf. Nothing of it is kept.

    `further` passages are those that no index may hold; they are looked through now, and ranked with the others.
    """
    beside = dict(enumerate(further, start=_BESIDE_THE_INDEX))
    finds = _answer(read_question(typed), shelf, beside)
    if finds.partly and (bare := read_question(_IN_BRACKETS.sub(" ", typed))):
        without = _answer(bare, shelf, beside)
        if not without.partly and without.shelves and len(bare.terms) < len(finds.question.terms):
            return replace(
                without, question=replace(bare, typed=finds.question.typed), outside_brackets=True
            )
    return finds


def _answer(question: Question, shelf: Shelf | None, beside: Mapping[int, Passage]) -> Finds:
    hits = [*index.hits_of(question), *_hits_in(beside, question)]
    units = _units_of(hits)
    wanted = len(question.terms)
    most = max((unit.covered for unit in units.values()), default=0)
    held = [(name, unit) for name, unit in units.items() if unit.covered == most]
    nearest = ""
    if most < wanted:
        names = [each.words for each in beside.values() if each.part is Part.NAME]
        nearest = _nearest(question, {hit.term for hit in hits}, [*index.names(), *names])
    shelves = _shelves(held, wanted, shelf, question, beside)
    return Finds(question, shelves, partly=0 < most < wanted, nearest=nearest)


def _hits_in(beside: Mapping[int, Passage], question: Question) -> Iterator[Hit]:
    """Where each term stands, as the index would say it."""
    for place, passage in beside.items():
        forms = set(index.words_of(passage))
        for number, term in enumerate(question.terms):
            if not forms.isdisjoint(term.forms) or (
                term.begins and any(form.startswith(term.forms[0]) for form in forms)
            ):
                yield Hit(number, place, passage.unit, passage.shelf, passage.part)


def _units_of(hits: Iterable[Hit]) -> dict[str, _Unit]:
    units: dict[str, _Unit] = {}
    for hit in hits:
        unit = units.setdefault(hit.unit, _Unit(hit.shelf, hit.place, defaultdict(set), {}))
        unit.first = min(unit.first, hit.place)
        unit.terms[hit.place].add(hit.term)
        unit.parts[hit.place] = hit.part
    return units


def _shelves(
    held: Sequence[tuple[str, _Unit]],
    wanted: int,
    only: Shelf | None,
    question: Question,
    beside: Mapping[int, Passage],
) -> tuple[FoundShelf, ...]:
    numbers = Counter(unit.shelf for _, unit in held)
    shown: dict[Shelf, list[tuple[_Unit, list[int]]]] = {}
    for shelf in Shelf:
        if not numbers[shelf] or only not in (None, shelf):
            continue
        units = sorted(
            (unit for _, unit in held if unit.shelf == shelf),
            key=lambda unit: unit.order(min(wanted, unit.covered)),
        )
        at_most = UNITS_OF_ONE_SHELF if only else UNITS_AT_FIRST
        shown[shelf] = [(unit, unit.best()) for unit in units[:at_most]]
    places = {
        place
        for units in shown.values()
        for unit, best in units
        for place in best[: PASSAGES_OF_A_UNIT + 1]
    }
    indexed = places - beside.keys()
    passages = {**beside, **(index.passages_at(indexed) if indexed else {})}
    return tuple(
        FoundShelf(
            shelf,
            tuple(_found(unit, best, passages, question) for unit, best in units),
            numbers[shelf],
        )
        for shelf, units in shown.items()
    )


def _found(
    unit: _Unit, best: Sequence[int], passages: dict[int, Passage], question: Question
) -> FoundUnit:
    whole = passages[best[0]]
    told = [place for place in best if not _is_only_the_title(unit, place, passages)]
    return FoundUnit(
        whole,
        marked(whole.title, question),
        tuple(_marked_in(passages[place], question) for place in told[:PASSAGES_OF_A_UNIT]),
        further=max(len(told) - PASSAGES_OF_A_UNIT, 0),
    )


def _is_only_the_title(unit: _Unit, place: int, passages: dict[int, Passage]) -> bool:
    held = passages.get(place)
    return held is not None and held.part == Part.NAME and held.words == held.title


def _marked_in(passage: Passage, question: Question) -> FoundPassage:
    return FoundPassage(
        passage, marked(passage.heading, question), excerpt(passage.words, question)
    )


def _nearest(question: Question, found: set[int], names: Iterable[str]) -> str:
    """The question with words of names in place of those that occur nowhere; empty where none is near."""
    known = {word.forms[0] for name in names for word in words_in(name)}
    words = [
        term.forms[0] if number in found else _near(term, known)
        for number, term in enumerate(question.terms)
    ]
    return " ".join(words) if all(words) else ""


def _near(term: Term, known: set[str]) -> str:
    return next(iter(difflib.get_close_matches(term.forms[0], known, n=1, cutoff=0.75)), "")
