from __future__ import annotations

import pytest

from app.reports import fonts


@pytest.fixture(scope="session")
def shelf() -> fonts.FontShelf:
    try:
        return fonts.shelf()
    except fonts.FontsMissing as missing:
        pytest.fail(f"no fonts in {missing.missing}: `make test` prepares them")
