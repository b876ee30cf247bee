"""All models of the program, and rows of each with something in every column."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from typing import Any

import sqlalchemy as sa

import app
from app.kernel.db import Model
from app.kernel.tokens import new_id
from app.kernel.wording import Renderings, Wording
from app.vault.columns import sealed_columns
from tests.canary import canary


def all_models() -> list[type[Any]]:
    for package in pkgutil.iter_modules(app.__path__):
        if package.ispkg:
            for module in pkgutil.iter_modules([f"{app.__path__[0]}/{package.name}"]):
                if module.name == "models":
                    importlib.import_module(f"app.{package.name}.models")
    return sorted(
        (mapper.class_ for mapper in Model.registry.mappers), key=lambda each: each.__tablename__
    )


def row_of(model: type[Any], dialogue_id: str) -> tuple[Any, dict[str, str]]:
    """A row with a canary in each sealed column, and those canaries by column."""
    sealed = dict(sealed_columns(model))
    planted = {name: canary(f"{model.__tablename__} {name}") for name in sealed}
    values: dict[str, Any] = {
        name: _of_type(column.type_, planted[name]) for name, column in sealed.items()
    }
    for column in model.__table__.columns:
        if column.name not in sealed:
            attribute = sa.inspect(model).get_property_by_column(column).key
            values[attribute] = _plain(column, dialogue_id)
    if model.__tablename__ in {"dialogues", "own_exemplars"}:  # whose id names their key
        values["id"] = dialogue_id
    return model(**values), planted


def _of_type(type_: type, words: str) -> Any:
    made: dict[type, Any] = {
        str: words,
        bytes: words.encode(),
        list: [words],
        dict: {"words": words},
        Wording: Wording.of(words),
        Renderings: Renderings({words: {"ka": words}}),
        int: 7,
        date: date(1993, 3, 1),
    }
    return made[type_]


def _plain(column: sa.Column[Any], dialogue_id: str) -> Any:
    if column.name == "dialogue_id":
        return dialogue_id
    kind = column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class or kind.enums))
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.Date):
        return date(2026, 1, 1)
    if isinstance(kind, sa.JSON):
        return []
    if isinstance(kind, sa.LargeBinary):
        return b""
    return new_id()
