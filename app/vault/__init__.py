"""Sealed columns and the keys that open them, and how keys are destroyed. Knows no Flask."""

from __future__ import annotations

from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from app.kernel.wording import say
from app.vault.columns import Sealed, SealedColumn, SealedRow, open_value
from app.vault.errors import (
    KeyDamaged,
    KeyExists,
    KeyMissing,
    NoKeyring,
    Tampered,
    VaultRefused,
    WrongPassphrase,
)
from app.vault.installation import FILE_NAME, asks_for_passphrase
from app.vault.keyring import current, use
from app.vault.keys import HOUSE, Keyring, KeySource

__all__ = [
    "HOUSE",
    "KeyDamaged",
    "KeyExists",
    "KeyMissing",
    "KeySource",
    "Keyring",
    "NoKeyring",
    "Sealed",
    "SealedColumn",
    "SealedRow",
    "Tampered",
    "VaultRefused",
    "WrongPassphrase",
    "current",
    "open_keyring",
    "open_value",
    "use",
]


def open_keyring(
    directory: Path,
    *,
    ask_passphrase: bool = False,
    ask: Callable[[str], str] = getpass,
) -> Keyring:
    """Open this installation's keys, asking for the passphrase where one was set.

    `ask_passphrase` says that this house expects one: a key that lies open is then refused.
    """
    needed = asks_for_passphrase(directory)
    if ask_passphrase and not needed and (directory / FILE_NAME).exists():
        raise VaultRefused(
            say(
                "SECOND_TRACK_PASSPHRASE is set, but the installation's key in %(directory)s lies "
                "open. Put it behind a passphrase with: flask keys passphrase",
                directory=str(directory),
            )
        )
    passphrase = ask("Passphrase of this installation: ") if needed else None
    return Keyring.unlock(directory, passphrase=passphrase)
