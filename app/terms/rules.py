"""Which listed words stand in a text, in any script and in the forms that words take: pure.

Looked for on request only (design §1.8); what is found is shown and changed by nobody but people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar


class TermKind(StrEnum):
    """What an entry of the list is."""

    PLACE = "place"
    CONFLICT = "conflict"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is looked for: its forms in each side's use, the agreed forms, and why."""

    id: str
    kind: TermKind
    forms: tuple[str, ...]
    agreed: tuple[str, ...]
    reason: str = ""


Where = TypeVar("Where", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Found(Generic[Where]):
    """A listed word, as it stands in the text; `instead` are the agreed forms in its own script, if any is."""

    where: Where
    words: str
    entry: Listed
    instead: tuple[str, ...]


def lines_of(typed: str) -> tuple[str, ...]:
    """The forms that were typed, one on each line."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def point_out(said: Iterable[tuple[Where, str]], listed: Sequence[Listed]) -> list[Found[Where]]:
    """The listed words in these texts, in the order of the texts, each once in a place.

    A word inside an agreed form is not pointed out: where *Upper Sarn / High Sarn* is agreed, either
    half stands there rightly.
    """
    looked_for = [(entry, _patterns(entry.forms), _patterns(entry.agreed)) for entry in listed]
    found = []
    for where, text in said:
        plain = Folded(text)
        for entry, forms, agreed in looked_for:
            right = [match.span() for pattern in agreed for match in pattern.finditer(plain.text)]
            found += [
                Found(where, words, entry, _in_the_script_of(words, entry.agreed))
                for words in _wrong_in(plain, forms, right)
            ]
    return list(dict.fromkeys(found))


def _wrong_in(
    plain: Folded, forms: Iterable[re.Pattern[str]], right: Sequence[tuple[int, int]]
) -> Iterator[str]:
    spans = sorted({match.span() for pattern in forms for match in pattern.finditer(plain.text)})
    for start, end in spans:
        if not any(first <= start and end <= last for first, last in right):
            yield plain.words(start, end)


class Folded:
    """A text without capitals, accents, vowel points and look-alike letters, and where each letter stood."""

    def __init__(self, text: str) -> None:
        self._source = text
        letters: list[str] = []
        self._places: list[int] = []
        for place, letter in enumerate(text):
            for plain in _plain(letter):
                letters.append(plain)
                self._places.append(place)
        self.text = "".join(letters)

    def words(self, start: int, end: int) -> str:
        """What stands in the text itself between two places of the folded one."""
        last = self._places[end - 1] + 1
        while last < len(self._source) and not _plain(self._source[last]):
            last += 1  # points and joiners that belong to the last letter
        return self._source[self._places[start] : last].strip()


# Letters that are written one for the other; accents and vowel points go by themselves.
_ALIKE = str.maketrans(
    {
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'",
    }
)  # fmt: skip
_TATWEEL = "ـ"
_VIRAMA = 9


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    parts = (part for part in unicodedata.normalize("NFKD", letter) if not _is_mark(part))
    return "".join(parts).casefold().translate(_ALIKE)


def _is_mark(letter: str) -> bool:
    """Accents, vowel points, joiners and stretching strokes. A virama and the vowels of India are letters."""
    return (
        unicodedata.combining(letter) not in (0, _VIRAMA)
        or unicodedata.category(letter) == "Cf"
        or letter == _TATWEEL
    )


_UNSPACED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"})
_SHORTEST_STEM = 4
_SHORTEST_WORD = 3


@lru_cache(maxsize=2048)
def _patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for form in forms if (pattern := _pattern(form)) is not None)


def _pattern(form: str) -> re.Pattern[str] | None:
    """A form as words of their own, whatever stands between them, in the forms its script gives to words."""
    words = re.findall(r"\w+", Folded(form).text)
    if not words:
        return None
    if any(_script(word) in _UNSPACED for word in words):
        return re.compile(r"\W{0,3}".join(map(re.escape, words)))
    return re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(_in_its_forms, words)) + r"(?!\w)")


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]


def _in_its_forms(word: str) -> str:
    """A word with the particles written before it and the endings written after it.

    Written as a rule of thumb for each script, and a little too wide: what is pointed out for nothing
    costs a glance, what is missed stands on the wall.
    """
    forms = _FORMS.get(_script(word))
    if forms is None or len(word) < _SHORTEST_WORD:
        return re.escape(word)
    return forms(word)


def _arabic(word: str) -> str:
    if word.startswith("ال") and len(word) > _SHORTEST_STEM:
        return rf"[وف]?(?:[بك]?ال|لل){re.escape(word[2:])}"
    return rf"[وف]?(?:[بكل]?(?:ال)?|لل){re.escape(word)}"


def _hebrew(word: str) -> str:
    return rf"[ושהבכלמ]{{0,3}}{re.escape(word)}"


def _inflected(vowels: str, longest: int) -> Callable[[str], str]:
    """Words that change at their end: the stem without its last vowel, and an ending."""

    def forms(word: str) -> str:
        stem = word[:-1] if word[-1] in vowels and len(word) > _SHORTEST_STEM else word
        if len(stem) < _SHORTEST_STEM:
            return re.escape(word)
        return rf"{re.escape(stem)}\w{{0,{longest}}}"

    return forms


def _latin(word: str) -> str:
    return rf"{re.escape(word)}(?:'?s)?"


_FORMS: dict[str, Callable[[str], str]] = {
    "ARABIC": _arabic,
    "HEBREW": _hebrew,
    "LATIN": _latin,
    "GEORGIAN": _inflected("აეიოუ", 6),
    "ARMENIAN": _inflected("", 4),
    "CYRILLIC": _inflected("аеиоуыьюяіє", 3),
    "GREEK": _inflected("αεηιουωσ", 3),
}


def _in_the_script_of(words: str, agreed: tuple[str, ...]) -> tuple[str, ...]:
    scripts = {_script(letter) for letter in words if letter.isalpha()}
    same = tuple(
        form
        for form in agreed
        if scripts & {_script(letter) for letter in form if letter.isalpha()}
    )
    return same or agreed
