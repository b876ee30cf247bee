"""The library as it is shipped, read once for all tests."""

from __future__ import annotations

from functools import lru_cache

from app.library import actions
from app.library.commands import SHIPPED
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.shapes.methods import Method
from tests.support.writing import written


@lru_cache(maxsize=1)
def shipped() -> Library:
    """The files of seed/library."""
    return read_library(SHIPPED)


def load() -> None:
    """Put them into the database. A test asks for the fixture `with_library` instead."""
    with written():
        actions.load(shipped())


def method(key: str = "kelman_psw") -> Method:
    """A method as a dialogue begins from it; needs no database."""
    return next(method for method in shipped().methods if method.key == key)
