"""How words are looked for and shown as found: one reading of words for the index, the question and the marks.

Pure, and the same on every database: the databases only keep what is read here. Words are compared without
case, accents, vowel points and possessive 's, and are never stemmed, since names come in many languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 12
LONGEST_WORD = 40
EXCERPT = 240

# What stands on or in letters of the scripts our fonts hold, and joiners between them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c\u200d"
)
_WORD = re.compile(rf"1[.,]5(?!\d)|[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_POSSESSIVE = re.compile(r"['’]s(?![^\W_])", re.IGNORECASE)
_MARK = re.compile(f"[{_MARKS}]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_ONE_AND_A_HALF = frozenset({"1½", "1.5", "1,5"})
_NUMBERS = (("1", "one", "i"), ("2", "two", "ii"), ("3", "three", "iii"))
_PLURALS = (("", "s"), ("um", "a"))
_SHORTEST_PLURAL = 4
_BRITISH = re.compile("(?<=.{3}i)([sz])(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a text. `forms` are all by which it is found, its own first."""

    start: int
    end: int
    forms: tuple[str, ...]


def words_in(text: str) -> Iterator[Word]:
    """Every word of a text. "Track Two", "Track II" and "Track 2" are found by each other."""
    before = ""
    for found in _WORD.finditer(text):
        own = folded(found[0])
        if not own:
            continue
        possessive = _POSSESSIVE.match(text, found.end())
        end = possessive.end() if possessive else found.end()
        if own == "s" and text[found.start() - 1 : found.start()] in ("'", "’") and before:
            continue  # counted with the word before it
        yield Word(found.start(), end, (own, *_other_forms(own, before)))
        before = own


@lru_cache(maxsize=16384)
def folded(word: str) -> str:
    """A word as it is compared: without case, accents, points; cut where no word is that long."""
    if word in _ONE_AND_A_HALF:
        return "1½"
    bare = _bare(_bare(word).casefold())
    return "".join(each for each in bare if each.isalnum())[:LONGEST_WORD]


def _bare(word: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFKD", word))


def _other_forms(own: str, before: str) -> tuple[str, ...]:
    if before not in ("track", "tracks"):
        return ()
    same = next((names for names in _NUMBERS if own in names), ())
    return tuple(name for name in same if name != own)


@dataclass(frozen=True, slots=True)
class Term:
    """A word looked for: it, or the other number or spelling of an English word, or what begins so."""

    forms: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for, word by word."""

    typed: str
    terms: tuple[Term, ...]
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_question(typed: str) -> Question:
    """Words out of whatever was typed. Nothing in it is an operator; the last word may be unfinished."""
    typed = _CONTROL.sub(" ", typed)
    words = [word.forms[0] for word in words_in(typed)]
    distinct = list(dict.fromkeys(words))
    kept = distinct[:MOST_WORDS]
    unfinished = bool(kept) and words[-1] == kept[-1] and typed[-1:].isalnum()
    terms = tuple(
        Term(_in_other_spellings(word), begins=unfinished and place == len(kept) - 1)
        for place, word in enumerate(kept)
    )
    return Question(typed, terms, is_cut=len(distinct) > len(kept))


def _in_other_spellings(word: str) -> tuple[str, ...]:
    """ "workshops" finds "workshop", "memorandum" "memoranda", "organizations" "organisations", and the reverse."""
    others = [
        word[: len(word) - len(ending)] + other
        for one, many in _PLURALS
        for ending, other in ((one, many), (many, one))
        if len(word) >= _SHORTEST_PLURAL and word.isascii() and word.endswith(ending)
    ]
    forms = (word, *others)
    return tuple(dict.fromkeys((*forms, *(_BRITISH.sub(_s_or_z, form) for form in forms))))


def _s_or_z(letter: re.Match[str]) -> str:
    return "z" if letter[0] == "s" else "s"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, found or around what was found."""

    text: str
    is_found: bool = False


def marked(text: str, question: Question) -> tuple[Piece, ...]:
    """The whole text in pieces, with what was found apart."""
    return tuple(_pieces(text, _found_in(text, question), 0, len(text)))


def excerpt(text: str, question: Question, *, at_most: int = EXCERPT) -> tuple[Piece, ...]:
    """The stretch of a text in which most was found, cut between words."""
    found = _found_in(text, question)
    if len(text) <= at_most:
        return tuple(_pieces(text, found, 0, len(text)))
    start, end = _window(text, found, at_most)
    pieces = list(_pieces(text, found, start, end))
    if start:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return tuple(pieces)


def _found_in(text: str, question: Question) -> list[tuple[int, int]]:
    exact = {form for term in question.terms for form in term.forms}
    beginnings = tuple(term.forms[0] for term in question.terms if term.begins)
    return [
        (word.start, word.end)
        for word in words_in(text)
        if any(form in exact or form.startswith(beginnings) for form in word.forms)
    ]


def _window(text: str, found: Sequence[tuple[int, int]], at_most: int) -> tuple[int, int]:
    best = max(
        (start for start, _ in found),
        key=lambda start: sum(start <= other and end <= start + at_most for other, end in found),
        default=0,
    )
    start = max(min(best - at_most // 4, len(text) - at_most), 0)
    if start:
        start = text.find(" ", start, start + LONGEST_WORD) + 1 or start
    end = min(start + at_most, len(text))
    if end < len(text):
        cut = text.rfind(" ", end - LONGEST_WORD, end)
        end = cut if cut > best else end
    return start, end


def _pieces(text: str, found: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for begins, ends in found:
        if begins < at or ends > end:
            continue
        if begins > at:
            yield Piece(text[at:begins])
        yield Piece(text[begins:ends], is_found=True)
        at = ends
    if at < end:
        yield Piece(text[at:end])
