"""What is worth a second look in a plan, with its reason and where the reason comes from. Advice: nothing here locks.

Pure: it reads an `Outline` and says. Whoever plans may set any of it aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.kernel.wording import Said, say
from app.library.vocabulary import Evaluation, Kind, Visibility
from app.workshops.rules import HELD, BlockKind

LONGEST_STRETCH = 120
"""Minutes people sit without a pause before it is worth a word."""

MOST_SET_ASIDE = 200
KEY_LENGTH = 1000

FAR = 2
"""A stage with less than half or more than twice its typical time is far from it."""


class Matter(StrEnum):
    """What a piece of advice is about; with what it concerns, its name when it is set aside."""

    NOT_COVERED = "not_covered"
    FAR_FROM_TYPICAL = "far_from_typical"
    SOLUTIONS_EARLY = "solutions_early"
    NO_GOING_HOME = "no_going_home"
    NO_CONSTRAINTS = "no_constraints"
    NOT_APART_FIRST = "not_apart_first"
    LONG_STRETCH = "long_stretch"
    MOSTLY_FREE = "mostly_free"
    ROOM_MISSING = "room_missing"
    UNEQUAL_NUMBERS = "unequal_numbers"
    WITHOUT_LANGUAGE = "without_language"
    PARTY_OF_ONE = "party_of_one"
    DAY_OF_NOTE = "day_of_note"


OF_THE_METHOD = frozenset({Matter.NOT_COVERED, Matter.FAR_FROM_TYPICAL})
"""What rests on the method's own stages and typical times, as the library describes it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as advice sees it: what it invites says what it is for, whichever the method."""

    key: str
    name: str
    minutes: int
    kinds: frozenset[str]
    evaluation: Evaluation
    visibility: Visibility
    canonical: bool = True
    closes: bool = False

    @property
    def is_apart(self) -> bool:
        return self.visibility is Visibility.PARTY_ONLY

    @property
    def hears_needs(self) -> bool:
        """Each side sets out its needs and fears, with the other there."""
        return not self.is_apart and {Kind.NEED, Kind.FEAR} <= self.kinds

    @property
    def invents(self) -> bool:
        """Options are invented, before anybody asks whether they can work."""
        return (
            Kind.OPTION in self.kinds
            and not self.hears_needs
            and self.evaluation is not Evaluation.FEASIBILITY
        )

    @property
    def names_constraints(self) -> bool:
        """What cannot work, and why, has a place here."""
        joint = not self.is_apart and not self.hears_needs
        return joint and not self.kinds.isdisjoint({Kind.CONSTRAINT, Kind.OBSTACLE})


@dataclass(frozen=True, slots=True)
class Planned:
    """A block as advice sees it. `starts` and `ends` are minutes of its day; `party` has a room of its own."""

    key: str
    day: int
    starts: int
    ends: int
    kind: BlockKind
    stage: str | None = None
    party: str | None = None

    @property
    def minutes(self) -> int:
        return self.ends - self.starts


@dataclass(frozen=True, slots=True)
class Side:
    """A party as advice sees it: how many seats it has, and which languages they speak, as far as anybody wrote it."""

    key: str
    name: str
    seats: int
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DayOfNote:
    """A holiday or an anniversary that the facilitator wrote down: the day, whose it is, and what it is."""

    key: str
    day: date
    words: str
    every_year: bool = True
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan, and what is known around it. `covered` are the stages that other workshops of the dialogue hold."""

    steps: tuple[Step, ...]
    blocks: tuple[Planned, ...]
    sides: tuple[Side, ...] = ()
    covered: frozenset[str] = frozenset()
    covered_before: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    begins_on: date | None = None
    days: int = 1
    days_of_note: tuple[DayOfNote, ...] = ()

    @property
    def held(self) -> list[Planned]:
        """Blocks in which people work, in their order."""
        held = (block for block in self.blocks if block.kind in HELD)
        return sorted(held, key=lambda block: (block.day, block.starts))

    def step(self, block: Planned) -> Step | None:
        return next((step for step in self.steps if step.key == block.stage), None)

    @property
    def joint(self) -> list[tuple[Planned, Step]]:
        """What is held with everybody, with its stage."""
        together = (block for block in self.held if block.party is None)
        return [(block, step) for block in together if (step := self.step(block)) is not None]


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark: what is the case, why it may matter, where that is said (`source`: a key of the bibliography)."""

    matter: Matter
    concerns: str
    says: Said
    reason: Said
    source: str = ""
    block: str = ""

    @property
    def key(self) -> str:
        """Under which name it is set aside: it comes back when it concerns something else."""
        return f"{self.matter}:{self.concerns}"

    @property
    def is_of_the_method(self) -> bool:
        """Whether it rests on the method's own description. What has neither that nor a source is our own advice."""
        return self.matter in OF_THE_METHOD


