"""The certificate of the room is kept while it lasts, and tells nobody whose laptop this is."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from app.kernel import clock
from app.startup.certificate import LASTS, ready_certificate
from app.web.certificate import certificate_in


def test_the_private_half_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = ready_certificate(tmp_path, addresses=["192.0.2.7"])
    assert made.private.stat().st_mode & 0o777 == 0o600


def test_it_is_kept_so_that_printed_fingerprints_stay_true(tmp_path: Path) -> None:
    first = ready_certificate(tmp_path, addresses=["192.0.2.7"])
    assert ready_certificate(tmp_path, addresses=["192.0.2.8"]) == first
    assert certificate_in(tmp_path) == first


def test_its_fingerprint_is_what_a_browser_shows(tmp_path: Path) -> None:
    made = ready_certificate(tmp_path, addresses=[])
    content = x509.load_pem_x509_certificate(made.public.read_bytes())
    assert made.fingerprint == content.fingerprint(hashes.SHA256()).hex(":").upper()


def test_it_is_made_anew_before_it_runs_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ready_certificate(tmp_path, addresses=[])
    later = clock.now() + LASTS - timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ready_certificate(tmp_path, addresses=[]).fingerprint != first.fingerprint


def test_it_names_the_addresses_of_the_room_and_no_machine(tmp_path: Path) -> None:
    made = ready_certificate(tmp_path, addresses=["192.0.2.7"])
    content = x509.load_pem_x509_certificate(made.public.read_bytes())
    names = content.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == [
        "127.0.0.1",
        "192.0.2.7",
    ]
    assert socket.gethostname() not in made.public.read_text()
    assert content.subject.rfc4514_string() == "CN=localhost"


def test_there_is_none_before_one_was_made(tmp_path: Path) -> None:
    assert certificate_in(tmp_path) is None
