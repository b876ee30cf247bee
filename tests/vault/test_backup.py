from __future__ import annotations

import random
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.kernel.db import prepare_engine, writing
from app.vault import KeyExists, KeyMissing, Keyring, VaultRefused, WrongPassphrase, keyring
from app.vault.backup import (
    BackupRefused,
    back_up_content,
    back_up_keys,
    restore_content,
    restore_keys,
    verify_content,
)
from app.vault.rotation import rotate_installation_key, rotate_scope_keys
from tests.vault.conftest import CHEAP
from tests.vault.points import Base, Point

ONE = "d0000000000000000000000001"
PHRASE = "seven slow words of a backup"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "content" / "points.db"


@pytest.fixture
def engine(ring: Keyring, database: Path) -> Iterator[Engine]:
    ring.create(ONE)
    database.parent.mkdir()
    engine = create_engine(f"sqlite:///{database}")
    prepare_engine(engine)
    with writing():
        Base.metadata.create_all(engine)
    write(engine, "before")
    yield engine
    engine.dispose()


def write(engine: Engine, words: str) -> None:
    with writing(), Session(engine) as session, session.begin():
        session.add(Point(dialogue_id=ONE, words=words))


def sealed_values(engine: Engine) -> set[bytes]:
    with Session(engine) as session:
        return set(session.scalars(select(Point.words.blob)))


