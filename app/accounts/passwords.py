"""What checking a password costs: Argon2id, and never more of it at once than the machine can bear."""

from __future__ import annotations

import os
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.kernel.errors import DomainError
from app.kernel.wording import say

_PATIENCE_SECONDS: Final = 10
# 64 MiB each: a flood of guesses must not take the memory of an old laptop, nor, by waiting, the
# threads that everybody else's pages need.
_at_once = BoundedSemaphore(2)
_in_line = BoundedSemaphore(10)


class TooManySigningIn(DomainError):
    """More passwords wait to be checked than this machine can check."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The parameters of Argon2id; more than OWASP's least (19 MiB, 2 passes)."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


CHEAP: Final = Cost(memory_kib=8, passes=1, lanes=1)
"""For tests only."""


class _Hasher:
    def __init__(self, cost: Cost) -> None:
        self.argon2 = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes
        )
        self.nobodys = (
            f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p={cost.lanes}"
            f"${_plain_base64(os.urandom(16))}${_plain_base64(os.urandom(32))}"
        )


def _plain_base64(value: bytes) -> str:
    return b64encode(value).decode().rstrip("=")


_in_force = [_Hasher(Cost())]


def cost(cost: Cost) -> None:
    """Set what a check costs from now on."""
    _in_force[:] = [_Hasher(cost)]


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _one_of_few():
        return _in_force[0].argon2.hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password. With nothing kept it takes as long and is never the one.

    So nobody can learn from the time it takes which names are known here.
    """
    with _one_of_few():
        try:
            _in_force[0].argon2.verify(kept or _in_force[0].nobodys, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was hashed at another cost than today's."""
    return _in_force[0].argon2.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    # The same password typed on another keyboard must be the same bytes.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@contextmanager
def _one_of_few() -> Iterator[None]:
    with _turn(_in_line, patience=0), _turn(_at_once, patience=_PATIENCE_SECONDS):
        yield


@contextmanager
def _turn(places: BoundedSemaphore, *, patience: float) -> Iterator[None]:
    if not places.acquire(timeout=patience):
        raise TooManySigningIn(
            say("Many people are signing in at this moment. Please try again in a minute.")
        )
    try:
        yield
    finally:
        places.release()
