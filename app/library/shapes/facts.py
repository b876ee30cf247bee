"""A fact with its source: what every shape is made of, and how the facts and sources inside a shape are met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.library.rules import Confidence, Seen, SourceKind

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[Value]):
    """What one source, or several that agree, say: one side of a fact on which sources differ."""

    value: Value
    source: tuple[str, ...]
    confidence: Confidence | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        _refuse_no_source(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[Value]):
    """One statement with its source. Where sources differ, all readings stand and none is silently preferred.

    `confidence` is left out where it follows from the sources (rules.confidence_of) and written where it does
    not: a convenor's own claim is `reported` however well the page that prints it is known.
    """

    value: Value | None = None
    source: tuple[str, ...] = ()
    confidence: Confidence | None = None
    note: str | None = None
    variants: tuple[Reading[Value], ...] = ()

    def __post_init__(self) -> None:
        if self.value is None and len(self.variants) < 2:
            raise ValueError("a fact needs a value, or two variants or more where sources differ")
        if self.value is not None:
            _refuse_no_source(self.source)
        elif self.source:
            raise ValueError("the source belongs to each variant, since they differ")

    @property
    def readings(self) -> tuple[Reading[Value], ...]:
        """Everything the sources say, in the order of the file."""
        if self.value is None:
            return self.variants
        own = Reading(
            value=self.value, source=self.source, confidence=self.confidence, note=self.note
        )
        return (own, *self.variants)

    @property
    def first(self) -> Value:
        """The reading that comes first, for sorting and for pictures, never as the truth of the matter."""
        return self.readings[0].value


def _refuse_no_source(source: tuple[str, ...]) -> None:
    if not source:
        raise ValueError(
            "no source: every fact says where it comes from (source: a key of sources.yaml)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work or a page that facts rest on, and how far it was read for this library."""

    key: str
    kind: SourceKind
    title: str
    seen: Seen
    authors: str | None = None
    year: str | None = None
    container: str | None = None
    address: str | None = None
    same_work_as: str | None = None
    by_convenors_of: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something said, perhaps under a heading, with its source."""

    text: str
    source: tuple[str, ...]
    title: str | None = None
    note: str | None = None


def facts_in(thing: object) -> Iterator[Fact[object]]:
    """Every fact anywhere inside a shape, in the order of the file."""
    if isinstance(thing, Fact):
        yield thing
        return
    for _name, held in _parts_of(thing):
        yield from facts_in(held)


def cited_in(thing: object) -> Iterator[str]:
    """Every source key that something inside a shape rests on, in the order of the file, with repetitions."""
    for name, held in _parts_of(thing):
        if name == "source":
            yield from held  # type: ignore[misc]
        else:
            yield from cited_in(held)


def _parts_of(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, tuple):
        yield from (("", item) for item in thing)
        return
    for name in getattr(type(thing), "__dataclass_fields__", ()):
        held = getattr(thing, name)
        if held is not None and not isinstance(held, str):
            yield name, held


def sources_in(thing: object) -> Iterator[str]:
    """Every source key named inside a shape: what it rests on, and for documented processes what to read."""
    yield from cited_in(thing)
    for each in thing if isinstance(thing, tuple) else (thing,):
        yield from getattr(each, "bibliography", ())
