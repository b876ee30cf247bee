"""What the desk does with the room: hold a sitting, take up a stage, open the phones, blank the wall.

Nothing locks and nothing follows by itself, except that a room nobody holds has closed phones.
"""

from __future__ import annotations

from sqlalchemy import select

from app.contributions.actions import ROOM
from app.dialogues.models import Audience, Stage
from app.dialogues.rules import AudienceKind
from app.kernel.announcements import Channel, announce
from app.kernel.db import db
from app.workshops.models import Sitting

TURN = "turn"
"""The topic of a page turned; how many pages a wall has, only its own screen knows."""


def hold(sitting: Sitting) -> None:
    """Hold this sitting now. People are in one room at a time: another for the same people is left."""
    for other in _held_for_the_same(sitting):
        leave(other)
    sitting.held = True
    _changed(sitting)


def _held_for_the_same(sitting: Sitting) -> list[Sitting]:
    """Other sittings held for everybody, or for the same party: each session of a party has an audience of its own."""
    own = db.session.get_one(Audience, sitting.audience_id)
    return list(
        db.session.scalars(
            select(Sitting)
            .join(Audience, Sitting.audience_id == Audience.id)
            .where(
                Sitting.dialogue_id == sitting.dialogue_id,
                Sitting.held,
                Sitting.id != sitting.id,
                (Audience.id == own.id)
                | (Audience.kind == own.kind)
                & (Audience.kind != AudienceKind.GROUP)
                & Audience.party_id.is_not_distinct_from(own.party_id),
            )
        )
    )


def leave(sitting: Sitting) -> None:
    """Stop holding it; what waits keeps waiting, what is shown stays readable."""
    sitting.held = False
    sitting.phones_open = False
    sitting.wall_shows_rules = False
    _changed(sitting)


def take_up_stage(sitting: Sitting, stage: Stage | None) -> None:
    """Take up a stage, any one, in any direction; None leaves the method aside."""
    sitting.stage_id = stage.id if stage is not None else None
    _changed(sitting)


def open_phones(sitting: Sitting) -> None:
    """Invite people to write. Phones are closed until the desk opens them (design §1.8)."""
    if not sitting.held:
        hold(sitting)
    sitting.phones_open = True
    _changed(sitting)


def close_phones(sitting: Sitting) -> None:
    """Stop inviting; a draft on a phone stays on the phone."""
    sitting.phones_open = False
    _changed(sitting)


def blank_wall(sitting: Sitting, *, blank: bool) -> None:
    """Make the wall blank, or show it again: nobody reads along while someone tells of a death (D§9.9)."""
    sitting.wall_blank = blank
    _changed(sitting)


def turn_wall(sitting: Sitting) -> None:
    """Show the next page of a wall that holds more than its screen. Nothing is kept."""
    announce(TURN, to=Channel(sitting.dialogue_id, sitting.audience_id))


def put_rules_on_wall(sitting: Sitting, *, shown: bool) -> None:
    """Put the ground rules on the wall, or take them from it; what is recorded stays as it is."""
    sitting.wall_shows_rules = shown
    _changed(sitting)


def _changed(sitting: Sitting) -> None:
    db.session.flush()
    announce(ROOM, to=Channel(sitting.dialogue_id, sitting.audience_id))
