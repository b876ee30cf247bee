"""A full disk: what was acknowledged stays, reading works, writing is refused with 507, and when
there is room again everything goes on without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.durability.disk import CURE, Disk, NoDisk
from tests.durability.house import Acknowledged, compare, serving

pytestmark = [pytest.mark.slow, pytest.mark.machine]

FULL = 507


@pytest.fixture(params=[1024, 4096], ids=["1 KiB blocks", "4 KiB blocks"])
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Disk]:
    try:
        disk = Disk(tmp_path, megabytes=8, block=request.param)
    except NoDisk as why:
        pytest.skip(f"full disk not tested: {why}; {CURE}")
    yield disk
    disk.unmount()


def test_a_full_disk_loses_nothing_and_reading_goes_on(disk: Disk, keys: Path) -> None:
    kept = Acknowledged()
    with serving(disk.path, keys) as house, closing(house.connection()) as connection:

        def write(token: str) -> int:
            status = house.post(connection, "/points", token=token, words=f"{token} " * 200)
            if status == 200:
                kept.written.add(f"{token} " * 200)
            return status

        for cycle in range(4):
            assert write(f"{cycle}-before") == 200
            disk.fill()
            answers = [write(f"{cycle}-{number}") for number in range(30)]
            assert set(answers) <= {200, FULL}
            assert answers[-1] == FULL
            assert kept.written == set(house.read(connection))
            disk.make_room()
            assert write(f"{cycle}-after") == 200
        assert kept.written == set(house.read(connection))
    found = compare(disk.path / "house.db", kept)
    assert not found.lost
    assert not found.doubled
