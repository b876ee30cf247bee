"""Reads of seat notes, rosters and joining texts, for those who may; no page else takes any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.queries import seats_of
from app.dialogues.rules import says_what_it_is
from app.kernel.db import db
from app.kernel.wording import Said, Wording
from app.preparation.models import JoiningText, Roster, SeatNotes
from app.preparation.rules import PLANNED_FOR, Coming, Letter, Need
from app.preparation.rules.remarks import Count, on_balance, on_coming
from app.workshops.models import Workshop
from app.workshops.queries import level_of
from app.workshops.queries.advice import spoken_is_noted


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """A seat as the third party plans with it."""

    seat: Seat
    party: Party | None
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs: frozenset[Need] = frozenset()
    coming: Coming | None = None

    def follows(self, working: Iterable[str]) -> bool:
        """Whether this seat follows: one of its languages fits, an interpreter is noted, or nothing is known."""
        spoken = {tag.split("-")[0] for tag in self.languages}
        fits = bool(spoken & {tag.split("-")[0] for tag in working})
        return not spoken or fits or Need.INTERPRETER in self.needs


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A line of the balance: a party, its seats, and how many of them are in each category."""

    party: Party
    seats: int
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Parties against categories, and what strikes the eye about them."""

    categories: tuple[str, ...]
    rows: tuple[PartyRow, ...]
    seats: tuple[PlannedSeat, ...]
    remarks: tuple[Said, ...]
    version: int


def balance_of(dialogue: Dialogue, parties: Sequence[Party]) -> Balance:
    """The seats of a dialogue by party and category, the parties in the order given."""
    notes = seat_notes_of(dialogue)
    categories = tuple(notes.categories) if notes else ()
    seats = planned_seats(dialogue)
    counts = _counts(parties, seats, categories, dialogue.languages)
    rows = tuple(
        PartyRow(party, count.seats, count.categories)
        for party, count in zip(parties, counts, strict=True)
    )
    return Balance(
        categories,
        rows,
        tuple(seats),
        tuple(on_balance(counts, categories)),
        notes.version if notes else 0,
    )


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A line of a workshop's list: how many of a party have come how far."""

    party: Party
    by: Mapping[Coming, int]


@dataclass(frozen=True, slots=True)
class WhoComes:
    """Who comes to one workshop; once closed only numbers."""

    seats: tuple[PlannedSeat, ...]
    rows: tuple[ComingRow, ...]
    needs: Mapping[Need, int]
    remarks: tuple[Said, ...]
    arrangements: str
    numbers: tuple[tuple[Party, int | None], ...]
    is_closed: bool
    version: int


def who_comes(dialogue: Dialogue, workshop: Workshop, parties: Sequence[Party]) -> WhoComes:
    """The list of one workshop, the parties in the order given."""
    roster = roster_of(workshop)
    seats = planned_seats(dialogue, roster)
    come = [seat for seat in seats if seat.coming in (Coming.ACCEPTED, Coming.ATTENDING)]
    return WhoComes(
        seats=tuple(seats),
        rows=tuple(
            ComingRow(
                party,
                {step: sum(s.coming is step for s in seats if _is_of(s, party)) for step in Coming},
            )
            for party in parties
        ),
        needs={need: sum(need in seat.needs for seat in come) for need in Need},
        remarks=tuple(on_coming(_counts(parties, come, (), dialogue.languages))),
        arrangements=roster.arrangements if roster else "",
        numbers=tuple(
            (party, roster.numbers.get(party.id))
            for party in parties
            if roster and roster.is_closed
        ),
        is_closed=roster is not None and roster.is_closed,
        version=roster.version if roster else 0,
    )


def _is_of(seat: PlannedSeat, party: Party) -> bool:
    return seat.party is not None and seat.party.id == party.id


def _counts(
    parties: Sequence[Party],
    seats: Sequence[PlannedSeat],
    categories: Sequence[str],
    working: Sequence[str],
) -> list[Count]:
    counts = []
    for party in parties:
        own = [seat for seat in seats if _is_of(seat, party)]
        counts.append(
            Count(
                party.name.text,
                len(own),
                tuple(sum(category in seat.categories for seat in own) for category in categories),
                sum(not seat.follows(working) for seat in own) if working else 0,
            )
        )
    return counts


