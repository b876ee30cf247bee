"""Words of the field where a text uses them, so that each leads to what it means. Pure.

Only the forms that the glossary lists count, as whole words: nothing is guessed from a stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.library.shapes.sheets import GlossaryFile


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, and the key of the term that it names, if it names one."""

    text: str
    term: str = ""


class Terms:
    """The forms of every term of a glossary, to be looked for in texts of its language."""

    def __init__(self, glossary: GlossaryFile) -> None:
        self.language = glossary.language
        self._keys = {form.casefold(): term.key for term in glossary.terms for form in term.forms}
        forms = sorted(self._keys, key=len, reverse=True)  # "joint memorandum" before "memorandum"
        written = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        # A hyphen binds: "non-attribution" holds no "attribution".
        self._written = re.compile(rf"(?<![\w-])(?:{written})(?![\w-])", re.IGNORECASE)

    def stretches(self, text: str) -> Iterator[Stretch]:
        """The text in stretches; of each term only the first occurrence is one."""
        if not self._keys:
            yield Stretch(text)
            return
        at, met = 0, set()
        for found in self._written.finditer(text):
            key = self._keys[" ".join(found[0].casefold().split())]
            if key in met:
                continue
            met.add(key)
            if found.start() > at:
                yield Stretch(text[at : found.start()])
            yield Stretch(found[0], key)
            at = found.end()
        if at < len(text):
            yield Stretch(text[at:])


@lru_cache(maxsize=4)
def terms_of(glossary: GlossaryFile) -> Terms:
    """The terms of a glossary, made ready once."""
    return Terms(glossary)
