"""What only a practice installation knows: invented seats share a secret, so that any device may open them."""

from __future__ import annotations

from app.kernel.tokens import keyed_id
from app.vault import current as keyring


def practice_secret(seat_id: str) -> str:
    """The secret that every device opening an invented seat shares."""
    return keyed_id(keyring().derive("practice seats").hex(), seat_id)


def practice_token(seat_id: str) -> str:
    """The token in an invented seat's address: the same at every start, so that a second run changes nothing."""
    return keyed_id(keyring().derive("practice links").hex(), "seat", seat_id)
