"""What the participants' programme, the calendar and the organizers may show of a block (design §1.4, §1.5)."""

from __future__ import annotations

from enum import StrEnum

from app.dialogues.rules import AudienceKind, says_what_it_is
from app.library.vocabulary import Level


class Shown(StrEnum):
    """What stands for a block on the programme."""

    NOTHING = "nothing"
    KIND = "kind"
    """A plain word: Session, Break, Lunch."""
    PROGRAMME_WORDS = "programme_words"
    """What the facilitator wrote for the programme."""
    TITLE = "title"


def is_on_programme(kind: AudienceKind, *, belongs: bool, words: str) -> bool:
    """Whether a reader's programme has this block at all.

    What is joint is on everybody's. That a party's own room, a group's or the third party's is
    scheduled stands on another's programme only if the facilitator put words for it there; those
    who belong to it find it on theirs (design §1.5).
    """
    return kind is AudienceKind.ALL or belongs or bool(words.strip())


def shown_as(level: Level, kind: AudienceKind, *, belongs: bool, words: str) -> Shown:
    """What a programme says of a block.

    The words that the facilitator wrote for the programme come first. Without any, the title may
    stand only for those who belong to the block, and at L0 nothing says what it is: a plain word.
    """
    if not is_on_programme(kind, belongs=belongs, words=words):
        return Shown.NOTHING
    if words.strip():
        return Shown.PROGRAMME_WORDS
    return Shown.TITLE if says_what_it_is(level) else Shown.KIND
