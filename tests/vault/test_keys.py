from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app import vault
from app.vault import (
    HOUSE,
    KeyDamaged,
    KeyExists,
    KeyMissing,
    Keyring,
    VaultRefused,
    WrongPassphrase,
    open_keyring,
)
from app.vault.durable import unfinished
from app.vault.keys import ScopeKeys
from tests.vault.conftest import CHEAP

DIALOGUE = "d0000000000000000000000001"


def test_keys_survive_a_restart(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    again = Keyring.unlock(keys)
    assert again.sealing_key(DIALOGUE) == ring.sealing_key(DIALOGUE)
    assert again.scopes() == [DIALOGUE, HOUSE]


def test_only_the_owner_may_read_key_files(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()} == {0o600}


def test_a_directory_open_to_others_is_closed_when_unlocked(ring: Keyring, keys: Path) -> None:
    keys.chmod(0o755)
    Keyring.unlock(keys)
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


def test_no_key_lies_in_its_file(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    _, key = ring.sealing_key(DIALOGUE)
    content = (keys / f"{DIALOGUE}.key").read_bytes()
    assert key not in content
    assert key.hex().encode() not in content


@pytest.mark.parametrize("scope", ["../house", "", "House", "installation", "a/b", "a" * 41])
def test_a_scope_is_no_path(ring: Keyring, scope: str) -> None:
    with pytest.raises(ValueError, match="scope"):
        ring.create(scope)


def test_a_missing_key_is_refused_and_never_made(ring: Keyring, keys: Path) -> None:
    with pytest.raises(KeyMissing, match="backup"):
        ring.sealing_key(DIALOGUE)
    assert not ring.holds(DIALOGUE)
    assert [path.name for path in keys.glob("*.key")] == [
        "house.key",
        "installation.key",
    ] or sorted(path.name for path in keys.glob("*.key")) == ["house.key", "installation.key"]


@pytest.mark.parametrize("name", ["installation.key", "house.key"])
def test_an_installation_without_its_first_keys_refuses_to_open(
    ring: Keyring, keys: Path, name: str
) -> None:
    (keys / name).unlink()
    with pytest.raises(KeyMissing):
        Keyring.unlock(keys)
    with pytest.raises(KeyExists):
        Keyring.begin(keys)


def test_a_directory_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="SECOND_TRACK_KEYS"):
        Keyring.unlock(tmp_path / "mistyped")
    assert not (tmp_path / "mistyped").exists()


def test_a_key_is_made_once(ring: Keyring) -> None:
    ring.create(DIALOGUE)
    before = ring.sealing_key(DIALOGUE)
    with pytest.raises(KeyExists):
        ring.create(DIALOGUE)
    assert ring.sealing_key(DIALOGUE) == before


def test_destroying_a_key_leaves_no_byte_of_it(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    path = keys / f"{DIALOGUE}.key"
    unfinished(path).write_bytes(path.read_bytes())  # as a kill would have left it
    with path.open("rb") as still_open:
        content = still_open.read()
        ring.destroy(DIALOGUE)
        still_open.seek(0)
        assert still_open.read() != content
    assert not path.exists()
    assert not unfinished(path).exists()
    with pytest.raises(KeyMissing):
        ring.sealing_key(DIALOGUE)
    with pytest.raises(KeyMissing):
        ring.opening_key(DIALOGUE, 1)


def test_destroying_twice_is_no_error(ring: Keyring) -> None:
    ring.create(DIALOGUE)
    ring.destroy(DIALOGUE)
    ring.destroy(DIALOGUE)


def test_another_process_notices_that_a_key_was_destroyed(
    ring: Keyring, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.create(DIALOGUE)
    other = Keyring.unlock(keys)
    other.opening_key(DIALOGUE, 1)
    ring.destroy(DIALOGUE)
    with pytest.raises(KeyMissing):
        other.sealing_key(DIALOGUE)
    monkeypatch.setattr("app.vault.keys._LOOK_AGAIN_SECONDS", 0)
    with pytest.raises(KeyMissing):
        other.opening_key(DIALOGUE, 1)


def test_a_damaged_key_file_is_refused(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    path = keys / f"{DIALOGUE}.key"
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at])
        with pytest.raises(KeyDamaged):
            Keyring.unlock(keys).sealing_key(DIALOGUE)


def test_a_key_file_under_another_name_does_not_open(ring: Keyring, keys: Path) -> None:
    ring.create(DIALOGUE)
    (keys / "other.key").write_bytes((keys / f"{DIALOGUE}.key").read_bytes())
    with pytest.raises(KeyDamaged):
        ring.sealing_key("other")


def test_a_key_of_another_installation_does_not_open(
    ring: Keyring, keys: Path, tmp_path: Path
) -> None:
    foreign = Keyring.begin(tmp_path / "foreign")
    foreign.create(DIALOGUE)
    (keys / f"{DIALOGUE}.key").write_bytes((tmp_path / "foreign" / f"{DIALOGUE}.key").read_bytes())
    with pytest.raises(KeyDamaged):
        ring.sealing_key(DIALOGUE)


def test_a_passphrase_opens_and_another_does_not(keys: Path) -> None:
    ring = Keyring.begin(keys, passphrase="seven slow words", cost=CHEAP)
    assert Keyring.unlock(keys, passphrase="seven slow words").sealing_key(
        HOUSE
    ) == ring.sealing_key(HOUSE)
    for wrong in ("", "Seven slow words", None):
        with pytest.raises(WrongPassphrase):
            Keyring.unlock(keys, passphrase=wrong)


def test_a_switched_off_laptop_gives_nothing(keys: Path) -> None:
    ring = Keyring.begin(keys, passphrase="seven slow words", cost=CHEAP)
    held = [*ring.installation.keys.values(), ring.sealing_key(HOUSE)[1]]
    for path in keys.iterdir():
        content = path.read_bytes()
        assert not any(key in content or key.hex().encode() in content for key in held)


def test_the_passphrase_is_asked_only_where_there_is_one(keys: Path, tmp_path: Path) -> None:
    Keyring.begin(keys, passphrase="seven slow words", cost=CHEAP)
    asked = open_keyring(keys, ask=lambda _: "seven slow words")
    assert asked.holds(HOUSE)
    Keyring.begin(tmp_path / "open")
    open_keyring(tmp_path / "open", ask=lambda _: pytest.fail("nothing to ask"))
    with pytest.raises(VaultRefused, match="lies open"):
        open_keyring(tmp_path / "open", ask_passphrase=True)


def test_a_key_for_another_purpose_is_stable_and_its_own(ring: Keyring, keys: Path) -> None:
    cookie = ring.derive("session cookie")
    assert cookie == Keyring.unlock(keys).derive("session cookie")
    assert cookie != ring.derive("other")
    assert cookie != ring.sealing_key(HOUSE)[1]


def test_a_beginning_that_was_killed_between_its_two_files_is_completed(keys: Path) -> None:
    Keyring.begin(keys)
    (keys / "house.key").rename(unfinished(keys / "house.key"))
    assert Keyring.unlock(keys).holds(HOUSE)


def test_nothing_shown_of_a_keyring_is_a_key(ring: Keyring) -> None:
    _, key = ring.sealing_key(HOUSE)
    loaded: ScopeKeys = ring.opening_keys(HOUSE)
    shown = f"{ring} {ring.installation} {loaded}"
    assert key.hex() not in shown
    assert str(key) not in shown


def test_without_a_keyring_in_force_the_refusal_is_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.vault.keyring._in_force", [])
    with pytest.raises(vault.NoKeyring, match="create_app"):
        vault.current()
