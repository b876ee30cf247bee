"""The dialogue itself, its parties, and everybody in it with what is noted of a seat for planning."""

from __future__ import annotations

from app.accounts import actions as accounts
from app.dialogues import actions as dialogues, queries
from app.dialogues.practice import practice_secret
from app.dialogues.rules import BY_ACCOUNT, Role
from app.kernel.db import db
from app.library import queries as library
from app.library.vocabulary import Level
from app.practice.files import Day, Words, shape
from app.practice.made import PRACTICE, Made
from app.preparation import actions as preparation, queries as prepared
from app.preparation.rules import Need
from app.workshops.rules.rooms import is_member


@shape
class PartyEntry:
    """A party under the name it chose."""

    key: str
    name: Words


@shape
class AccountEntry:
    """Somebody who signs in."""

    key: str
    role: Role
    name: str
    sign_in_name: str
    keeper: bool = False

    def __post_init__(self) -> None:
        if self.role not in BY_ACCOUNT:
            raise ValueError(f"a {self.role} is seated by slip, not by an account")


@shape
class SeatEntry:
    """A seat opened by slip, with what it brings into the balance."""

    role: Role
    name: str
    party: str = ""
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()

    def __post_init__(self) -> None:
        if is_member(self.role) != bool(self.party):
            raise ValueError("a participant has a party, and nobody else has")


@shape
class DialogueFile:
    """What the dialogue is called, how long it is kept, and who is in it."""

    name: Words
    neutral_title: str
    method: str
    level: Level
    zone: str
    languages: tuple[str, ...]
    destroyed: Day
    parties: tuple[PartyEntry, ...]
    accounts: tuple[AccountEntry, ...]
    categories: tuple[str, ...]
    seats: tuple[SeatEntry, ...]


def begin(given: DialogueFile) -> Made:
    """Begin the dialogue with everybody in their seats, and every slip opened for practice.

    Whose account stands first in the file begins it and facilitates.
    """
    made_accounts = {
        each.key: accounts.make_account(each.name, each.sign_in_name, each.keeper)
        for each in given.accounts
    }
    db.session.flush()  # seats refer to accounts
    dialogues.begin_dialogue(
        made_accounts[given.accounts[0].key],
        library.method(given.method),
        dialogues.Beginning(
            name=given.name.wording,
            neutral_title=given.neutral_title,
            parties=[party.name.wording for party in given.parties],
            level=given.level,
            zone=given.zone,
            languages=given.languages,
            destroy_on=given.destroyed.date,
            dialogue_id=PRACTICE,
        ),
    )
    made = Made(queries.dialogue_by_id(PRACTICE))
    made.accounts.update(made_accounts)
    made.parties.update(
        zip([party.key for party in given.parties], made.dialogue.parties, strict=True)
    )
    made.stages.update({stage.key: stage for stage in queries.stages_of(made.dialogue)})
    _seat_everybody(made, given)
    _note_for_balance(made, given)
    return made


def _seat_everybody(made: Made, given: DialogueFile) -> None:
    for each in given.accounts:
        account = made.accounts[each.key]
        made.seats[each.key] = dialogues.seat_account(made.dialogue, account, each.role, each.name)
    for entry in given.seats:
        slip = dialogues.seat_by_slip(
            made.dialogue, entry.role, entry.name, made.party(entry.party)
        )
        dialogues.open_practice_seat(slip.seat, practice_secret(slip.seat.id))
        made.seats[entry.name] = slip.seat


def _note_for_balance(made: Made, given: DialogueFile) -> None:
    preparation.set_categories(made.dialogue, given.categories, seen_version=0)
    for entry in given.seats:
        noted = preparation.Noted(entry.categories, entry.languages, entry.needs)
        notes = prepared.seat_notes_of(made.dialogue)
        preparation.note_seat(
            made.dialogue,
            made.seats[entry.name],
            noted,
            seen_version=notes.version if notes else 0,
        )
