from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.kernel.db import prepare_engine, writing
from app.vault import HOUSE, KeyMissing, Keyring, keyring, sealing
from app.vault.rotation import rotate_installation_key, rotate_scope_keys
from tests.vault.conftest import CHEAP
from tests.vault.points import Base, Point

ROOT = Path(__file__).parents[2]
ONE = "d0000000000000000000000001"
TWO = "d0000000000000000000000002"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "points.db"


@pytest.fixture
def engine(ring: Keyring, database: Path) -> Iterator[Engine]:
    ring.create(ONE)
    ring.create(TWO)
    engine = create_engine(f"sqlite:///{database}")
    prepare_engine(engine)
    with writing():
        Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def plant(engine: Engine, amount: int) -> dict[str, str]:
    with writing(), Session(engine) as session, session.begin():
        points = [
            Point(dialogue_id=random.choice([ONE, TWO]), words=f"words {n}", note="note")
            for n in range(amount)
        ]
        session.add_all(points)
        return {point.id: point.words for point in points}


def everything(engine: Engine) -> dict[str, str]:
    with Session(engine) as session:
        return {point.id: point.words for point in session.scalars(select(Point))}


def versions(engine: Engine) -> set[int]:
    with Session(engine) as session:
        return {
            sealing.version_of(blob)
            for blob in session.scalars(select(Point.words.blob).union(select(Point.note.blob)))
        }


def test_a_new_installation_key_changes_no_words(ring: Keyring, keys: Path, engine: Engine) -> None:
    planted = plant(engine, 5)
    before = {path.name: path.read_bytes() for path in keys.glob("*.key")}
    rotate_installation_key(ring)
    assert everything(engine) == planted
    keyring.use(Keyring.unlock(keys))
    assert everything(engine) == planted
    assert len(ring.installation.keys) == 1
    assert all(path.read_bytes() != before[path.name] for path in keys.glob("*.key"))


def test_a_server_that_was_running_during_a_rotation_goes_on(
    ring: Keyring, keys: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = plant(engine, 5)
    server = Keyring.unlock(keys)
    keyring.use(server)
    assert everything(engine) == planted
    rotate_installation_key(ring)
    rotate_scope_keys(ring, engine, Base, settled_after=0)
    monkeypatch.setattr("app.vault.keys._LOOK_AGAIN_SECONDS", 0)
    assert everything(engine) == planted
    server.create("another")
    assert Keyring.unlock(keys).holds("another")


def test_rotation_works_behind_a_passphrase(keys: Path) -> None:
    ring = Keyring.begin(keys, passphrase="seven slow words", cost=CHEAP)
    ring.create(ONE)
    server = Keyring.unlock(keys, passphrase="seven slow words")
    before = ring.sealing_key(ONE)
    rotate_installation_key(ring)
    assert Keyring.unlock(keys, passphrase="seven slow words").sealing_key(ONE) == before
    assert server.sealing_key(ONE) == before


def test_new_keys_seal_every_row_anew_and_the_old_ones_go(ring: Keyring, engine: Engine) -> None:
    planted = plant(engine, 450)
    rotated = rotate_scope_keys(ring, engine, Base, settled_after=0)
    assert (rotated.sealed_anew, rotated.finished, rotated.waiting) == (900, 3, 0)
    assert everything(engine) == planted
    assert versions(engine) == {2}
    for scope in (ONE, TWO, HOUSE):
        with pytest.raises(KeyMissing, match="older key"):
            ring.opening_key(scope, 1)


def test_the_old_key_stays_while_a_request_may_still_commit_with_it(
    ring: Keyring, engine: Engine
) -> None:
    late = Point(dialogue_id=ONE, words="sealed before, committed after")
    rotated = rotate_scope_keys(ring, engine, Base)
    assert (rotated.finished, rotated.waiting) == (0, 3)
    with writing(), Session(engine) as session, session.begin():
        session.add(late)
    rotated = rotate_scope_keys(ring, engine, Base, settled_after=0)
    assert (rotated.sealed_anew, rotated.finished) == (1, 3)
    assert list(everything(engine).values()) == ["sealed before, committed after"]


def test_only_the_scopes_asked_for_are_rotated(ring: Keyring, engine: Engine) -> None:
    planted = plant(engine, 20)
    rotate_scope_keys(ring, engine, Base, scopes=[ONE], settled_after=0)
    assert ring.sealing_key(ONE)[0] == 2
    assert ring.sealing_key(TWO)[0] == 1
    assert everything(engine) == planted


def test_a_damaged_value_and_a_destroyed_dialogue_do_not_stop_a_rotation(
    ring: Keyring, engine: Engine
) -> None:
    planted = plant(engine, 20)
    with writing(), Session(engine) as session, session.begin():
        damaged = session.scalars(select(Point).where(Point.dialogue_id == TWO)).first()
        assert damaged is not None
        session.execute(
            update(Point.__table__).where(Point.id == damaged.id).values(words=b"x" * 64)
        )
        planted.pop(damaged.id)
    ring.destroy(ONE)
    rotated = rotate_scope_keys(ring, engine, Base, settled_after=0)
    assert rotated.damaged == 1
    with Session(engine) as session:
        for point in session.scalars(select(Point).where(Point.dialogue_id == TWO)):
            assert point.id not in planted or point.words == planted[point.id]


class Cut(BaseException):
    """As if the process had been killed at this call."""


def rotate_both(ring: Keyring, engine: Engine) -> None:
    rotate_installation_key(ring)
    rotate_scope_keys(ring, engine, Base, settled_after=0)


def test_a_rotation_cut_at_any_step_loses_nothing_and_can_be_finished(
    ring: Keyring, keys: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = plant(engine, 12)
    steps = 0
    while True:
        steps += 1
        running = Keyring.unlock(keys)
        with monkeypatch.context() as patched:
            _cut_at(steps, patched)
            try:
                rotate_both(running, engine)
            except Cut:
                finished = False
            else:
                finished = True
        fresh = Keyring.unlock(keys)
        keyring.use(fresh)
        assert everything(engine) == planted
        if finished:
            break
        if steps % 5 == 0:
            rotate_both(fresh, engine)
            assert everything(engine) == planted
            assert len(fresh.installation.keys) == 1
            assert len(fresh.opening_keys(ONE).keys) == 1
    assert steps > 60


def _cut_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """Let the step-th call that changes a key file, and no later one, come to pass."""
    calls = 0

    def counted(deed: Callable[..., object]) -> Callable[..., object]:
        def instead(*values: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls >= step:
                raise Cut
            return deed(*values, **named)

        return instead

    for name in ("open", "fsync", "replace", "pwrite", "fchmod"):
        patched.setattr(f"app.vault.durable.os.{name}", counted(getattr(os, name)))
    patched.setattr("app.vault.rotation.update", counted(update))


@pytest.mark.slow
@pytest.mark.parametrize("what", ["installation", "scopes"])
def test_a_rotation_killed_at_random_moments_loses_nothing(
    ring: Keyring, keys: Path, engine: Engine, database: Path, what: str
) -> None:
    planted = plant(engine, 60)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.vault.rotating", str(keys), str(database), what],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.25))
        process.kill()
        process.communicate()
        keyring.use(Keyring.unlock(keys))
        assert everything(engine) == planted
