"""One value under one key: AES-256-GCM, bound to the place where it stands, its length blurred."""

from __future__ import annotations

import os
import struct
from functools import lru_cache
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.kernel.wording import say
from app.vault.errors import Tampered

KEY_BYTES: Final = 32

_FORMAT: Final = 1
_HEAD: Final = struct.Struct(">BH")
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_SHORT_STEP: Final = 32
_SHORT: Final = 256
_LONG_STEP: Final = 256
_END: Final = b"\x80"


class Place(NamedTuple):
    """Where a sealed value stands. Moved anywhere else it does not open."""

    scope: str
    table: str
    column: str
    row_id: str


def seal(plain: bytes, *, key: bytes, version: int, place: Place) -> bytes:
    head = _HEAD.pack(_FORMAT, version)
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + _cipher(key).encrypt(nonce, _padded(plain), _bound(head, place))


def unseal(blob: bytes, *, key: bytes, place: Place) -> bytes:
    head, nonce, sealed = _parts(blob)
    try:
        return _unpadded(_cipher(key).decrypt(nonce, sealed, _bound(head, place)))
    except InvalidTag:
        raise _tampered() from None


def version_of(blob: bytes) -> int:
    """Which version of its scope's key a value was sealed with."""
    head, _, _ = _parts(blob)
    _, version = _HEAD.unpack(head)
    return int(version)


def _parts(blob: bytes) -> tuple[bytes, bytes, bytes]:
    end = _HEAD.size + _NONCE_BYTES
    if len(blob) < end + _TAG_BYTES or blob[0] != _FORMAT:
        raise _tampered()
    return blob[: _HEAD.size], blob[_HEAD.size : end], blob[end:]


def _bound(head: bytes, place: Place) -> bytes:
    # Each part carries its length, so that no two places can read as the same bytes.
    return _bound_column(head, place.scope, place.table, place.column) + _with_length(
        place.row_id.encode()
    )


@lru_cache(maxsize=256)
def _bound_column(head: bytes, *place: str) -> bytes:
    """What all rows of a column of a scope share: a page opens hundreds of them."""
    return b"".join(map(_with_length, (head, *(part.encode() for part in place))))


def _with_length(part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + part


def _padded(plain: bytes) -> bytes:
    # A length can give words away ("yes", "no", a known name): short values come in steps of 32
    # bytes, long ones in steps of 256.
    length = len(plain) + len(_END)
    step = _SHORT_STEP if length <= _SHORT else _LONG_STEP
    return (plain + _END).ljust(-(-length // step) * step, b"\0")


def _unpadded(padded: bytes) -> bytes:
    plain, end, rest = padded.rpartition(_END)
    if not end or rest.strip(b"\0"):
        raise _tampered()
    return plain


def _tampered() -> Tampered:
    return Tampered(
        say(
            "Something stored here has been altered or damaged and cannot be shown as genuine. "
            "The rest is not affected."
        )
    )


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
