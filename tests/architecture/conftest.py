"""The world that the access matrix and the canary look at."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.architecture import world as world_
from tests.architecture.world import World
from tests.support.at_rest import AtRest


@pytest.fixture
def world(app: Flask, installed: tuple[Flask, AtRest]) -> World:
    """Two dialogues with everything in them, as they were made."""
    return world_.stand(app, installed[1])
