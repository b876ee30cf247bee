"""THE CANARY. Every field of a dialogue holds a word that occurs nowhere else, planted through the forms.

Then everybody opens every address there is, with every id there is, and each word appears exactly
for those for whom the table says so. The table is short and written by hand; new addresses join by
themselves (A§25, A§30).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import vault
from app.contributions.models import Contribution
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.policy import BE_IN_THE_ROOM
from app.dialogues.queries import audiences_of, seat_by_id
from app.kernel.db import db
from app.live.broker import Broker, Inbox
from app.live.rules import Ear
from app.vault.backup import back_up_content
from app.vault.columns import SealedRow, sealed_columns
from app.web.access import open_to_all
from tests.architecture.models import all_models
from tests.architecture.routes import Route, every_address, routes_of
from tests.architecture.test_access_matrix import PEOPLE, Person
from tests.architecture.world import SEATS, Planted, World
from tests.canary import canary, found_under
from tests.conftest import beside
from tests.support.client import ask
from tests.support.hearing import listening
from tests.support.reading import read

# Who reads which words. F R I: facilitator, rapporteur, interpreter; O: organizer; P and Q: the two
# seats of the first party, X: the seat of the second; V: observer; S: the screen on the wall.
SEAT_OF = dict(zip("FRIOPQXVS", SEATS, strict=True))

HOUSE, THIRD_PARTY, DRAFTERS, DESK = "FRIO", "FRI", "FR", "FR"
ROOM = "FRIPQXVS"
WITH_TEXTS = "FRIPQX"

READERS: dict[str, str] = {
    # The dialogue itself. Its true name is for the workbench; phones and the wall show the neutral title.
    "dialogue name": HOUSE,
    "party 0": "FRIOPQXVS",
    "party 1": "FRIOPQXVS",
    "rule title": "FRIOPQXVS",
    "rule wording": "FRIOPQXVS",
    "rule rationale": "FRIOPQXVS",
    # Code names: never on a phone, never on the wall.
    "seat of participant-0": HOUSE,
    "seat of participant-0b": HOUSE,
    "seat of participant-1": HOUSE,
    "seat of observer": HOUSE,
    "seat of screen": HOUSE,
    "account of facilitator": HOUSE,
    "account of rapporteur": HOUSE,
    "account of interpreter": HOUSE,
    "account of organizer": HOUSE,
    # Who comes is for the two who must know it, and leaves them when the list is closed.
    "category": DESK,
    "arrangements": DESK,
    # Letters are for handing out; on phones only what is good to know before a workshop.
    "words of the invitation": "FRO",
    "words of the joining": "FROPQXV",
    # The workshop. Where it is held is the third party's; private notes are the third party's alone.
    "workshop title": HOUSE,
    "workshop place": THIRD_PARTY,
    "template name": "F",
    "sitting joint": HOUSE,
    "room joint": "FRIOPQXVS",
    "programme of joint": "FRIOPQXVS",
    "private notes joint": THIRD_PARTY,
    "purpose joint": THIRD_PARTY,
    "question joint": THIRD_PARTY,
    "materials joint": THIRD_PARTY,
    "purpose apart": THIRD_PARTY,
    "question apart": THIRD_PARTY,
    "materials apart": THIRD_PARTY,
    "sitting apart": "FRIPQX",
    "room apart": "FRIPQX",
    "private notes apart": THIRD_PARTY,
    # Safety. What may be said if asked is on every device of the room; the rest is the third party's alone.
    "line if asked": "FRIPQXV",
    "risk note": THIRD_PARTY,
    "event outside": THIRD_PARTY,
    "day of note": THIRD_PARTY,
    # The terms list: what each side calls what is a position, and stays with the third party.
    "use of 0": THIRD_PARTY,
    "use of 1": THIRD_PARTY,
    "agreed form": THIRD_PARTY,
    "reason of a name": THIRD_PARTY,
    "word to be careful with": THIRD_PARTY,
    "what can be said instead": THIRD_PARTY,
    "reason to be careful": THIRD_PARTY,
    # Memory is the third party's. A briefing lies on the table of participants: never an observer's, never the wall.
    "what was reached": "FRIPQX",
    "open question": "FRIPQX",
    "the conflict in neutral words": "FRIPQX",
    "promise of a party": THIRD_PARTY,
    "promise of the third": THIRD_PARTY,
    # Words. A party's own: that party and the third-party seats named for its room.
    "shown words": ROOM,
    "other shown words": ROOM,
    "captured words": ROOM,
    "heading": ROOM,
    "party-only words 0": "FRPQ",
    "party-only words 1": "FRX",
    # Of what a party kept apart, only the words it carried over itself are in the joint room.
    "words laid out": "FRPQ",
    "words left apart": "FRPQ",
    "carried words": ROOM,
    "waiting words": "",
    "taken-back words": "",
    "struck words": "",
    # Texts. Organizers know of adopted ones only; observers of none.
    "title of released text": "FRIOPQX",
    "subject of released text": "FRIOPQX",
    "place and dates of released text": "FRIOPQX",
    "released paragraph": "FRIOPQX",
    "addressees": "FRIOPQX",
    "dropped paragraph": "",
    "concern of the dropped": "",
    "title of drafted text": WITH_TEXTS,
    "subject of drafted text": WITH_TEXTS,
    "place and dates of drafted text": WITH_TEXTS,
    "drafted paragraph": WITH_TEXTS,
    "concern of the draft": DRAFTERS,
    "title of read text": WITH_TEXTS,
    "subject of read text": WITH_TEXTS,
    "place and dates of read text": WITH_TEXTS,
    "read paragraph": WITH_TEXTS,
    "own concern": "P",
}

# People of the house are known to those who seat them, in whichever dialogue.
NAMES_OF_THE_HOUSE = re.compile(r"account of ")
SEAT_PEOPLE = "FO"

# Templates belong to the house: whoever plans in any of its dialogues reads their names.
OF_THE_HOUSE = "template name"

_ON_THE_WALL = frozenset(
    {
        "shown words", "other shown words", "captured words", "carried words", "heading",
        "party 0", "party 1",
    }
)  # fmt: skip

# Papers that wander: what may stand on them at all, whoever takes them out.
PAPERS: dict[str, frozenset[str]] = {
    "programmes.calendar": frozenset({"programme of joint"}),
    "programmes.seat_calendar": frozenset({"programme of joint"}),
    "programmes.seat": frozenset(
        {"programme of joint", "room joint", "room apart", "sitting apart"}
    ),
    "room.wall": _ON_THE_WALL,
    "room.wall_part": _ON_THE_WALL,
}

_TOKEN = re.compile(r"[0-9a-f]{16}")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def named(person: Person) -> str:
    return person.name


def may_read(person: Person) -> set[str]:
    """The words that this person reads somewhere, as `ours: heading`."""
    may = {
        f"{of}: {what}"
        for of in ("ours", "theirs")
        for what in READERS
        if _knows_house(person, what) or _plans_in_the_house(person, what)
    }
    if person.of:
        letter = next(letter for letter, seat in SEAT_OF.items() if seat == person.seat)
        may |= {f"{person.of}: {what}" for what, readers in READERS.items() if letter in readers}
    return may


def _plans_in_the_house(person: Person, what: str) -> bool:
    return person.seat == SEAT_OF["F"] and what == OF_THE_HOUSE


def _knows_house(person: Person, what: str) -> bool:
    seats_people = any(SEAT_OF[letter] == person.seat for letter in SEAT_PEOPLE)
    return bool(NAMES_OF_THE_HOUSE.match(what)) and (person.keeper or seats_people)


@dataclass(slots=True)
class Found:
    """Where which planted words were read."""

    words: dict[str, str]
    read: dict[str, set[str]] = field(default_factory=dict)
    in_titles: list[str] = field(default_factory=list)

    @classmethod
    def looking_for(cls, *planted: Planted) -> Found:
        tokens = {
            _token(words): f"{dialogue.name}: {what}"
            for dialogue in planted
            for what, words in dialogue.words.items()
        }
        return cls(tokens)

    def look(self, where: str, told: str) -> None:
        for what in self.among(told):
            self.read.setdefault(what, set()).add(where)
        title = _TITLE.search(told)
        if title:
            self.in_titles += [f"{what} in the title of {where}" for what in self.among(title[1])]

    def among(self, told: str) -> set[str]:
        return {self.words[token] for token in _TOKEN.findall(told) if token in self.words}


def _token(words: str) -> str:
    found = _TOKEN.search(words)
    assert found
    return found.group()


def look_everywhere(
    app: Flask, world: World, person: Person, routes: Iterable[Route] | None = None
) -> Found:
    """Open every address there is as this person, unsafe ones too, and put everything back."""
    found = Found.looking_for(world.ours, world.theirs)
    things = world.theirs if person.of == "theirs" else world.ours
    own_seat = things.seat_ids[person.seat] if person.of else ""
    for route in routes or routes_of(app):
        for path in every_address(app, route, things, world, own_seat):
            found.look(
                route.endpoint, read(ask(app, world.people()[person.name], route.method, path))
            )
            if not route.is_safe:
                db.session.rollback()
                if not world.at_rest.is_untouched():
                    world.put_back()
    return found


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Everything that anything logs, with its arguments and traces."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{self.format(record)} {record.__dict__}")

    root, handler = logging.getLogger(), Kept(logging.NOTSET)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield lines
    root.setLevel(level)
    root.removeHandler(handler)


def test_every_word_that_was_planted_has_its_readers(world: World):
    assert world.ours.words.keys() == READERS.keys(), "say who reads it, in READERS"
    assert world.theirs.words.keys() == READERS.keys()


@pytest.mark.parametrize("person", PEOPLE, ids=named)
def test_words_appear_exactly_for_those_who_may_read_them(
    world: World, person: Person, log: list[str]
):
    found = look_everywhere(world.app, world, person)
    wanted = may_read(person)
    leaks = {what: sorted(found.read[what]) for what in found.read.keys() - wanted}
    assert not leaks, f"{person.name} reads what is not for them"
    assert not wanted - found.read.keys(), "nowhere to be read, so the table is not true"
    strays = [
        f"{what} on {where}"
        for what, places in found.read.items()
        for where in places
        if where in PAPERS and what.partition(": ")[2] not in PAPERS[where]
    ]
    assert strays == []
    assert found.in_titles == [], "windows are looked at from behind: a title shows neutral words"
    assert found.among("\n".join(log)) == set()


# The check itself: a leak that is planted must be noticed


@contextmanager
def _leaky(world: World, rule: str, view: Any) -> Iterator[tuple[Flask, list[Route]]]:
    with beside(world.at_rest, world.at_rest.settings) as leaky:
        leaky.add_url_rule(rule, "leak", view)
        yield leaky, [route for route in routes_of(leaky) if route.endpoint == "leak"]


def _every_word(dialogue_id: str) -> str:
    rows = db.session.query(Contribution).filter_by(dialogue_id=dialogue_id)
    return "\n".join(row.words.text for row in rows)


def test_a_view_without_the_audience_is_noticed(world: World):
    @entry(BE_IN_THE_ROOM)
    def careless(dialogue: Dialogue, seat: Seat) -> str:
        return _every_word(dialogue.id)

    person = next(each for each in PEOPLE if each.name == "ours participant-1")
    with _leaky(world, "/seat/<id:seat_id>/leak", careless) as (leaky, routes):
        found = look_everywhere(leaky, world, person, routes)
    leaked = found.read.keys() - may_read(person)
    apart = {"ours: party-only words 0", "ours: words laid out", "ours: words left apart"}
    assert leaked == apart | {"ours: waiting words"}


def test_a_word_open_to_all_in_a_title_and_in_a_log_is_noticed(world: World, log: list[str]):
    @open_to_all
    def chatty() -> str:
        words = _every_word(world.theirs.dialogue_id)
        logging.getLogger("careless").warning("shown: %s", words)
        return f"<title>{words}</title>"

    with _leaky(world, "/leak", chatty) as (leaky, routes):
        found = look_everywhere(leaky, world, Person("stranger"), routes)
    assert "theirs: shown words" in found.read.keys() - may_read(Person("stranger"))
    assert "theirs: shown words in the title of leak" in found.in_titles
    assert "theirs: shown words" in found.among("\n".join(log))


# Live events


def _inboxes(broker: Broker, planted: Planted) -> dict[str, Inbox]:
    opened = {}
    for name, seat_id in planted.seat_ids.items():
        seat = seat_by_id(seat_id)
        at_desk = name in {"facilitator", "rapporteur"}
        opened[f"{planted.name} {name}"] = broker.subscribe(
            Ear(seat.dialogue_id, audiences_of(seat), at_desk)
        )
    return opened


def _at_the_desk(world: World, sitting_id: str, endpoint: str, **values: str) -> None:
    with world.app.test_request_context():
        path = world.app.url_for(
            endpoint,
            dialogue_id=world.ours.dialogue_id,
            sitting_id=sitting_id,
            _external=False,
            **values,
        )
    facilitator = world.ours.cookies["facilitator"]
    assert ask(world.app, facilitator, "POST", path).status_code == 303


def test_what_goes_on_in_a_partys_room_is_heard_in_that_room_only(world: World):
    apart = world.ours.rooms["apart 0"]
    with listening() as broker:
        inboxes = _inboxes(broker, world.ours) | _inboxes(broker, world.theirs)
        for deed in ("hold", "open-phones"):
            _at_the_desk(world, apart, "room.room", deed=deed)
        _write(world, "participant-0", apart, canary("said apart"))
        _at_the_desk(world, apart, "room.show_round", deed="open")
        heard = {name: inbox.wait(0) for name, inbox in inboxes.items()}
    assert {name for name, topics in heard.items() if topics} == {
        "ours participant-0", "ours participant-0b", "ours facilitator", "ours rapporteur",
    }  # fmt: skip
    topics = {topic for each in heard.values() for topic in each}
    assert topics <= {"room", "words", "waiting"}, "an event says that, never what"


def _write(world: World, who: str, sitting_id: str, words: str) -> str:
    seat_id = world.ours.seat_ids[who]
    cookies = world.ours.cookies[who]
    page = ask(world.app, cookies, "GET", f"/seat/{seat_id}/").text
    told = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("told", "token")}
    fields = {name: found[1] for name, found in told.items() if found}
    assert fields.keys() == {"told", "token"}
    path = f"/seat/{seat_id}/sittings/{sitting_id}/contributions"
    kind = re.search(r'name="kind" value="([^"]*)"', page)
    assert kind
    sent = {**fields, "kind": kind[1], "words": words, "language": "und"}
    assert ask(world.app, cookies, "POST", path, data=sent).status_code == 303
    return fields["token"]


# At rest


def _blobs(dialogue_id: str) -> set[bytes]:
    """Every sealed value of a dialogue, as it lies in the database."""
    found: set[bytes] = set()
    for model in all_models():
        if not issubclass(model, SealedRow):
            continue
        table = model.__table__
        own = table.c.get("dialogue_id", table.c.id)
        for name, _ in sealed_columns(model):
            rows = db.session.execute(table.select().where(own == dialogue_id)).mappings()
            found |= {row[name] for row in rows if row[name] is not None}
    db.session.rollback()
    return found


def _at_rest(world: World) -> bytes:
    """The bytes of the database and whatever lies beside it; of PostgreSQL, what its tables hold."""
    image = world.at_rest._taken()
    if not world.at_rest.settings.embedded:
        return repr(image.rows).encode()
    return b"".join(path.read_bytes() for path in world.at_rest.settings.data.iterdir())


def _kept(world: World, planted: Iterable[str], tmp_path: Path) -> dict[str, list[str]]:
    """Which of the words lie readable in the data, the keys or a backup."""
    settings = world.at_rest.settings
    planted = list(planted)
    found = found_under(settings.data, planted) | found_under(settings.keys, planted)
    if settings.embedded:
        backup = tmp_path / "content.backup"
        back_up_content(settings.data / "second-track.db", backup, vault.current())
        found |= found_under(tmp_path, planted)
    return found


def test_nothing_that_was_planted_can_be_read_at_rest(world: World, tmp_path: Path):
    assert _kept(world, world.ours.words.values(), tmp_path) == {}


def test_words_taken_back_leave_neither_words_nor_their_sealed_bytes(world: World, tmp_path: Path):
    said = canary("to be taken back")
    before = _blobs(world.ours.dialogue_id)
    token = _write(world, "participant-0", world.ours.rooms["joint"], said)
    written = _blobs(world.ours.dialogue_id) - before
    assert written
    assert all(blob in _at_rest(world) or _repr(blob) in _at_rest(world) for blob in written)
    path = f"/seat/{world.ours.seat_ids['participant-0']}/take-back"
    answer = ask(
        world.app, world.ours.cookies["participant-0"], "POST", path, data={"token": token}
    )
    assert answer.status_code == 303
    left = _at_rest(world)
    assert not [blob for blob in written if blob in left or _repr(blob) in left]
    assert _blobs(world.ours.dialogue_id) == before, "and nothing else changed"
    assert _kept(world, [said], tmp_path) == {}


def _repr(blob: bytes) -> bytes:
    return repr(blob).encode()


def test_a_destroyed_dialogue_leaves_nothing_and_its_neighbour_everything(
    world: World, tmp_path: Path
):
    ours, theirs = world.ours, world.theirs
    blobs, others = _blobs(ours.dialogue_id), _blobs(theirs.dialogue_id)
    path = f"/dialogues/{ours.dialogue_id}/destroy"
    answer = ask(
        world.app, ours.cookies["facilitator"], "POST", path, data={"neutral_title": "Ours seminar"}
    )
    assert answer.status_code == 303
    assert _blobs(ours.dialogue_id) == set()
    left = _at_rest(world)
    assert not [blob for blob in blobs if blob in left or _repr(blob) in left]
    assert ours.dialogue_id.encode() not in left, "not even that there was a dialogue of this name"
    assert not vault.current().holds(ours.dialogue_id)
    assert not list(world.at_rest.settings.keys.glob(f"*{ours.dialogue_id}*"))
    assert _blobs(theirs.dialogue_id) == others
    assert _kept(world, ours.words.values(), tmp_path) == {}
    for name, cookies in ours.cookies.items():
        seat_id = ours.seat_ids[name]
        for gone in (f"/dialogues/{ours.dialogue_id}/", f"/seat/{seat_id}/", f"/wall/{seat_id}/"):
            assert ask(world.app, cookies, "GET", gone).status_code in {303, 404}


@pytest.mark.only_on("sqlite")
def test_a_backup_taken_before_goes_dark_with_the_key(world: World, tmp_path: Path):
    before = world.at_rest._taken().file
    vault.current().destroy(world.ours.dialogue_id)
    db.session.rollback()
    row = db.session.get_one(Dialogue, world.ours.dialogue_id)
    with pytest.raises(vault.KeyMissing):
        assert row.name
    assert before == world.at_rest._taken().file, "the rows are those of the backup, and still dark"
