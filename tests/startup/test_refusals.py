"""What cannot be started is refused with a sentence that says what to do, before anything was changed."""

from __future__ import annotations

import dataclasses
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Installation, Settings
from app.startup import refusals
from app.startup.refusals import Refused
from tests.support.ports import free_port


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """An installation with directories and a port of its own."""
    settings = Settings(data=tmp_path / "data", keys=tmp_path / "keys", port=free_port())
    refusals.must_be_writable(settings.data, "SECOND_TRACK_DATA")
    refusals.must_be_writable(settings.keys, "SECOND_TRACK_KEYS")
    return settings


@pytest.fixture
def taken(here: Settings) -> Iterator[socket.socket]:
    """The port, served by somebody else."""
    with refusals.listen(here) as listener:
        yield listener


def test_directories_are_made_for_their_owner_alone(here: Settings) -> None:
    assert [path.stat().st_mode & 0o777 for path in (here.data, here.keys)] == [0o700, 0o700]


def test_a_directory_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(Refused, match="SECOND_TRACK_DATA="):
        refusals.must_be_writable(in_the_way / "data", "SECOND_TRACK_DATA")


def test_a_port_in_use_is_refused_with_the_next_one(here: Settings, taken: socket.socket) -> None:
    with pytest.raises(Refused, match=f"PORT={here.port + 1}"):
        refusals.listen(here)


def test_an_address_that_is_not_ours_is_refused(here: Settings) -> None:
    with pytest.raises(Refused, match="no address of this machine"):
        refusals.listen(dataclasses.replace(here, host="203.0.113.9"))


def test_who_connects_before_the_server_is_ready_waits(
    here: Settings, taken: socket.socket
) -> None:
    with socket.create_connection(("127.0.0.1", here.port), timeout=1) as early:
        assert early.getpeername()[1] == here.port


def test_a_second_server_on_the_same_data_is_refused(here: Settings) -> None:
    first = refusals.must_be_the_only_one(here)
    assert first is not None
    with pytest.raises(Refused, match="already serves"):
        refusals.must_be_the_only_one(here)
    os.close(first)
    again = refusals.must_be_the_only_one(here)
    assert again is not None
    os.close(again)


def test_several_servers_may_share_postgresql(here: Settings) -> None:
    elsewhere = dataclasses.replace(here, database_url="postgresql+psycopg://host/name")
    assert refusals.must_be_the_only_one(elsewhere) is None


def test_a_house_is_never_opened_as_practice(here: Settings) -> None:
    refusals.must_stay(dataclasses.replace(here, installation=Installation.HOUSE))
    with pytest.raises(Refused, match="make house"):
        refusals.must_stay(here)


def test_practice_is_opened_as_practice_again(here: Settings) -> None:
    refusals.must_stay(here)
    refusals.must_stay(here)
