"""What can go wrong in the field's terms. The text of a DomainError is shown to people."""

from __future__ import annotations

from app.kernel.wording import Said


class DomainError(Exception):
    """Something the rules do not allow now. Children are named for the fact and live where they are raised."""

    def __init__(self, sentence: Said) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NotHere(Exception):
    """There is no such thing, or not for this person: the two must look the same (design §3)."""


class PermissionDenied(Exception):
    """A deed refused on something the person may see; the reason says what would put it right."""

    def __init__(self, reason: Said) -> None:
        super().__init__(str(reason))
        self.reason = reason
