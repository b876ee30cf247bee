"""Which documented processes are shown on the index: chosen by what they are, grouped by one of these. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import VocabulariesFile
from app.library.shapes.when import Moment

NO_METHOD = "none"
GROUPINGS = ("track", "method", "region")
LIBRARY, HOUSE = "library", "house"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, each by its key; nothing chosen is everything.

    `coverage` is how far a process is told, `origin` whether it came with the program or is of this house.
    """

    track: str = ""
    method: str = ""
    region: str = ""
    output: str = ""
    coverage: str = ""
    origin: str = ""

    @property
    def active(self) -> dict[str, str]:
        """What narrows the choice, by its name."""
        return {each.name: key for each in fields(self) if (key := getattr(self, each.name))}

    def without(self, name: str) -> dict[str, str]:
        """The same choice but for this."""
        return {other: key for other, key in self.active.items() if other != name}


def features_of(held: Exemplar, ours: Collection[str] = ()) -> Mapping[str, frozenset[str]]:
    """By what a process can be chosen. Where sources differ it is found under each of their readings.

    `ours` are the keys of processes of this house.
    """
    methods = {reading.value for reading in held.method.readings} if held.method else {NO_METHOD}
    return {
        "track": frozenset(reading.value for reading in held.track.readings),
        "method": frozenset(methods),
        "region": frozenset({held.region}),
        "output": frozenset(outputs.kind for outputs in held.outputs),
        "coverage": frozenset({held.coverage.value}),
        **({"origin": frozenset({HOUSE if held.key in ours else LIBRARY})} if ours else {}),
    }


def chosen(
    exemplars: Iterable[Exemplar], choice: Choice, ours: Collection[str] = ()
) -> tuple[Exemplar, ...]:
    """Those that are everything that was chosen."""
    return tuple(each for each in exemplars if _is(each, choice, ours))


def _is(held: Exemplar, choice: Choice, ours: Collection[str]) -> bool:
    features = features_of(held, ours)
    return all(key in features[name] for name, key in choice.active.items())


def read_choice(
    typed: Mapping[str, str], known: Mapping[str, Iterable[str]]
) -> tuple[Choice, tuple[str, ...]]:
    """A choice out of an address, and the names of what is not known here and was left out."""
    given = {name: typed.get(name, "").strip() for name in known}
    unknown = tuple(name for name, key in given.items() if key and key not in set(known[name]))
    return Choice(**{name: key for name, key in given.items() if name not in unknown}), unknown


def known_in(
    exemplars: Iterable[Exemplar],
    words: VocabulariesFile,
    methods: Iterable[str],
    ours: Collection[str] = (),
) -> dict[str, tuple[str, ...]]:
    """What can be chosen, in the order of the vocabularies: only what some process is."""
    held = tuple(exemplars)
    orders = {
        "track": [entry.key for entry in words.tracks],
        "method": [*methods, NO_METHOD],
        "region": [entry.key for entry in words.regions],
        "output": [entry.key for entry in words.output_kinds],
        "coverage": ["full", "reference"],
        **({"origin": [LIBRARY, HOUSE]} if ours else {}),
    }
    present = {
        name: frozenset().union(*(features_of(each, ours)[name] for each in held))
        for name in orders
    }
    return {
        name: tuple(key for key in order if key in present[name]) for name, order in orders.items()
    }


def numbers(
    exemplars: Iterable[Exemplar],
    choice: Choice,
    name: str,
    keys: Iterable[str],
    ours: Collection[str] = (),
) -> dict[str, int]:
    """How many there would be under each key, with everything else as it is chosen."""
    held = tuple(exemplars)
    return {key: len(chosen(held, replace(choice, **{name: key}), ours)) for key in keys}


def grouped(
    exemplars: Iterable[Exemplar], by: str, order: Iterable[str]
) -> Iterator[tuple[str, tuple[Exemplar, ...]]]:
    """In groups, in the order of the vocabulary; each process once, under the first reading of its sources."""
    held = tuple(exemplars)
    for key in order:
        group = tuple(each for each in held if _first(each, by) == key)
        if group:
            yield key, group


def _first(held: Exemplar, by: str) -> str:
    if by == "track":
        return held.track.first
    if by == "method":
        return held.method.first if held.method else NO_METHOD
    return held.region


def years_of(held: Exemplar) -> tuple[str, str]:
    """First and last year of a process in figures, 2000/2003 where sources differ, empty where none is documented."""
    firsts = [reading.value.first for reading in held.period.start.readings]
    lasts = [reading.value.last for reading in held.period.end.readings]
    return _years(firsts), _years(lasts)


def _years(moments: Iterable[Moment | None]) -> str:
    return "/".join(str(year) for year in sorted({each.year for each in moments if each}))
