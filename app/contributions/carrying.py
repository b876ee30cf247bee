"""Carrying over: how a party takes points from its own room into the joint one, by its own act (D§1.5).

A party lays points out, before its own eyes only. What is laid out goes while the party sits
together in its own room, so that nobody carries alone from home; whoever of it takes a point off
first has kept it back, without a trace. In the joint room a new point begins: nothing leads back
from it, and that anything was written apart, how much or when, is to be found nowhere (design §1.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import CursorResult, delete, exists, select

from app.contributions import queries
from app.contributions.actions import (
    WAITING,
    WORDS,
    NothingWritten,
    ToldOtherwise,
)
from app.contributions.models import Contribution, LaidOut
from app.contributions.queries import Invitation
from app.contributions.rules import Standing, party_may_be_named, scattered
from app.dialogues.models import Audience, Party, Seat
from app.dialogues.rules import AudienceKind
from app.kernel.announcements import Channel, announce
from app.kernel.db import db
from app.kernel.errors import DomainError, NotHere
from app.kernel.tokens import id_from
from app.kernel.wording import Wording, say
from app.workshops.models import Sitting


class PartyNotTogether(DomainError):
    """Nothing is carried over while the party does not sit in its own room."""


class TakenOffMeanwhile(DomainError):
    """Somebody took a point off before it went: one no is enough."""


def lay_out(contributions: Sequence[Contribution]) -> None:
    """Lay out points of a party's own room to be carried over; seen by that party only."""
    standing = _laid_out(contributions)
    for contribution in contributions:
        if contribution.id not in standing and _is_a_partys(contribution):
            db.session.add(LaidOut(contribution_id=contribution.id))
    _tell_the_party(contributions)


def take_off(contributions: Sequence[Contribution]) -> None:
    """Keep points back. Nobody is asked why, and nothing tells that they were laid out."""
    ids = [contribution.id for contribution in contributions]
    db.session.execute(delete(LaidOut).where(LaidOut.contribution_id.in_(ids)))
    _tell_the_party(contributions)


def _laid_out(contributions: Sequence[Contribution]) -> set[str]:
    ids = [contribution.id for contribution in contributions]
    return set(
        db.session.scalars(select(LaidOut.contribution_id).where(LaidOut.contribution_id.in_(ids)))
    )


def _is_a_partys(contribution: Contribution) -> bool:
    audience = db.session.get_one(Audience, contribution.audience_id)
    return audience.kind is AudienceKind.PARTY


def _tell_the_party(contributions: Sequence[Contribution]) -> None:
    db.session.flush()
    for dialogue_id, audience_id in {
        (each.dialogue_id, each.audience_id) for each in contributions
    }:
        announce(WORDS, to=Channel(dialogue_id, audience_id))


def sits_together(party: Party) -> bool:
    """Whether this party sits in a room of its own now."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Sitting.audience_id == Audience.id,
                    Sitting.held,
                    Audience.kind == AudienceKind.PARTY,
                    Audience.party_id == party.id,
                )
            )
        )
    )


def at_once(invitation: Invitation) -> bool:
    """Whether what is carried over shows at once: only where the desk opened the phones for that."""
    return invitation.phones_open and invitation.at_once


def told_of(invitation: Invitation) -> str:
    """What the page says before anything is carried over, as the one value its form carries."""
    return f"{invitation.told}-{'at-once' if at_once(invitation) else 'round'}"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a party carries over: into which session, as told, and in which words."""

    into: Sitting
    told: str
    words: Mapping[str, str]
    """By point, the words that go; they may be others than those that stay."""
    without_party: bool
    once: str
    """A random value of the form, so that a form sent twice carries once. It leads back to nobody."""


def carry_over(seat: Seat, party: Party, carried: Carried) -> None:
    """Carry what a party has laid out into a joint session.

    New points of nobody's: in random places, without the ids, the headings and the links of those
    that stay apart. They wait for the desk to open the round, unless it shows words at once.
    """
    if not carried.words:
        raise NothingWritten(say("Nothing is laid out. Lay out the points that should go first."))
    ids = {
        kept: id_from(f"{carried.once}|{kept}|{words}", "carried")
        for kept, words in carried.words.items()
    }
    if _are_there(ids.values()):
        return
    if not sits_together(party):
        raise PartyNotTogether(
            say(
                "Points go over only while your party sits together in its own room. Nothing was "
                "carried; it is all still laid out."
            )
        )
    invitation = queries.invitation_of(carried.into)
    if invitation.audience.kind is not AudienceKind.ALL:
        raise NotHere
    sources = _taken_from_the_table(seat, party, carried)
    if not all(words.strip() for words in carried.words.values()):
        raise NothingWritten(
            say("A point that goes needs words. To keep it back, take it off the list.")
        )
    if told_of(invitation) != carried.told:
        raise ToldOtherwise(
            say(
                "Meanwhile the joint room moved on: when the points show, or under which name, is no "
                "longer what this page told you. Nothing was carried; read the note again."
            )
        )
    for source, position in zip(sources, scattered(len(ids)), strict=True):
        db.session.add(_begun_anew(source, ids[source.id], position, party, carried, invitation))
    _tell_the_joint_room(carried.into, invitation)


def _are_there(ids: object) -> bool:
    wanted = set(cast("list[str]", ids))
    found = db.session.scalars(select(Contribution.id).where(Contribution.id.in_(wanted)))
    return set(found) == wanted


def _taken_from_the_table(seat: Seat, party: Party, carried: Carried) -> list[Contribution]:
    """The points that go, off the list in the same act; refused when somebody was faster with one of them."""
    ids = list(carried.words)
    sources = queries.contributions_for(
        seat, ids, Audience.kind == AudienceKind.PARTY, Audience.party_id == party.id
    )
    gone = cast(
        "CursorResult[object]",
        db.session.execute(delete(LaidOut).where(LaidOut.contribution_id.in_(ids))),
    )
    if not len(sources) == gone.rowcount == len(ids):
        raise TakenOffMeanwhile(
            say(
                "Somebody of your party took a point off the list, or it is gone. Nothing was "
                "carried; look once more at what is laid out."
            )
        )
    _tell_the_party(sources)
    return sources


def _begun_anew(
    source: Contribution,
    new_id: str,
    position: int,
    party: Party,
    carried: Carried,
    invitation: Invitation,
) -> Contribution:
    words = carried.words[source.id]
    named = not carried.without_party and party_may_be_named(source.kind, invitation.attribution)
    return Contribution(
        id=new_id,
        dialogue_id=source.dialogue_id,
        sitting_id=carried.into.id,
        audience_id=invitation.audience.id,
        stage_id=carried.into.stage_id,
        kind=source.kind,
        party_id=party.id if named else None,
        level=source.level,
        standing=Standing.SHOWN if at_once(invitation) else Standing.WAITING,
        position=position,
        words=source.words
        if words == source.words.text
        else Wording.of(words, source.words.language),
    )


def _tell_the_joint_room(sitting: Sitting, invitation: Invitation) -> None:
    db.session.flush()
    if at_once(invitation):
        announce(WORDS, to=Channel(sitting.dialogue_id, invitation.audience.id))
    elif not sitting.something_waits:
        sitting.something_waits = True
        announce(WAITING, to=Channel(sitting.dialogue_id, invitation.audience.id, desk=True))
