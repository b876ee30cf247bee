"""Taking a change of an agenda back, and making it again.

No history of an agenda is kept anywhere (design §1.2). What takes a change back is handed to the page
that made it, sealed under the dialogue's key; when that page is closed it is gone, and nobody else
ever had it. It can be taken only while the agenda stands as the change left it.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from app.dialogues import actions as dialogues
from app.dialogues.models import Audience, Dialogue, Party, Seat, Stage
from app.dialogues.queries import audiences_of
from app.dialogues.rules import AudienceKind
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import say
from app.vault import Tampered, open_value
from app.vault.columns import seal_value
from app.vault.sealing import Place
from app.workshops import queries
from app.workshops.actions import _changed, _forget_unused, _still, _tell_the_room
from app.workshops.actions.recorded import holds_words
from app.workshops.actions.reworking import AS_THE_ROOM_STANDS
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import HELD
from app.workshops.rules.steps import FRAME, Row, Rows, Step, can_be_taken, step_between, taken

Rooms = dict[str, dict[str, Any]]
"""Rooms by their id: for whom each is."""

_TABLE, _COLUMN = "agenda", "step"
_NOT_OF_THE_FRAME = frozenset({"id", "dialogue_id", "position", "version"})
_NOT_PLANNED = AS_THE_ROOM_STANDS | {"dialogue_id", "workshop_id"}
LONGEST_TOKEN = 1_200_000
"""What a page may be handed, in characters, and can send back with all its fields: hundreds of blocks with long notes
that a file replaces may be too much."""


class CannotBeTakenBack(DomainError):
    """The agenda is no longer as the change left it, or taking it back would take words away."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a step did, for the page to say."""

    came_back: tuple[str, ...] = ()
    """Blocks that are in the agenda again, in which words could have been recorded before."""


class Kept:
    """What takes the change back; empty until the change is made, and for a change that changed nothing."""

    token: str = ""
    too_large: bool = False
    """It changed more than a page can be handed: this change cannot be taken back."""


@contextmanager
def kept(workshop: Workshop) -> Iterator[Kept]:
    """Around any change of an agenda: afterwards the token takes it back. A change that is refused changes nothing."""
    before, rooms = _rows(workshop), _rooms(workshop)
    it = Kept()
    with db.session.begin_nested():
        yield it
    step = step_between(_rows(workshop), before)
    if not step.is_nothing:
        token = _sealed(workshop, step, rooms)
        it.too_large = len(token) > LONGEST_TOKEN
        it.token = "" if it.too_large else token


def take(
    dialogue: Dialogue, workshop: Workshop, token: str, *, by: Seat, seen_version: int
) -> Taken:
    """Take a change back, or make it again: exactly, or not at all.

    Blocks that were removed come back as they were planned. What had been recorded in them does not:
    it went when they were removed, and no page holds it. A block that would go takes no words with
    it: if there are any, or if it is a room of which this seat may not know whether there are, it is
    removed on its own page, where that is asked in the same words in either case (design §1.5).
    """
    _still(workshop, seen_version)
    step, rooms = _opened(workshop, token)
    here = _rows(workshop)
    if not can_be_taken(step, here):
        raise CannotBeTakenBack(
            say("The agenda was changed elsewhere since then. Nothing was overwritten.")
        )
    sittings = {sitting.id: sitting for sitting in queries.sittings_of(workshop)}
    _check_no_words_go(step, sittings, by)
    audiences = {sittings[key].audience for key in (*step.gone, *step.changed) if key in sittings}
    there = taken(step, here)
    _remove(step, sittings)
    _write_all(dialogue, workshop, step, there, sittings, rooms)
    _changed(workshop)
    for key in step.changed:
        if key in sittings:  # its room and its stage are looked up anew
            db.session.expire(sittings[key], ["audience", "stage"])
    _forget_unused(audiences)
    return Taken(tuple(key for key, row in step.back.items() if row.get("kind") in HELD))


def _remove(step: Step, sittings: dict[str, Sitting]) -> None:
    for key in step.gone:
        _tell_the_room(sittings[key], sittings[key].audience_id)
        db.session.delete(sittings.pop(key))
    db.session.flush()


def _write_all(
    dialogue: Dialogue,
    workshop: Workshop,
    step: Step,
    there: Rows,
    sittings: dict[str, Sitting],
    rooms: Rooms,
) -> None:
    stages = set(db.session.scalars(sa.select(Stage.id).where(Stage.dialogue_id == dialogue.id)))
    rooms_now: dict[str, str] = {}
    for key in (*step.changed, *step.back):
        row = dict(there[key] if key in step.back else step.changed[key])
        if (room := row.get("audience_id")) is not None:
            rooms_now[room] = rooms_now.get(room) or _room_again(dialogue, room, rooms)
            row["audience_id"] = rooms_now[room]
        if row.get("stage_id") not in stages | {None}:
            row["stage_id"] = None
        if key in step.back:
            _write_again(workshop, key, row)
        else:
            _write(workshop if key == FRAME else sittings[key], row)


