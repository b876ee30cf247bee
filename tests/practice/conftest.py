"""The invented dialogue, made once for all tests of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.dialogues.models import Dialogue
from app.dialogues.queries import dialogue_by_id
from app.practice import actions
from app.practice.commands import DEMO
from app.practice.made import PRACTICE
from tests.factories import library
from tests.support.writing import written


def _make() -> None:
    library.load()
    with written():
        assert actions.open_practice_house(actions.read_demo(DEMO))


@pytest.fixture
def valley(app: Flask, standing_as: Callable[[str, Callable[[], None]], None]) -> Dialogue:
    """The two towns of the Sarn valley."""
    standing_as("the invented valley", _make)
    return dialogue_by_id(PRACTICE)
