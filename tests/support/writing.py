"""Arranging a test: what is written here is committed, as if an earlier request had done it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.kernel.db import db, writing


@contextmanager
def written() -> Iterator[None]:
    """Write and commit; a failure rolls back. Inside another `written` it is part of that one."""
    with writing():
        try:
            yield
        except BaseException:
            db.session.rollback()
            raise
        db.session.commit()
