"""Workshops of a begun dialogue, for planning who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.wording import Wording
from app.workshops import actions, queries
from app.workshops.actions import Frame
from app.workshops.models import Workshop
from tests.factories.dialogues import Begun
from tests.support.writing import written


@dataclass(frozen=True, slots=True)
class Planned:
    """A workshop by id, read anew when asked for."""

    of: Begun
    id: str

    @property
    def workshop(self) -> Workshop:
        return queries.workshop_in(self.of.dialogue, self.id)


def planned(
    of: Begun, *, begins_on: date | None = None, title: str = "The river and the road"
) -> Planned:
    """A workshop of two days with an empty agenda."""
    with written():
        made = actions.plan_workshop(
            of.dialogue,
            Frame(
                title=Wording.of(title, "en"),
                neutral_title="Spring seminar, first part",
                place="A guest house by a lake",
                zone="Europe/Vienna",
                begins_on=begins_on,
                day_starts=["09:00", "09:00"],
                level=None,
            ),
        )
        return Planned(of, made.id)
