"""What one meeting hands to the next, and what a newcomer is told."""

from __future__ import annotations

from app.memory import actions, queries
from app.practice.files import Words, shape
from app.practice.made import Made
from app.workshops.models import Workshop


@shape
class ReachedEntry:
    """Where the talk had got to at the end of a workshop."""

    words: Words
    recognised: bool = False


@shape
class PromiseEntry:
    """What a party said it would do; without a party it is the third party's."""

    words: Words
    whose: str = ""
    done: bool = False


@shape
class MemoryFile:
    """Open questions, promises, and the conflict in words that each side could read."""

    questions: tuple[Words, ...]
    promises: tuple[PromiseEntry, ...]
    conflict: Words


def write_where_it_had_got_to(workshop: Workshop, given: ReachedEntry) -> None:
    """Write it down, and let the room recognise it."""
    actions.write_where_we_are(workshop, given.words.wording, seen="")
    if given.recognised:
        actions.recognise(workshop, seen=actions.seen_of(workshop))


def hand_on(made: Made, given: MemoryFile) -> None:
    """Keep questions and promises; read the newcomer's briefing as it stands, and lay it on the table."""
    for question in given.questions:
        actions.leave_open(made.dialogue, question.wording)
    for each in given.promises:
        actions.promise(made.dialogue, made.party(each.whose), each.words.wording)
    done = {each.words.wording for each in given.promises if each.done}
    for promised in queries.promises_of(made.dialogue):
        if promised.words in done:
            actions.say_done(queries.promise_in(made.dialogue, promised.id), done=True)
    actions.describe_conflict(made.dialogue, given.conflict.wording)
    sheet = queries.briefing_sheet(made.dialogue, made.seats["facilitator"])
    actions.say_read(made.dialogue, sheet, seen=sheet.as_read)
    actions.lay_on_the_table(made.dialogue, sheet, shown=True)
