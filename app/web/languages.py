"""In which one or two languages a paper is asked for, and what it then says of words that stand in several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from app.kernel.wording import Direction, Rendering, Wording, direction_of


@dataclass(frozen=True, slots=True)
class Languages:
    """One language, or two of equal standing; none means as the words are written.

    `main` is the first language of the dialogue: a paper that asks for none lies the way that one is written.
    """

    first: str = ""
    second: str = ""
    main: str = ""

    @property
    def both(self) -> bool:
        """Whether two languages stand beside each other."""
        return bool(self.first and self.second and self.first != self.second)

    @property
    def leading(self) -> str:
        """The language that says which way the whole paper lies; empty where none does."""
        return self.first or self.main

    @property
    def direction(self) -> Direction:
        """The way the whole paper lies; `auto` where no language says."""
        return direction_of(self.leading) if self.leading else "auto"

    @property
    def given(self) -> dict[str, str]:
        """What an address carries to ask for these again."""
        asked = {"first": self.first, "second": self.second}
        return {name: tag for name, tag in asked.items() if tag}

    def renderings(self, wording: Wording) -> tuple[Rendering, ...]:
        """The words in the one or two languages asked for, the same words never twice."""
        found = [in_one(wording, self.first)]
        if self.both:
            found.append(in_one(wording, self.second))
        return tuple(dict.fromkeys(found))


def in_one(wording: Wording, tag: str) -> Rendering:
    """The words in this language. Where it is missing they stand as they are written: a gap would look like
    agreement."""
    return (wording.in_language(tag) if tag else None) or wording.first


def asked_languages(offered: Sequence[str]) -> Languages:
    """One or two of these languages, from the address; what is none of them is not asked for."""
    first, second = (
        tag if (tag := request.args.get(name, "")) in offered else ""
        for name in ("first", "second")
    )
    if second and not first:
        first, second = second, ""
    return Languages(first, second, next(iter(offered), ""))
