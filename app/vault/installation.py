"""The installation's key, which wraps all others: from a file, or sealed under a passphrase."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.kernel.wording import say
from app.vault.errors import KeyDamaged, WrongPassphrase
from app.vault.sealing import KEY_BYTES

FILE_NAME: Final = "installation.key"

_FORMAT: Final = 1
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs (Argon2id); kept beside the salt, so it can rise."""

    memory_kib: int = 128 * 1024
    passes: int = 3
    lanes: int = 2


def wrap(key: bytes, *, under: bytes, name: str) -> str:
    """A key sealed under another; `name` says which it is, so that two cannot change places."""
    nonce = os.urandom(_NONCE_BYTES)
    return b64encode(nonce + AESGCM(under).encrypt(nonce, key, name.encode())).decode()


def unwrap(wrapped: str, *, under: bytes, name: str) -> bytes:
    """Raises InvalidTag or ValueError when it is not this key under that one."""
    blob = b64decode(wrapped, validate=True)
    return AESGCM(under).decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], name.encode())


def from_passphrase(passphrase: str, *, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        passphrase.encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


@dataclass(frozen=True, slots=True, repr=False)
class Installation:
    """The keys that wrap: one, or two while a rotation is under way."""

    keys: Mapping[str, bytes]
    current: str
    passphrase_key: bytes | None = None
    salt: bytes = b""
    cost: Cost = Cost()

    @classmethod
    def new(cls, passphrase: str | None, cost: Cost) -> Installation:
        name = secrets.token_hex(8)
        keys = {name: secrets.token_bytes(KEY_BYTES)}
        if passphrase is None:
            return cls(keys, name)
        salt = secrets.token_bytes(16)
        derived = from_passphrase(passphrase, salt=salt, cost=cost)
        return cls(keys, name, derived, salt, cost)

    def with_new_key(self) -> Installation:
        name = secrets.token_hex(8)
        keys = {**self.keys, name: secrets.token_bytes(KEY_BYTES)}
        return Installation(keys, name, self.passphrase_key, self.salt, self.cost)

    def only_current(self) -> Installation:
        keys = {self.current: self.keys[self.current]}
        return Installation(keys, self.current, self.passphrase_key, self.salt, self.cost)

    def under_passphrase(self, passphrase: str | None, cost: Cost) -> Installation:
        """The same keys, from now on behind this passphrase, or in the open file without one."""
        if passphrase is None:
            return Installation(self.keys, self.current)
        salt = secrets.token_bytes(16)
        derived = from_passphrase(passphrase, salt=salt, cost=cost)
        return Installation(self.keys, self.current, derived, salt, cost)

    def to_bytes(self) -> bytes:
        content: dict[str, Any] = {"format": _FORMAT, "current": self.current}
        if self.passphrase_key is None:
            content["from"] = "file"
            content["keys"] = {name: b64encode(key).decode() for name, key in self.keys.items()}
        else:
            content["from"] = "passphrase"
            content["argon2id"] = {
                "salt": b64encode(self.salt).decode(),
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
            }
            content["keys"] = {
                name: wrap(key, under=self.passphrase_key, name=name)
                for name, key in self.keys.items()
            }
        return json.dumps(content, indent=1).encode()

    @classmethod
    def from_bytes(cls, content: bytes, passphrase: str | None) -> Installation:
        try:
            read = json.loads(content)
            if read["from"] == "file":
                keys = {name: b64decode(key) for name, key in read["keys"].items()}
                return cls._complete(keys, read["current"])
            salt, cost = _argon2id_of(read)
            derived = from_passphrase(passphrase or "", salt=salt, cost=cost)
            return cls._unwrapped(read, derived, salt, cost)
        except InvalidTag:
            raise WrongPassphrase(
                say("This passphrase does not open the installation's key. Nothing was changed.")
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _damaged() from None

    def read_again(self, content: bytes) -> Installation:
        """What the file holds now, opened without asking for the passphrase a second time."""
        try:
            read = json.loads(content)
            if read["from"] == "file" or self.passphrase_key is None:
                return self.from_bytes(content, None)
            salt, cost = _argon2id_of(read)
            if salt != self.salt:
                raise WrongPassphrase(
                    say("The passphrase of this installation was changed. Start the program anew.")
                )
            return self._unwrapped(read, self.passphrase_key, salt, cost)
        except (InvalidTag, ValueError, KeyError, TypeError, AttributeError):
            raise _damaged() from None

    @classmethod
    def _unwrapped(
        cls, read: dict[str, Any], derived: bytes, salt: bytes, cost: Cost
    ) -> Installation:
        keys = {
            name: unwrap(wrapped, under=derived, name=name)
            for name, wrapped in read["keys"].items()
        }
        return cls._complete(keys, read["current"], derived, salt, cost)

    @classmethod
    def _complete(
        cls,
        keys: Mapping[str, bytes],
        current: str,
        passphrase_key: bytes | None = None,
        salt: bytes = b"",
        cost: Cost | None = None,
    ) -> Installation:
        if current not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError
        return cls(keys, current, passphrase_key, salt, cost or Cost())


def _argon2id_of(read: dict[str, Any]) -> tuple[bytes, Cost]:
    given = read["argon2id"]
    return b64decode(given["salt"]), Cost(given["memory_kib"], given["passes"], given["lanes"])


def _damaged() -> KeyDamaged:
    return KeyDamaged(
        say(
            "The installation's key file is damaged. Move all key files away and put them back "
            "from a key backup (.venv/bin/python -m app.vault restore-keys FILE); a new key would "
            "open nothing."
        )
    )


def asks_for_passphrase(directory: Path) -> bool:
    """Whether the installation's key there is behind a passphrase; false when there is none."""
    try:
        content = json.loads((directory / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("from") == "passphrase"
