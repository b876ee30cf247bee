"""Ground rules: chosen, edited, adopted by the group as a count; each adopted version stays as it was adopted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from app.dialogues import queries
from app.dialogues.actions.announcing import changed
from app.dialogues.covenant import as_seen
from app.dialogues.models import AdoptedRules, Dialogue, GroundRule, RulesAdoption
from app.journal import actions as journal
from app.journal.acts import name_act
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import Wording, say
from app.library.shapes.methods import GroundRule as LibraryRule, Method

RULES_ADOPTED = name_act("ground-rules:adopted", say("Ground rules adopted by the group"))


class NothingToAdopt(DomainError):
    """A group cannot adopt rules that are not there."""


class NothingAdopted(DomainError):
    """There is no adopted version to go back to."""


def origin_of(method: Method, rule: LibraryRule) -> str:
    """Under which name a rule of the library is known among a group's own."""
    return f"{method.key}/{rule.key}"


def copy_ground_rule(
    dialogue: Dialogue, method: Method, rule: LibraryRule, position: int
) -> GroundRule:
    """Copy a rule of the library: it is the group's own since."""
    copied = GroundRule(
        dialogue_id=dialogue.id,
        position=position,
        title=Wording.of(rule.title, method.language),
        wording=Wording.of(rule.wording, method.language),
        rationale=Wording.of(rule.rationale, method.language),
        source="; ".join(rule.source),
        origin=origin_of(method, rule),
    )
    db.session.add(copied)
    return copied


def choose_ground_rules(
    dialogue: Dialogue, methods: Sequence[Method], chosen: Collection[str], seen: str
) -> None:
    """Take up the rules of the library that were chosen and leave out those no longer chosen.

    What the group changed in a rule since it was copied stays with the rule; the group's own rules,
    which come from no method, are not touched. Whoever chooses must have seen what stands now.
    """
    _as_it_stands(dialogue, seen)
    standing = {rule.origin: rule for rule in queries.ground_rules_of(dialogue) if rule.origin}
    offered = {origin_of(method, rule): (method, rule) for method, rule in _all_rules(methods)}
    out = [rule for origin, rule in standing.items() if origin in offered and origin not in chosen]
    new = [origin for origin in offered if origin in chosen and origin not in standing]
    if not out and not new:
        return
    _begin_next_version(dialogue)
    for rule in out:
        db.session.delete(rule)
    db.session.flush()
    for origin in new:
        copy_ground_rule(dialogue, *offered[origin], _next_position(dialogue))
        db.session.flush()
    changed(dialogue)


def _all_rules(methods: Sequence[Method]) -> list[tuple[Method, LibraryRule]]:
    return [(method, rule) for method in methods for rule in method.ground_rules]


def add_ground_rule(
    dialogue: Dialogue, title: Wording, wording: Wording, rationale: Wording
) -> None:
    """Add a rule of the group's own at the end."""
    _begin_next_version(dialogue)
    db.session.add(
        GroundRule(
            dialogue_id=dialogue.id,
            position=_next_position(dialogue),
            title=title,
            wording=wording,
            rationale=rationale,
            source="",
        )
    )
    changed(dialogue)


def edit_ground_rule(
    dialogue: Dialogue,
    rule: GroundRule,
    title: Wording,
    wording: Wording,
    rationale: Wording,
    *,
    seen: str | None = None,
) -> None:
    """Change a rule's words. What was adopted before stays as it was adopted."""
    if seen is not None and seen != rule_as_seen(rule):
        raise StaleDataError
    if (rule.title, rule.wording, rule.rationale) == (title, wording, rationale):
        return
    _begin_next_version(dialogue)
    rule.title = title
    rule.wording = wording
    rule.rationale = rationale
    changed(dialogue)


def remove_ground_rule(dialogue: Dialogue, rule: GroundRule) -> None:
    """Take a rule out."""
    _begin_next_version(dialogue)
    db.session.delete(rule)
    changed(dialogue)


