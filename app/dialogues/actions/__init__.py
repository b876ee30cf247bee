"""What a facilitator does with a dialogue: begin it, name it, seat people, adopt rules, destroy it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import Account
from app.dialogues import queries
from app.dialogues.actions.announcing import CHANGED as CHANGED, changed as _changed
from app.dialogues.actions.ground_rules import (
    RULES_ADOPTED as RULES_ADOPTED,
    NothingAdopted as NothingAdopted,
    NothingToAdopt as NothingToAdopt,
    add_ground_rule as add_ground_rule,
    adopt_ground_rules as adopt_ground_rules,
    choose_ground_rules as choose_ground_rules,
    copy_ground_rule as copy_ground_rule,
    edit_ground_rule as edit_ground_rule,
    move_ground_rule as move_ground_rule,
    remove_ground_rule as remove_ground_rule,
    return_to_adopted as return_to_adopted,
    rule_as_seen as rule_as_seen,
)
from app.dialogues.models import (
    Audience,
    AudienceSeat,
    Dialogue,
    GroundRule,
    Party,
    Seat,
    Stage,
)
from app.dialogues.rules import (
    BY_ACCOUNT,
    BY_SLIP,
    FEWEST_PARTIES,
    THIRD_PARTY,
    AudienceKind,
    Role,
    latest_destruction,
)
from app.journal import actions as journal
from app.journal.acts import name_act
from app.kernel import clock
from app.kernel.announcements import Channel, announce
from app.kernel.db import db, write_anew_after_commit
from app.kernel.errors import DomainError
from app.kernel.tokens import digest, new_code, new_id, new_secret, normal_code
from app.kernel.wording import Renderings, Wording, say
from app.library.own.actions import when_a_process_is_removed
from app.library.shapes.methods import Method
from app.library.vocabulary import Level
from app.vault import current as keyring

SEAT_CLOSED = "seats"

BEGUN = name_act("dialogue:begun", say("Dialogue begun"))
LEVEL_CHANGED = name_act("dialogue:level-changed", say("Confidentiality level changed"))
DESTROYED = name_act("dialogue:destroyed", say("A dialogue destroyed"))

USUAL_MINUTES = 120

SeatDeed = Callable[[Seat], None]
_when_a_seat_stops: list[SeatDeed] = []


def when_a_seat_stops(deed: SeatDeed) -> SeatDeed:
    """Let a higher subject act when a slip is replaced or a seat removed: open readings begin anew."""
    _when_a_seat_stops.append(deed)
    return deed


_when_a_seat_is_removed: list[SeatDeed] = []


def when_a_seat_is_removed(deed: SeatDeed) -> SeatDeed:
    """Let a higher subject forget what it noted of a seat that is gone."""
    _when_a_seat_is_removed.append(deed)
    return deed


PurgeDeed = Callable[[], None]
_when_purging: list[PurgeDeed] = []


def when_purging(deed: PurgeDeed) -> PurgeDeed:
    """Let a higher subject forget, too, what has had its time."""
    _when_purging.append(deed)
    return deed


class TooFewParties(DomainError):
    """A dialogue is between two parties or more."""


class SameNameTwice(DomainError):
    """Two parties cannot be told apart."""


class DestructionOutOfReach(DomainError):
    """The date of destruction is past, or too far away to be meant."""


class CodeOpensNothing(DomainError):
    """A slip's code is wrong, used, or replaced: the three are not told apart."""


class SeatNotBySlip(DomainError):
    """A seat of this role is held by an account, and has no slip."""


class StageStillUsed(DomainError):
    """Something that stands cannot be removed while it is needed."""


