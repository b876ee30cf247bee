"""The shape of every file under seed/library: what may stand in it, and what must.

Reading them is reading.py's; whether they agree with one another is checking.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.library.rules import Confidence, Coverage, Layout, Owner, Seen, Sequence, SourceKind
from app.library.vocabulary import Attribution, Evaluation, Kind, Level, Visibility
from app.library.when import When

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[Value]):
    """What one source, or several that agree, say: one side of a fact on which sources differ."""

    value: Value
    source: tuple[str, ...]
    confidence: Confidence | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        _refuse_no_source(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[Value]):
    """One statement with its source. Where sources differ, all readings stand and none is silently preferred.

    `confidence` is left out where it follows from the sources (rules.confidence_of) and written where it does
    not: a convenor's own claim is `reported` however well the page that prints it is known.
    """

    value: Value | None = None
    source: tuple[str, ...] = ()
    confidence: Confidence | None = None
    note: str | None = None
    variants: tuple[Reading[Value], ...] = ()

    def __post_init__(self) -> None:
        if self.value is None and len(self.variants) < 2:
            raise ValueError("a fact needs a value, or two variants or more where sources differ")
        if self.value is not None:
            _refuse_no_source(self.source)
        elif self.source:
            raise ValueError("the source belongs to each variant, since they differ")

    @property
    def readings(self) -> tuple[Reading[Value], ...]:
        """Everything the sources say, in the order of the file."""
        if self.value is None:
            return self.variants
        own = Reading(
            value=self.value, source=self.source, confidence=self.confidence, note=self.note
        )
        return (own, *self.variants)

    @property
    def first(self) -> Value:
        """The reading that comes first, for sorting and for pictures, never as the truth of the matter."""
        return self.readings[0].value


def _refuse_no_source(source: tuple[str, ...]) -> None:
    if not source:
        raise ValueError(
            "no source: every fact says where it comes from (source: a key of sources.yaml)"
        )


# --- sources ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work or a page that facts rest on, and how far it was read for this library."""

    key: str
    kind: SourceKind
    title: str
    seen: Seen
    authors: str | None = None
    year: str | None = None
    container: str | None = None
    address: str | None = None
    same_work_as: str | None = None
    by_convenors_of: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """What the library is cited by: its name, and the day its contents were last changed."""

    language: str
    title: str
    date: When


# --- vocabularies, words, levels ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a vocabulary with the word people see and what it means."""

    key: str
    label: str
    gloss: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry:
    """A kind of contribution, and whether it belongs to a party or to everybody."""

    key: Kind
    label: str
    owner: Owner
    gloss: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabulariesFile:
    language: str
    source: tuple[str, ...]
    contribution_kinds: tuple[KindEntry, ...]
    third_party_kinds: tuple[Entry, ...]
    evaluation: tuple[Entry, ...]
    attribution: tuple[Entry, ...]
    visibility: tuple[Entry, ...]
    tracks: tuple[Entry, ...]
    regions: tuple[Entry, ...]
    output_kinds: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field, and the words that do not mean the same.

    `forms` are how texts write it, inflections included: these lead to it, and nothing else does.
    """

    key: str
    term: str
    definition: str
    forms: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedWord:
    """A word this interface does not use, and why."""

    word: str
    because: str
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFile:
    language: str
    source: tuple[str, ...]
    terms: tuple[Term, ...]
    avoided: tuple[AvoidedWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEntry:
    """A level of confidentiality, from strictest (L0) to most open (L4)."""

    key: Level
    name: str
    meaning: str
    typical_use: str
    on_screen: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something said, perhaps under a heading, with its source."""

    text: str
    source: tuple[str, ...]
    title: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChathamHouseRule:
    """The one text of the library that is quoted, because its exact wording is the rule."""

    wording: str
    source: tuple[str, ...]
    nuances: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsFile:
    language: str
    about: tuple[Point, ...]
    levels: tuple[LevelEntry, ...]
    chatham_house_rule: ChathamHouseRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClass:
    """What is kept of a meeting, who sees it and how long it lives."""

    key: str
    what: str
    who_sees: str
    life: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClassesFile:
    language: str
    record_classes: tuple[RecordClass, ...]
    practice: tuple[Point, ...]
    never_recorded: tuple[Point, ...]


