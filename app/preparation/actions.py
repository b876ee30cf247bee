"""What a facilitator does so that people can come well, and what the program forgets afterwards.

Nothing here is journalled: an act would tell on which day somebody was invited, or a list closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.dialogues.actions import when_a_seat_is_removed, when_purging
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import dialogue_by_id, stages_of
from app.dialogues.rules import AudienceKind, says_what_it_is
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import Rendering, Wording, say
from app.library.vocabulary import Visibility
from app.preparation import queries
from app.preparation.models import JoiningText, Roster, SeatNotes
from app.preparation.rules import Coming, Letter, Need, is_over, numbers_kept
from app.vault import current as keyring
from app.workshops import actions as workshops
from app.workshops.actions import Particulars, Room
from app.workshops.models import Workshop
from app.workshops.queries import begins_on, level_of
from app.workshops.rules import BlockKind

PARTY_SESSION_MINUTES = 120
PAUSE_MINUTES = 30


class ListClosed(DomainError):
    """A list that was closed holds nobody and takes nobody in."""


class ChangedMeanwhile(DomainError):
    """Somebody else noted something since the page was drawn."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Somebody else changed this while you had it open. Nothing of theirs was overwritten; "
                "what you typed stands here. Look at it once more and save."
            )
        )


# Seats and what should be balanced


def set_categories(dialogue: Dialogue, categories: Sequence[str], *, seen_version: int) -> None:
    """Decide what should be balanced. What is no category any more is noted of no seat any more."""
    notes = _notes(dialogue, seen_version)
    notes.categories = list(categories)
    notes.seats = _worth_keeping(
        {
            seat_id: noted
            | {"categories": [each for each in noted.get("categories", ()) if each in categories]}
            for seat_id, noted in notes.seats.items()
        }
    )
    db.session.flush()


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one seat."""

    categories: Sequence[str] = ()
    languages: Sequence[str] = ()
    needs: Iterable[Need] = ()


def note_seat(dialogue: Dialogue, seat: Seat, noted: Noted, *, seen_version: int) -> None:
    """Note for planning what a seat brings into the balance, which languages it follows, what it needs."""
    notes = _notes(dialogue, seen_version)
    known = [each for each in notes.categories if each in noted.categories]
    notes.seats = _worth_keeping(
        notes.seats
        | {
            seat.id: {
                "categories": known,
                "languages": list(noted.languages),
                "needs": sorted(need.value for need in noted.needs),
            }
        }
    )
    db.session.flush()


def forget_seat_notes(dialogue: Dialogue) -> None:
    """Forget categories, languages and needs of all seats at once."""
    notes = queries.seat_notes_of(dialogue)
    if notes is not None:
        db.session.delete(notes)


def _worth_keeping(seats: Mapping[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    """Nothing is kept of seats of which nothing is noted."""
    return {seat_id: noted for seat_id, noted in seats.items() if any(noted.values())}


def _notes(dialogue: Dialogue, seen_version: int) -> SeatNotes:
    notes = queries.seat_notes_of(dialogue)
    if (notes.version if notes else 0) != seen_version:
        raise ChangedMeanwhile
    if notes is None:
        notes = SeatNotes(dialogue_id=dialogue.id, categories=[], seats={})
        db.session.add(notes)
    return notes


# Who comes to a workshop


def keep_list(
    workshop: Workshop,
    coming: Mapping[str, Coming],
    arrangements: str,
    *,
    seen_version: int,
) -> None:
    """Write down who comes, and what has to be arranged. Who declined is on no list: that is kept nowhere."""
    roster = queries.roster_of(workshop)
    if (roster.version if roster else 0) != seen_version:
        raise ChangedMeanwhile
    if roster is not None and roster.is_closed:
        raise ListClosed(say("This list was closed: only numbers are left, and nobody is added."))
    if roster is None:
        roster = Roster(
            dialogue_id=workshop.dialogue_id,
            workshop_id=workshop.id,
            coming={},
            arrangements="",
            numbers={},
        )
        db.session.add(roster)
    roster.coming = {seat_id: step.value for seat_id, step in coming.items()}
    roster.arrangements = arrangements
    db.session.flush()


def close_list(dialogue: Dialogue, workshop: Workshop) -> None:
    """Close a workshop's list for good: numbers by party stay, where they are not too small, and nobody else."""
    roster = queries.roster_of(workshop)
    if roster is None or roster.is_closed:
        return
    party_of = {
        seat.seat.id: seat.party.id
        for seat in queries.planned_seats(dialogue)
        if seat.party is not None
    }
    attended: dict[str, int] = {}
    for seat_id, step in roster.coming.items():
        if step == Coming.ATTENDING and seat_id in party_of:
            attended[party_of[seat_id]] = attended.get(party_of[seat_id], 0) + 1
    roster.numbers = numbers_kept([party.id for party in dialogue.parties], attended)
    roster.coming = {}
    roster.arrangements = ""
    db.session.flush()