@dataclass(frozen=True, slots=True)
class DocumentedRule:
    """A ground rule that a documented process had and the method has not; no `source` where that must stay sealed."""

    title: Wording
    wording: Wording
    rationale: Wording
    source: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What it takes to begin a dialogue."""

    name: Wording
    neutral_title: str
    parties: Sequence[Wording]
    level: Level
    zone: str
    languages: Sequence[str]
    destroy_on: date
    exemplar_key: str | None = None
    documented_rules: Sequence[DocumentedRule] = ()
    dialogue_id: str = field(default_factory=new_id)


def begin_dialogue(account: Account, method: Method, beginning: Beginning) -> Dialogue:
    """Begin a dialogue with the stages and ground rules of a method, copied: they are the group's own since.

    Whoever begins it holds the facilitator's seat. The dialogue gets a key of its own before its
    first word is sealed.
    """
    check_parties(beginning.parties)
    check_destruction(beginning.destroy_on)
    keyring().create(beginning.dialogue_id)
    dialogue = Dialogue(
        id=beginning.dialogue_id,
        name=beginning.name,
        neutral_title=beginning.neutral_title,
        zone=beginning.zone,
        languages=list(beginning.languages),
        level=beginning.level,
        method_key=method.key,
        exemplar_key=beginning.exemplar_key,
        destroy_on=beginning.destroy_on,
        rules_version=1,
    )
    db.session.add(dialogue)
    db.session.flush()  # the rows below refer to it
    _copy_method(dialogue, method)
    for position, rule in enumerate(beginning.documented_rules, start=len(method.ground_rules)):
        db.session.add(
            GroundRule(
                dialogue_id=dialogue.id,
                position=position,
                title=rule.title,
                wording=rule.wording,
                rationale=rule.rationale,
                source=rule.source,
            )
        )
    for position, name in enumerate(beginning.parties):
        db.session.add(Party(dialogue_id=dialogue.id, name=name, position=position))
    db.session.add(Audience(dialogue_id=dialogue.id, kind=AudienceKind.ALL))
    db.session.add(Audience(dialogue_id=dialogue.id, kind=AudienceKind.THIRD_PARTY))
    seat_account(dialogue, account, Role.FACILITATOR, account.name)
    journal.record(BEGUN, dialogue_id=dialogue.id)
    db.session.flush()
    return dialogue


@when_a_process_is_removed
def _forget_where_it_began(exemplar_key: str) -> None:
    """A process of this house that was removed leaves no id behind; what was copied from it stays the group's."""
    db.session.execute(
        update(Dialogue).where(Dialogue.exemplar_key == exemplar_key).values(exemplar_key=None)
    )


def check_parties(names: Sequence[Wording]) -> None:
    """Raise unless there are two parties or more, each under a name of its own."""
    if len(names) < FEWEST_PARTIES:
        raise TooFewParties(
            say("A dialogue needs at least two parties. Name them as they name themselves.")
        )
    if len({name.text.casefold() for name in names}) < len(names):
        raise SameNameTwice(say("Two parties have the same name. Each needs the name it chose."))


def check_destruction(on: date) -> None:
    """Raise unless the date of destruction lies ahead, within reach."""
    today = clock.today()
    if not today < on <= latest_destruction(today):
        raise DestructionOutOfReach(
            say("The date of destruction must lie ahead, and no further than five years.")
        )


def _copy_method(dialogue: Dialogue, method: Method) -> None:
    for position, stage in enumerate(method.stages):
        db.session.add(
            Stage(
                dialogue_id=dialogue.id,
                key=stage.key,
                position=position,
                name=Wording.of(stage.name, method.language),
                purpose=Wording.of(stage.purpose, method.language),
                questions=list(stage.questions),
                kinds=[str(kind) for kind in stage.kinds],
                evaluation=stage.evaluation,
                attribution=stage.attribution,
                visibility=stage.visibility,
                minutes=_typical_minutes(method, stage.key),
            )
        )
    for position, rule in enumerate(method.ground_rules):
        copy_ground_rule(dialogue, method, rule, position)


def _typical_minutes(method: Method, stage_key: str) -> int:
    """How long a stage takes in the method's first indicative schedule, shared among the stages of a slot."""
    for schedule in method.schedules:
        minutes = sum(
            (slot.minutes or 0) // len(slot.stages)
            for slot in schedule.slots
            if stage_key in slot.stages
        )
        if minutes:
            return minutes
    return USUAL_MINUTES


@dataclass(frozen=True, slots=True)
class Particulars:
    """What can be changed of a dialogue once begun."""

    name: Wording
    neutral_title: str
    level: Level
    zone: str
    languages: Sequence[str]
    destroy_on: date