def planned_seats(dialogue: Dialogue, roster: Roster | None = None) -> list[PlannedSeat]:
    """The seats whose coming is planned, with what is noted of them: by party, then code name."""
    notes = seat_notes_of(dialogue)
    categories = notes.categories if notes else []
    by_seat = notes.seats if notes else {}
    coming = roster.coming if roster else {}
    parties = {party.id: party for party in dialogue.parties}
    return [
        _planned(
            seat, parties.get(seat.party_id or ""), by_seat.get(seat.id, {}), categories, coming
        )
        for seat in seats_of(dialogue)
        if seat.role in PLANNED_FOR
    ]


@spoken_is_noted
def spoken_by_party(dialogue: Dialogue) -> dict[str, frozenset[str]]:
    """The languages that the seats of each party follow, without region or script: for the advice on a plan.

    Who has an interpreter noted follows every language, so that party is left out.
    """
    spoken: dict[str, set[str]] = {}
    interpreted = set()
    for planned in planned_seats(dialogue):
        if planned.party is None:
            continue
        spoken.setdefault(planned.party.id, set()).update(
            tag.split("-")[0] for tag in planned.languages
        )
        if Need.INTERPRETER in planned.needs:
            interpreted.add(planned.party.id)
    return {
        party: frozenset(tags)
        for party, tags in spoken.items()
        if tags and party not in interpreted
    }


def _planned(
    seat: Seat,
    party: Party | None,
    noted: Mapping[str, list[str]],
    categories: Sequence[str],
    coming: Mapping[str, str],
) -> PlannedSeat:
    step = coming.get(seat.id)
    return PlannedSeat(
        seat,
        party,
        tuple(each for each in categories if each in noted.get("categories", ())),
        tuple(noted.get("languages", ())),
        frozenset(Need(need) for need in noted.get("needs", ())),
        Coming(step) if step else None,
    )


def seat_notes_of(dialogue: Dialogue) -> SeatNotes | None:
    """What is noted for planning, if anything is."""
    return db.session.scalar(select(SeatNotes).where(SeatNotes.dialogue_id == dialogue.id))


def roster_of(workshop: Workshop) -> Roster | None:
    """A workshop's list, open or closed, if there is one."""
    return db.session.scalar(select(Roster).where(Roster.workshop_id == workshop.id))


def rosters_holding(seat: Seat) -> list[Roster]:
    """The lists of this dialogue that name a seat."""
    rosters = db.session.scalars(select(Roster).where(Roster.dialogue_id == seat.dialogue_id))
    return [roster for roster in rosters if seat.id in roster.coming]


def open_rosters() -> list[tuple[Roster, Workshop]]:
    """Every list there is with its workshop, for closing those that have had their time."""
    rows = db.session.execute(
        select(Roster, Workshop).join(Workshop, Roster.workshop_id == Workshop.id)
    )
    return [(roster, workshop) for roster, workshop in rows]


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a letter as somebody wrote them, and whether they are this workshop's own."""

    words: Wording | None
    of_workshop: bool


def letter_of(dialogue: Dialogue, workshop: Workshop, letter: Letter) -> Written:
    """What is written for this workshop, else for the whole dialogue, at the level that holds now."""
    says_nothing = not says_what_it_is(level_of(dialogue, workshop))
    own = joining_text_of(dialogue, workshop, letter, says_nothing=says_nothing)
    common = joining_text_of(dialogue, None, letter, says_nothing=says_nothing)
    found = own or common
    return Written(found.words if found else None, own is not None)


def joining_text_of(
    dialogue: Dialogue, workshop: Workshop | None, letter: Letter, *, says_nothing: bool
) -> JoiningText | None:
    """The one text of these."""
    return db.session.scalar(
        select(JoiningText).where(
            JoiningText.dialogue_id == dialogue.id,
            JoiningText.workshop_id.is_not_distinct_from(workshop.id if workshop else None),
            JoiningText.letter == letter,
            JoiningText.says_nothing == says_nothing,
        )
    )


def telling_names(dialogue: Dialogue, workshop: Workshop) -> list[str]:
    """What must not stand on a paper at L0: true names, the parties, the place."""
    names = [dialogue.name, workshop.title, *(party.name for party in dialogue.parties)]
    neutral = {dialogue.neutral_title.casefold(), workshop.neutral_title.casefold()}
    said = [each.text for name in names for each in name.renderings] + [workshop.place]
    return [name for name in said if name.casefold() not in neutral]
