"""The broker between processes, on a PostgreSQL of this machine."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import URL, make_url

from app.kernel.announcements import Announcement, Channel
from app.live.across import AcrossProcesses
from app.live.rules import EVERYTHING, Ear
from tests.support import postgresql

pytestmark = pytest.mark.postgresql

EAR = Ear("dialogue", frozenset({"joint"}))
JOINT = Announcement("words", Channel("dialogue", "joint"))
APART = Announcement("words", Channel("dialogue", "apart"))


@pytest.fixture
def url(postgresql_server: str, worker_id: str) -> Iterator[URL]:
    with postgresql.database(postgresql_server, f"live_{worker_id}") as address:
        yield make_url(address)


@pytest.fixture
def two_processes(url: URL) -> Iterator[tuple[AcrossProcesses, AcrossProcesses]]:
    brokers = (AcrossProcesses(url), AcrossProcesses(url))
    yield brokers
    for broker in brokers:
        broker.end()
        broker.wait_until_quiet()


def test_what_one_process_says_the_other_hears(
    two_processes: tuple[AcrossProcesses, AcrossProcesses],
) -> None:
    one, other = two_processes
    inbox = other.subscribe(EAR)
    assert other.listening.wait(10)
    one.publish(APART)
    one.publish(JOINT)
    assert inbox.wait(10) == ["words"]
    assert inbox.wait(0.1) == []


def test_what_is_said_as_soon_as_a_page_listens_is_heard(
    two_processes: tuple[AcrossProcesses, AcrossProcesses],
) -> None:
    one, other = two_processes
    inbox = other.subscribe(EAR)
    one.publish(JOINT)
    assert inbox.wait(10) == ["words"]


def test_a_process_that_ends_keeps_nothing_open_and_nobody_waiting(url: URL) -> None:
    ending = AcrossProcesses(url)
    ending.publish(JOINT)
    ending.end()
    ending.publish(JOINT)
    assert ending._publisher is None
    assert ending.subscribe(EAR).ended
    assert ending._listener is None


def test_after_a_lost_connection_every_page_looks_again(
    url: URL, two_processes: tuple[AcrossProcesses, AcrossProcesses]
) -> None:
    one, other = two_processes
    inbox = other.subscribe(EAR)
    assert other.listening.wait(10)
    one.publish(JOINT)
    assert inbox.wait(10) == ["words"]
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert inbox.wait(15) == [EVERYTHING]
    one.publish(JOINT)
    assert inbox.wait(10) == ["words"]
