"""The dam at the open doors: wide enough for a room behind one address, and closed to a flood."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from app.settings import Settings
from tests.support.ending import end

ROOM = 60
FLOOD = 320


@pytest.fixture
def dammed(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The same program with its dam, as people meet it."""
    dammed = create_app(dataclasses.replace(settings, testing=False, development=True))
    yield dammed
    end(dammed)


def sender(dammed: Flask) -> Callable[[], int]:
    """Sends one wrong code after another, with the token of a page it was given."""
    client = dammed.test_client()
    page = client.get("/enter").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    return lambda: client.post("/enter", data={"code": "x", "csrf_token": token[1]}).status_code


def test_a_whole_room_enters_from_one_address(dammed: Flask):
    send = sender(dammed)
    assert {send() for _ in range(ROOM)} == {422}


def test_a_flood_is_answered_with_a_sentence_and_reading_goes_on(
    dammed: Flask, monkeypatch: pytest.MonkeyPatch
):
    # However long this machine takes for it, it is within the minute that is counted.
    moment = time.time()
    monkeypatch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda: moment))
    send = sender(dammed)
    answers = [send() for _ in range(FLOOD)]
    assert answers[-1] == 429
    assert dammed.test_client().get("/enter").status_code == 200
