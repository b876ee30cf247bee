"""A dialogue of two invented parties with its people, and workshops in it, made by the program's own actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import select

from app.accounts.models import Account
from app.dialogues import actions as dialogues, queries as dialogue_queries
from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.dialogues.rules import AudienceKind, Role
from app.kernel import clock
from app.kernel.db import db
from app.kernel.wording import Wording
from app.library.commands import SHIPPED
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.vocabulary import Level
from app.workshops import actions, queries
from app.workshops.actions import Frame, Particulars, Room
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import BlockKind
from app.workshops.rules.laying_out import DayFrame
from tests.factories.accounts import account
from tests.support.writing import written

FIRST_DAY = date(2027, 5, 14)
SPRING = "Spring seminar"
VENUE = "Lindenhof"
NOTES = "Keep an eye on the gate"


_numbers = count(1)


@lru_cache(maxsize=1)
def _library() -> Library:
    return read_library(SHIPPED)


@dataclass(slots=True)
class House:
    """Ids of what was made; its properties read the things anew, since each request has a session of its own."""

    dialogue_id: str
    accounts: dict[str, Account]
    seats: dict[str, str]
    secrets: dict[str, str]

    @property
    def dialogue(self) -> Dialogue:
        return dialogue_queries.dialogue_by_id(self.dialogue_id)

    @property
    def upper(self) -> Party:
        return self.dialogue.parties[0]

    @property
    def lower(self) -> Party:
        return self.dialogue.parties[1]

    def seat(self, name: str) -> Seat:
        return db.session.get_one(Seat, self.seats[name])

    def stage(self, key: str) -> Stage:
        return db.session.scalars(
            select(Stage).where(Stage.dialogue_id == self.dialogue_id, Stage.key == key)
        ).one()


def house(level: Level = Level.L3, method: str = "kelman_psw", zone: str = "Asia/Tbilisi") -> House:
    """A dialogue with two facilitators, an interpreter, an organizer, and a participant of each party."""
    named = next(each for each in _library().methods if each.key == method)
    accounts = {
        name: account(name.title(), f"{name}-of-{next(_numbers)}")
        for name in ("facilitator", "second", "interpreter", "organizer")
    }
    with written():
        dialogue = dialogues.begin_dialogue(
            accounts["facilitator"],
            named,
            dialogues.Beginning(
                name=Wording.of("The Sarn valley"),
                neutral_title=SPRING,
                parties=[Wording.of("Upper Sarn"), Wording.of("Lower Sarn")],
                level=level,
                zone=zone,
                languages=["en"],
                destroy_on=clock.today() + timedelta(days=300),
            ),
        )
        seats = {
            "facilitator": dialogue_queries.seats_of_account(
                dialogue.id, accounts["facilitator"].id
            )[0]
        }
        for name, role in (
            ("second", Role.FACILITATOR),
            ("interpreter", Role.INTERPRETER),
            ("organizer", Role.ORGANIZER),
        ):
            seats[name] = dialogues.seat_account(dialogue, accounts[name], role, name.title())
        secrets = {}
        parties = dialogue_queries.dialogue_by_id(dialogue.id).parties
        for name, role, party in (
            ("heron", Role.PARTICIPANT, parties[0]),
            ("otter", Role.PARTICIPANT, parties[1]),
            ("wall", Role.SCREEN, None),
        ):
            slip = dialogues.seat_by_slip(dialogue, role, name.title(), party)
            seats[name], secrets[name] = dialogues.take_seat(slip.code)
        return House(
            dialogue.id, accounts, {name: seat.id for name, seat in seats.items()}, secrets
        )


def frame(**changed: Any) -> Frame:
    """A workshop of three days in spring."""
    given: dict[str, Any] = {
        "title": Wording.of("Needs and fears"),
        "neutral_title": SPRING,
        "place": VENUE,
        "zone": "Asia/Tbilisi",
        "begins_on": FIRST_DAY,
        "day_starts": ["09:00", "09:00", "09:00"],
        "level": None,
    }
    return Frame(**{**given, **changed})


def workshop(house: House, **changed: Any) -> str:
    """A workshop with an empty agenda; its id."""
    with written():
        return actions.plan_workshop(house.dialogue, frame(**changed)).id


def workshop_of(house: House, workshop_id: str) -> Workshop:
    """A workshop, read anew."""
    return queries.workshop_in(house.dialogue, workshop_id)


def laid_out(house: House, workshop_id: str) -> None:
    """Lay out the agenda of three whole days."""
    with written():
        workshop = workshop_of(house, workshop_id)
        actions.lay_out_agenda(
            house.dialogue,
            workshop,
            queries.stage_times(house.dialogue),
            [DayFrame(9 * 60, 510)] * workshop.days,
            by=house.seat("facilitator"),
            homeward=Wording.of("Going home"),
            seen_version=workshop.version,
        )


def block(house: House, workshop_id: str, title: str = "", **given: Any) -> str:
    """A block at the end of a day; its id."""
    day = given.pop("day", 0)
    kind = given.pop("kind", BlockKind.SESSION)
    minutes = given.pop("minutes", 60)
    with written():
        workshop = workshop_of(house, workshop_id)
        particulars = Particulars(kind=kind, minutes=minutes, title=title, **given)
        return actions.add_sitting(
            house.dialogue, workshop, particulars, day=day, seen_version=workshop.version
        ).id


def party_room(house: House, workshop_id: str, party: Party, title: str, **given: Any) -> str:
    """A party's own session, with the first facilitator named for it."""
    room = Room(AudienceKind.PARTY, party=party, seats=[house.seat("facilitator")])
    return block(house, workshop_id, title, kind=BlockKind.PARTY_SESSION, room=room, **given)


def sitting(house: House, sitting_id: str) -> Sitting:
    """A block, read anew."""
    return queries.planned_in(house.dialogue, sitting_id)


def agenda(house: House, workshop_id: str) -> list[tuple[str, str]]:
    """The agenda as one reads it: when each block begins, and its title."""
    found = workshop_of(house, workshop_id)
    sittings = queries.sittings_of(found)
    timed = queries.timed(found, sittings)
    titles = {each.id: each.title.text for each in sittings}
    return [
        (f"{day.day + 1} {day.clock.shows(placed.starts)}", titles[placed.block.key])
        for day in timed.days
        for placed in day.placed
    ]
