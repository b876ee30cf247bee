"""The certificate for the room's network, as slips and the console tell it: by its fingerprint. Made at start-up."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where the two halves lie, and what people compare before they trust the page."""

    public: Path
    private: Path
    fingerprint: str


def certificate_in(keys: Path) -> Certificate | None:
    """The certificate of this installation, for slips and the console; None where there is none yet."""
    public, private = halves(keys)
    if not public.exists() or not private.exists():
        return None
    return Certificate(public, private, _fingerprint(public.read_text()))


def halves(keys: Path) -> tuple[Path, Path]:
    """Where the public and the private half lie, once they were made."""
    return keys / "tls" / "certificate.pem", keys / "tls" / "private.pem"


def _fingerprint(certificate: str) -> str:
    """SHA-256 in pairs, as browsers show it."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest().hex(":").upper()
