"""Reads of dialogues, their seats, audiences, stages and ground rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.dialogues.covenant import PROPOSED, Covenant, CovenantRule
from app.dialogues.models import (
    AdoptedRules,
    Audience,
    AudienceSeat,
    Dialogue,
    GroundRule,
    Party,
    RulesAdoption,
    Seat,
    Stage,
)
from app.dialogues.rules import IN_THE_ROOM, THIRD_PARTY, AudienceKind, Role
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.tokens import digest, same
from app.vault import current as keyring


def dialogue_by_id(dialogue_id: str) -> Dialogue:
    """The dialogue with its parties; raises NotHere."""
    statement = select(Dialogue).where(Dialogue.id == dialogue_id)
    found = db.session.scalars(statement.options(joinedload(Dialogue.parties)))
    dialogue = found.unique().one_or_none()
    if dialogue is None:
        raise NotHere
    return dialogue


@dataclass(frozen=True, slots=True)
class OwnDialogue:
    """A dialogue as its holder's list shows it; one that is dark has lost its key and shows no words."""

    dialogue: Dialogue
    roles: tuple[Role, ...]
    is_dark: bool


def dialogues_of(account_id: str) -> list[OwnDialogue]:
    """The dialogues in which this account holds a seat, by name, dark ones last."""
    rows = db.session.execute(
        select(Dialogue, Seat.role)
        .join(Seat, Seat.dialogue_id == Dialogue.id)
        .where(Seat.account_id == account_id)
        .options(selectinload(Dialogue.parties))
    ).all()
    roles: dict[Dialogue, list[Role]] = {}
    for dialogue, role in rows:
        roles.setdefault(dialogue, []).append(role)
    keys = keyring()
    own = [
        OwnDialogue(dialogue, tuple(sorted(held)), is_dark=not keys.holds(dialogue.id))
        for dialogue, held in roles.items()
    ]
    return sorted(own, key=_name_in_a_list)


def _name_in_a_list(item: OwnDialogue) -> tuple[bool, str]:
    return item.is_dark, "" if item.is_dark else item.dialogue.name.text.casefold()


def seats_of_account(dialogue_id: str, account_id: str) -> Sequence[Seat]:
    """The seats this account holds in this dialogue; usually one."""
    return db.session.scalars(
        select(Seat).where(Seat.dialogue_id == dialogue_id, Seat.account_id == account_id)
    ).all()


# Every request of a phone asks this: made once, it costs a third of what making it anew would.
_ENTERED = (
    select(Dialogue, Seat)
    .join(Seat, Seat.dialogue_id == Dialogue.id)
    .where(Seat.id == bindparam("seat_id"))
    .options(joinedload(Dialogue.parties))
)


def seat_on_this_device(seat_id: str, secret: str | None) -> Seat | None:
    """The seat whose device shows the right secret, or None. The work is the same either way."""
    entered = entered_on_this_device(seat_id, secret)
    return entered[1] if entered else None


def entered_on_this_device(seat_id: str, secret: str | None) -> tuple[Dialogue, Seat] | None:
    """That seat with its dialogue and the parties: all that every request of a phone asks first, asked once."""
    row = db.session.execute(_ENTERED, {"seat_id": seat_id}).unique().one_or_none()
    kept = row[1].secret if row else None
    matches = same(kept or digest(""), digest(secret or ""))
    return (row[0], row[1]) if row and kept and matches else None


def seat_by_slip(code_digest: str) -> Seat | None:
    """The seat that an unused code opens."""
    return db.session.scalar(select(Seat).where(Seat.slip == code_digest))


def seat_by_id(seat_id: str) -> Seat:
    """A seat of any dialogue; raises NotHere. Only for who proved already that it is theirs."""
    seat = db.session.get(Seat, seat_id)
    if seat is None:
        raise NotHere
    return seat