def forget_list(workshop: Workshop) -> None:
    """Forget a workshop's list, numbers included."""
    roster = queries.roster_of(workshop)
    if roster is not None:
        db.session.delete(roster)


@when_a_seat_is_removed
def _forget_seat(seat: Seat) -> None:
    notes = queries.seat_notes_of(dialogue_by_id(seat.dialogue_id))
    if notes is not None and seat.id in notes.seats:
        notes.seats = {key: noted for key, noted in notes.seats.items() if key != seat.id}
    for roster in queries.rosters_holding(seat):
        roster.coming = {key: step for key, step in roster.coming.items() if key != seat.id}


@when_purging
def close_lists_that_are_over() -> None:
    """Close the lists of workshops that lie a week back, if nobody did. Dark dialogues are left alone."""
    keys, today = keyring(), clock.today()
    for roster, workshop in queries.open_rosters():
        if not keys.holds(roster.dialogue_id) or roster.is_closed:
            continue
        try:
            over = is_over(begins_on(workshop), workshop.days, today)
        except ValueError:
            continue
        if over:
            close_list(dialogue_by_id(roster.dialogue_id), workshop)


# Letters


def write_letter(
    dialogue: Dialogue,
    workshop: Workshop,
    letter: Letter,
    words: Mapping[str, str],
    *,
    for_all: bool,
) -> None:
    """Write a letter in the languages given, for this workshop or for all of the dialogue.

    Empty in every language, it begins with the house's own words again. Where it is written for all,
    what this workshop had of its own goes.
    """
    says_nothing = not says_what_it_is(level_of(dialogue, workshop))
    own, common = (
        queries.joining_text_of(dialogue, of, letter, says_nothing=says_nothing)
        for of in (workshop, None)
    )
    renderings = [Rendering(tag, text) for tag, text in words.items() if text.strip()]
    for stale in (own, common if for_all else None):
        if stale is not None:
            db.session.delete(stale)
    db.session.flush()
    if renderings:
        db.session.add(
            JoiningText(
                dialogue_id=dialogue.id,
                workshop_id=None if for_all else workshop.id,
                letter=letter,
                says_nothing=says_nothing,
                # Every language has equal standing: nobody is invited in a translation.
                words=Wording(tuple(renderings), tuple(each.language for each in renderings)),
            )
        )
        db.session.flush()


# Sessions of each party before the first joint one


def plan_party_sessions(dialogue: Dialogue, seat: Seat, title: Wording) -> Workshop:
    """Plan a meeting of four to five hours for each party apart, before all meet (D§1.5).

    Each party has a room of its own, with the facilitator who plans named for it. On a phone it
    stands for that party alone; when and where each meets is for the facilitator to change.
    """
    workshop = workshops.plan_workshop(
        dialogue,
        workshops.Frame(
            title=title,
            neutral_title=dialogue.neutral_title,
            place="",
            zone=dialogue.zone,
            begins_on=None,
            day_starts=["09:00"],
            level=None,
        ),
    )
    apart = Particulars(
        BlockKind.PARTY_SESSION,
        PARTY_SESSION_MINUTES,
        stage=next(
            (s for s in stages_of(dialogue) if s.visibility is Visibility.PARTY_ONLY),
            None,
        ),
        room=Room(AudienceKind.PARTY, seats=[seat]),
    )
    pause = Particulars(BlockKind.BREAK, PAUSE_MINUTES)
    for add, particulars in ((_each, apart), (_all, pause), (_each, apart)):
        add(dialogue, workshop, particulars)
    return workshop


def _each(dialogue: Dialogue, workshop: Workshop, particulars: Particulars) -> None:
    workshops.add_party_sessions(
        dialogue, workshop, particulars, day=0, seen_version=workshop.version
    )


def _all(dialogue: Dialogue, workshop: Workshop, particulars: Particulars) -> None:
    workshops.add_sitting(dialogue, workshop, particulars, day=0, seen_version=workshop.version)
