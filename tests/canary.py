"""Words that occur nowhere else, and the many shapes in which bytes could betray them."""

from __future__ import annotations

import base64
import html
import json
import quopri
import secrets
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


def canary(of: str = "") -> str:
    """Words of two scripts, unlike any others ever written; `of` says where they were planted."""
    return f"{of} канарейка {secrets.token_hex(8)} آرامش".strip()


def shapes(words: str) -> Iterator[bytes]:
    """The words as bytes, in each encoding in which they might be lying about."""
    # The random part alone is looked for too: half a canary is a leak as well.
    for part in {words, words.split()[-2]}:
        yield from _encodings(part)


def _encodings(words: str) -> Iterator[bytes]:
    plain = words.encode()
    for raw in (plain, words.encode("utf-16-le"), words.encode("utf-16-be")):
        yield raw
        yield raw[::-1]
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield from _base64(raw)
    yield words.encode("utf-32-le")
    yield words.encode("utf-7")
    yield json.dumps(words)[1:-1].encode()
    yield json.dumps(json.dumps(words)[1:-1])[1:-1].encode()
    yield repr(plain)[2:-1].encode()
    yield quote(words).encode()
    yield quote_plus(words).encode()
    yield quopri.encodestring(plain)
    yield html.escape(words).encode()
    yield words.encode("ascii", "xmlcharrefreplace")
    yield base64.b32encode(plain).rstrip(b"=")
    yield words.upper().encode()
    yield words.lower().encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    # Inside a longer text the words may begin at any of three places of a base64 group.
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw)
        inner = encoded[4 if before else 0 : -4]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    """Which of the words lie in these bytes, plainly or in another shape, packed ones included."""
    contents = [content, *_unpacked(content)]
    return [
        each
        for each in words
        if any(shape in where for shape in shapes(each) for where in contents)
    ]


def found_under(directory: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """The same for every file below a directory, by file."""
    planted = list(words)
    searched = {
        str(path.relative_to(directory)): found_in(path.read_bytes(), planted)
        for path in directory.rglob("*")
        if path.is_file()
    }
    return {path: found for path, found in searched.items() if found}


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What lies compressed in the bytes (deflate, as in gzip, zip and PDF)."""
    for magic, window in ((b"\x78\x9c", 15), (b"\x1f\x8b\x08", 31), (b"\x78\xda", 15)):
        at = content.find(magic)
        while at >= 0:
            try:
                unpacked = zlib.decompressobj(window).decompress(content[at:], 1 << 22)
            except zlib.error:
                unpacked = b""
            if len(unpacked) > 16:
                yield unpacked
            at = content.find(magic, at + 1)
