"""Backups of content, and of keys: never both in one file, so that a destroyed key darkens every copy.

A content backup is sealed as a whole under the house's key: without it, it shows not even how many
dialogues there are. A key backup is sealed under a passphrase of its own and should live shortly.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.kernel.wording import say
from app.vault import durable
from app.vault.errors import KeyExists, KeyMissing, VaultRefused, WrongPassphrase
from app.vault.installation import FILE_NAME, Cost, Installation, from_passphrase
from app.vault.keys import HOUSE, Keyring, KeySource, ScopeKeys
from app.vault.sealing import KEY_BYTES

_CONTENT: Final = b"Second Track content 1\n"
_KEYS: Final = b"Second Track keys 1\n"
_CHUNK: Final = 1 << 20
_TAG: Final = 16
_PATIENCE_SECONDS: Final = 20


class BackupRefused(VaultRefused):
    """A backup that is damaged, cut, or of another installation: nothing was changed."""


# Content


@dataclass(frozen=True, slots=True)
class Verified:
    """What a content backup holds, in counts."""

    tables: int
    rows: int


def back_up_content(database: Path, out: Path, source: KeySource) -> Verified:
    """Copy the SQLite database as it stands at one moment, sealed, while it goes on being used."""
    with closing(sqlite3.connect(":memory:")) as copy:
        with closing(_connected(database)) as live:
            live.backup(copy)
        counted = _counted(copy)
        version, key = source.sealing_key(HOUSE)
        head = {"version": version, "salt": b64encode(secrets.token_bytes(16)).decode()}
        content = _enveloped(_CONTENT, head, _content_key(key, head), copy.serialize())
    write_new(out, content)
    return counted


def verify_content(backup: Path, source: KeySource) -> Verified:
    """Open a content backup to its last byte. Raises BackupRefused."""
    with closing(_opened(backup, source)) as copy:
        return _counted(copy)


def restore_content(backup: Path, database: Path, source: KeySource) -> Verified:
    """Put the database back to what the backup holds, in one transaction of SQLite's.

    What was taken back since then comes back with it: the command says so before it asks.
    """
    with closing(_opened(backup, source)) as copy:
        counted = _counted(copy)
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(_connected(database, make=True)) as live:
            copy.backup(live)
    return counted


def _opened(backup: Path, source: KeySource) -> sqlite3.Connection:
    head, opened = _read(backup, _CONTENT)
    try:
        key = source.opening_key(HOUSE, int(head["version"]))
        plain = b"".join(opened(_content_key(key, head)))
    except (InvalidTag, KeyError, ValueError, TypeError):
        raise _refused() from None
    copy = sqlite3.connect(":memory:")
    try:
        copy.deserialize(plain)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise _refused()
    except sqlite3.DatabaseError:
        copy.close()
        raise _refused() from None
    return copy


def _connected(database: Path, *, make: bool = False) -> sqlite3.Connection:
    if not make and not database.exists():
        raise BackupRefused(say("There is no database at %(path)s.", path=str(database)))
    connection = sqlite3.connect(database, timeout=_PATIENCE_SECONDS, isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _counted(copy: sqlite3.Connection) -> Verified:
    tables = [name for (name,) in copy.execute("select name from sqlite_schema where type='table'")]
    rows = [copy.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables]  # noqa: S608
    return Verified(len(tables), sum(rows))


def _content_key(house_key: bytes, head: dict[str, Any]) -> bytes:
    salt = b64decode(head["salt"])
    return HKDF(SHA256(), KEY_BYTES, salt, b"second track|content backup").derive(house_key)


# Keys


def back_up_keys(keyring: Keyring, out: Path, passphrase: str, *, cost: Cost | None = None) -> int:
    """Write every key, sealed under this passphrase. Returns how many scopes it holds."""
    cost = cost or Cost()
    salt = secrets.token_bytes(16)
    head = {"salt": b64encode(salt).decode(), **asdict(cost)}
    scopes = {}
    for scope in keyring.scopes():
        keys = keyring.opening_keys(scope)
        scopes[scope] = {
            "current": keys.current,
            "keys": {version: b64encode(key).decode() for version, key in keys.keys.items()},
        }
    sealing_key = from_passphrase(passphrase, salt=salt, cost=cost)
    write_new(out, _enveloped(_KEYS, head, sealing_key, json.dumps(scopes).encode()))
    return len(scopes)


def restore_keys(
    backup: Path,
    directory: Path,
    passphrase: str,
    *,
    only: set[str] | None = None,
    replace: bool = False,
    keyring: Keyring | None = None,
) -> list[str]:
    """Put back keys that are missing, and return their scopes.

    With `keyring`, under its installation's key; without one the directory must hold none, and a
    new installation's key is made to wrap them. A key that differs is replaced only when asked.
    """
    kept = _keys_in(backup, passphrase)
    if keyring is None:
        keyring = _empty_keyring(directory, kept)
        replace, only = True, None
    chosen = [keys for scope, keys in kept.items() if only is None or scope in only]
    with durable.alone_in(directory):
        wanted = [keys for keys in chosen if _is_missing(keyring, keys, replace=replace)]
        for keys in sorted(wanted, key=lambda each: each.scope == HOUSE):
            keyring.replace_scope(keys)
    return [keys.scope for keys in wanted]


def _keys_in(backup: Path, passphrase: str) -> dict[str, ScopeKeys]:
    head, opened = _read(backup, _KEYS)
    try:
        salt = b64decode(head["salt"])
        cost = Cost(head["memory_kib"], head["passes"], head["lanes"])
        if cost.memory_kib > 1 << 21 or cost.passes > 100:
            raise ValueError
        plain = b"".join(opened(from_passphrase(passphrase, salt=salt, cost=cost)))
    except InvalidTag:
        raise WrongPassphrase(
            say("This passphrase does not open the key backup, or the backup is damaged.")
        ) from None
    except (KeyError, ValueError, TypeError, MemoryError):
        raise _refused() from None
    return {
        scope: ScopeKeys(
            scope,
            given["current"],
            {int(version): b64decode(key) for version, key in given["keys"].items()},
        )
        for scope, given in json.loads(plain).items()
    }


def _empty_keyring(directory: Path, kept: dict[str, ScopeKeys]) -> Keyring:
    durable.make_private(directory)
    begun = directory / FILE_NAME
    if HOUSE not in kept:
        raise _refused()
    if begun.exists() and not (directory / f"{HOUSE}.key").exists():
        # A restoring that was killed: the house's key comes last, so this goes on with it.
        return Keyring(directory, Installation.from_bytes(begun.read_bytes(), None))
    if any(directory.glob("*.key")):
        raise KeyExists(
            say(
                "There are keys in %(directory)s already. Restore into them with: flask keys "
                "restore; or, if they are of no use, move them away first.",
                directory=str(directory),
            )
        )
    installation = Installation.new(None, Cost())
    keyring = Keyring(directory, installation)
    keyring.replace_installation(installation)
    return keyring


def _is_missing(keyring: Keyring, keys: ScopeKeys, *, replace: bool) -> bool:
    try:
        here = keyring.opening_keys(keys.scope)
    except KeyMissing:
        return True
    except VaultRefused:
        return replace
    if here.keys == keys.keys:
        return False
    if not replace and any(here.keys.get(version) != key for version, key in keys.keys.items()):
        raise KeyExists(
            say(
                "A key here differs from the one in the backup. Nothing was changed. If this "
                "installation was begun by mistake, restore with --replace."
            )
        )
    return replace


# The envelope of both


def write_new(out: Path, content: bytes) -> None:
    """Write a file that nobody else may read and that was not there before, and sync it."""
    try:
        file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise BackupRefused(
            say("%(path)s is already there; nothing was written.", path=str(out))
        ) from None
    except OSError as refused:
        raise BackupRefused(
            say(
                "%(path)s cannot be written: %(reason)s.",
                path=str(out),
                reason=refused.strerror or "",
            )
        ) from None
    with os.fdopen(file, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(file)
    durable.sync_directory(out.parent)


def _enveloped(magic: bytes, head: dict[str, Any], key: bytes, plain: bytes) -> bytes:
    top = magic + json.dumps(head).encode() + b"\n"
    cipher = AESGCM(key)
    chunks = [plain[at : at + _CHUNK] for at in range(0, len(plain), _CHUNK)] or [b""]
    sealed = [
        cipher.encrypt(_nonce(number), chunk, _bound(top, last=number == len(chunks) - 1))
        for number, chunk in enumerate(chunks)
    ]
    return top + b"".join(sealed)


def _read(backup: Path, magic: bytes) -> tuple[dict[str, Any], Any]:
    try:
        content = backup.read_bytes()
    except OSError as refused:
        raise BackupRefused(
            say(
                "%(path)s cannot be read: %(reason)s.",
                path=str(backup),
                reason=refused.strerror or "",
            )
        ) from None
    end = content.find(b"\n", len(magic)) + 1
    top = content[:end]
    try:
        head = json.loads(top[len(magic) :])
    except ValueError:
        head = None
    if not content.startswith(magic) or not isinstance(head, dict):
        raise _refused()

    def opened(key: bytes) -> Iterator[bytes]:
        cipher = AESGCM(key)
        step = _CHUNK + _TAG
        starts = range(end, len(content), step)
        if not starts:
            raise ValueError
        for number, at in enumerate(starts):
            last = number == len(starts) - 1
            yield cipher.decrypt(_nonce(number), content[at : at + step], _bound(top, last=last))

    return head, opened


def _nonce(number: int) -> bytes:
    # Each file has a key of its own (a fresh salt), so counting is enough; it fixes the order.
    return number.to_bytes(12)


def _bound(top: bytes, *, last: bool) -> bytes:
    digest = Hash(SHA256())
    digest.update(top)
    return digest.finalize() + (b"last" if last else b"more")


def _refused() -> BackupRefused:
    return BackupRefused(
        say(
            "This backup is damaged, cut short, or of another installation. Nothing was changed; "
            "try an older one."
        )
    )
