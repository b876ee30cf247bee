"""The shapes of a method, of the methods beside it, of how they map onto one another, and of a tool."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.rules import Layout, Sequence
from app.library.shapes.facts import Point
from app.library.vocabulary import Attribution, Evaluation, Kind, Level, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    title: str
    points: tuple[Point, ...]


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
