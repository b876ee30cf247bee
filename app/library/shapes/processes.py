"""The shape of a documented process."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.rules import Coverage
from app.library.shapes.facts import Fact
from app.library.shapes.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A process within a process: several sequences of meetings under one name."""

    key: str
    name: Fact[str]
    start: Fact[When]
    end: Fact[When] | None = None
    about: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people, and of whom."""

    of: str
    number: Fact[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """By capacity and number. Never by name."""

    numbers: tuple[Count, ...] = ()
    capacity: tuple[Fact[str], ...] = ()
    composition: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many meetings a source had counted by some date."""

    meetings: Fact[int]
    by: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A block of a meeting, where the sources tell one from the next."""

    key: str
    title: Fact[str]
    stage: Fact[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """A meeting, or a run of meetings that the sources do not tell apart."""

    key: str
    date: Fact[When]
    name: str | None = None
    number: str | None = None
    strand: str | None = None
    is_preparation: bool = False
    place: Fact[str] | None = None
    length: Fact[str] | None = None
    stages: Fact[tuple[str, ...]] | None = None
    what: tuple[Fact[str], ...] = ()
    sittings: tuple[Sitting, ...] = ()

    def __post_init__(self) -> None:
        if not (self.name or self.number):
            raise ValueError("a meeting needs a name or a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord:
    """What is known of a stage of the method in this process."""

    stage: str
    what: tuple[Fact[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRule:
    """A ground rule the sources tell of, and the rule of the method it corresponds to."""

    rule: Fact[str]
    corresponds_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A memorandum, a paper, a list of ideas: recovered, that is, known by more than being counted."""

    key: str
    date: Fact[When]
    title: Fact[str] | None = None
    subject: Fact[str] | None = None
    authors: Fact[str] | None = None
    audience: Fact[str] | None = None
    published: Fact[str] | None = None
    content: tuple[Fact[str], ...] = ()
    strand: str | None = None
    workshop: str | None = None

    def __post_init__(self) -> None:
        if not (self.title or self.subject):
            raise ValueError(
                "an output needs a title or a subject; what is only counted is count_documented"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Outputs of one kind: how many the sources count, apart from those of which more is known."""

    kind: str
    count_documented: Fact[int] | None = None
    about: tuple[Fact[str], ...] = ()
    items_recovered: tuple[Output, ...] = ()
    full_text: Fact[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialEvent:
    """Something of the official track, shown in parallel and never as this process's doing."""

    key: str
    date: Fact[When]
    what: Fact[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What is said to have come of it, who says so, and whether they stood outside it."""

    claim: Fact[str]
    claimed_by: str
    independent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known, and where a person could find it out. Gaps stay gaps."""

    about: str
    what: str
    where: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """Another process that is easily taken for this one."""

    what: Fact[str]
    exemplar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    start: Fact[When]
    end: Fact[When]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """A documented process of unofficial dialogue: public facts, each with its source.

    `way_of_working` says how it worked where no method of the library covers it. `also_holds` are things
    the sources name apart and this record tells of: choirs, camps, later bodies. A reference entry says
    why it is not told in full.
    """

    key: str
    language: str
    coverage: Coverage
    short_name: str
    name: Fact[str]
    conflict: Fact[str]
    region: str
    track: Fact[str]
    period: Period
    in_short: tuple[Fact[str], ...]
    method: Fact[str] | None = None
    way_of_working: tuple[Fact[str], ...] = ()
    told_briefly_because: Fact[str] | None = None
    other_names: tuple[Fact[str], ...] = ()
    also_holds: tuple[Fact[str], ...] = ()
    background: tuple[Fact[str], ...] = ()
    parties: tuple[Fact[str], ...] = ()
    convenors: tuple[Fact[str], ...] = ()
    third_party: tuple[Fact[str], ...] = ()
    participants: Participants | None = None
    rhythm: tuple[Fact[str], ...] = ()
    tallies: tuple[Tally, ...] = ()
    strands: tuple[Strand, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    stages: tuple[StageRecord, ...] = ()
    ground_rules: tuple[KnownRule, ...] = ()
    outputs: tuple[Outputs, ...] = ()
    official_events: tuple[OfficialEvent, ...] = ()
    effects: tuple[Effect, ...] = ()
    limits: tuple[Fact[str], ...] = ()
    afterwards: tuple[Fact[str], ...] = ()
    not_to_be_confused_with: tuple[Namesake, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bibliography: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.coverage is Coverage.REFERENCE) != (self.told_briefly_because is not None):
            raise ValueError(
                "a reference entry, and no other, says why it is short: told_briefly_because"
            )
        if not self.in_short:
            raise ValueError("in_short needs a sentence: lists and cards begin with it")

    @property
    def items_recovered(self) -> int:
        """How many outputs are known by more than being counted: 2 beside 18 for the Inter-Tajik Dialogue."""
        return sum(len(outputs.items_recovered) for outputs in self.outputs)
