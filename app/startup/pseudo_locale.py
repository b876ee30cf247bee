"""A made-up right-to-left language, written anew whenever a sentence of the program changes.

Every message becomes Arabic letters in brackets, a third longer, its gaps kept. Whoever looks at a
page in it sees what was never marked for translation and what breaks when it runs the other way.
English is the source; no catalogue is kept in git. What is a message, pyproject.toml says.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo

from app.settings import ROOT
from app.web.words import PSEUDO

WRITTEN = ROOT / "var" / "translations" / PSEUDO / "LC_MESSAGES" / "messages.mo"

# What marks a message, and which of its arguments are the singular and the plural. Whoever makes a
# real translation hands the same names to `pybabel extract -F pyproject.toml -k …`.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "say": None,
    "ngettext": (1, 2),
    "say_n": (1, 2),
}

OPENS, CLOSES = "⟦", "⟧"

_ARABIC = str.maketrans(
    dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True))
    | dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True))
)
_LONGER = "وزيادة في الطول"

# Gaps, marks and the names of characters stay as they are: %(name)s, %%, {name}, <b>, &nbsp;
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[%sd]|\{\w*\}|</?\w[^>]*>|&\w+;)")


def ready() -> Path:
    """The catalogue of the sentences as they stand; written only when they have changed."""
    stamp = WRITTEN.with_suffix(".sha256")
    sources = _sources()
    known = _fingerprint(path for path, _ in sources)
    if WRITTEN.exists() and stamp.exists() and stamp.read_text() == known:
        return WRITTEN
    WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    # Several runs may do this at once; each puts a whole file in its place.
    _put(WRITTEN, _catalogue(sources))
    _put(stamp, known.encode())
    return WRITTEN


def pseudo(message: str) -> str:
    """A message in the made-up language."""
    parts = _KEPT.split(message)
    letters = sum(len(part) for part in parts[::2])
    longer = "".join(islice(cycle(_LONGER), max(2, letters // 3)))
    parts[::2] = [part.translate(_ARABIC) for part in parts[::2]]
    return f"{OPENS}{''.join(parts)} {longer}{CLOSES}"


def messages(sources: list[tuple[Path, str]] | None = None) -> Iterator[str | tuple[str, str]]:
    """Every message of the program; of one that knows number, singular and plural."""
    for path, method in sources or _sources():
        for _, message, _, _ in extract_from_file(
            method, path, KEYWORDS, options={"silent": "false"}
        ):
            yield message if isinstance(message, str) else (message[0], message[1])


def _catalogue(sources: list[tuple[Path, str]]) -> bytes:
    catalogue = Catalog(locale=PSEUDO, domain="messages", fuzzy=False)
    for message in messages(sources):
        if isinstance(message, str):
            catalogue.add(message, pseudo(message))
        else:
            one, more = map(pseudo, message)
            # Arabic has six forms; the second is for one.
            catalogue.add(message, (more, one, more, more, more, more))
    with tempfile.TemporaryFile() as file:
        write_mo(file, catalogue)
        file.seek(0)
        return file.read()


def _sources() -> list[tuple[Path, str]]:
    """The files with sentences and the method that reads each, as pyproject.toml maps them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    return [
        (path, mapping["method"])
        for mapping in mappings
        for path in sorted(ROOT.glob(mapping["pattern"]))
    ]


def _fingerprint(paths: Iterator[Path]) -> str:
    known = hashlib.sha256(Path(__file__).read_bytes())
    for path in paths:
        known.update(path.read_bytes())
    return known.hexdigest()


def _put(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
