"""What of the invented dialogue stands so far, by the keys of its files: each module finds there what it builds on."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.accounts.models import Account
from app.contributions.models import Contribution
from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.practice.files import Named
from app.workshops.models import Sitting

PRACTICE = "practice"
"""The key of the practice dialogue, in addresses and on the command line."""


@dataclass(slots=True)
class Made:
    """The invented dialogue while it is being made."""

    dialogue: Dialogue
    accounts: Named[Account] = field(default_factory=lambda: Named("account"))
    parties: Named[Party] = field(default_factory=lambda: Named("party"))
    stages: Named[Stage] = field(default_factory=lambda: Named("stage"))
    seats: Named[Seat] = field(default_factory=lambda: Named("seat"))
    """By the key of their account, or by their code name."""
    blocks: Named[Sitting] = field(default_factory=lambda: Named("block"))
    points: Named[Contribution] = field(default_factory=lambda: Named("point"))

    def party(self, key: str) -> Party | None:
        """A party by its key; no key is none."""
        return self.parties[key] if key else None

    @property
    def third_party(self) -> list[Seat]:
        """The seats of the third party."""
        return [seat for seat in self.seats.values() if seat.is_third_party]

    @property
    def participants(self) -> list[Seat]:
        """The participants' seats."""
        return [seat for seat in self.seats.values() if seat.party_id]
