"""What an invitation and joining instructions say to begin with, by level, and what must not stand in them at L0."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.dialogues.rules import says_what_it_is
from app.kernel.wording import Said, say
from app.library.vocabulary import Level
from app.preparation.rules import Letter

WORDS_LENGTH = 6000

LETTER_NAMES: dict[Letter, Said] = {
    Letter.INVITATION: say("Invitation"),
    Letter.JOINING: say("Joining instructions"),
}

_LEAVES: dict[Level, Said] = {
    Level.L1: say("Nothing of substance leaves the room."),
    Level.L2: say(
        "Only words that all have adopted and released leave the room, and nobody’s name with them."
    ),
    Level.L3: say(
        "You may use what you hear. You may not say who said it, where they work, or who was here."
    ),
    Level.L4: say("Names stand under a joint text only with each person’s own consent."),
}

_INVITATION = (
    say(
        "You are invited to take part in your personal capacity. You speak for yourself; you "
        "represent and bind no one, and nobody will ask you for a signature."
    ),
    say(
        "People of the communities concerned meet in private to understand how each sees the "
        "situation, what each needs and fears, and what could be imagined together. Nothing is "
        "decided or promised there, and no outcome is expected. A third party that takes no side "
        "leads through it."
    ),
)
_INVITATION_ENDS = (
    say(
        "Ground rules are read aloud at the beginning; you enter only if you can live with them. You "
        "can say no to this invitation without giving a reason, and you can leave at any time. "
        "Neither is written down."
    ),
    say(
        "Please read this, ask whatever you want to ask by word of mouth, and destroy it. Do not "
        "photograph it, pass it on, or carry it across a border."
    ),
)

_JOINING = (
    say(
        "Before you come: tell whoever invited you, by word of mouth, if you need an interpreter, a "
        "diet, or a room that is easy to reach. Agree with them what you say if somebody asks where "
        "you are going."
    ),
    say(
        "What to leave at home: papers of this meeting, notes, and devices you do not need. A phone "
        "that comes along should hold nothing you would not want to be read. Nobody needs a phone "
        "here: paper does as well."
    ),
    say(
        "When you arrive: you get a slip with a code. It opens your place on your own phone, if you "
        "like; no account, no mail and no name is asked for. The ground rules come first."
    ),
    say(
        "In the room: you speak for yourself. Nothing is recorded, filmed or photographed. You may "
        "keep silent, leave the room, and take back what you wrote. Meals and free time are part of "
        "the meeting."
    ),
)
_JOINING_ENDS = (
    say(
        "Going home: carry no notes across a border. Do not carry this paper either; read it and "
        "destroy it."
    ),
)

_PLAIN: dict[Letter, tuple[Said, ...]] = {
    Letter.INVITATION: (
        say("We would be glad to see you on these days."),
        say(
            "Everything else is told to you in person by whoever gives you this paper. Ask them what "
            "you want to know; they will also hear your answer, and no answer is asked for in writing."
        ),
        say("Please keep this to yourself, and do not carry it with you."),
    ),
    Letter.JOINING: (
        say("The times are on the programme. Where to go is told to you in person."),
        say(
            "If you need anything, such as a diet, help with a language or a room that is easy to "
            "reach, tell whoever gave you this paper."
        ),
        say("Please bring no papers and nothing you do not need, and do not carry this with you."),
    ),
}

SAY_IN_PERSON = (
    say("That one comes in one’s personal capacity, speaks for oneself and binds no one."),
    say("What it is for, that nothing is decided or promised there, and who leads it."),
    say("Who from which communities is asked, in general words; never names."),
    say("What may be told afterwards, and what never; what is kept, and until when."),
    say(
        "What could happen to somebody who is known to have come, and what to say if asked. Think of "
        "it before you ask, not after."
    ),
    say("That one can say no, or leave, without a reason, and that neither is written down."),
)
"""What is said by word of mouth, at L0 instead of a paper (D§6.7)."""


def default_of(letter: Letter, level: Level) -> tuple[Said, ...]:
    """The paragraphs a letter begins with; at L0 they say nothing of what it is."""
    if not says_what_it_is(level):
        return _PLAIN[letter]
    if letter is Letter.INVITATION:
        return (*_INVITATION, _LEAVES[level], *_INVITATION_ENDS)
    return (*_JOINING, _LEAVES[level], *_JOINING_ENDS)


def given_away(words: str, names: Iterable[str]) -> list[str]:
    """Which of these names stand in a letter: at L0 none may."""
    folded = words.casefold()
    return [
        name
        for name in dict.fromkeys(names)
        if len(name.strip()) > 2
        and re.search(rf"(?<!\w){re.escape(name.strip().casefold())}(?!\w)", folded)
    ]


def paragraphs_of(words: str) -> list[str]:
    """The paragraphs of what somebody typed: blank lines part them."""
    return [
        part.strip() for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n")) if part.strip()
    ]
