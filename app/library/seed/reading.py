"""From the bytes of a YAML file to frozen dataclasses, strictly: one clear message, or everything.

Knows no shape of the library. Scalars are text until a shape says otherwise, so that
`no`, `1993-03` and `010` stay what was written. Anchors and aliases are refused, since they can make a small
file unfold into a huge one.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from app.library.rules import nearest
from app.library.shapes.when import When, read_when

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

LARGEST_FILE = 512 * 1024
DEEPEST = 16

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "seq", "map")
)


class BadFile(Exception):
    """A file of the library that cannot be believed: where, and what would put it right."""

    def __init__(self, message: str, *, line: int = 0, path: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.path = message, line, path

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else self.path
        return f"{place}: {self.message}" if place else self.message

    def within(self, path: str) -> BadFile:
        """The same complaint with the name of the file it is about."""
        return BadFile(self.message, line=self.line, path=self.path or path)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file with the line it stands on."""

    held: str | tuple[Piece, ...] | dict[str, Piece]
    line: int


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is no larger than a file of the library can be."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise too_large(size)
    return path.read_bytes()


def too_large(size: int) -> BadFile:
    """The complaint about a file of this many bytes."""
    return BadFile(
        f"the file has {size:,} bytes; no file of the library needs more than {LARGEST_FILE:,}"
    )


def pieces(content: bytes) -> Piece:
    """Parse YAML into pieces that remember their lines."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as bad:
        line = content.count(b"\n", 0, bad.start) + 1
        raise BadFile("this is not UTF-8; save the file as UTF-8", line=line) from None
    try:
        _refuse_aliases_and_depth(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as bad:
        raise _not_yaml(bad) from None
    if node is None:
        raise BadFile("the file is empty")
    return _piece(node)


def _not_yaml(bad: yaml.YAMLError) -> BadFile:
    mark = getattr(bad, "problem_mark", None)
    problem = (
        getattr(bad, "problem", None) or getattr(bad, "reason", None) or "it could not be parsed"
    )
    return BadFile(f"this is not YAML: {problem}", line=mark.line + 1 if mark else 1)


def _refuse_aliases_and_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadFile(
                "anchors and aliases (& and *) are not used here; write it out", line=line
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise BadFile(f"nested deeper than {DEEPEST} levels", line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _piece(node: yaml.Node) -> Piece:
    line = node.start_mark.line + 1
    if node.tag not in _PLAIN_TAGS:
        raise BadFile(f"tags such as {node.tag} are not used here", line=line)
    if isinstance(node, yaml.ScalarNode):
        return Piece(node.value.rstrip("\n"), line)
    if isinstance(node, yaml.SequenceNode):
        return Piece(tuple(_piece(item) for item in node.value), line)
    entries: dict[str, Piece] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise BadFile("a key must be a word", line=key_node.start_mark.line + 1)
        if key in entries:
            raise BadFile(f"the key {key!r} stands here twice", line=key_node.start_mark.line + 1)
        entries[key] = _piece(value_node)
    return Piece(entries, line)


def piece_of(stored: Any) -> Piece:
    """Stored JSON as a piece, so that what was loaded is read back through the same shapes."""
    if isinstance(stored, Mapping):
        return Piece({str(key): piece_of(value) for key, value in stored.items()}, 0)
    if isinstance(stored, Sequence) and not isinstance(stored, str):
        return Piece(tuple(piece_of(item) for item in stored), 0)
    if isinstance(stored, bool):
        return Piece("true" if stored else "false", 0)
    return Piece(str(stored), 0)


def build(shape: Any, piece: Piece) -> Any:
    """A piece as the shape asks for it, or `BadFile` with the line."""
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return build(next(part for part in get_args(shape) if part is not types.NoneType), piece)
    if origin is tuple:
        return tuple(build(get_args(shape)[0], item) for item in _items(piece))
    if dataclasses.is_dataclass(origin or shape) and (origin or shape) is not When:
        return _build_dataclass(shape, piece)
    return _scalar(shape, piece)


def _items(piece: Piece) -> Iterable[Piece]:
    if isinstance(piece.held, dict):
        raise BadFile("a list is wanted here (lines beginning with -), not keys", line=piece.line)
    return (piece,) if isinstance(piece.held, str) else piece.held


def _scalar(shape: Any, piece: Piece) -> Any:
    text = piece.held
    if not isinstance(text, str):
        raise BadFile("one value is wanted here, not a list or keys", line=piece.line)
    if text in ("", "~", "null"):
        raise BadFile(
            "nothing stands here; leave the key out, or write what is known", line=piece.line
        )
    try:
        return _read_as(shape, text)
    except ValueError as bad:
        raise BadFile(str(bad), line=piece.line) from None


def _read_as(shape: Any, text: str) -> Any:
    if shape is When:
        return read_when(text)
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return _member(shape, text)
    if shape is int:
        return _whole_number(text)
    if shape is bool:
        return _truth(text)
    return text


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a whole number")
    return int(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r}: write true or false")
    return text == "true"


def _member(shape: type[StrEnum], text: str) -> StrEnum:
    known = [member.value for member in shape]
    if text not in known:
        raise ValueError(
            f"{text!r} is not known here{nearest(text, known)}; known are {', '.join(known)}"
        )
    return shape(text)


@lru_cache(maxsize=256)
def _fields_of(shape: Any) -> tuple[type, dict[str, Any], frozenset[str]]:
    cls: Any = get_origin(shape) or shape
    fills = dict(zip(getattr(cls, "__parameters__", ()), get_args(shape), strict=True))
    hints = {name: _filled(hint, fills) for name, hint in get_type_hints(cls).items()}
    fields = {field.name: hints[field.name] for field in dataclasses.fields(cls)}
    required = frozenset(
        field.name
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    return cls, fields, required


def _filled(hint: Any, fills: Mapping[Any, Any]) -> Any:
    if hint in fills:
        return fills[hint]
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(fills[parameter] for parameter in parameters)] if parameters else hint


def _build_dataclass(shape: Any, piece: Piece) -> Any:
    cls, fields, required = _fields_of(shape)
    if not isinstance(piece.held, dict):
        raise BadFile(f"keys are wanted here: {', '.join(fields)}", line=piece.line)
    for key, held in piece.held.items():
        if key not in fields:
            raise BadFile(f"unknown key {key!r}{nearest(key, fields)}", line=held.line)
    missing = [name for name in fields if name in required and name not in piece.held]
    if missing:
        raise BadFile(_what_is_missing(missing), line=piece.line)
    values = {key: build(fields[key], held) for key, held in piece.held.items()}
    try:
        return cls(**values)
    except ValueError as bad:
        raise BadFile(str(bad), line=piece.line) from None


def _what_is_missing(missing: Sequence[str]) -> str:
    if "source" in missing:
        return "no source: every fact says where it comes from (source: a key of sources.yaml)"
    return f"the key {missing[0]!r} is missing"
