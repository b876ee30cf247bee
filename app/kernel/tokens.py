"""Unguessable ids, secrets and codes, and their digests. Nothing here is ever sequential or dated."""

from __future__ import annotations

import hashlib
import hmac
import secrets

# Crockford's alphabet: no I, L, O, U, so that a code survives handwriting and being read aloud.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_ALPHABET = _CODE_ALPHABET.lower()
_ID_LENGTH = 26
_CODE_LENGTH = 16
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_id() -> str:
    """A random public id of 26 characters (130 bits)."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))


def new_secret() -> str:
    """A random secret for a cookie (256 bits)."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A random code for paper, XXXX-XXXX-XXXX-XXXX (80 bits)."""
    plain = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(plain[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def normal_code(typed: str) -> str:
    """A code as it was issued, from what somebody typed: spaces, dashes, case and lookalikes forgiven."""
    plain = "".join(character for character in typed.upper() if character.isalnum())
    return plain.translate(_LOOKALIKES)[: _CODE_LENGTH * 2]


def digest(secret: str) -> str:
    """What the server keeps of a secret: SHA-256, hexadecimal. Enough because secrets here are random."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def id_from(secret: str, purpose: str) -> str:
    """The row id that belongs to a secret: the same secret always finds the same row, the row never the secret."""
    number = int.from_bytes(
        hashlib.sha256(f"{purpose}|{secret}".encode("utf-8", "replace")).digest()
    )
    return _spell(number)


def keyed_id(secret: str, *parts: str) -> str:
    """A row id only the holder of `secret` can compute for these parts (HMAC-SHA-256)."""
    spread = "|".join(f"{len(part)}:{part}" for part in parts)
    number = int.from_bytes(
        hmac.digest(secret.encode("utf-8", "replace"), spread.encode("utf-8", "replace"), "sha256")
    )
    return _spell(number)


def same(left: str, right: str) -> bool:
    """Whether two secrets are equal, in constant time and for any characters."""
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))


def _spell(number: int) -> str:
    letters = []
    for _ in range(_ID_LENGTH):
        number, place = divmod(number, 32)
        letters.append(_ID_ALPHABET[place])
    return "".join(letters)
