"""A dialogue of two invented parties with a workshop: a joint sitting and a room apart for each party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import select

from app import vault
from app.contributions import actions
from app.contributions.actions import Typed, Written
from app.contributions.models import Contribution
from app.contributions.queries import invitation_of
from app.dialogues.actions import audience_of_party
from app.dialogues.models import Audience, Dialogue, Party, Seat, Stage
from app.dialogues.queries import dialogue_by_id
from app.dialogues.rules import AudienceKind, Role
from app.kernel.db import db
from app.kernel.tokens import digest, new_code, new_id, new_secret
from app.kernel.wording import Wording
from app.library.vocabulary import Attribution, Evaluation, Kind, Level, Visibility
from app.workshops.models import Sitting, Workshop
from app.workshops.rules import BlockKind
from tests.factories.accounts import account
from tests.support.writing import written

_STAGES = {
    "pre_workshop": ("need fear question", Attribution.OWN, Visibility.PARTY_ONLY),
    "needs_analysis": ("need fear concern", Attribution.PARTY, Visibility.JOINT),
    "joint_thinking": ("option criterion question", Attribution.NONE, Visibility.JOINT),
    "constraints": ("constraint fear", Attribution.PARTY, Visibility.JOINT),
    "overcoming_constraints": (
        "reassurance action_step option",
        Attribution.NONE,
        Visibility.JOINT,
    ),
    "silence": ("", Attribution.NONE, Visibility.JOINT),
    "private": ("concern", Attribution.OWN, Visibility.PRIVATE),
}

_numbers = count(1)


@dataclass(slots=True)
class Room:
    """Ids of what was made; its properties read the things anew, since each request has a session of its own."""

    dialogue_id: str
    sitting_id: str
    own_ids: dict[str, str]
    seats: dict[str, str]
    secrets: dict[str, str]
    account_ids: dict[str, str]

    @property
    def dialogue(self) -> Dialogue:
        return dialogue_by_id(self.dialogue_id)

    @property
    def parties(self) -> list[Party]:
        return self.dialogue.parties

    @property
    def upper(self) -> Party:
        return self.parties[0]

    @property
    def lower(self) -> Party:
        return self.parties[1]

    @property
    def sitting(self) -> Sitting:
        return db.session.get_one(Sitting, self.sitting_id)

    def own_room(self, whose: str) -> Sitting:
        """The sitting apart of 'upper' or 'lower'."""
        return db.session.get_one(Sitting, self.own_ids[whose])

    def seat(self, name: str) -> Seat:
        """facilitator, rapporteur, interpreter, organizer, upper-1, upper-2, lower-1, lower-2, observer, screen."""
        return db.session.get_one(Seat, self.seats[name])

    def stage(self, key: str) -> Stage:
        return db.session.scalars(
            select(Stage).where(Stage.dialogue_id == self.dialogue_id, Stage.key == key)
        ).one()

    def cookie(self, name: str) -> tuple[str, str]:
        """Name and value of the cookie of a seat held by slip."""
        return f"seat-{self.seats[name]}", self.secrets[name]


def room(
    *, at: str | None = "needs_analysis", level: Level = Level.L3, sizes: tuple[int, int] = (2, 2)
) -> Room:
    """Make one; `at` is the stage of the joint sitting, which is held with open phones."""
    number = next(_numbers)
    dialogue_id = new_id()
    vault.current().create(dialogue_id)
    accounts = {
        name: account(f"{name} {number}", f"{name}-{number}")
        for name in ("facilitator", "rapporteur", "interpreter", "organizer", "unnamed")
    }
    account_ids = {name: made.id for name, made in accounts.items()}
    with written():
        dialogue = _dialogue(dialogue_id, level)
        parties = _parties(dialogue)
        _stages(dialogue)
        seats = _seats(dialogue, parties, account_ids, sizes)
        secrets = _secrets(seats)
        joint = Audience(dialogue_id=dialogue_id, kind=AudienceKind.ALL)
        db.session.add_all(
            [joint, Audience(dialogue_id=dialogue_id, kind=AudienceKind.THIRD_PARTY)]
        )
        db.session.flush()
        sitting, own = _workshop(dialogue, parties, joint, seats, at)
    return Room(
        dialogue_id,
        sitting,
        own,
        {name: seat.id for name, seat in seats.items()},
        secrets,
        account_ids,
    )


def _dialogue(dialogue_id: str, level: Level) -> Dialogue:
    dialogue = Dialogue(
        id=dialogue_id,
        name=Wording.of("Dialogue of the Sarn valley", "en"),
        neutral_title="Spring seminar",
        zone="Europe/Vienna",
        languages=["en", "ar"],
        level=level,
        method_key="kelman_psw",
        destroy_on=date(2027, 3, 1),
        rules_version=1,
    )
    db.session.add(dialogue)
    db.session.flush()
    return dialogue


def _parties(dialogue: Dialogue) -> dict[str, Party]:
    parties = {
        name: Party(
            dialogue_id=dialogue.id,
            name=Wording.of(f"{name.title()} Sarn", "en"),
            position=place,
        )
        for place, name in enumerate(("upper", "lower"))
    }
    db.session.add_all(parties.values())
    db.session.flush()
    return parties


def _stages(dialogue: Dialogue) -> None:
    for place, (key, (kinds, attribution, visibility)) in enumerate(_STAGES.items()):
        db.session.add(
            Stage(
                dialogue_id=dialogue.id,
                key=key,
                position=place,
                name=Wording.of(key.replace("_", " ").capitalize(), "en"),
                purpose=Wording.of(f"What {key} is for.", "en"),
                questions=["What must be secured?", "What is dreaded?"],
                kinds=kinds.split(),
                evaluation=Evaluation.CLARIFY,
                attribution=attribution,
                visibility=visibility,
                minutes=90,
            )
        )
    db.session.flush()


def _seats(
    dialogue: Dialogue,
    parties: dict[str, Party],
    account_ids: dict[str, str],
    sizes: tuple[int, int],
) -> dict[str, Seat]:
    roles = {
        "facilitator": Role.FACILITATOR,
        "rapporteur": Role.RAPPORTEUR,
        "interpreter": Role.INTERPRETER,
        "organizer": Role.ORGANIZER,
        "unnamed": Role.FACILITATOR,
        "observer": Role.OBSERVER,
        "screen": Role.SCREEN,
    }
    seats = {
        name: Seat(dialogue_id=dialogue.id, role=role, account_id=account_ids.get(name), name=name)
        for name, role in roles.items()
    }
    for (name, party), size in zip(parties.items(), sizes, strict=True):
        for number in range(1, size + 1):
            seats[f"{name}-{number}"] = Seat(
                dialogue_id=dialogue.id,
                role=Role.PARTICIPANT,
                party_id=party.id,
                name=f"{name} {number}",
            )
    db.session.add_all(seats.values())
    db.session.flush()
    return seats


def _secrets(seats: dict[str, Seat]) -> dict[str, str]:
    secrets = {}
    for name, seat in seats.items():
        if seat.opens_by_slip:
            secrets[name] = new_secret()
            seat.secret = digest(secrets[name])
    return secrets


def _workshop(
    dialogue: Dialogue,
    parties: dict[str, Party],
    joint: Audience,
    seats: dict[str, Seat],
    at: str | None,
) -> tuple[str, dict[str, str]]:
    workshop = Workshop(
        dialogue_id=dialogue.id,
        position=0,
        title=Wording.of("First workshop", "en"),
        neutral_title="Spring seminar",
        place="A house by a lake",
        zone="Europe/Vienna",
        begins_on="2026-03-02",
        day_starts=["09:00"],
    )
    db.session.add(workshop)
    db.session.flush()
    stages = {
        stage.key: stage.id
        for stage in db.session.scalars(select(Stage).where(Stage.dialogue_id == dialogue.id))
    }
    sitting = _sitting(workshop, joint, stages.get(at or ""), "In the joint room")
    sitting.held = sitting.phones_open = True
    own = {}
    for name, party in parties.items():
        audience = audience_of_party(dialogue, party, [seats["facilitator"], seats["rapporteur"]])
        apart = _sitting(workshop, audience, stages["pre_workshop"], f"Apart: {name}")
        apart.kind = BlockKind.PARTY_SESSION
        own[name] = apart.id
    db.session.flush()
    return sitting.id, own


def _sitting(workshop: Workshop, audience: Audience, stage_id: str | None, title: str) -> Sitting:
    sitting = Sitting(
        dialogue_id=workshop.dialogue_id,
        workshop_id=workshop.id,
        day=0,
        position=next(_numbers),
        minutes=90,
        kind=BlockKind.SESSION,
        audience_id=audience.id,
        stage_id=stage_id,
        title=Wording.of(title, "en"),
        room="Library",
        shown_to_participants="",
        private_notes="",
    )
    db.session.add(sitting)
    db.session.flush()
    return sitting


def write(
    room: Room,
    words: str,
    *,
    seat: str = "upper-1",
    kind: Kind = Kind.NEED,
    token: str | None = None,
    at: Sitting | None = None,
    language: str = "und",
) -> str:
    """Write from a phone, as told now; the token that takes it back."""
    token = token or new_code()
    with written():
        sitting = at or room.sitting
        actions.write(
            room.seat(seat),
            sitting,
            Written(token, invitation_of(sitting).told, kind, Wording.of(words, language)),
        )
    return token


def point(
    room: Room,
    words: str,
    *,
    kind: Kind = Kind.NEED,
    party: str | None = "upper",
    at: Sitting | None = None,
    language: str = "en",
) -> Contribution:
    """Type for the room; what is kept."""
    with written():
        parties = {"upper": room.upper, "lower": room.lower}
        (kept,) = actions.type_for_room(
            at or room.sitting,
            Typed(words, kind, parties[party] if party else None, language, new_id()),
        )
    return db.session.get_one(Contribution, kept)


def open_apart(room: Room, whose: str) -> Sitting:
    """Hold a party's own sitting with open phones."""
    with written():
        sitting = room.own_room(whose)
        sitting.held = sitting.phones_open = True
    return room.own_room(whose)


def show_round(room: Room, at: Sitting | None = None) -> None:
    """Open the round."""
    with written():
        actions.open_round(at or room.sitting)


def change(room: Room, **columns: object) -> None:
    """Set columns of the joint sitting."""
    with written():
        for name, value in columns.items():
            setattr(room.sitting, name, value)