def words(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return {point.words for point in session.scalars(select(Point))}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content.backup"


@pytest.fixture
def kept_keys(tmp_path: Path) -> Path:
    return tmp_path / "keys.backup"


def test_content_comes_back_as_it_was(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    backed_up = back_up_content(database, content, ring)
    write(engine, "after")
    assert restore_content(content, database, ring) == backed_up
    assert words(engine) == {"before"}


def test_content_comes_back_where_there_is_no_database_any_more(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    back_up_content(database, content, ring)
    engine.dispose()
    database.unlink()
    restore_content(content, database, ring)
    assert words(engine) == {"before"}


def test_a_backup_is_taken_while_somebody_writes(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    with engine.connect() as reading:
        reading.execute(select(Point.id)).all()
        back_up_content(database, content, ring)
    assert verify_content(content, ring).rows >= 1


def test_a_content_backup_shows_nothing_and_holds_no_key(
    ring: Keyring, engine: Engine, database: Path, content: Path, keys: Path
) -> None:
    back_up_content(database, content, ring)
    written = content.read_bytes()
    assert stat.S_IMODE(content.stat().st_mode) == 0o600
    for seen in (b"SQLite", b"points", b"before", ONE.encode()):
        assert seen not in written
    _, key = ring.sealing_key(ONE)
    assert key not in written
    for path in keys.glob("*.key"):
        assert path.read_bytes() not in written


def test_a_destroyed_key_makes_older_backups_dark(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    back_up_content(database, content, ring)
    ring.destroy(ONE)
    restore_content(content, database, ring)
    with pytest.raises(KeyMissing):
        words(engine)


def test_a_damaged_backup_is_refused_and_changes_nothing(
    ring: Keyring, engine: Engine, database: Path, content: Path, tmp_path: Path
) -> None:
    back_up_content(database, content, ring)
    whole = content.read_bytes()
    damaged = tmp_path / "damaged.backup"
    chance = random.Random(1)
    for _ in range(200):
        at = chance.randrange(len(whole))
        flipped = whole[at] ^ (1 << chance.randrange(8))
        damaged.write_bytes(whole[:at] + bytes([flipped]) + whole[at + 1 :])
        with pytest.raises(VaultRefused):
            restore_content(damaged, database, ring)
    for cut in (0, 10, 60, len(whole) // 2, len(whole) - 1):
        damaged.write_bytes(whole[:cut])
        with pytest.raises(BackupRefused):
            verify_content(damaged, ring)
    damaged.write_bytes(whole + b"x")
    with pytest.raises(BackupRefused):
        verify_content(damaged, ring)
    assert words(engine) == {"before"}


def test_a_long_backup_cannot_be_cut_between_its_pieces_or_reordered(
    ring: Keyring, engine: Engine, database: Path, content: Path, tmp_path: Path
) -> None:
    write(engine, "long " * 500_000)
    back_up_content(database, content, ring)
    whole = content.read_bytes()
    top, piece = whole.index(b"}\n") + 2, (1 << 20) + 16
    one, two, rest = (
        whole[top : top + piece],
        whole[top + piece : top + 2 * piece],
        whole[top + 2 * piece :],
    )
    assert rest
    verify_content(content, ring)
    damaged = tmp_path / "damaged.backup"
    for pieces in (one, one + two, two + one + rest, one + rest):
        damaged.write_bytes(whole[:top] + pieces)
        with pytest.raises(BackupRefused):
            verify_content(damaged, ring)


def test_a_backup_of_another_house_is_refused(
    ring: Keyring, engine: Engine, database: Path, content: Path, tmp_path: Path
) -> None:
    back_up_content(database, content, ring)
    with pytest.raises(BackupRefused):
        restore_content(content, database, Keyring.begin(tmp_path / "foreign"))


def test_a_backup_never_writes_over_a_file(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    content.write_bytes(b"mine")
    with pytest.raises(BackupRefused, match="already there"):
        back_up_content(database, content, ring)
    assert content.read_bytes() == b"mine"


def test_a_restored_database_keeps_no_byte_of_what_it_replaced(
    ring: Keyring, engine: Engine, database: Path, content: Path
) -> None:
    back_up_content(database, content, ring)
    before = sealed_values(engine)
    write(engine, "after")
    (sealed,) = sealed_values(engine) - before
    assert sealed in database.read_bytes()
    restore_content(content, database, ring)
    assert sealed not in b"".join(path.read_bytes() for path in database.parent.iterdir())


def test_lost_keys_come_back_from_a_key_backup(
    ring: Keyring, engine: Engine, keys: Path, kept_keys: Path, tmp_path: Path
) -> None:
    assert back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP) == 2
    for path in keys.glob("*.key"):
        path.unlink()
    restore_keys(kept_keys, keys, PHRASE)
    keyring.use(Keyring.unlock(keys))
    assert words(engine) == {"before"}


def test_one_lost_key_comes_back_after_the_installation_key_was_changed(
    ring: Keyring, engine: Engine, keys: Path, kept_keys: Path
) -> None:
    back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP)
    rotate_installation_key(ring)
    ring.destroy(ONE)
    assert restore_keys(kept_keys, keys, PHRASE, only={ONE}, keyring=ring) == [ONE]
    assert words(engine) == {"before"}


def test_a_key_that_differs_is_not_written_over_unless_asked(
    ring: Keyring, engine: Engine, keys: Path, kept_keys: Path
) -> None:
    back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP)
    ring.destroy(ONE)
    ring.create(ONE)
    with pytest.raises(KeyExists, match="--replace"):
        restore_keys(kept_keys, keys, PHRASE, keyring=ring)
    restore_keys(kept_keys, keys, PHRASE, replace=True, keyring=ring)
    assert words(engine) == {"before"}


def test_a_newer_key_is_not_replaced_by_an_older_backup(
    ring: Keyring, engine: Engine, keys: Path, kept_keys: Path
) -> None:
    back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP)
    rotate_scope_keys(ring, engine, Base, settled_after=0)
    with pytest.raises(KeyExists):
        restore_keys(kept_keys, keys, PHRASE, keyring=ring)
    assert words(engine) == {"before"}


def test_a_key_backup_opens_with_its_passphrase_only(
    ring: Keyring, keys: Path, kept_keys: Path, tmp_path: Path
) -> None:
    back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP)
    written = kept_keys.read_bytes()
    _, key = ring.sealing_key("house")
    assert key not in written
    assert stat.S_IMODE(kept_keys.stat().st_mode) == 0o600
    with pytest.raises(WrongPassphrase):
        restore_keys(kept_keys, tmp_path / "elsewhere", PHRASE + "!")
    kept_keys.write_bytes(written[:-1])
    with pytest.raises(WrongPassphrase):
        restore_keys(kept_keys, tmp_path / "elsewhere", PHRASE)


def test_restoring_all_keys_goes_on_after_a_kill(
    ring: Keyring, keys: Path, kept_keys: Path, tmp_path: Path
) -> None:
    ring.create(ONE)
    back_up_keys(ring, kept_keys, PHRASE, cost=CHEAP)
    elsewhere = tmp_path / "elsewhere"
    restore_keys(kept_keys, elsewhere, PHRASE)
    (elsewhere / "house.key").unlink()  # written last
    restore_keys(kept_keys, elsewhere, PHRASE)
    assert Keyring.unlock(elsewhere).sealing_key(ONE) == ring.sealing_key(ONE)
    with pytest.raises(KeyExists):
        restore_keys(kept_keys, elsewhere, PHRASE)
