"""A shape as plain lists and mappings: what files, rows and exports hold of it."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any

from app.library.shapes.when import When


def plain(thing: Any) -> Any:
    """A shape as plain lists and mappings, without what was left out: what export writes, and what rows hold."""
    if isinstance(thing, When):
        return thing.text
    if isinstance(thing, StrEnum):
        return thing.value
    if isinstance(thing, tuple):
        return [plain(item) for item in thing]
    if dataclasses.is_dataclass(thing):
        held = ((each.name, getattr(thing, each.name)) for each in dataclasses.fields(thing))
        return {name: plain(value) for name, value in held if value is not None and value != ()}
    return thing