# --- methods ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of a method: what it is for, what it invites, how ideas may be judged, whose name may stand."""

    key: str
    name: str
    canonical: bool
    purpose: str
    questions: tuple[str, ...]
    kinds: tuple[Kind, ...]
    evaluation: Evaluation
    attribution: Attribution
    visibility: Visibility
    produces: tuple[str, ...]
    duration: str
    readiness: tuple[str, ...] = ()
    practice: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRule:
    """A rule of the room with its reason; `core` where the method is not itself without it."""

    key: str
    title: str
    wording: str
    rationale: str
    core: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A piece of an indicative schedule."""

    label: str
    what: str
    stages: tuple[str, ...] = ()
    minutes: int | None = None
    length: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    key: str
    name: str
    slots: tuple[Slot, ...]
    source: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One of the five components of a relationship (Saunders)."""

    key: str
    name: str
    meaning: str
    listen_for: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """What those who hold the room do, and what they leave alone."""

    label: str
    does: tuple[Point, ...]
    does_not: tuple[Point, ...]
    interventions: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way of working with all it asks for; a dialogue copies from it and is then its own."""

    key: str
    language: str
    position: int
    name: str
    short_name: str
    after: str
    sequence: Sequence
    default_level: Level
    in_short: tuple[Point, ...]
    source: tuple[str, ...]
    third_party: ThirdParty
    stages: tuple[Stage, ...]
    ground_rules: tuple[GroundRule, ...]
    schedules: tuple[Schedule, ...]
    sections: tuple[Section, ...]
    meeting_pattern: Point | None = None
    stages_note: Point | None = None
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A method that the three of this library grew from or stand beside, told shortly: no dialogue begins from it."""

    key: str
    name: str
    short_name: str
    after: str
    in_short: tuple[Point, ...]
    sections: tuple[Section, ...]
    methods: tuple[str, ...]
    exemplars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativesFile:
    language: str
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsOf:
    """The stages in which a method does a piece of the work; none where it does not ask for it."""

    method: str
    stages: tuple[str, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if not (self.stages or self.note):
            raise ValueError("say in which stages, or in a note why in none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A piece of the work that all methods do, each in its own stages."""

    key: str
    label: str
    steps: tuple[StepsOf, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionsFile:
    """How the methods map onto one another."""

    language: str
    about: tuple[Point, ...]
    functions: tuple[Function, ...]


# --- typology, and what is named but not told ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBy:
    """A documented process of which a source says that it shows this."""

    exemplar: str
    how: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologyEntry:
    """A word of a scheme. Where it is used in several senses, each stands as a meaning of its own."""

    key: str
    name: str
    meanings: tuple[Point, ...]
    shown_by: tuple[ShownBy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologySection:
    key: str
    title: str
    entries: tuple[TypologyEntry, ...]
    about: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologyFile:
    language: str
    about: tuple[Point, ...]
    sections: tuple[TypologySection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """Something the texts name that is no process, with the reason why it is not told as one."""

    key: str
    name: str
    why: str
    source: tuple[str, ...]
    also_known: tuple[str, ...] = ()
    see: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """What is named and not told, and slips of the texts that are not repeated."""

    language: str
    about: tuple[Point, ...]
    items: tuple[NamedItem, ...]
    slips: tuple[Point, ...]


# --- tools --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolField:
    """A column or a box of a form, and what is asked in it."""

    key: str
    label: str
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A form for thinking together, on paper or on the wall. `by_side` says that each side fills its own."""

    key: str
    language: str
    position: int
    name: str
    purpose: str
    methods: tuple[str, ...]
    how: tuple[Point, ...]
    fields: tuple[ToolField, ...]
    source: tuple[str, ...]
    layout: Layout = Layout.BOXES
    by_side: bool = False
    cautions: tuple[Point, ...] = ()


# --- documented processes -----------------------------------------------------------------------------------


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


def facts_in(thing: object) -> Iterator[Fact[object]]:
    """Every fact anywhere inside a shape, in the order of the file."""
    if isinstance(thing, Fact):
        yield thing
        return
    for _name, held in _parts_of(thing):
        yield from facts_in(held)


def cited_in(thing: object) -> Iterator[str]:
    """Every source key that something inside a shape rests on, in the order of the file, with repetitions."""
    for name, held in _parts_of(thing):
        if name == "source":
            yield from held  # type: ignore[misc]
        else:
            yield from cited_in(held)


def _parts_of(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, tuple):
        yield from (("", item) for item in thing)
        return
    for name in getattr(type(thing), "__dataclass_fields__", ()):
        held = getattr(thing, name)
        if held is not None and not isinstance(held, str):
            yield name, held


def sources_in(thing: object) -> Iterator[str]:
    """Every source key named inside a shape: what it rests on, and for documented processes what to read."""
    yield from cited_in(thing)
    for exemplar in thing if isinstance(thing, tuple) else (thing,):
        if isinstance(exemplar, Exemplar):
            yield from exemplar.bibliography
