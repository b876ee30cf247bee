"""Ground rules as a group reads them: as proposed or as adopted, what changed between two versions, and a
sheet of them in one or two languages. Pure; pages, paper and documents are made from the same sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from app.kernel.tokens import digest
from app.kernel.wording import UNDETERMINED, Rendering, Wording

PROPOSED = 0
"""The version of rules that no group has adopted yet."""


@dataclass(frozen=True, slots=True)
class CovenantRule:
    """A rule with its reason, in every language in which it stands."""

    id: str
    title: Wording
    wording: Wording
    rationale: Wording
    source: str = ""
    origin: str = ""
    """Which rule of which method it was copied from; empty for a rule of the group's own."""

    def kept(self) -> dict[str, str]:
        """As it is kept of an adopted version."""
        return {
            "id": self.id,
            "title": self.title.to_json(),
            "wording": self.wording.to_json(),
            "rationale": self.rationale.to_json(),
            "source": self.source,
            "origin": self.origin,
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """The rule that was kept."""
        return cls(
            id=str(kept["id"]),
            title=Wording.from_json(kept["title"]),
            wording=Wording.from_json(kept["wording"]),
            rationale=Wording.from_json(kept["rationale"]),
            source=str(kept["source"]),
            origin=str(kept["origin"]),
        )


@dataclass(frozen=True, slots=True)
class Covenant:
    """One version of the ground rules; `version` is PROPOSED until the group has adopted them once."""

    version: int
    rules: tuple[CovenantRule, ...]
    adopted_by: int | None = None
    on: date | None = None

    @property
    def is_adopted(self) -> bool:
        """Whether the group adopted these very words."""
        return self.version != PROPOSED


class Change(StrEnum):
    """What became of a rule between two versions."""

    NEW = "new"
    CHANGED = "changed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that is not as it was, beside what it was."""

    change: Change
    rule: CovenantRule
    before: CovenantRule | None


def changes(before: Sequence[CovenantRule], after: Sequence[CovenantRule]) -> list[Changed]:
    """What is new, changed or left out, in the order of the later version; what was left out comes last.

    That rules changed places is told by `reordered`: the words are the same then.
    """
    known = {rule.id: rule for rule in before}
    staying = {rule.id for rule in after}
    found = []
    for rule in after:
        if rule.id not in known:
            found.append(Changed(Change.NEW, rule, None))
        elif known[rule.id] != rule:
            found.append(Changed(Change.CHANGED, rule, known[rule.id]))
    found += [Changed(Change.LEFT_OUT, rule, rule) for rule in before if rule.id not in staying]
    return found


def reordered(before: Sequence[CovenantRule], after: Sequence[CovenantRule]) -> bool:
    """Whether the rules that stayed stand in another order."""
    was, is_ = [rule.id for rule in before], [rule.id for rule in after]
    return [each for each in was if each in is_] != [each for each in is_ if each in was]


def as_seen(rules: Iterable[CovenantRule]) -> str:
    """What a page showed of these rules, so that nobody adopts or changes what they have not read; a digest."""
    return digest("|".join(f"{rule.id} {rule.kept()}" for rule in rules))


def languages_of(rules: Iterable[CovenantRule]) -> list[str]:
    """The languages in which some rule stands, in the order in which they occur; never one first by rank."""
    tags = dict.fromkeys(tag for rule in rules for tag in rule.wording.languages)
    return [tag for tag in tags if tag != UNDETERMINED]


@dataclass(frozen=True, slots=True)
class RuleInLanguage:
    """A rule as a reader of one language finds it on the sheet."""

    title: Rendering | None
    wording: Rendering | None
    rationale: Rendering | None
    is_missing: bool
    """Nobody has written it in this language: what stands here is the rule in another."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ground rules for paper: rule by rule, each in the same one or two languages, side by side."""

    covenant: Covenant
    languages: tuple[str, ...]
    rules: tuple[tuple[RuleInLanguage, ...], ...]


MOST_SIDE_BY_SIDE = 2


def sheet_of(covenant: Covenant, languages: Sequence[str]) -> Sheet:
    """The sheet in these languages, at most two; where none is asked for, in the words that hold.

    A language in which a rule is missing shows it in the words that hold and says so: on paper in
    front of people, a hole would read as if that side had one rule less.
    """
    tags = tuple(dict.fromkeys(languages))[:MOST_SIDE_BY_SIDE]
    return Sheet(
        covenant,
        tags,
        tuple(tuple(_in_language(rule, tag) for tag in tags or (None,)) for rule in covenant.rules),
    )


def _in_language(rule: CovenantRule, tag: str | None) -> RuleInLanguage:
    found = rule.wording.in_language(tag) if tag else rule.wording.first
    if found is None:
        return RuleInLanguage(
            rule.title.first, rule.wording.first, _if_any(rule.rationale.first), is_missing=True
        )
    wanted = tag or found.language
    return RuleInLanguage(
        _if_any(rule.title.in_language(wanted) or (None if tag else rule.title.first)),
        found,
        _if_any(rule.rationale.in_language(wanted) or (None if tag else rule.rationale.first)),
        is_missing=False,
    )


def _if_any(rendering: Rendering | None) -> Rendering | None:
    return rendering if rendering is not None and rendering.text.strip() else None
