"""How a key or a sealed value refuses. Never with a key or with words in it."""

from __future__ import annotations

from app.kernel.errors import DomainError


class VaultRefused(DomainError):
    """What was sealed stays closed; the children say why."""


class KeyMissing(VaultRefused):
    """There is no such key here: destroyed, or not restored. A new one would open nothing."""


class KeyDamaged(VaultRefused):
    """A key file that cannot be read, or that another installation wrapped."""


class KeyExists(VaultRefused):
    """A key is made once; writing another over it would make what it sealed dark."""


class WrongPassphrase(VaultRefused):
    """The passphrase does not open the installation's key."""


class Tampered(VaultRefused):
    """A sealed value that does not open where it stands: altered, cut, or moved from elsewhere."""


class NoKeyring(RuntimeError):
    """No keyring is in force: a defect of ours, create_app() has not run."""
