"""Shapes as rows and back. Pure: knows neither the session nor any table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar, cast

from app.library.course import life_of
from app.library.seed.files import Library
from app.library.seed.reading import build, piece_of
from app.library.shapes.methods import Method
from app.library.shapes.plain import plain
from app.library.shapes.processes import Exemplar
from app.library.shapes.when import When

Shape = TypeVar("Shape")

SHEETS = (
    "edition",
    "vocabularies",
    "glossary",
    "levels",
    "record_classes",
    "relatives",
    "functions",
    "typology",
    "named",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One row as it should stand: on which shelf, under which keys, with which columns."""

    shelf: str
    keys: tuple[tuple[str, str], ...]
    content: str
    position: int
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """For a plan: 'stage kelman_psw/opening'."""
        return f"{self.shelf} {'/'.join(value for _column, value in self.keys)}"

    @property
    def digest(self) -> str:
        """Changes when anything of the row does."""
        whole = json.dumps(
            [self.content, self.position, {key: str(value) for key, value in self.columns.items()}],
            sort_keys=True,
        )
        return hashlib.sha256(whole.encode()).hexdigest()


def rows_of(library: Library) -> Iterator[Sheet]:
    """Every row the library wants, parents before children."""
    for position, source in enumerate(library.sources):
        yield Sheet("source", (("key", source.key),), _text(plain(source)), position)
    for position, key in enumerate(SHEETS):
        yield Sheet("sheet", (("key", key),), _text(plain(getattr(library, key))), position)
    for method in library.methods:
        yield from _rows_of_method(method)
    for tool in library.tools:
        yield Sheet("tool", (("key", tool.key),), _text(plain(tool)), tool.position)
    for exemplar in library.exemplars:
        yield from _rows_of_exemplar(exemplar)


def _rows_of_method(method: Method) -> Iterator[Sheet]:
    content = plain(method)
    parts = {"stage": content.pop("stages"), "ground rule": content.pop("ground_rules")}
    yield Sheet("method", (("key", method.key),), _text(content), method.position)
    for shelf, held in parts.items():
        for position, part in enumerate(held):
            keys = (("method_key", method.key), ("key", part["key"]))
            yield Sheet(shelf, keys, _text(part), position)


def _rows_of_exemplar(exemplar: Exemplar) -> Iterator[Sheet]:
    content = plain(exemplar)
    workshops = content.pop("workshops", [])
    items = [
        (outputs["kind"], outputs.pop("items_recovered", []))
        for outputs in content.get("outputs", [])
    ]
    life = life_of(exemplar)
    columns = {
        "coverage": exemplar.coverage.value,
        "name": exemplar.short_name,
        "track": exemplar.track.first,
        "region": exemplar.region,
        "method_key": exemplar.method.first if exemplar.method else None,
        "earliest": life.earliest,
        "latest": life.latest,
    }
    key = ("exemplar_key", exemplar.key)
    yield Sheet("exemplar", (("key", exemplar.key),), _text(content), 0, columns)
    for position, (workshop, held) in enumerate(zip(exemplar.workshops, workshops, strict=True)):
        sittings = held.pop("sittings", [])
        yield Sheet(
            "workshop",
            (key, ("key", workshop.key)),
            _text(held),
            position,
            _span(workshop.date.first),
        )
        for place, sitting in enumerate(sittings):
            keys = (key, ("workshop_key", workshop.key), ("key", sitting["key"]))
            yield Sheet("sitting", keys, _text(sitting), place)
    dates = {
        item.key: item.date.first
        for outputs in exemplar.outputs
        for item in outputs.items_recovered
    }
    for kind, held in items:
        for position, item in enumerate(held):
            columns = {"kind": kind, **_span(dates[item["key"]])}
            yield Sheet("output", (key, ("key", item["key"])), _text(item), position, columns)


def _span(when: When) -> dict[str, Any]:
    return {"earliest": when.earliest, "latest": when.latest}


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def restored(shape: type[Shape], content: str) -> Shape:
    """A row's content as its shape. Remembered by content: equal rows are one shape for the life of the process."""
    shape_: Any = shape
    return cast(Shape, _restored(shape_, content))


@lru_cache(maxsize=2048)
def _restored(shape: Any, content: str) -> Any:
    return build(shape, piece_of(json.loads(content)))


@lru_cache(maxsize=128)
def restored_method(content: str, stages: tuple[str, ...], rules: tuple[str, ...]) -> Method:
    """A method with the rows that belong to it."""
    whole = json.loads(content)
    whole["stages"] = [json.loads(stage) for stage in stages]
    whole["ground_rules"] = [json.loads(rule) for rule in rules]
    return cast(Method, build(Method, piece_of(whole)))


@lru_cache(maxsize=128)
def restored_exemplar(
    content: str,
    workshops: tuple[tuple[str, str], ...],
    sittings: tuple[tuple[str, str], ...],
    outputs: tuple[tuple[str, str], ...],
) -> Exemplar:
    """A documented process with its rows: workshops by key, sittings by workshop, outputs by kind."""
    whole = json.loads(content)
    whole["workshops"] = [
        {**json.loads(held), "sittings": [json.loads(text) for of, text in sittings if of == key]}
        for key, held in workshops
    ]
    for group in whole.get("outputs", []):
        group["items_recovered"] = [
            json.loads(text) for kind, text in outputs if kind == group["kind"]
        ]
    return cast(Exemplar, build(Exemplar, piece_of(whole)))
