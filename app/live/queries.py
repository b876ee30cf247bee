"""Whether the seat behind a stream still stands as it did when the stream was opened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dialogues.models import Audience, Seat
from app.dialogues.queries import belongs
from app.dialogues.rules import Role


@dataclass(frozen=True, slots=True, repr=False)
class Watched:
    """What must not change of a seat while a stream listens for it."""

    seat_id: str
    role: Role
    party_id: str | None
    account_id: str | None
    secret: str | None
    audiences: frozenset[str]

    @classmethod
    def of(cls, seat: Seat, audiences: frozenset[str]) -> Watched:
        """The seat as it stands now."""
        return cls(seat.id, seat.role, seat.party_id, seat.account_id, seat.secret, audiences)


def still_stands(session: Session, watched: Watched) -> bool:
    """Whether it is the same seat, on the same device, with the same audiences."""
    seat = session.get(Seat, watched.seat_id)
    if seat is None:
        return False
    audiences = frozenset(session.scalars(select(Audience.id).where(belongs(seat))))
    return Watched.of(seat, audiences) == watched