def _check_no_words_go(step: Step, sittings: dict[str, Sitting], by: Seat) -> None:
    mine = audiences_of(by)
    for key in step.gone:
        sitting = sittings[key]
        if sitting.kind not in HELD:
            continue
        if sitting.audience_id not in mine or holds_words(sitting):
            raise CannotBeTakenBack(
                say(
                    "This would take a session out of the agenda, and with it whatever may have been recorded there. "
                    "If that may go, remove the session itself."
                )
            )


# The rows of an agenda as plain values


def _rows(workshop: Workshop) -> Rows:
    """Every planned column as it stands in the database: words stay sealed."""
    blocks, frame = Sitting.__table__, Workshop.__table__
    columns = [column for column in blocks.columns if column.name not in _NOT_PLANNED]
    found = db.session.execute(sa.select(*columns).where(blocks.c.workshop_id == workshop.id))
    names = [column.name for column in columns]
    rows = {row[0]: _plain(names, row) for row in found}
    framing = [column for column in frame.columns if column.name not in _NOT_OF_THE_FRAME]
    of_frame = db.session.execute(sa.select(*framing).where(frame.c.id == workshop.id)).one()
    return {FRAME: _plain([column.name for column in framing], of_frame), **rows}


def _plain(names: list[str], row: Any) -> dict[str, Any]:
    return {
        name: b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in zip(names, row, strict=True)
    }


def _write(row: Sitting | Workshop, values: Row) -> None:
    """Put plain values into a row, sealed as they are."""
    for attribute in row.__mapper__.column_attrs:
        column = attribute.columns[0]
        if column.name in values:
            setattr(row, attribute.key, _of_column(column, values[column.name]))


def _write_again(workshop: Workshop, key: str, values: Row) -> None:
    """Make a row that was removed again, under its own id, to which its words are sealed."""
    blocks = Sitting.__table__
    db.session.execute(
        sa.insert(blocks).values(
            id=key,
            dialogue_id=workshop.dialogue_id,
            workshop_id=workshop.id,
            **{
                name: _of_column(blocks.c[name], value)
                for name, value in values.items()
                if name != "id"
            },
        )
    )


def _of_column(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, sa.LargeBinary):
        return b64decode(value)
    if isinstance(column.type, sa.Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    return value


# The rooms that blocks were in, since a room nobody uses is forgotten


def _rooms(workshop: Workshop) -> Rooms:
    """Every room of the agenda: for whom it is, so that the same room can be made again."""
    audiences = db.session.scalars(
        sa.select(Audience).where(
            Audience.id.in_(
                sa.select(Sitting.audience_id).where(Sitting.workshop_id == workshop.id)
            ),
            Audience.kind.in_((AudienceKind.PARTY, AudienceKind.GROUP)),
        )
    ).all()
    named = queries.named_for(audience.id for audience in audiences) if audiences else {}
    return {
        audience.id: {
            "kind": audience.kind.value,
            "party": audience.party_id,
            "name": audience.name or "",
            "seats": [seat.id for seat in named.get(audience.id, ())],
        }
        for audience in audiences
    }


def _room_again(dialogue: Dialogue, audience_id: str, rooms: Rooms) -> str:
    """The room if it is still there, or one that is exactly as it was. Seats that are no more are left out."""
    still = db.session.get(Audience, audience_id)
    if still is not None and still.dialogue_id == dialogue.id:
        return still.id
    told = rooms.get(audience_id)
    party = db.session.get(Party, told["party"]) if told and told["party"] else None
    if told is None or (told["party"] and (party is None or party.dialogue_id != dialogue.id)):
        raise CannotBeTakenBack(say("The people it was for are no longer in this dialogue."))
    seats = [
        seat
        for key in told["seats"]
        if (seat := db.session.get(Seat, key)) is not None and seat.dialogue_id == dialogue.id
    ]
    kind = AudienceKind(told["kind"])
    alike = queries.audience_alike(dialogue, kind, party, told["name"], {seat.id for seat in seats})
    if alike is not None:
        return alike.id
    if party is not None:
        return dialogues.audience_of_party(dialogue, party, seats).id
    return dialogues.audience_of_group(dialogue, told["name"], seats).id


# Sealing


def _sealed(workshop: Workshop, step: Step, rooms: Rooms) -> str:
    asked = {
        row["audience_id"]
        for row in (*step.back.values(), *step.changed.values())
        if "audience_id" in row
    }
    told = {**asdict(step), "rooms": {key: room for key, room in rooms.items() if key in asked}}
    plain = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 6)
    place = Place(workshop.dialogue_id, _TABLE, _COLUMN, workshop.id)
    return urlsafe_b64encode(seal_value(place, plain, bytes)).decode()


def _opened(workshop: Workshop, token: str) -> tuple[Step, Rooms]:
    """Only what this house sealed for this workshop opens; anything else is refused in one sentence."""
    try:
        blob = urlsafe_b64decode(token.encode("ascii")) if len(token) <= LONGEST_TOKEN else b""
        plain = open_value(workshop.dialogue_id, _TABLE, _COLUMN, workshop.id, blob, bytes)
        told = json.loads(zlib.decompress(plain))
    except (ValueError, Tampered, zlib.error) as trouble:
        raise CannotBeTakenBack(say("This step cannot be taken back any more.")) from trouble
    rooms = told.pop("rooms")
    return Step(**{**told, "gone": tuple(told["gone"])}), rooms