def move_ground_rule(dialogue: Dialogue, rule: GroundRule, *, down: bool) -> None:
    """Move a rule one place up or down."""
    rules = queries.ground_rules_of(dialogue)
    place = rules.index(rule)
    other_place = place + (1 if down else -1)
    if not 0 <= other_place < len(rules):
        return
    _begin_next_version(dialogue)
    other = rules[other_place]
    here, there = rule.position, other.position
    rule.position = -1  # positions are unique; step aside first
    db.session.flush()
    other.position = here
    db.session.flush()
    rule.position = there
    changed(dialogue)


def adopt_ground_rules(dialogue: Dialogue, count: int, *, seen: str | None = None) -> None:
    """Record that the group adopted the rules as they stand: how many did, and nobody's name (D§6.8).

    Their words are kept as adopted. Recorded again, only the count is put right.
    """
    if not queries.rules_as_they_stand(dialogue):
        raise NothingToAdopt(say("There is no ground rule yet that the group could adopt."))
    if seen is not None:
        _as_it_stands(dialogue, seen)
    adoption = queries.adoption_of(dialogue)
    if adoption is None:
        db.session.add(
            RulesAdoption(
                dialogue_id=dialogue.id,
                rules_version=dialogue.rules_version,
                adopted_by=count,
                on=clock.today(),
            )
        )
    else:
        adoption.adopted_by = count
        adoption.on = clock.today()
    _keep_words(dialogue)
    journal.record(RULES_ADOPTED, dialogue_id=dialogue.id)
    changed(dialogue)


def return_to_adopted(dialogue: Dialogue, seen: str) -> None:
    """Leave what was begun since and let the rules stand again as the group adopted them last."""
    _as_it_stands(dialogue, seen)
    covenant = queries.covenant_in_force(dialogue)
    if not covenant.is_adopted:
        raise NothingAdopted(say("The group has adopted no ground rules yet."))
    for rule in queries.ground_rules_of(dialogue):
        db.session.delete(rule)
    db.session.flush()
    for position, adopted in enumerate(covenant.rules):
        db.session.add(
            GroundRule(
                id=adopted.id,
                dialogue_id=dialogue.id,
                position=position,
                title=adopted.title,
                wording=adopted.wording,
                rationale=adopted.rationale,
                source=adopted.source,
                origin=adopted.origin or None,
            )
        )
    dialogue.rules_version = covenant.version
    changed(dialogue)


def rule_as_seen(rule: GroundRule) -> str:
    """What a form was drawn from, so that who saves over another's change is told."""
    return as_seen([queries.as_value(rule)])


def _as_it_stands(dialogue: Dialogue, seen: str) -> None:
    if seen != as_seen(queries.rules_as_they_stand(dialogue)):
        raise StaleDataError


def _begin_next_version(dialogue: Dialogue) -> None:
    """Before the first change after an adoption: what was adopted is kept, and the next version begins.

    The adopted one stays in force until the group adopts again: nobody is asked to assent to a
    half-finished sentence.
    """
    if queries.adoption_of(dialogue) is not None:
        _keep_words(dialogue)
        dialogue.rules_version += 1


def _keep_words(dialogue: Dialogue) -> None:
    version = dialogue.rules_version
    kept = db.session.scalar(
        select(AdoptedRules).where(
            AdoptedRules.dialogue_id == dialogue.id, AdoptedRules.rules_version == version
        )
    )
    if kept is None:
        rules = [rule.kept() for rule in queries.rules_as_they_stand(dialogue)]
        db.session.add(AdoptedRules(dialogue_id=dialogue.id, rules_version=version, rules=rules))


def _next_position(dialogue: Dialogue) -> int:
    last = db.session.scalar(
        select(func.max(GroundRule.position)).where(GroundRule.dialogue_id == dialogue.id)
    )
    return 0 if last is None else last + 1
