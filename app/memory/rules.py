"""What stands how between meetings, and what a newcomer's briefing may hold at which level: pure."""

from __future__ import annotations

from enum import StrEnum

from app.library.vocabulary import Level


class Recognition(StrEnum):
    """Whether the room recognised words as where it had got to; yes or no, and no number."""

    PROPOSED = "proposed"
    RECOGNISED = "recognised"


class PromiseStanding(StrEnum):
    """What became of a promise, as whoever made it tells the next meeting."""

    OPEN = "open"
    DONE = "done"


class Part(StrEnum):
    """What a newcomer's briefing is made of, in this order."""

    CONFLICT = "conflict"
    METHOD = "method"
    RULES = "rules"
    REACHED = "reached"
    TEXTS = "texts"
    QUESTIONS = "questions"


def parts_at(level: Level) -> frozenset[Part]:
    """What a briefing may hold at this level (D§6.1). It is paper, and paper leaves the room.

    At L0 nothing says what it is: only the ground rules, under the neutral title. At L1 nothing of
    substance leaves; what the conflict is and how one works here is no substance of the talks. At L2
    only adopted and released words leave, so words that the room merely recognised stay inside. The
    rest is told by word of mouth.
    """
    held = {Part.RULES}
    if level is not Level.L0:
        held |= {Part.CONFLICT, Part.METHOD}
    if level in (Level.L2, Level.L3, Level.L4):
        held |= {Part.TEXTS}
    if level in (Level.L3, Level.L4):
        held |= {Part.REACHED, Part.QUESTIONS}
    return frozenset(held)