def seats_of(dialogue: Dialogue) -> list[Seat]:
    """Every seat of the dialogue: by role, then party, then code name."""
    seats = db.session.scalars(select(Seat).where(Seat.dialogue_id == dialogue.id)).all()
    order = {role: place for place, role in enumerate(Role)}
    return sorted(
        seats, key=lambda seat: (order[seat.role], seat.party_id or "", seat.name.casefold())
    )


def seat_in(dialogue: Dialogue, seat_id: str) -> Seat:
    """A seat of this dialogue; raises NotHere."""
    seat = db.session.scalar(
        select(Seat).where(Seat.dialogue_id == dialogue.id, Seat.id == seat_id)
    )
    if seat is None:
        raise NotHere
    return seat


def party_in(dialogue: Dialogue, party_id: str) -> Party:
    """A party of this dialogue; raises NotHere."""
    party = db.session.scalar(
        select(Party).where(Party.dialogue_id == dialogue.id, Party.id == party_id)
    )
    if party is None:
        raise NotHere
    return party


def participants_of(dialogue: Dialogue, party: Party | None = None) -> list[Seat]:
    """The participant seats, of one party or of all."""
    return [
        seat
        for seat in seats_of(dialogue)
        if seat.role is Role.PARTICIPANT and (party is None or seat.party_id == party.id)
    ]


def stages_of(dialogue: Dialogue) -> list[Stage]:
    """The stages in the method's order. Any of them can be taken up at any time."""
    return list(
        db.session.scalars(
            select(Stage).where(Stage.dialogue_id == dialogue.id).order_by(Stage.position)
        )
    )


def stage_in(dialogue: Dialogue, stage_id: str) -> Stage:
    """A stage of this dialogue; raises NotHere."""
    stage = db.session.scalar(
        select(Stage).where(Stage.dialogue_id == dialogue.id, Stage.id == stage_id)
    )
    if stage is None:
        raise NotHere
    return stage


def ground_rules_of(dialogue: Dialogue) -> list[GroundRule]:
    """The ground rules in the group's order."""
    return list(
        db.session.scalars(
            select(GroundRule)
            .where(GroundRule.dialogue_id == dialogue.id)
            .order_by(GroundRule.position)
        )
    )


def ground_rule_in(dialogue: Dialogue, rule_id: str) -> GroundRule:
    """A ground rule of this dialogue; raises NotHere."""
    rule = db.session.scalar(
        select(GroundRule).where(GroundRule.dialogue_id == dialogue.id, GroundRule.id == rule_id)
    )
    if rule is None:
        raise NotHere
    return rule


def adoption_of(dialogue: Dialogue) -> RulesAdoption | None:
    """How many adopted the ground rules as they stand now, if the group has."""
    return db.session.get(RulesAdoption, (dialogue.id, dialogue.rules_version))


def rules_as_they_stand(dialogue: Dialogue) -> tuple[CovenantRule, ...]:
    """The ground rules being worked on, as values."""
    return tuple(as_value(rule) for rule in ground_rules_of(dialogue))


def as_value(rule: GroundRule) -> CovenantRule:
    """One of them as a value."""
    return CovenantRule(
        rule.id, rule.title, rule.wording, rule.rationale, rule.source, rule.origin or ""
    )


def version_in_force(dialogue: Dialogue) -> int:
    """The version that the group adopted last; PROPOSED while it has adopted none."""
    return (
        db.session.scalar(
            select(func.max(RulesAdoption.rules_version)).where(
                RulesAdoption.dialogue_id == dialogue.id
            )
        )
        or PROPOSED
    )


def covenant_in_force(dialogue: Dialogue) -> Covenant:
    """The ground rules that hold: as the group adopted them last, or as proposed where it has not yet."""
    version = version_in_force(dialogue)
    if version == PROPOSED:
        return Covenant(PROPOSED, rules_as_they_stand(dialogue))
    return adopted_covenant(dialogue, version)


