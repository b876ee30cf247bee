"""Who comes to a workshop, as far as the list is open; and the letters that go to people before it."""

from __future__ import annotations

from collections.abc import Sequence

from app.practice.files import Words, shape
from app.practice.made import Made
from app.preparation import actions
from app.preparation.rules import Coming, Letter
from app.workshops.models import Workshop


@shape
class ComingEntry:
    """Seats by how far they have come; nobody who declined is on any list."""

    invited: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    arrangements: str = ""
    closed: bool = False


@shape
class LetterEntry:
    """A letter in the words of this house."""

    letter: Letter
    words: Words


def get_ready(
    made: Made, workshop: Workshop, coming: ComingEntry, letters: Sequence[LetterEntry]
) -> None:
    """Keep the list of a workshop, and close it where it was closed; write the letters."""
    steps = {
        Coming.INVITED: coming.invited,
        Coming.ACCEPTED: coming.accepted,
        Coming.ATTENDING: coming.attending,
    }
    on_the_list = {
        seat.id: step for step, names in steps.items() for seat in made.seats.all_of(names)
    }
    actions.keep_list(workshop, on_the_list, coming.arrangements, seen_version=0)
    if coming.closed:
        actions.close_list(made.dialogue, workshop)
    for each in letters:
        actions.write_letter(
            made.dialogue, workshop, each.letter, each.words.by_language, for_all=False
        )
