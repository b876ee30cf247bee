"""Settings that contradict or endanger are refused with what to change."""

from __future__ import annotations

import pytest

from app.settings import Unsafe, from_environment


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "laptop.local"])
def test_words_never_cross_a_network_in_the_clear(host: str) -> None:
    with pytest.raises(Unsafe, match="LAN=1"):
        from_environment({"HOST": host})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_alone_needs_no_encryption(host: str) -> None:
    assert from_environment({"HOST": host}).host == host


def test_the_room_is_served_encrypted_on_every_address() -> None:
    settings = from_environment({"LAN": "1"})
    assert (settings.host, settings.address[:8]) == ("0.0.0.0", "https://")


def test_practice_and_house_lie_apart() -> None:
    practice = from_environment({})
    house = from_environment({"SECOND_TRACK_INSTALLATION": "house"})
    assert {practice.data, practice.keys}.isdisjoint({house.data, house.keys})


def test_keys_inside_the_data_are_refused() -> None:
    with pytest.raises(Unsafe, match="directory of their own"):
        from_environment({"SECOND_TRACK_DATA": "/srv/here", "SECOND_TRACK_KEYS": "/srv/here/keys"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "80 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(Unsafe, match="PORT"):
        from_environment({"PORT": port})


def test_several_processes_need_postgresql() -> None:
    with pytest.raises(Unsafe, match="PostgreSQL"):
        from_environment({"SECOND_TRACK_PROCESSES": "2"})
    given = {"SECOND_TRACK_PROCESSES": "2", "DATABASE_URL": "postgres://db/name"}
    assert from_environment(given).database == "postgresql+psycopg://db/name"
