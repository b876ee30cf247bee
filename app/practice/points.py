"""What was recorded in a block, what bears on what, and what a party carried into the joint room by its own act."""

from __future__ import annotations

from collections.abc import Sequence

from app.contributions import actions, carrying, queries
from app.contributions.carrying import Carried
from app.contributions.models import Contribution
from app.dialogues.models import Party
from app.kernel.db import db
from app.kernel.tokens import new_id
from app.library.vocabulary import Kind
from app.practice.files import Words, shape
from app.practice.made import Made
from app.room import actions as room
from app.workshops.models import Sitting


@shape
class PointEntry:
    """One recorded point. `answers`, `limits` and `eases` are other points by their keys."""

    kind: Kind
    words: Words
    key: str = ""
    party: str = ""
    parked: bool = False
    laid_out: bool = False
    carried_into: str = ""
    carried_as: Words | None = None
    answers: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()


def record(made: Made, sitting: Sitting, given: Sequence[PointEntry]) -> None:
    """Type the points of a block for the room, each with what it bears on."""
    for each in given:
        (language, words), *_ = each.words.by_language.items()
        (point_id,) = actions.type_for_room(
            sitting,
            actions.Typed(
                lines=words,
                kind=each.kind,
                party=made.party(each.party),
                language=language,
                once=new_id(),
            ),
        )
        kept = db.session.get_one(Contribution, point_id)
        for other in made.points.all_of((*each.answers, *each.limits, *each.eases)):
            actions.link(kept, other)
        if each.parked:
            actions.park([kept])
        if each.laid_out or each.carried_into:
            carrying.lay_out([kept])
        if each.key:
            made.points[each.key] = kept


def carry_over(made: Made, apart: Sitting, party: Party, given: Sequence[PointEntry]) -> None:
    """Carry what a party laid out into the joint sessions it chose, while it sits together; then show it there."""
    going = [each for each in given if each.carried_into]
    if not going:
        return
    seat = next(seat for seat in made.participants if seat.party_id == party.id)
    room.hold(apart)
    laid_out = {point.words.text: point for point in queries.laid_out_for(seat, party.id)}
    for each in going:
        into = made.blocks[each.carried_into]
        stays = each.words.wording.text
        goes = each.carried_as.wording.text if each.carried_as else stays
        told = carrying.told_of(queries.invitation_of(into))
        words = {laid_out[stays].id: goes}
        carrying.carry_over(
            seat, party, Carried(into, told, words, without_party=False, once=new_id())
        )
        actions.open_round(into)
    room.leave(apart)
