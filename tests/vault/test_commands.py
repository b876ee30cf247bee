from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.kernel.db import Model, db, prepare_engine
from app.vault import Keyring, commands
from app.vault.installation import Cost, asks_for_passphrase
from tests.vault.conftest import CHEAP

DIALOGUE = "d0000000000000000000000001"
PHRASE = "seven slow words of a house"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    def cost() -> Cost:
        return CHEAP

    monkeypatch.setattr("app.vault.commands.Cost", cost)
    monkeypatch.setattr("app.vault.backup.Cost", lambda *given: Cost(*given) if given else CHEAP)


@pytest.fixture
def house(ring: Keyring, tmp_path: Path) -> Iterator[Flask]:
    ring.create(DIALOGUE)
    app = Flask("house")
    app.config["SQLALCHEMY_ENGINES"] = {"default": f"sqlite:///{tmp_path / 'house.db'}"}
    db.init_app(app)
    for command in commands.COMMANDS:
        app.cli.add_command(command)
    with app.app_context():
        prepare_engine(db.engine)
        # Whatever models other tests brought along: rotation looks for words in all of them.
        Model.metadata.create_all(db.engine)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("create table places (id text primary key) without rowid")
            connection.exec_driver_sql("insert into places values ('here')")
            connection.commit()
        yield app
        db.engine.dispose()


def run(app: Flask, *words: str, typed: str = "") -> Result:
    name, *rest = words
    command = app.cli.commands[name]
    return CliRunner().invoke(command, rest, input=typed)


def test_status_says_how_keys_stand_and_names_no_dialogue(house: Flask) -> None:
    said = run(house, "keys", "status")
    assert said.exit_code == 0
    assert "Dialogues and processes of this house with a key: 1" in said.output
    assert "lies open" in said.output
    assert DIALOGUE not in said.output


def test_status_fails_when_a_key_file_is_damaged(house: Flask, keys: Path) -> None:
    (keys / f"{DIALOGUE}.key").write_bytes(b"damaged")
    said = run(house, "keys", "status")
    assert said.exit_code == 1
    assert "Damaged key files: 1" in said.output


def test_rotating_with_the_server_stopped_drops_the_old_keys(house: Flask, ring: Keyring) -> None:
    assert "run the same command again" in run(house, "keys", "rotate").output
    assert "under way" in run(house, "keys", "status").output
    assert "old keys are gone" in run(house, "keys", "rotate", "--now").output
    assert ring.opening_keys(DIALOGUE).keys.keys() == {2}


def test_a_passphrase_is_set_and_removed(house: Flask, keys: Path, ring: Keyring) -> None:
    typed = f"short\nshort\n{PHRASE}\n{PHRASE}\n"
    said = run(house, "keys", "passphrase", typed=typed)
    assert said.exit_code == 0, said.output
    assert PHRASE not in said.output
    assert asks_for_passphrase(keys)
    assert Keyring.unlock(keys, passphrase=PHRASE).holds(DIALOGUE)
    assert run(house, "keys", "passphrase", "--remove").exit_code == 0
    assert Keyring.unlock(keys).holds(DIALOGUE)


def test_content_is_backed_up_verified_and_restored(house: Flask, tmp_path: Path) -> None:
    out = str(tmp_path / "content.backup")
    assert "1 rows of " in run(house, "backup", "--out", out).output
    assert "already there" in run(house, "backup", "--out", out).output
    assert "Whole: 1 rows" in run(house, "verify-backup", out).output
    assert run(house, "restore", out, typed="n\n").exit_code == 1
    assert "Restored" in run(house, "restore", out, typed="y\n").output


def test_keys_are_backed_up_destroyed_and_put_back(
    house: Flask, ring: Keyring, tmp_path: Path
) -> None:
    out = str(tmp_path / "keys.backup")
    said = run(house, "keys", "backup", "--out", out, typed=f"{PHRASE}\n{PHRASE}\n")
    assert "destroy it by" in said.output
    assert run(house, "keys", "destroy", DIALOGUE, typed="n\n").exit_code == 1
    assert ring.holds(DIALOGUE)
    assert run(house, "keys", "destroy", DIALOGUE, "--yes").exit_code == 0
    assert not ring.holds(DIALOGUE)
    said = run(house, "keys", "restore", out, "--dialogue", DIALOGUE, typed=f"{PHRASE}\n")
    assert "Keys put back: 1" in said.output
    assert ring.holds(DIALOGUE)


@pytest.mark.parametrize("name", ["house", "unknown", "../x"])
def test_only_a_dialogue_can_be_destroyed(house: Flask, name: str, ring: Keyring) -> None:
    assert run(house, "keys", "destroy", name, "--yes").exit_code == 1
    assert ring.holds("house")


def test_all_keys_are_put_back_where_the_program_cannot_start(
    house: Flask, ring: Keyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "keys.backup")
    run(house, "keys", "backup", "--out", out, typed=f"{PHRASE}\n{PHRASE}\n")
    monkeypatch.setenv("SECOND_TRACK_KEYS", str(tmp_path / "empty"))
    said = CliRunner().invoke(commands.restore_all_keys, [out], input=f"{PHRASE}\n")
    assert "Keys put back: 2" in said.output, said.output
    assert Keyring.unlock(tmp_path / "empty").holds(DIALOGUE)