def adopted_covenant(dialogue: Dialogue, version: int) -> Covenant:
    """A version as it was adopted; raises NotHere. What is edited since begins the next one."""
    adoption = db.session.get(RulesAdoption, (dialogue.id, version))
    if adoption is None:
        raise NotHere
    kept = db.session.scalar(
        select(AdoptedRules).where(
            AdoptedRules.dialogue_id == dialogue.id, AdoptedRules.rules_version == version
        )
    )
    # Rules adopted before their words were kept are the rules as they stand: the first change keeps them.
    rules = (
        tuple(CovenantRule.of(rule) for rule in kept.rules)
        if kept is not None
        else rules_as_they_stand(dialogue)
    )
    return Covenant(version, rules, adoption.adopted_by, adoption.on)


def adoptions_of(dialogue: Dialogue) -> Sequence[RulesAdoption]:
    """The versions that were adopted, the latest first."""
    return db.session.scalars(
        select(RulesAdoption)
        .where(RulesAdoption.dialogue_id == dialogue.id)
        .order_by(RulesAdoption.rules_version.desc())
    ).all()


def joint_audience_of(dialogue: Dialogue) -> Audience:
    """The audience of the joint room."""
    return db.session.scalars(
        select(Audience).where(
            Audience.dialogue_id == dialogue.id, Audience.kind == AudienceKind.ALL
        )
    ).one()


def audience_in(dialogue: Dialogue, audience_id: str) -> Audience:
    """An audience of this dialogue; raises NotHere."""
    audience = db.session.scalar(
        select(Audience).where(Audience.dialogue_id == dialogue.id, Audience.id == audience_id)
    )
    if audience is None:
        raise NotHere
    return audience


_FOR_ALL = Audience.kind == AudienceKind.ALL
_FOR_THE_THIRD_PARTY = Audience.kind == AudienceKind.THIRD_PARTY
_FOR_A_PARTY = Audience.kind == AudienceKind.PARTY
_FOR_A_GROUP = Audience.kind == AudienceKind.GROUP
_FOR_SOME = or_(_FOR_A_PARTY, _FOR_A_GROUP)


def belongs(seat: Seat) -> ColumnElement[bool]:
    """The condition 'this seat belongs to the audience', over Audience: the one place that reads audiences.

    It says in SQL what `rules.may_read_audience` says in prose; a test holds the two together for
    every role, party and kind. Whoever selects words joins Audience and filters by this.
    """
    return _circles(seat.role, seat.dialogue_id, seat.id, seat.party_id)


@cache
def belongs_as(role: Role) -> ColumnElement[bool]:
    """The same condition with the seat left open, for statements that are made once: `asker` says whose it is."""
    return _circles(role, *(bindparam(name) for name in ("of_dialogue", "of_seat", "of_party")))


def asker(seat: Seat) -> dict[str, str | None]:
    """The seat that a statement made with `belongs_as` is asked for."""
    return {"of_dialogue": seat.dialogue_id, "of_seat": seat.id, "of_party": seat.party_id}


def _circles(role: Role, dialogue_id: Any, seat_id: Any, party_id: Any) -> ColumnElement[bool]:
    named = Audience.id.in_(select(AudienceSeat.audience_id).where(AudienceSeat.seat_id == seat_id))
    circles: list[ColumnElement[bool]] = []
    if role in IN_THE_ROOM:
        circles.append(_FOR_ALL)
    if role in THIRD_PARTY:
        circles.append(_FOR_THE_THIRD_PARTY)
        circles.append(and_(_FOR_SOME, named))
    if role is Role.PARTICIPANT:
        circles.append(and_(_FOR_A_PARTY, Audience.party_id == party_id))
        circles.append(and_(_FOR_A_GROUP, named))
    return and_(Audience.dialogue_id == dialogue_id, or_(False, *circles))


def audiences_of(seat: Seat) -> frozenset[str]:
    """The ids of the audiences this seat belongs to: what its live stream may hear."""
    return frozenset(db.session.scalars(select(Audience.id).where(belongs(seat))))


def due_for_destruction(on: date) -> list[Dialogue]:
    """The dialogues whose date of destruction has come."""
    return list(db.session.scalars(select(Dialogue).where(Dialogue.destroy_on <= on)))
