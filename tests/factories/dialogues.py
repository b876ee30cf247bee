"""Dialogues of invented parties, begun and seated as the program does it.

dialogue = begun(parties=3, seats=(*HOUSE, "participant-0", "participant-1", "screen"))
dialogue.seat("participant-1"), dialogue.browser(app, "organizer")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from flask import Flask

from app.accounts.models import Account
from app.accounts.queries import account_by_id
from app.dialogues import actions, queries
from app.dialogues.actions import Beginning
from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.rules import BY_ACCOUNT, Role
from app.kernel import clock
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from tests.factories import library
from tests.factories.accounts import account
from tests.support.browser import Browser
from tests.support.writing import written

NAMES = ("Upper Sarn", "Lower Sarn", "The Ferrymen", "Hill People")

HOUSE = ("facilitator", "rapporteur", "interpreter", "organizer")
ROOM = ("participant-0", "participant-1", "observer", "screen")
EVERY_SEAT = (*HOUSE, *ROOM)

_numbers = count(1)


@dataclass(slots=True)
class Begun:
    """What was made, by id: each request has a session of its own, so things are read when asked for.

    A seat is called by its role; a participant's by role and party, `participant-0`, and a second
    one of a role by a letter more: `participant-0b`, `facilitator-b`.
    """

    id: str
    neutral_title: str
    seat_ids: dict[str, str] = field(default_factory=dict)
    account_ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    """Codes of slips not yet used."""
    secrets: dict[str, str] = field(default_factory=dict)
    """What the devices of seats taken keep."""

    @property
    def dialogue(self) -> Dialogue:
        return queries.dialogue_by_id(self.id)

    def party(self, place: int) -> Party:
        return self.dialogue.parties[place]

    @property
    def party_ids(self) -> list[str]:
        return [party.id for party in self.dialogue.parties]

    def seat(self, name: str) -> Seat:
        return queries.seat_by_id(self.seat_ids[name])

    def account(self, name: str) -> Account:
        return account_by_id(self.account_ids[name])

    def browser(self, app: Flask, name: str, *, assented: bool = True) -> Browser:
        """A browser of whoever holds this seat: signed in, or with the seat's cookie and assent given."""
        return self.seated(Browser(app), name, assented=assented)

    def seated(self, browser: Browser, name: str, *, assented: bool = True) -> Browser:
        """The same browser, holding this seat beside whatever it holds already."""
        if name in self.account_ids:
            return browser.sign_in(self.account(name))
        version = queries.version_in_force(self.dialogue) if assented else None
        return browser.sit(self.seat_ids[name], self.secrets[name], assented_to=version)


def begun(
    *,
    parties: int | Sequence[str] = 2,
    seats: Sequence[str] = EVERY_SEAT,
    taken: bool = True,
    name: str = "Dialogue of the Sarn valley",
    neutral_title: str = "Spring seminar",
    level: Level = Level.L3,
    method: str = "kelman_psw",
    exemplar: str | None = None,
    destroy_on: date | None = None,
    zone: str = "Europe/Vienna",
    languages: Sequence[str] = ("en", "ar"),
    facilitator: Account | None = None,
) -> Begun:
    """A dialogue with these seats; slips are used (`taken`), so that each seat has its device."""
    names = NAMES[:parties] if isinstance(parties, int) else tuple(parties)
    with written():
        made = actions.begin_dialogue(
            facilitator or account(f"Facilitator {next(_numbers)}"),
            library.method(method),
            Beginning(
                name=Wording.of(name, "en"),
                neutral_title=neutral_title,
                parties=[Wording.of(each) for each in names],
                level=level,
                zone=zone,
                languages=list(languages),
                destroy_on=destroy_on or clock.today() + timedelta(days=300),
                exemplar_key=exemplar,
            ),
        )
        begun = Begun(made.id, neutral_title)
        (first,) = queries.seats_of(made)
        begun.seat_ids["facilitator"] = first.id
        begun.account_ids["facilitator"] = str(first.account_id)
    for seat in seats:
        if seat not in begun.seat_ids:
            add_seat(begun, seat, taken=taken)
    return begun


def add_seat(begun: Begun, name: str, *, taken: bool = True) -> Seat:
    """One more seat, called `observer`, `participant-1`, `participant-1b` or `facilitator-b`."""
    word, _, which = name.partition("-")
    role = Role(word)
    with written():
        if role in BY_ACCOUNT:
            holder = account(f"{name} {next(_numbers)}")
            seat = actions.seat_account(begun.dialogue, holder, role, holder.name)
            begun.account_ids[name] = holder.id
        else:
            party = begun.party(int(which[0])) if role is Role.PARTICIPANT else None
            slip = actions.seat_by_slip(begun.dialogue, role, f"Heron {name}", party)
            seat, code = slip.seat, slip.code
            if taken:
                _, begun.secrets[name] = actions.take_seat(code)
            else:
                begun.codes[name] = code
        begun.seat_ids[name] = seat.id
    return seat
