"""Splitting, merging and doubling blocks of an agenda. Moving and timing them is in `rework_agenda`."""

from __future__ import annotations

from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.wording import Renderings
from app.vault.columns import sealed_columns
from app.workshops import queries
from app.workshops.actions import (
    _changed,
    _check_room,
    _stand,
    _still,
    _tell_the_room,
    twin_of,
)
from app.workshops.actions.recorded import merge_words
from app.workshops.models import Sitting, Workshop
from app.workshops.rules.order import inserted, places_of, without
from app.workshops.rules.parts import (
    NO_NEIGHBOUR,
    CannotMerge,
    Deed,
    next_alone,
    parts_of,
    why_not_one,
)

_IN_THE_ROOM = ("held", "phones_open", "shows_at_once", "wall_blank", "wall_shows_rules")
AS_THE_ROOM_STANDS = frozenset({*_IN_THE_ROOM, "something_waits", "ran"})
"""Columns that say what happens or happened in it. They are no part of a plan: neither doubled nor taken back."""


def part(
    workshop: Workshop,
    deed: Deed,
    sitting_id: str,
    *,
    after: int | None = None,
    seen_version: int,
) -> Sitting:
    """Split, merge or double a block; returns the one that has the cursor afterwards."""
    _still(workshop, seen_version)
    standing = queries.sittings_of(workshop)
    sitting = next((each for each in standing if each.id == sitting_id), None)
    if sitting is None:
        raise NotHere
    if deed is Deed.MERGE:
        return _merge(workshop, standing, sitting)
    _check_room(len(standing) + 1)
    twin = twin_of(sitting)
    if deed is Deed.SPLIT:
        # The cut comes first: where it cannot be, nothing has changed.
        sitting.minutes, twin.minutes = parts_of(sitting.minutes, after)
    db.session.add(twin)
    order = queries.order_now(workshop, standing)
    place = places_of(order)[sitting.id]
    _stand([*standing, twin], inserted(order, twin.id, place.day, place.position + 1))
    _changed(workshop)
    return sitting if deed is Deed.SPLIT else twin


def _merge(workshop: Workshop, standing: list[Sitting], kept: Sitting) -> Sitting:
    """The next block becomes part of this one, with whatever was recorded in it: it is for the same people."""
    order = queries.order_now(workshop, standing)
    following = next_alone(order, kept.id)
    gone = next((each for each in standing if each.id == following), None)
    if gone is None:
        raise CannotMerge(NO_NEIGHBOUR)
    alike = (kept.kind, kept.audience_id, kept.level) == (gone.kind, gone.audience_id, gone.level)
    minutes = kept.minutes + gone.minutes
    if why := why_not_one(alike=alike, fixed=gone.anchor is not None, minutes=minutes):
        raise CannotMerge(why)
    kept.minutes = minutes
    _take_over(kept, gone)
    _tell_the_room(kept, kept.audience_id)
    _tell_the_room(gone, gone.audience_id)
    merge_words(kept, gone)
    db.session.delete(gone)
    db.session.flush()
    rest = [each for each in standing if each is not gone]
    _stand(rest, without(order, gone.id))
    _changed(workshop)
    return kept


def _take_over(kept: Sitting, gone: Sitting) -> None:
    """What only the second says, the first says from now on; both notes are kept. A room that is held stays so."""
    said = (gone.renderings or Renderings()) | (kept.renderings or Renderings())
    for name, _sealed in sealed_columns(Sitting):
        if name in AS_THE_ROOM_STANDS:
            continue
        first, second = getattr(kept, name), getattr(gone, name)
        if not first and second:
            setattr(kept, name, second)
    kept.render(said)
    notes = (kept.private_notes.strip(), gone.private_notes.strip())
    if notes[1] and notes[0] != notes[1] and not notes[0].endswith(f"\n\n{notes[1]}"):
        kept.private_notes = "\n\n".join(each for each in notes if each)
    if kept.stage_id is None:
        kept.stage_id = gone.stage_id
    if gone.held and not kept.held:
        for name in _IN_THE_ROOM:
            setattr(kept, name, getattr(gone, name))
    kept.something_waits = kept.something_waits or gone.something_waits