def change_particulars(dialogue: Dialogue, to: Particulars, *, seen_version: int) -> None:
    """Change name, titles, level, languages, zone or date of destruction; 409 if somebody was faster."""
    _still(dialogue, seen_version)
    check_destruction(to.destroy_on)
    if to.level is not dialogue.level:
        journal.record(LEVEL_CHANGED, dialogue_id=dialogue.id)
    dialogue.name = to.name
    dialogue.neutral_title = to.neutral_title
    dialogue.render(dialogue.renderings)
    dialogue.level = to.level
    dialogue.zone = to.zone
    dialogue.languages = list(to.languages)
    dialogue.destroy_on = to.destroy_on
    _changed(dialogue)


def name_party(dialogue: Dialogue, party: Party, name: Wording) -> None:
    """Give a party the name it chose."""
    others = [other.name for other in dialogue.parties if other.id != party.id]
    check_parties([*others, name])
    party.name = name
    _changed(dialogue)


def render_party(dialogue: Dialogue, party: Party, language: str, name: str) -> None:
    """Write a party's name in one more language; empty takes that rendering away."""
    name_party(dialogue, party, party.name.said_in(language, name))


def render_neutral_title(dialogue: Dialogue, language: str, neutral_title: str) -> None:
    """Write what a dialogue is called at every level in one more language; empty takes that rendering away."""
    said = dialogue.renderings or Renderings()
    dialogue.render(said.said_in(dialogue.neutral_title, language, neutral_title))
    _changed(dialogue)


def render_stage(
    stage: Stage,
    language: str,
    *,
    name: str | None = None,
    purpose: str | None = None,
    questions: Mapping[str, str] | None = None,
) -> None:
    """Write a stage in one more language: what it is called, what it is for, what it asks, question by question.

    Empty takes a rendering away, None leaves it.
    """
    if name is not None:
        stage.name = stage.name.said_in(language, name)
    if purpose is not None:
        stage.purpose = stage.purpose.said_in(language, purpose)
    said = stage.renderings or Renderings()
    for question, rendering in (questions or {}).items():
        said = said.said_in(question, language, rendering)
    stage.render(said)


def add_party(dialogue: Dialogue, name: Wording) -> Party:
    """Add a further party."""
    check_parties([*(party.name for party in dialogue.parties), name])
    last = max((party.position for party in dialogue.parties), default=-1)
    party = Party(dialogue_id=dialogue.id, name=name, position=last + 1)
    db.session.add(party)
    _changed(dialogue)
    return party


def seat_account(dialogue: Dialogue, account: Account, role: Role, name: str) -> Seat:
    """Give somebody who signs in a seat of the third party or of the organizers."""
    if role not in BY_ACCOUNT:
        raise SeatNotBySlip(say("This seat is opened by a slip, not by signing in."))
    held = [seat for seat in queries.seats_of_account(dialogue.id, account.id) if seat.role is role]
    if held:
        return held[0]
    seat = Seat(dialogue_id=dialogue.id, role=role, account_id=account.id, name=name)
    db.session.add(seat)
    db.session.flush()
    return seat


@dataclass(frozen=True, slots=True)
class Slip:
    """A seat and the code printed for it. The code is shown once: only its hash is kept."""

    seat: Seat
    code: str


def seat_by_slip(dialogue: Dialogue, role: Role, name: str, party: Party | None = None) -> Slip:
    """Add a seat that a printed slip opens: a participant of a party, an observer, the screen."""
    if role not in BY_SLIP:
        raise SeatNotBySlip(say("The third party and organizers sign in; they need no slip."))
    code = new_code()
    seat = Seat(
        dialogue_id=dialogue.id,
        role=role,
        party_id=party.id if party is not None and role is Role.PARTICIPANT else None,
        name=name,
        slip=digest(normal_code(code)),
    )
    db.session.add(seat)
    db.session.flush()
    return Slip(seat, code)


def replace_slip(seat: Seat) -> Slip:
    """Print a new slip: the old one and the device that used it stop at once (design §3)."""
    if not seat.opens_by_slip:
        raise SeatNotBySlip(say("The third party and organizers sign in; they need no slip."))
    code = new_code()
    seat.slip = digest(normal_code(code))
    seat.secret = None
    announce(SEAT_CLOSED, to=Channel(seat.dialogue_id))
    for deed in _when_a_seat_stops:
        deed(seat)
    return Slip(seat, code)


