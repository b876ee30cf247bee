"""Keys: one file for each dialogue, wrapped by the installation's key, outside the database.

`KeySource` is all that sealing asks for, so that dialogues which stay locked between meetings can
come later behind it; `Keyring` is the source there is today.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.kernel import clock
from app.kernel.wording import say
from app.vault import durable
from app.vault.errors import KeyDamaged, KeyExists, KeyMissing
from app.vault.installation import FILE_NAME, Cost, Installation, unwrap, wrap
from app.vault.sealing import KEY_BYTES

HOUSE: Final = "house"
"""The scope of what belongs to no dialogue, such as accounts."""

_SUFFIX: Final = ".key"
_SCOPE: Final = re.compile(r"[a-z0-9]{1,40}")
_LOOK_AGAIN_SECONDS: Final = 0.5


class KeySource(Protocol):
    """Where keys come from."""

    def sealing_key(self, scope: str) -> tuple[int, bytes]:
        """The version and key to seal with now. Raises KeyMissing."""

    def opening_key(self, scope: str, version: int) -> bytes:
        """The key of that version. Raises KeyMissing."""

    def holds(self, scope: str) -> bool:
        """Whether what was sealed under this scope can be opened."""

    def create(self, scope: str) -> None:
        """Make a key for a new scope. Raises KeyExists."""

    def destroy(self, scope: str) -> None:
        """Make everything sealed under this scope dark, for ever and everywhere."""

    def derive(self, purpose: str) -> bytes:
        """A key for another purpose of the house, never stored. Raises KeyMissing."""


@dataclass(frozen=True, slots=True, repr=False)
class ScopeKeys:
    """The keys of one scope by version; more than one only until everything is sealed anew."""

    scope: str
    current: int
    keys: Mapping[int, bytes]

    def to_bytes(self, installation: Installation) -> bytes:
        under = installation.keys[installation.current]
        return json.dumps(
            {
                "format": 1,
                "under": installation.current,
                "current": self.current,
                "keys": {
                    str(version): wrap(key, under=under, name=f"{self.scope}|{version}")
                    for version, key in self.keys.items()
                },
            },
            indent=1,
        ).encode()

    @classmethod
    def from_bytes(cls, scope: str, content: bytes, installation: Installation) -> ScopeKeys:
        try:
            read = json.loads(content)
            under = installation.keys[read["under"]]
            keys = {
                int(version): unwrap(wrapped, under=under, name=f"{scope}|{version}")
                for version, wrapped in read["keys"].items()
            }
            if read["current"] not in keys:
                raise ValueError
            return cls(scope, read["current"], keys)
        except (InvalidTag, ValueError, KeyError, TypeError, AttributeError):
            raise KeyDamaged(
                say(
                    "The key file %(name)s is damaged, or was made by another installation. "
                    "Put it back from a key backup (flask keys restore).",
                    name=scope + _SUFFIX,
                )
            ) from None


@dataclass(slots=True)
class _Opened:
    keys: ScopeKeys
    mark: tuple[int, int]
    looked: float


class Keyring:
    """The key files of one directory, opened.

    A key is never made because it is missing: `create` refuses over an existing one, and opening
    refuses without one. Only `begin`, for a new installation, makes the first.
    """

    def __init__(self, directory: Path, installation: Installation) -> None:
        self.directory = directory
        self._installation = installation
        self._seen = b""
        self._opened: dict[str, _Opened] = {}
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"<Keyring of {len(self.scopes())} scopes>"

    # Beginning and opening

    @classmethod
    def begin(
        cls, directory: Path, *, passphrase: str | None = None, cost: Cost | None = None
    ) -> Keyring:
        """Make the keys of a new installation. Refuses where any key already is."""
        durable.make_private(directory)
        with durable.alone_in(directory):
            if any(directory.glob("*" + _SUFFIX)):
                raise KeyExists(
                    say(
                        "There are already keys in %(directory)s. A new installation needs a "
                        "directory of its own: set SECOND_TRACK_KEYS.",
                        directory=str(directory),
                    )
                )
            installation = Installation.new(passphrase, cost or Cost())
            # The house's key is written first and takes its name last, so that a kill between the
            # two leaves either nothing or an installation that `unlock` completes.
            first = _new_scope_keys(HOUSE).to_bytes(installation)
            durable.write_unfinished(directory / (HOUSE + _SUFFIX), first)
            durable.write(directory / FILE_NAME, installation.to_bytes())
            durable.finish(directory / (HOUSE + _SUFFIX))
        return cls(directory, installation)

    @classmethod
    def unlock(cls, directory: Path, *, passphrase: str | None = None) -> Keyring:
        """Open the keys of this installation. A missing key is refused, never replaced."""
        try:
            content = (directory / FILE_NAME).read_bytes()
        except FileNotFoundError:
            raise KeyMissing(
                say(
                    "The installation's key is not in %(directory)s. If you moved the keys, set "
                    "SECOND_TRACK_KEYS to where they are; if they are lost, put them back from a "
                    "key backup (.venv/bin/python -m app.vault restore-keys FILE). A new key would "
                    "open nothing.",
                    directory=str(directory),
                )
            ) from None
        except OSError:
            raise KeyMissing(
                say(
                    "The installation's key in %(directory)s cannot be read. It must belong to "
                    "whoever starts the program, and nobody else.",
                    directory=str(directory),
                )
            ) from None
        durable.make_private(directory)
        keyring = cls(directory, Installation.from_bytes(content, passphrase))
        keyring._complete_beginning()
        keyring.opening_keys(HOUSE)
        return keyring

    def _complete_beginning(self) -> None:
        path = self._path(HOUSE)
        with durable.alone_in(self.directory):
            if not path.exists() and durable.unfinished(path).exists():
                content = durable.unfinished(path).read_bytes()
                ScopeKeys.from_bytes(HOUSE, content, self._installation)
                durable.finish(path)

    # What sealing asks for

    def sealing_key(self, scope: str) -> tuple[int, bytes]:
        keys = self._load(scope, at_once=True)
        return keys.current, keys.keys[keys.current]

    def opening_key(self, scope: str, version: int) -> bytes:
        keys = self._load(scope)
        if version not in keys.keys:
            keys = self._load(scope, at_once=True)
        if version not in keys.keys:
            raise KeyMissing(
                say(
                    "This was sealed with an older key that is no longer here. It can be opened "
                    "only with a key backup from before the change of keys."
                )
            )
        return keys.keys[version]

    def opening_keys(self, scope: str) -> ScopeKeys:
        return self._load(scope, at_once=True)

    def holds(self, scope: str) -> bool:
        try:
            self._load(scope)
        except (KeyMissing, KeyDamaged):
            return False
        return True

    def scopes(self) -> list[str]:
        """Every scope that has a key here, in the order of their random names."""
        return sorted(
            path.stem
            for path in self.directory.glob("*" + _SUFFIX)
            if path.name != FILE_NAME and _SCOPE.fullmatch(path.stem)
        )

    def derive(self, purpose: str) -> bytes:
        """A key for another purpose of the house (signing cookies), never stored.

        It changes when the house's key is rotated, which signs everybody out.
        """
        _, key = self.sealing_key(HOUSE)
        return HKDF(SHA256(), KEY_BYTES, None, f"second track|{purpose}".encode()).derive(key)

    # Making and destroying

    def create(self, scope: str) -> None:
        path = self._path(scope)
        with self._lock, durable.alone_in(self.directory):
            if path.exists():
                raise KeyExists(say("This already has a key. A second one would make it dark."))
            self.look_again()
            durable.write(path, _new_scope_keys(scope).to_bytes(self._installation))

    def destroy(self, scope: str) -> None:
        """Overwrite and unlink the key, and forget it.

        From here on every copy of the database, however old, is dark for this scope. Other
        processes notice at their next look, within half a second.
        """
        path = self._path(scope)
        with self._lock, durable.alone_in(self.directory):
            durable.erase(path)
            self._opened.pop(scope, None)

    # Changing keys; app.vault.rotation says in which order

    @property
    def installation(self) -> Installation:
        return self._installation

    def replace_installation(self, installation: Installation) -> None:
        durable.write(self.directory / FILE_NAME, installation.to_bytes())
        self._installation = installation

    def replace_scope(self, keys: ScopeKeys) -> None:
        with self._lock:
            durable.write(self._path(keys.scope), keys.to_bytes(self._installation))
            self._opened.pop(keys.scope, None)

    def wrapped_under(self, scope: str) -> str:
        """The name of the installation's key that wraps this scope's."""
        return str(json.loads(self._path(scope).read_bytes())["under"])

    def changed_ago(self, scope: str) -> float:
        """Seconds since the key file of this scope was last written."""
        return max(0.0, clock.now().timestamp() - self._path(scope).stat().st_mtime)

    # Reading files

    def _path(self, scope: str) -> Path:
        path = self.directory / (scope + _SUFFIX)
        if not _SCOPE.fullmatch(scope) or path.name == FILE_NAME:
            raise ValueError("not a scope of keys")
        return path

    def _load(self, scope: str, *, at_once: bool = False) -> ScopeKeys:
        """The keys of a scope; the file is looked at again when sealing, and else twice a second.

        Another process may have destroyed or rotated it, and memory must not keep it alive.
        """
        with self._lock:
            opened = self._opened.get(scope)
            moment = time.monotonic()
            if opened and not at_once and moment - opened.looked < _LOOK_AGAIN_SECONDS:
                return opened.keys
            mark = self._mark(scope)
            if opened and opened.mark == mark:
                opened.looked = moment
                return opened.keys
            keys = self._read(scope)
            self._opened[scope] = _Opened(keys, mark, moment)
            return keys

    def _read(self, scope: str) -> ScopeKeys:
        try:
            content = self._path(scope).read_bytes()
        except FileNotFoundError:
            raise _missing() from None
        try:
            return ScopeKeys.from_bytes(scope, content, self._installation)
        except KeyDamaged:
            # Another process may have changed the installation's key since we opened it.
            self.look_again()
            return ScopeKeys.from_bytes(scope, content, self._installation)

    def look_again(self) -> None:
        """Read the installation's key file as it stands now."""
        content = (self.directory / FILE_NAME).read_bytes()
        if content != self._seen:
            self._installation = self._installation.read_again(content)
            self._seen = content

    def _mark(self, scope: str) -> tuple[int, int]:
        try:
            status = self._path(scope).stat()
        except FileNotFoundError:
            self._opened.pop(scope, None)
            raise _missing() from None
        return status.st_mtime_ns, status.st_ino


def _missing() -> KeyMissing:
    return KeyMissing(
        say(
            "The key that opens this is not here. If it was destroyed, nobody can open it any "
            "more; if it was lost, put it back from a key backup (flask keys restore)."
        )
    )


def _new_scope_keys(scope: str) -> ScopeKeys:
    return ScopeKeys(scope, 1, {1: secrets.token_bytes(KEY_BYTES)})
