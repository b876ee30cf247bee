"""Who hears what: a broker of this process alone, whichever database stands behind.

What goes through PostgreSQL arrives when it arrives (tests/live/test_across_processes.py); here a deed is done and
every inbox is looked into at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.kernel import announcements
from app.live.broker import Broker


@contextmanager
def listening() -> Iterator[Broker]:
    """A broker that hears every announcement until the end of this."""
    broker = Broker()
    announcements.listen(broker.publish)
    try:
        yield broker
    finally:
        announcements._listeners.remove(broker.publish)