def advice_on(outline: Outline) -> list[Advice]:
    """Everything worth a look: first the order of stages, then the days, then the people. Nothing for an empty plan."""
    if not outline.held:
        return [*_people(outline), *_days_of_note(outline)]
    return [
        *_solutions_early(outline),
        *_constraints(outline),
        *_apart_first(outline),
        *_going_home(outline),
        *_not_covered(outline),
        *_far_from_typical(outline),
        *_long_stretches(outline),
        *_free_time(outline),
        *_rooms(outline),
        *_people(outline),
        *_days_of_note(outline),
    ]


def _solutions_early(outline: Outline) -> Iterator[Advice]:
    """Solutions do not start until both sets of needs and fears are on the table (Kelman 2000; D§1.7, rule 1)."""
    hears = {step.key for step in outline.steps if step.hears_needs}
    if not hears or hears & outline.covered_before:
        return
    heard = False
    for block, step in outline.joint:
        heard = heard or step.hears_needs
        if step.invents and not heard:
            yield Advice(
                Matter.SOLUTIONS_EARLY,
                step.key,
                say(
                    "%(stage)s comes before both sides' needs and fears are heard.", stage=step.name
                ),
                say(
                    "Ideas for solutions begin when each side's needs and fears are on the table and "
                    "the other side has shown that it understood them."
                ),
                "kelman_2000",
                block.key,
            )
            return


def _constraints(outline: Outline) -> Iterator[Advice]:
    """Constraints are kept out of joint thinking, and must then have a place of their own (D§1.7, rule 2; D§9.6)."""
    invented = [step for _, step in outline.joint if step.invents]
    thinking = [step for step in invented if not step.names_constraints]
    known = outline.covered | {step.key for _, step in outline.joint}
    names = [step for step in outline.steps if step.names_constraints]
    if thinking and names and not any(step.key in known for step in names):
        yield Advice(
            Matter.NO_CONSTRAINTS,
            "",
            say("No session for constraints follows the joint thinking."),
            say(
                "Each side knows what binds it at home and imagines that the other is free. What cannot "
                "work, and why, is kept out while ideas are invented: afterwards it needs its own place."
            ),
            "bi_k7",
        )


def _apart_first(outline: Outline) -> Iterator[Advice]:
    """Each party is prepared apart before any joint meeting (Rouhana & Kelman 1994; D§1.5)."""
    apart = {step.key for step in outline.steps if step.is_apart}
    held = outline.held
    if not apart or apart & outline.covered_before or held[0].party is not None:
        return
    yield Advice(
        Matter.NOT_APART_FIRST,
        "",
        say("No session of each party alone comes before the first joint one."),
        say(
            "Alone, people get to know the third party, hear purpose and rules, make a first list of their "
            "own and disagree among themselves before the other side looks on."
        ),
        "rouhana_kelman_1994",
        held[0].key,
    )


def _going_home(outline: Outline) -> Iterator[Advice]:
    """Going home is a stage, not a word of thanks (D§1.9, D§9.17). A session without a stage at the end is it."""
    last = outline.held[-1]
    step = outline.step(last)
    if step is None or step.closes:
        return
    yield Advice(
        Matter.NO_GOING_HOME,
        "",
        say("There is no time for going home at the end."),
        say(
            "What will people be asked, what may they say, what could happen to them, who will call them? "
            "New understanding is contradicted at home, and fades without talk of how to carry it."
        ),
        "kelman_1993",
        last.key,
    )


def _not_covered(outline: Outline) -> Iterator[Advice]:
    here = {block.stage for block in outline.held}
    missing = [
        step
        for step in outline.steps
        if step.canonical
        and not step.closes
        and not step.is_apart  # said by _apart_first, with its own reason
        and step.visibility is not Visibility.THIRD_PARTY_ONLY
        and step.key not in here | outline.covered
    ]
    for step in missing:
        yield Advice(
            Matter.NOT_COVERED,
            step.key,
            say("%(stage)s is in no workshop of this dialogue yet.", stage=step.name),
            say(
                "The method has it. Any stage can be left out or held later: it is only said here so that "
                "leaving it out is a choice."
            ),
        )


def _far_from_typical(outline: Outline) -> Iterator[Advice]:
    """A stage is compared over all its blocks; rooms in parallel are one time (D§1.8)."""
    for step in outline.steps:
        spells = {
            (block.day, block.starts, block.ends)
            for block in outline.held
            if block.stage == step.key
        }
        given = sum(ends - starts for _, starts, ends in spells)
        if not given or step.minutes <= 0 or step.key in outline.covered:
            continue
        if given * FAR < step.minutes:
            says = say("%(stage)s has less than half of its typical time.", stage=step.name)
            reason = say(
                "What is hurried here comes back later: people are not heard, or say only what they "
                "came to say."
            )
        elif given > FAR * step.minutes:
            says = say("%(stage)s has more than twice its typical time.", stage=step.name)
            reason = say(
                "The time may be missing elsewhere. Saying the same things again seldom helps "
                "what comes after."
            )
        else:
            continue
        yield Advice(Matter.FAR_FROM_TYPICAL, step.key, says, reason)


