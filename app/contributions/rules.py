"""Who may be named beside a point, what a stage invites, how points are ordered and bear on one another: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from random import SystemRandom

from app.dialogues.rules import AudienceKind
from app.kernel.wording import Said, say
from app.library.vocabulary import PARTY_KINDS, Attribution, Evaluation, Kind, Visibility

NAMES: dict[Kind, Said] = {
    Kind.PERCEPTION: say("Perception"),
    Kind.EXPERIENCE: say("Experience"),
    Kind.NEED: say("Need"),
    Kind.FEAR: say("Fear"),
    Kind.CONCERN: say("Concern"),
    Kind.INTEREST: say("Interest"),
    Kind.HOPE: say("Hope"),
    Kind.VALUE: say("Value"),
    Kind.PRIORITY: say("Priority"),
    Kind.CONSTRAINT: say("Constraint"),
    Kind.VIEW_SPECTRUM: say("Range of views"),
    Kind.PROBLEM: say("Problem"),
    Kind.RELATIONSHIP_OBSERVATION: say("Relationship note"),
    Kind.SYMPTOM: say("What is wrong now"),
    Kind.PREFERRED_SITUATION: say("What would be better"),
    Kind.DIAGNOSIS: say("Possible cause"),
    Kind.APPROACH: say("Approach"),
    Kind.OPTION: say("Option / idea"),
    Kind.CRITERION: say("Standard of fairness"),
    Kind.REASSURANCE: say("Reassurance"),
    Kind.OBSTACLE: say("Obstacle"),
    Kind.RESOURCE: say("Resource"),
    Kind.ACTION_STEP: say("Action step"),
    Kind.DIRECTION: say("Direction"),
    Kind.PERCEIVED_CHOICE_LINE: say("Consequence"),
    Kind.CAREFUL_WORD: say("Word to be careful with"),
    Kind.QUESTION: say("Question"),
}
"""What a point is called, as in seed/library/vocabularies.yaml; here so that it can be translated."""

HEADINGS: dict[Kind, Said] = {
    Kind.PERCEPTION: say("Perceptions"),
    Kind.EXPERIENCE: say("Experiences"),
    Kind.NEED: say("Needs"),
    Kind.FEAR: say("Fears"),
    Kind.CONCERN: say("Concerns"),
    Kind.INTEREST: say("Interests"),
    Kind.HOPE: say("Hopes"),
    Kind.VALUE: say("Values"),
    Kind.PRIORITY: say("Priorities"),
    Kind.CONSTRAINT: say("Constraints"),
    Kind.VIEW_SPECTRUM: say("Range of views"),
    Kind.PROBLEM: say("Problems"),
    Kind.RELATIONSHIP_OBSERVATION: say("Relationship notes"),
    Kind.SYMPTOM: say("What is wrong now"),
    Kind.PREFERRED_SITUATION: say("What would be better"),
    Kind.DIAGNOSIS: say("Possible causes"),
    Kind.APPROACH: say("Approaches"),
    Kind.OPTION: say("Options"),
    Kind.CRITERION: say("Standards of fairness"),
    Kind.REASSURANCE: say("Reassurances"),
    Kind.OBSTACLE: say("Obstacles"),
    Kind.RESOURCE: say("Resources"),
    Kind.ACTION_STEP: say("Action steps"),
    Kind.DIRECTION: say("Directions"),
    Kind.PERCEIVED_CHOICE_LINE: say("Consequences"),
    Kind.CAREFUL_WORD: say("Words to be careful with"),
    Kind.QUESTION: say("Questions"),
}
"""What stands over several points of one kind."""

JUDGING: dict[Evaluation, Said] = {
    Evaluation.NONE: say("No judging. Contributions are received"),
    Evaluation.CLARIFY: say("Questions for understanding only; the owner may correct wording"),
    Evaluation.NEEDS_TEST: say(
        "One question only: which needs and fears of both sides does it answer?"
    ),
    Evaluation.FEASIBILITY: say("Feasibility, obstacles and costs may be discussed"),
    Evaluation.FULL: say("Compare, improve, select, adopt by consensus"),
}
"""What kind of judging of points a stage allows (D§8.0)."""

LAST_POSITION = 2**31 - 1
"""The largest position a point can have: what every database keeps in an integer."""


class Standing(StrEnum):
    """Where a contribution stands. Waiting words are seen by nobody until the desk opens the round."""

    WAITING = "waiting"
    SHOWN = "shown"
    PARKED = "parked"


class Link(StrEnum):
    """How one contribution bears on another (D§5.6, D§8.1 `produces`)."""

    ANSWERS = "answers"
    """An option or reassurance answers a need, a fear, a concern."""
    LIMITS = "limits"
    """A constraint limits an option."""
    EASES = "eases"
    """A reassurance or step eases a constraint."""


def party_may_be_named(kind: Kind, attribution: Attribution | None) -> bool:
    """Needs and fears belong to a party; options belong to nobody (design §1.3, D§9.4).

    The kind says whether a party may be named; the stage may only take that away, and where there is
    no stage nothing is taken. `own` is who may see, not who said, and a role is a class of actor
    written in the words themselves.
    """
    return kind in PARTY_KINDS and attribution in (None, Attribution.PARTY, Attribution.OWN)


def kinds_invited(kinds: Iterable[str], visibility: Visibility) -> tuple[Kind, ...]:
    """What a stage asks people to write on their phones.

    Private words are never stored, since without an author nobody could fetch them again (design
    §1.3): a stage that asks for private words invites none here, they stay on paper.
    """
    if visibility is Visibility.PRIVATE:
        return ()
    known = {kind.value: kind for kind in Kind}
    return tuple(known[kind] for kind in dict.fromkeys(kinds) if kind in known)


def wider_than_meant(visibility: Visibility, audience: AudienceKind) -> bool:
    """Whether a stage is meant for fewer people than its sitting has: the desk is told, nothing is locked."""
    if visibility is Visibility.PARTY_ONLY:
        return audience is AudienceKind.ALL
    return visibility is Visibility.THIRD_PARTY_ONLY and audience is not AudienceKind.THIRD_PARTY


def told(
    audience_id: str, stage_id: str | None, attribution: Attribution | None, *, at_once: bool
) -> str:
    """What a person was told when the form was drawn, as one value the form carries and the deed compares.

    Who will see the words, whether a party is named and when they appear are promises made at the
    point of writing. If any of them changed before the words arrived, the words are given back to be
    looked at once more, never kept under other terms.
    """
    named = attribution in (None, Attribution.PARTY, Attribution.OWN)
    return f"{audience_id}-{stage_id or 'none'}-{'party' if named else 'nobody'}-{'now' if at_once else 'later'}"


_ANSWERING = frozenset(
    {Kind.OPTION, Kind.APPROACH, Kind.REASSURANCE, Kind.ACTION_STEP, Kind.DIRECTION}
)
_LIMITING = frozenset({Kind.CONSTRAINT, Kind.OBSTACLE})
_EASING = frozenset({Kind.REASSURANCE, Kind.ACTION_STEP})

ANSWERABLE = frozenset(
    {Kind.NEED, Kind.FEAR, Kind.CONCERN, Kind.INTEREST, Kind.HOPE, Kind.VALUE, Kind.PRIORITY}
)
LIMITABLE = frozenset({Kind.OPTION, Kind.APPROACH, Kind.ACTION_STEP, Kind.DIRECTION})


def link_between(bearing: Kind, on: Kind) -> Link | None:
    """How a point of one kind can bear on a point of another, or None when it cannot."""
    if bearing in _ANSWERING and on in ANSWERABLE:
        return Link.ANSWERS
    if bearing in _LIMITING and on in LIMITABLE:
        return Link.LIMITS
    if bearing in _EASING and on in _LIMITING:
        return Link.EASES
    return None


def scattered(count: int) -> list[int]:
    """Random positions for points that appear together.

    Order of arrival is a clock, and one observed author unlocks the rest (threats §0.4): each point
    falls somewhere between those that stand already, and stays put until the desk moves it.
    """
    chance = SystemRandom()
    return [chance.randrange(1, LAST_POSITION) for _ in range(count)]


def spread(count: int) -> list[int]:
    """Positions for an order the desk decided, with even gaps so that later points fall between them too."""
    step = LAST_POSITION // (count + 1)
    return [step * place for place in range(1, count + 1)]


def lines_of(typed: str) -> list[str]:
    """What the rapporteur typed, a point on each line."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def unanswered(needs: Sequence[str], answered: Collection[tuple[str, str]]) -> list[str]:
    """The needs that nothing answers yet, in their order: the most useful output of all (D§5.6)."""
    reached = {on for _bearing, on in answered}
    return [need for need in needs if need not in reached]
