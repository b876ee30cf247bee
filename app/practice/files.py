"""The shape of seed/demo files: an invented dialogue with relative days, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.kernel.wording import Rendering, Wording

T = TypeVar("T")


class DemoWrong(ValueError):
    """A demo file has a key it may not have, or lacks one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account of the invented third party or of its organizers."""

    key: str
    role: str
    name: str
    sign_in_name: str
    keeper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSeat:
    """A seat opened by slip."""

    role: str
    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One recorded point. `answers`, `limits`, `eases` name other points by key."""

    kind: str
    words: Mapping[str, str]
    key: str = ""
    party: str | None = None
    parked: bool = False
    answers: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSitting:
    """One block of an agenda with what was recorded in it."""

    day: int
    minutes: int
    kind: str
    stage: str | None = None
    title: Mapping[str, str] | None = None
    anchor: str | None = None
    party: str | None = None
    third_party: bool = False
    beside: bool = False
    held: bool = False
    shown: str = ""
    notes: str = ""
    purpose: str = ""
    tool: str = ""
    questions: tuple[str, ...] = ()
    materials: str = ""
    leads: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    consecutive: bool = False
    points: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorkshop:
    """A workshop, in days from the day the installation is made."""

    title: Mapping[str, str]
    neutral_title: str
    place: str
    begins_in_days: int
    day_starts: tuple[str, ...]
    sittings: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoText:
    """A joint text: a draft, one in reading, or one adopted and released to its addressees."""

    title: Mapping[str, str]
    subject: Mapping[str, str]
    place_and_dates: str
    paragraphs: tuple[Any, ...]
    adopted: bool = False
    reading: bool = False
    addressees: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDialogue:
    """What the dialogue is called and how long it is kept."""

    name: Mapping[str, str]
    neutral_title: str
    method: str
    level: str
    zone: str
    languages: tuple[str, ...]
    destroyed_in_days: int
    rules_adopted_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A whole demo file."""

    dialogue: DemoDialogue
    parties: tuple[Mapping[str, Any], ...]
    accounts: tuple[Person, ...]
    seats: tuple[DemoSeat, ...]
    workshops: tuple[DemoWorkshop, ...]
    texts: tuple[DemoText, ...]


def read_demo(file: Path) -> Demo:
    """Read a demo file; raises DemoWrong at a key that is not known or is missing."""
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Demo(
        dialogue=shaped(DemoDialogue, found["dialogue"]),
        parties=tuple(found["parties"]),
        accounts=tuple(shaped(Person, each) for each in found["accounts"]),
        seats=tuple(shaped(DemoSeat, each) for each in found["seats"]),
        workshops=tuple(shaped(DemoWorkshop, each) for each in found["workshops"]),
        texts=tuple(shaped(DemoText, each) for each in found["texts"]),
    )


def shaped(shape: type[T], given: Mapping[str, Any]) -> T:
    """One mapping as its dataclass; lists become tuples."""
    known = {each.name for each in fields(shape)}  # type: ignore[arg-type]
    if unknown := set(given) - known:
        raise DemoWrong(f"{shape.__name__} knows no {sorted(unknown)[0]!r}")
    try:
        return shape(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in given.items()
            }
        )
    except TypeError as missing:
        raise DemoWrong(str(missing)) from None


def wording(by_language: Mapping[str, str]) -> Wording:
    """Words in their languages; where there are several, all are authoritative."""
    renderings = tuple(
        Rendering(language, text, checked=True) for language, text in by_language.items()
    )
    return Wording(renderings, tuple(by_language) if len(by_language) > 1 else ())