def _long_stretches(outline: Outline) -> Iterator[Advice]:
    """Work is joined while nothing stands between; a gap in the agenda is a pause as well."""
    for day in sorted({block.day for block in outline.held}):
        began = until = None
        first = ""
        for block in (each for each in outline.held if each.day == day):
            if until is None or began is None or block.starts > until:
                began, first = block.starts, block.key
            until = max(until or block.ends, block.ends)
            if until - began > LONGEST_STRETCH:
                yield Advice(
                    Matter.LONG_STRETCH,
                    first,
                    say(
                        "Day %(day)s: %(minutes)s minutes of work without a break.",
                        day=day + 1,
                        minutes=until - began,
                    ),
                    say(
                        "People tire, and the talk that mends something often happens in the break."
                    ),
                    "kelman_1992",
                    first,
                )
                break


def _free_time(outline: Outline) -> Iterator[Advice]:
    """What a plan from few documented parts leaves open is said, because it looks like a programme and is none."""
    at_work = {(block.day, block.starts): block.minutes for block in outline.held}
    free = [block for block in outline.blocks if block.kind is BlockKind.INFORMAL]
    if sum(block.minutes for block in free) > sum(at_work.values()):
        yield Advice(
            Matter.MOSTLY_FREE,
            "",
            say("More of the time is free than is worked in."),
            say(
                "Where little of a meeting is documented, its days stay open. Other stages can go "
                "there, or the days can be fewer or shorter. Time without a programme belongs to a "
                "workshop where it is meant."
            ),
            block=free[0].key,
        )


def _rooms(outline: Outline) -> Iterator[Advice]:
    """Where one party has a room of its own, the others need one at the same time (D§6.10)."""
    rooms: dict[tuple[int, int], set[str]] = {}
    for block in outline.held:
        if block.party is not None:
            rooms.setdefault((block.day, block.starts), set()).add(block.party)
    without = {
        (day, side)
        for (day, _starts), having in rooms.items()
        for side in outline.sides
        if side.key not in having
    }
    for day, side in sorted(without, key=lambda pair: (pair[0], pair[1].key)):
        yield Advice(
            Matter.ROOM_MISSING,
            f"{day}:{side.key}",
            say(
                "Day %(day)s: %(party)s has no room of its own while another party has.",
                day=day + 1,
                party=side.name,
            ),
            say(
                "One private room for each party, at the same time and as long: whoever waits outside "
                "wonders what is said inside."
            ),
        )


def _people(outline: Outline) -> Iterator[Advice]:
    """How many, and in which language. A party of one names its person (design §1.3)."""
    seated = [side for side in outline.sides if side.seats]
    if len({side.seats for side in seated}) > 1:
        yield Advice(
            Matter.UNEQUAL_NUMBERS,
            ":".join(f"{side.key}{side.seats}" for side in seated),
            say("The parties have different numbers of seats."),
            say(
                "Equal numbers do not take away inequality, but without them it sits in the room from "
                "the first minute."
            ),
            "seed_004",
        )
    for side in seated:
        if side.seats == 1:
            yield Advice(
                Matter.PARTY_OF_ONE,
                side.key,
                say("%(party)s has one seat.", party=side.name),
                say(
                    "Whatever stands under that party's name names the person. Take one more, or show "
                    "points without the party."
                ),
            )
        if outline.languages and side.languages and not side.languages & outline.languages:
            yield Advice(
                Matter.WITHOUT_LANGUAGE,
                side.key,
                say("Nobody of %(party)s has a language of this dialogue.", party=side.name),
                say(
                    "Who speaks through one interpreter while others speak freely is heard less. Add the "
                    "language, or plan for interpretation: in turns it takes twice the time."
                ),
            )


def _days_of_note(outline: Outline) -> Iterator[Advice]:
    """Holidays of both calendars and anniversaries of violence, as the facilitator wrote them down (D§6.10)."""
    if outline.begins_on is None:
        return
    for on in (outline.begins_on + timedelta(days=number) for number in range(outline.days)):
        for noted in outline.days_of_note:
            if not _falls_on(noted, on):
                continue
            yield Advice(
                Matter.DAY_OF_NOTE,
                f"{noted.key}:{on.isoformat()}",
                say(
                    "Day %(day)s is %(what)s (%(whose)s).",
                    day=(on - outline.begins_on).days + 1,
                    what=noted.words,
                    whose=noted.whose,
                )
                if noted.whose
                else say(
                    "Day %(day)s is %(what)s.",
                    day=(on - outline.begins_on).days + 1,
                    what=noted.words,
                ),
                say(
                    "Somebody will be missed at home, or will remember. Choose other days, or speak of "
                    "it in the room."
                ),
            )


def _falls_on(noted: DayOfNote, on: date) -> bool:
    if noted.every_year:
        return (noted.day.month, noted.day.day) == (on.month, on.day)
    return noted.day == on


def still_said(found: Iterable[Advice], set_aside: Sequence[str]) -> list[Advice]:
    """What was not set aside."""
    return [each for each in found if each.key not in set_aside]
