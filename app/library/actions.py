"""Putting the files of the library into its tables: all of it or none, and a second time nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.db import Model, db
from app.library.models import (
    Exemplar,
    ExemplarOutput,
    ExemplarSitting,
    ExemplarWorkshop,
    Kept,
    LibraryGroundRule,
    LibraryMethod,
    LibrarySheet,
    LibrarySource,
    LibraryStage,
    LibraryTool,
)
from app.library.search import index
from app.library.search.passages.everything import passages_of
from app.library.seed.files import Library
from app.library.seed.storing import Sheet, rows_of

_SHELVES: dict[str, type[Model]] = {
    "source": LibrarySource,
    "sheet": LibrarySheet,
    "method": LibraryMethod,
    "stage": LibraryStage,
    "ground rule": LibraryGroundRule,
    "tool": LibraryTool,
    "exemplar": Exemplar,
    "workshop": ExemplarWorkshop,
    "sitting": ExemplarSitting,
    "output": ExemplarOutput,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading would do, by name: 'stage kelman_psw/opening'; and whether what can be found changes with it."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    indexed: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired or self.indexed)


def plan(library: Library) -> Plan:
    """What `load` would add, change and retire. Writes nothing."""
    added, changed, retired = [], [], []
    for shelf, wanted in _by_shelf(library).items():
        standing = _standing(shelf)
        added += [sheet.name for keys, sheet in wanted.items() if keys not in standing]
        changed += [
            sheet.name
            for keys, sheet in wanted.items()
            if keys in standing and standing[keys] != (sheet.digest, False)
        ]
        retired += [
            f"{shelf} {'/'.join(keys)}"
            for keys, (_digest, is_retired) in standing.items()
            if keys not in wanted and not is_retired
        ]
    indexed = not index.stands_as(tuple(passages_of(library)))
    return Plan(tuple(added), tuple(changed), tuple(retired), indexed)


def load(library: Library) -> Plan:
    """Make the tables say what the files say. Nothing is deleted; what the files dropped is retired.

    What a dialogue copied from a method stays as the group has it (design §2).
    """
    intended = plan(library)
    if not intended:
        return intended
    for shelf, wanted in _by_shelf(library).items():
        standing = _standing(shelf)
        for keys, sheet in wanted.items():
            if standing.get(keys) != (sheet.digest, False):
                _put(shelf, sheet)
        for keys, (_digest, is_retired) in standing.items():
            if keys not in wanted and not is_retired:
                _row(shelf, keys).retired = True
        db.session.flush()  # parents before the rows that refer to them
    if intended.indexed:
        index.replace(tuple(passages_of(library)))
    return intended


def _by_shelf(library: Library) -> dict[str, dict[tuple[str, ...], Sheet]]:
    shelves: dict[str, dict[tuple[str, ...], Sheet]] = {shelf: {} for shelf in _SHELVES}
    for sheet in rows_of(library):
        shelves[sheet.shelf][tuple(value for _column, value in sheet.keys)] = sheet
    return shelves


def _key_columns(shelf: str) -> list[InstrumentedAttribute[str]]:
    model = _SHELVES[shelf]
    return [getattr(model, column.name) for column in model.__table__.primary_key]


def _standing(shelf: str) -> dict[tuple[str, ...], tuple[str, bool]]:
    model = _SHELVES[shelf]
    keys = _key_columns(shelf)
    rows = db.session.execute(select(*keys, model.digest, model.retired))  # type: ignore[attr-defined]
    return {tuple(row[: len(keys)]): (row.digest, row.retired) for row in rows}


def _row(shelf: str, keys: tuple[str, ...]) -> Kept:
    identity = dict(zip((column.key for column in _key_columns(shelf)), keys, strict=True))
    return db.session.get_one(_SHELVES[shelf], identity)  # type: ignore[return-value]


def _put(shelf: str, sheet: Sheet) -> None:
    db.session.merge(
        _SHELVES[shelf](
            **dict(sheet.keys),
            content=sheet.content,
            position=sheet.position,
            digest=sheet.digest,
            retired=False,
            **sheet.columns,
        )
    )
