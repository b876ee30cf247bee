"""What stands before a journey begins: a dialogue of two parties with its people, a workshop and its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.accounts.commands import address_of_practice_link
from app.dialogues.models import Seat
from app.dialogues.queries import stages_of
from app.dialogues.rules import AudienceKind
from app.kernel.wording import Wording
from app.workshops import actions, queries
from app.workshops.actions import Frame, Particulars, Room
from app.workshops.models import Workshop
from app.workshops.rules import BlockKind
from tests.factories import dialogues
from tests.factories.accounts import account
from tests.factories.dialogues import Begun
from tests.support.served import Served
from tests.support.writing import written

HERON, OTTER = "participant-0", "participant-1"
"""A participant's seat of each party; `participant-0b` is a second one of the first."""

BY_SLIP = (HERON, OTTER, "screen")


@dataclass(slots=True)
class Prepared:
    """Where people come in, and what is held."""

    dialogue_id: str
    parties: tuple[str, ...]
    codes: dict[str, str]
    """What is printed on the slips, by seat."""
    links: dict[str, str]
    """Where people of the house come in, by role: practice links."""
    seats: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, str] = field(default_factory=dict)

    @property
    def desk(self) -> str:
        return f"/desk/{self.dialogue_id}/"

    def desk_of(self, sitting: str) -> str:
        return f"/desk/{self.dialogue_id}/sittings/{self.sittings[sitting]}"


def dialogue(
    house: Served,
    *,
    parties: Sequence[str] = ("Upper Sarn", "Lower Sarn"),
    seats: Sequence[str] = BY_SLIP,
    people: Sequence[str] = (),
    languages: Sequence[str] = ("en", "ar"),
    stage: str = "needs_analysis",
) -> Prepared:
    """A dialogue with a joint session at this stage, and one apart for each party beside it.

    Nobody has come in yet. `people` are of the house, beside the facilitator.
    """
    with house.records():
        facilitator = account()
        begun = dialogues.begun(
            parties=parties,
            languages=languages,
            seats=(*people, *seats),
            taken=False,
            facilitator=facilitator,
        )
        holders = {name: begun.account(name) for name in begun.account_ids}
        prepared = Prepared(
            begun.id,
            tuple(parties),
            begun.codes,
            {name: address_of_practice_link(holder) for name, holder in holders.items()},
            begun.seat_ids,
        )
        _sessions(begun, prepared, stage)
    return prepared


def somebody_of_the_house(house: Served) -> str:
    """Where a facilitator without any dialogue comes in."""
    with house.records():
        return address_of_practice_link(account())


def _sessions(begun: Begun, prepared: Prepared, stage: str) -> None:
    with written():
        workshop = actions.plan_workshop(begun.dialogue, FRAME)
        stages = {each.key: each for each in stages_of(begun.dialogue)}
        joint = Particulars(BlockKind.SESSION, 90, "In the joint room", stages[stage])
        prepared.sittings["joint"] = _added(begun, workshop, joint)
        leads = begun.seat("facilitator")
        for place, party in enumerate(begun.dialogue.parties):
            apart = Particulars(
                BlockKind.PARTY_SESSION,
                60,
                "Before we meet",
                stages["pre_workshop"],
                room=_room_of(begun, place, leads),
            )
            prepared.sittings[party.name.text] = _added(begun, workshop, apart)


def _room_of(begun: Begun, place: int, leads: Seat) -> Room:
    return Room(AudienceKind.PARTY, party=begun.party(place), seats=[leads])


def _added(begun: Begun, workshop: Workshop, particulars: Particulars) -> str:
    now = queries.workshop_in(begun.dialogue, workshop.id)
    added = actions.add_sitting(begun.dialogue, now, particulars, day=0, seen_version=now.version)
    return added.id


FRAME = Frame(
    title=Wording.of("First workshop", "en"),
    neutral_title="Spring seminar",
    place="A house by a lake",
    zone="Europe/Vienna",
    begins_on=None,
    day_starts=["09:00"],
    level=None,
)
