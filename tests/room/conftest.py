"""The app behind a port, for browsers with scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.serving import serving


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the app of this test; its streams end with it."""
    with serving(app) as address:
        yield address
