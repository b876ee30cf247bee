from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.kernel import announcements
from app.kernel.announcements import Announcement
from tests.factories.dialogues import Begun, begun

SEATS = (
    "rapporteur",
    "organizer",
    "participant-0",
    "participant-0b",
    "participant-1",
    "participant-1b",
)


@pytest.fixture
def of(app: Flask) -> Begun:
    """A dialogue of two parties with two participants each, a rapporteur and an organizer."""
    return begun(seats=SEATS)


@pytest.fixture
def heard() -> Iterator[list[Announcement]]:
    """What is announced, as it is."""
    heard: list[Announcement] = []
    announcements.listen(heard.append)
    yield heard
    announcements._listeners.remove(heard.append)
