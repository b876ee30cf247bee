"""A plan that can leave its dialogue: blocks in their order, with no party, no seat, no place and no date in it.

Parties' own sessions become one session for each party, whichever they will be. Words in which somebody
is named are left out; they are read once more by whoever keeps the plan (D§6.9).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from app.dialogues.rules import strictest
from app.kernel.wording import Renderings
from app.library.vocabulary import Level
from app.workshops.rules import BlockKind


class Whom(StrEnum):
    """For whom a block is, where nobody is named yet."""

    EVERYBODY = "everybody"
    EACH_PARTY = "each_party"
    GROUP = "group"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One block of an outline. `stage` is a key of the method; `stage_name` says it where the method is another."""

    kind: BlockKind
    minutes: int
    anchor: str | None = None
    stage: str = ""
    stage_name: str = ""
    title: str = ""
    purpose: str = ""
    tool: str = ""
    questions: tuple[str, ...] = ()
    materials: str = ""
    whom: Whom = Whom.EVERYBODY
    group: str = ""
    consecutive: bool = False
    programme: str = ""
    level: Level | None = None
    notes: str = ""
    renderings: Renderings = field(default_factory=Renderings)
    """What stands in further languages for any of these words but the notes."""

    @property
    def rendered(self) -> list[str]:
        """The words that can have renderings."""
        return [self.title, self.purpose, *self.questions, self.materials, self.programme]


Slot = tuple[Item, ...]

WORDS = ("title", "purpose", "materials", "group", "programme", "notes")
"""Fields in which people write freely, and so may have written names."""


@dataclass(frozen=True, slots=True)
class OutlinedDay:
    """When a day begins, and what runs on it."""

    starts: str
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole plan. `method` is the method whose stages it names."""

    method: str
    days: tuple[OutlinedDay, ...] = field(default_factory=tuple)

    @property
    def items(self) -> list[Item]:
        """Every block in its order."""
        return [item for day in self.days for slot in day.slots for item in slot]

    @property
    def minutes(self) -> int:
        """How long it is altogether; what runs in parallel counts once."""
        return sum(
            max(item.minutes for item in slot) for day in self.days for slot in day.slots if slot
        )


def neutral(outline: Outline, names: Iterable[str]) -> Outline:
    """The outline with nothing in it that holds one of these names: of parties, seats, places, the dialogue itself.

    A field in which a name stands is left out whole: half a sentence could still tell.
    """
    known = tuple(
        folded for name in names if len(folded := _folded(name)) > 1 and not folded.isdecimal()
    )
    return replace(
        outline,
        days=tuple(
            replace(day, slots=tuple(_together(slot, known) for slot in day.slots if slot))
            for day in outline.days
        ),
    )


def _together(slot: Slot, names: Sequence[str]) -> Slot:
    """A slot with one session for each party in place of the rooms of these parties.

    What is said alike of all their rooms is said of it; what is said of some only might tell which.
    """
    apart = [item for item in slot if item.whom is Whom.EACH_PARTY]
    others = [_without_names(item, names) for item in slot if item.whom is not Whom.EACH_PARTY]
    if not apart:
        return tuple(others)
    alike: dict[str, Any] = {
        each.name: getattr(apart[0], each.name)
        for each in fields(Item)
        if all(getattr(item, each.name) == getattr(apart[0], each.name) for item in apart)
    }
    alike["renderings"] = reduce(or_, (item.renderings for item in apart))
    levels = [item.level for item in apart if item.level is not None]
    session = Item(
        **{
            "kind": BlockKind.PARTY_SESSION,
            "minutes": max(item.minutes for item in apart),
            **alike,
            "level": strictest(*levels) if levels else None,
        }
    )
    return (_without_names(session, names), *others)


def _without_names(item: Item, names: Sequence[str]) -> Item:
    kept = {name: "" for name in WORDS if _names_somebody(getattr(item, name), names)}
    questions = tuple(each for each in item.questions if not _names_somebody(each, names))
    bare = replace(item, questions=questions, **kept)  # type: ignore[arg-type]
    named = item.renderings.where(lambda said: not _names_somebody(said, names))
    return replace(bare, renderings=named.among(bare.rendered))


def _names_somebody(words: str, names: Sequence[str]) -> bool:
    folded = _folded(words)
    return any(name in folded for name in names)


def _folded(words: str) -> str:
    """Words so that a name is found however it is written: case, width, accents and marks aside."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each)).strip()


def without_words(outline: Outline, *, keep: frozenset[str] = frozenset()) -> Outline:
    """The bare plan: kinds, times, stages, tools and for whom; of what people wrote only the fields in `keep`."""
    gone: dict[str, Any] = {name: "" for name in WORDS if name not in keep}
    if "questions" not in keep:
        gone["questions"] = ()
    return replace(
        outline,
        days=tuple(
            replace(
                day,
                slots=tuple(tuple(_bare(item, gone) for item in slot) for slot in day.slots),
            )
            for day in outline.days
        ),
    )


def _bare(item: Item, gone: Mapping[str, Any]) -> Item:
    left = replace(item, **gone)
    return replace(left, renderings=left.renderings.among(left.rendered))


def without_notes(outline: Outline) -> Outline:
    """The plan with everything that people wrote but the private notes."""
    return without_words(outline, keep=frozenset({*WORDS, "questions"}) - {"notes"})


def fitted_stage(item: Item, stages: Iterable[str]) -> Item:
    """A block for a dialogue with these stages: one whose stage is not among them keeps its name as its title."""
    if not item.stage or item.stage in stages:
        return item
    return replace(item, stage="", title=item.title or item.stage_name)


def strangers(outline: Outline, stages: Iterable[str]) -> int:
    """How many blocks have a stage that these stages do not have."""
    known = set(stages)
    return sum(bool(item.stage) and item.stage not in known for item in outline.items)


def written(outline: Outline) -> dict[str, Any]:
    """As it is kept. What is empty is left out."""
    return {
        "method": outline.method,
        "days": [
            {
                "starts": day.starts,
                "slots": [[_written(item) for item in slot] for slot in day.slots],
            }
            for day in outline.days
        ],
    }


def _written(item: Item) -> dict[str, Any]:
    values = {each.name: getattr(item, each.name) for each in fields(Item)}
    kept = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value or name in ("kind", "minutes")
    }
    return kept | ({"renderings": item.renderings.by_words} if item.renderings else {})


def read(kept: Mapping[str, Any]) -> Outline:
    """As it was written."""
    return Outline(
        kept["method"],
        tuple(
            OutlinedDay(
                day["starts"],
                tuple(tuple(_read(item) for item in slot) for slot in day["slots"]),
            )
            for day in kept["days"]
        ),
    )


def _read(kept: Mapping[str, Any]) -> Item:
    given = {
        **kept,
        "kind": BlockKind(kept["kind"]),
        "whom": Whom(kept.get("whom", Whom.EVERYBODY)),
        "questions": tuple(kept.get("questions", ())),
        "renderings": Renderings(kept.get("renderings", {})),
        "level": Level(kept["level"]) if kept.get("level") else None,
    }
    return Item(**given)
