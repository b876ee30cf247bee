"""Ground rules: adopted as the method has them, then a second version in the group's own words and languages."""

from __future__ import annotations

from app.dialogues import actions as dialogues, queries
from app.dialogues.models import GroundRule
from app.kernel.wording import Wording
from app.practice.files import Named, Words, shape
from app.practice.made import Made


@shape
class RuleEntry:
    """A rule as the group words it; `key` is that of the method's rule, and nothing for one of its own."""

    title: Words
    wording: Words
    rationale: Words
    key: str = ""


@shape
class SecondVersion:
    """What the group changed, and how many adopted it."""

    adopted_by: int
    left_out: tuple[str, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    added: tuple[RuleEntry, ...] = ()


@shape
class CovenantFile:
    """Two versions of the ground rules."""

    first_adopted_by: int
    second: SecondVersion


def adopt(made: Made, given: CovenantFile) -> None:
    """Adopt the rules as they came, rework them, and adopt them again."""
    dialogues.adopt_ground_rules(made.dialogue, given.first_adopted_by)
    rules: Named[GroundRule] = Named("ground rule")
    for rule in queries.ground_rules_of(made.dialogue):
        rules[(rule.origin or "").partition("/")[2]] = rule
    for rule in rules.all_of(given.second.left_out):
        dialogues.remove_ground_rule(made.dialogue, rule)
    for each in given.second.rules:
        dialogues.edit_ground_rule(made.dialogue, rules[each.key], *_words_of(each))
    for each in given.second.added:
        dialogues.add_ground_rule(made.dialogue, *_words_of(each))
    dialogues.adopt_ground_rules(made.dialogue, given.second.adopted_by)


def _words_of(entry: RuleEntry) -> tuple[Wording, Wording, Wording]:
    return entry.title.wording, entry.wording.wording, entry.rationale.wording