def replace_unused_slips(dialogue: Dialogue) -> list[Slip]:
    """New slips for all seats that nobody has entered yet, to be handed out together."""
    return [replace_slip(seat) for seat in queries.seats_of(dialogue) if seat.awaits_its_device]


def slips_again(dialogue: Dialogue, codes: Iterable[str]) -> list[Slip]:
    """The slips of these codes, as far as each still opens its seat in this dialogue. Nothing is written.

    The codes come from the page that showed them: the program itself could not print a slip twice.
    """
    found = ((queries.seat_by_slip(digest(normal_code(code))), code) for code in codes)
    return [
        Slip(seat, code)
        for seat, code in found
        if seat is not None and seat.dialogue_id == dialogue.id
    ]


def take_seat(code: str) -> tuple[Seat, str]:
    """Exchange an unused code for the seat and a secret that this device keeps; the code is used up."""
    seat = queries.seat_by_slip(digest(normal_code(code)))
    if seat is None:
        raise CodeOpensNothing(
            say(
                "This code opens nothing: it is mistyped, already used, or replaced. Ask for a new slip."
            )
        )
    secret = new_secret()
    seat.slip = None
    seat.secret = digest(secret)
    return seat, secret


def open_practice_seat(seat: Seat, secret: str) -> None:
    """Open an invented seat with a secret that every practice device shares. Practice installations only."""
    seat.slip = None
    seat.secret = digest(secret)


def remove_seat(seat: Seat) -> None:
    """Take a seat away, with its slip and device."""
    for deed in (*_when_a_seat_stops, *_when_a_seat_is_removed):
        deed(seat)
    db.session.delete(seat)
    announce(SEAT_CLOSED, to=Channel(seat.dialogue_id))


def audience_of_party(dialogue: Dialogue, party: Party, third_party: Sequence[Seat]) -> Audience:
    """A party's own audience for one session, with the third-party seats named for it and nobody else."""
    audience = Audience(dialogue_id=dialogue.id, kind=AudienceKind.PARTY, party_id=party.id)
    return _named(audience, [seat for seat in third_party if seat.role in THIRD_PARTY])


def audience_of_group(dialogue: Dialogue, name: str, seats: Sequence[Seat]) -> Audience:
    """A named working group of seats."""
    audience = Audience(dialogue_id=dialogue.id, kind=AudienceKind.GROUP, name=name)
    return _named(audience, seats)


def _named(audience: Audience, seats: Sequence[Seat]) -> Audience:
    db.session.add(audience)
    db.session.flush()  # the names below refer to it
    for seat in seats:
        db.session.add(AudienceSeat(audience_id=audience.id, seat_id=seat.id))
    return audience


def destroy_dialogue(dialogue: Dialogue) -> None:
    """Destroy a dialogue and its key, so that every copy and backup of it is dark (design §3).

    The key goes first: if anything fails after that, what is left cannot be read by anybody.
    """
    dialogue_id = dialogue.id
    if keyring().holds(dialogue_id):
        keyring().destroy(dialogue_id)
    db.session.expunge(dialogue)
    db.session.execute(delete(Dialogue).where(Dialogue.id == dialogue_id))
    write_anew_after_commit()
    journal.forget(dialogue_id)
    journal.record(DESTROYED, dialogue_id=None)
    announce(SEAT_CLOSED, to=Channel(dialogue_id))


def destroy_what_is_due() -> int:
    """Destroy the dialogues whose date of destruction has come; how many.

    The date was set before the meeting (D§9.21) and nothing asks again on the day. Rows whose key is
    missing before their date are left: the key may only be in another place.
    """
    due = queries.due_for_destruction(clock.today())
    for dialogue in due:
        destroy_dialogue(dialogue)
    for deed in _when_purging:
        deed()
    return len(due)


def _still(dialogue: Dialogue, seen_version: int) -> None:
    if dialogue.version != seen_version:
        raise StaleDataError
