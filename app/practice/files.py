"""The files of the invented dialogue, read strictly: a clear message with its line, or all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar, dataclass_transform

from app.kernel import clock
from app.kernel.wording import Rendering, Wording
from app.library.rules import nearest
from app.library.seed.reading import BadFile, build, pieces, read_bytes

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def shape(cls: type[T]) -> type[T]:
    """The shape of a piece of a file: what a key holds is in its type, and what has no default must stand there."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@shape
class Words:
    """Words in one of the two languages of the invented valley, or in both."""

    en: str = ""
    ar: str = ""

    def __post_init__(self) -> None:
        if not self.by_language:
            raise ValueError("words stand here in no language: write en, ar or both")

    @property
    def by_language(self) -> dict[str, str]:
        """The words by the tag of their language."""
        return {tag: text for tag, text in (("en", self.en), ("ar", self.ar)) if text}

    @property
    def wording(self) -> Wording:
        """The same as everybody's words; in two languages both hold."""
        said = [Rendering(tag, text, checked=True) for tag, text in self.by_language.items()]
        return Wording(tuple(said), tuple(self.by_language) if len(said) > 1 else ())


@shape
class Day:
    """A day counted from the one on which the installation is made, so that nothing here has a date."""

    days_ago: int = 0
    in_days: int = 0

    @property
    def date(self) -> date:
        """Which day that is, seen from today."""
        return clock.today() + timedelta(days=self.in_days - self.days_ago)


def read(file: Path, shaped: type[T]) -> T:
    """A file as its shape, or `BadFile` with its name and line."""
    try:
        found: T = build(shaped, pieces(read_bytes(file)))
    except FileNotFoundError:
        raise BadFile("this file of the invented dialogue is missing", path=file.name) from None
    except BadFile as bad:
        raise bad.within(file.name) from None
    return found


class Named(dict[str, T]):
    """What was made so far, by the keys of the files; a key that nothing has is told with the nearest one."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def __missing__(self, key: str) -> Any:
        raise BadFile(f"there is no {self._what} {key!r}{nearest(key, self)}", path="seed/demo")

    def all_of(self, keys: tuple[str, ...]) -> list[T]:
        """Several of them, in the order given."""
        return [self[key] for key in keys]
