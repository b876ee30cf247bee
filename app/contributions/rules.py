"""Who may be named beside a contribution, what a stage invites, when words can still be taken back: pure."""

from __future__ import annotations

from enum import StrEnum

from app.library.vocabulary import PARTY_KINDS, Attribution, Kind


class Standing(StrEnum):
    """Where a contribution stands. Waiting words are seen by nobody until the desk opens the round."""

    WAITING = "waiting"
    SHOWN = "shown"
    PARKED = "parked"


class Link(StrEnum):
    """How one contribution bears on another (D§5.6, D§8.1 `produces`)."""

    ANSWERS = "answers"
    """An option or reassurance answers a need, a fear, a concern."""
    LIMITS = "limits"
    """A constraint limits an option."""
    EASES = "eases"
    """A reassurance or step eases a constraint."""


def party_may_be_named(kind: Kind, attribution: Attribution) -> bool:
    """Needs and fears belong to a party; options belong to nobody (design §1.3, D§9.4).

    The kind says whether a party may be named; the stage may only take that away. `own` is who may
    see, not who said, and a role is a class of actor written in the words themselves.
    """
    return kind in PARTY_KINDS and attribution in (Attribution.PARTY, Attribution.OWN)
