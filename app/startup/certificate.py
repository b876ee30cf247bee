"""The certificate for the room's network: made here, signed by nobody else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.kernel import clock
from app.web.certificate import Certificate, certificate_in, halves

LASTS = timedelta(days=397)  # browsers refuse longer ones
RENEW_BEFORE = timedelta(days=14)


def ready_certificate(keys: Path, *, addresses: Iterable[str]) -> Certificate:
    """The certificate of this installation, made anew only where there is none or it runs out.

    It is kept when the laptop's address changes: the fingerprint is printed on slips, and a browser
    asks about a self-signed certificate either way.
    """
    public, private = halves(keys)
    if not _lasts(public) or not private.exists():
        _make(public, private, addresses)
    made = certificate_in(keys)
    if made is None:
        raise FileNotFoundError(public)
    return made


def _lasts(public: Path) -> bool:
    if not public.exists():
        return False
    ends = x509.load_pem_x509_certificate(public.read_bytes()).not_valid_after_utc
    return ends - RENEW_BEFORE > clock.now()


def _make(public: Path, private: Path, addresses: Iterable[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    # Anybody on the network may read the name, so it says neither what runs here nor whose laptop it is.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    reached_at = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    reached_at += [x509.IPAddress(ip_address(address)) for address in addresses]
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(midnight - timedelta(days=1))
        .not_valid_after(midnight - timedelta(days=1) + LASTS)
        .add_extension(x509.SubjectAlternativeName(reached_at), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    private.unlink(missing_ok=True)
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
