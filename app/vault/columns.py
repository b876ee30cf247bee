"""Sealed columns: words are sealed the moment they are set and opened only when they are read.

What the database, its journal, its backups and SQLAlchemy's own messages ever hold is the blob.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast, overload

from sqlalchemy import ColumnElement, LargeBinary
from sqlalchemy.orm import mapped_column

from app.kernel.tokens import new_id
from app.kernel.wording import Renderings, Wording
from app.vault import keyring, sealing
from app.vault.sealing import Place

T = TypeVar("T")
V = TypeVar("V")

_SEALED = "_sealed"
_OPENED = "_opened"


class _Coding(NamedTuple):
    to_bytes: Callable[[Any], bytes]
    from_bytes: Callable[[bytes], Any]
    can_change: bool = False


def _to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_CODINGS: dict[type, _Coding] = {
    str: _Coding(str.encode, bytes.decode),
    bytes: _Coding(bytes, bytes),
    int: _Coding(_to_json, json.loads),
    date: _Coding(
        lambda day: day.isoformat().encode(), lambda day: date.fromisoformat(day.decode())
    ),
    list: _Coding(_to_json, json.loads, can_change=True),
    dict: _Coding(_to_json, json.loads, can_change=True),
    Wording: _Coding(
        lambda wording: wording.to_json().encode(), lambda text: Wording.from_json(text.decode())
    ),
    Renderings: _Coding(
        lambda said: said.to_json().encode(), lambda text: Renderings.from_json(text.decode())
    ),
}


def seal_value(place: Place, value: object, type_: type) -> bytes:
    version, key = keyring.current().sealing_key(place.scope)
    plain = _CODINGS[type_].to_bytes(value)
    return sealing.seal(plain, key=key, version=version, place=place)


def open_value(scope: str, table: str, column: str, row_id: str, blob: bytes, type_: type[V]) -> V:
    """Open what a Core query read. For many rows; one row is better loaded and asked."""
    key = keyring.current().opening_key(scope, sealing.version_of(blob))
    plain = sealing.unseal(blob, key=key, place=Place(scope, table, column, row_id))
    return cast(V, _CODINGS[type_].from_bytes(plain))


@dataclass(frozen=True, slots=True)
class SealedColumn(Generic[T]):
    """`Contribution.words`: the column for a Core query, and how to open what it gave."""

    owner: type[Any]
    name: str
    type_: type

    @property
    def blob(self) -> ColumnElement[bytes]:
        return cast("ColumnElement[bytes]", self.owner.__table__.c[self.name])

    def open(self, scope: str, row_id: str, blob: bytes | None) -> T:
        if blob is None:
            return cast(T, None)
        table = self.owner.__table__.name
        return cast(T, open_value(scope, table, self.name, row_id, blob, self.type_))


class Sealed(Generic[T]):
    """A column of a `SealedRow` whose value is sealed at rest: `words = Sealed(Wording)`.

    The table gets a binary column of that name; on the class it is `Contribution.words.blob`.
    """

    @overload
    def __init__(self: Sealed[V], type_: type[V], *, nullable: Literal[False] = False) -> None: ...
    @overload
    def __init__(self: Sealed[V | None], type_: type[V], *, nullable: Literal[True]) -> None: ...
    def __init__(self, type_: type[Any], *, nullable: bool = False) -> None:
        if type_ not in _CODINGS:
            raise TypeError(f"{type_.__name__} cannot be sealed")
        self.type_ = type_
        self.nullable = nullable

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.name = name
        column = mapped_column(name, LargeBinary, nullable=self.nullable)
        setattr(owner, name + _SEALED, column)

    @overload
    def __get__(self, row: None, owner: type[Any]) -> SealedColumn[T]: ...
    @overload
    def __get__(self, row: SealedRow, owner: type[Any]) -> T: ...
    def __get__(self, row: SealedRow | None, owner: type[Any]) -> SealedColumn[T] | T:
        if row is None:
            return SealedColumn(owner, self.name, self.type_)
        blob = self.blob_in(row)
        if blob is None:
            return cast(T, None)
        opened = row.__dict__.setdefault(_OPENED, {})
        known = opened.get(self.name)
        if known is None or known[0] != blob:
            value = open_value(row.scope, row.__table__.name, self.name, row.id, blob, self.type_)
            known = opened[self.name] = (blob, value)
        # A list is handed out as a copy: changing it in place would be sealed nowhere.
        value = known[1]
        return cast(T, copy.deepcopy(value) if _CODINGS[self.type_].can_change else value)

    def __set__(self, row: SealedRow, value: T) -> None:
        setattr(row, self.name + _SEALED, self._sealed(row, value))

    def _sealed(self, row: SealedRow, value: T) -> bytes | None:
        if value is None:
            if not self.nullable:
                raise TypeError(f"{type(row).__name__}.{self.name} cannot be nothing")
            return None
        if not isinstance(value, self.type_):
            raise TypeError(f"{type(row).__name__}.{self.name} is a {self.type_.__name__}")
        return seal_value(self.place_in(row), value, self.type_)

    def blob_in(self, row: SealedRow) -> bytes | None:
        return cast("bytes | None", getattr(row, self.name + _SEALED))

    def place_in(self, row: SealedRow) -> Place:
        return Place(row.scope, row.__table__.name, self.name, row.id)


class SealedRow:
    """What a model with sealed columns also is: `class Party(SealedRow, Model)`.

    A row is sealed under its dialogue's key; a model of no dialogue answers `scope` otherwise.
    The scope and the id must be known before words are, and neither changes afterwards.
    """

    __allow_unmapped__ = True

    id: Any
    __table__: Any

    def __init__(self, **values: Any) -> None:
        sealed = {name for name, _ in sealed_columns(type(self))}
        plain = {name: value for name, value in values.items() if name not in sealed}
        if plain.get("id") is None:
            plain["id"] = new_id()
        super().__init__(**plain)
        for name in values.keys() & sealed:
            setattr(self, name, values[name])

    def __repr__(self) -> str:
        # Never the words: what is printed is logged.
        return f"<{type(self).__name__} {self.__dict__.get('id', '')}>"

    @property
    def scope(self) -> str:
        """Whose key seals this row."""
        scope = getattr(self, "dialogue_id", None)
        if not isinstance(scope, str):
            raise TypeError(
                f"{type(self).__name__} needs its dialogue_id before anything in it can be sealed"
            )
        return scope


def sealed_columns(model: type[Any]) -> Iterator[tuple[str, Sealed[Any]]]:
    """The sealed columns of a model, by name."""
    seen = set()
    for owner in model.__mro__:
        for name, attribute in vars(owner).items():
            if isinstance(attribute, Sealed) and name not in seen:
                seen.add(name)
                yield name, attribute
