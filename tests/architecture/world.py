"""Two dialogues with everything in them, made through the forms as each seat, every field a canary.

The access matrix needs the ids, the confidentiality test the words. Built once a session and put
back, as bytes, before each test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask

from app.contributions.models import Cluster, Contribution
from app.dialogues.models import Audience
from app.dialogues.queries import dialogue_by_id, ground_rules_of, seats_of, stages_of
from app.kernel import clock
from app.kernel.db import db
from app.memory.queries import promises_of, questions_of
from app.safety.queries import days_of_note, events_of
from app.terms.queries import terms_of
from app.texts.models import Release, Text
from app.texts.queries import paragraphs_of
from app.workshops.models import Sitting
from tests.canary import canary
from tests.factories import library, own
from tests.factories.accounts import account
from tests.support.at_rest import AtRest
from tests.support.browser import Browser
from tests.support.client import Cookies, cookies_of
from tests.support.pages import Page

BY_ACCOUNT = ("facilitator", "rapporteur", "interpreter", "organizer")
BY_SLIP = ("participant-0", "participant-0b", "participant-1", "observer", "screen")
SEATS = (*BY_ACCOUNT, *BY_SLIP)

METHOD = "kelman_psw"
JOINT_STAGE = "needs_analysis"
APART_STAGE = "pre_workshop"

_CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")


@dataclass(slots=True, repr=False)
class Planted:
    """One dialogue: its ids, its words by what they are, and a way to be each of its people."""

    name: str
    dialogue_id: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    """Ids by the part of an address that takes them."""
    seat_ids: dict[str, str] = field(default_factory=dict)
    account_ids: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    """Sittings by name: joint, `apart 0`, `apart 1`."""
    more: dict[str, list[str]] = field(default_factory=dict)
    """Every id of a part, where there are several."""
    words: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, Cookies] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """Take-back tokens by the name of the words."""

    def plant(self, what: str, *, limit: int = 200) -> str:
        """New words that occur nowhere else, remembered under `what`."""
        words = canary(f"{self.name} {what}")
        assert len(words) <= limit
        self.words[what] = words
        return words


@dataclass(slots=True, repr=False)
class World:
    """Two dialogues of the same shape, and people of the house who sit in neither."""

    ours: Planted
    theirs: Planted
    keeper_id: str
    cookies: dict[str, Cookies]
    at_rest: AtRest
    app: Flask

    def put_back(self) -> None:
        """Everything as it was made."""
        db.session.rollback()
        self.at_rest.put(IMAGE)

    def people(self) -> dict[str, Cookies]:
        """Everybody there is, by name: `ours facilitator`, `keeper`, `stranger`."""
        found = dict(self.cookies)
        for dialogue in (self.ours, self.theirs):
            found |= {f"{dialogue.name} {name}": held for name, held in dialogue.cookies.items()}
        return found


IMAGE = "world"
_built: list[World] = []


def stand(app: Flask, at_rest: AtRest) -> World:
    """The world as it was made: the first time through the forms, then put back."""
    if not _built or _built[0].at_rest is not at_rest:
        _built[:] = [_build(app, at_rest)]
        db.session.rollback()
    at_rest.put(IMAGE)
    return _built[0]


def _build(app: Flask, at_rest: AtRest) -> World:
    library.load()
    keeper = account("Keeper of all", "keeper-of-all", keeper=True, opened=True)
    loner = account("Loner", "loner", opened=True)
    cookies = {
        "stranger": cookies_of(Browser(app)),
        "keeper": cookies_of(Browser(app).sign_in(keeper)),
        "loner": cookies_of(Browser(app).sign_in(loner)),
    }
    keeper_id = keeper.id
    ours = _Builder(app, Planted("ours")).built()
    theirs = _Builder(app, Planted("theirs")).built()
    of_the_house = own.entered(**own.everything())
    for planted in (ours, theirs):
        planted.ids["own_id"] = of_the_house
    return World(ours, theirs, keeper_id, cookies, at_rest, app)


class _Builder:
    """Does what people do, page by page."""

    def __init__(self, app: Flask, planted: Planted) -> None:
        self.app = app
        self.planted = planted
        self.plant = planted.plant
        self.ids = planted.ids
        self.browsers: dict[str, Browser] = {}

    def built(self) -> Planted:
        self._accounts()
        self._begin()
        self._rules()
        self._seats()
        self._workshop()
        self._people()
        self._safety()
        self._party_rooms()
        self._joint_room()
        self._texts()
        self._terms()
        self._memory()
        for name, browser in self.browsers.items():
            self.planted.cookies[name] = cookies_of(browser)
        return self.planted

    def go(self, who: str, endpoint: str, **values: str) -> Page:
        return self.browsers[who].open(endpoint, **values)

    # People

    def _accounts(self) -> None:
        for role in BY_ACCOUNT:
            name = self.plant(f"account of {role}")
            made = account(name, f"{self.planted.name}-{role}", opened=True)
            self.planted.account_ids[role] = made.id
            self.browsers[role] = Browser(self.app, looks_closely=False).sign_in(made)

    def _begin(self) -> None:
        facilitator = self.browsers["facilitator"]
        page = facilitator.submit(
            facilitator.get("/dialogues/begin"),
            method=METHOD,
            name=self.plant("dialogue name"),
            neutral_title=f"{self.planted.name.capitalize()} seminar",
            parties="\n".join([self.plant("party 0"), self.plant("party 1")]),
            level="L3",
            zone="Europe/Vienna",
            languages="en, ar",
            destroy_on=(clock.today() + timedelta(days=200)).isoformat(),
        )
        self.planted.dialogue_id = urlsplit(page.path).path.split("/")[2]
        self.at = {"dialogue_id": self.planted.dialogue_id}
        dialogue = dialogue_by_id(self.planted.dialogue_id)
        self.party_ids = [party.id for party in dialogue.parties]
        self.ids |= {"dialogue_id": dialogue.id, "party_id": self.party_ids[0]}

    def _rules(self) -> None:
        facilitator = self.browsers["facilitator"]
        page = self.go("facilitator", "ground_rules.add", **self.at)
        words = {
            "en-title": self.plant("rule title", limit=120),
            "en-wording": self.plant("rule wording"),
            "en-rationale": self.plant("rule rationale"),
        }
        facilitator.submit(page, button="Add the rule", **words)
        page = self.go("facilitator", "ground_rules.show", **self.at)
        facilitator.submit(page, button="Record the adoption", adopted_by="8")
        last = ground_rules_of(dialogue_by_id(self.planted.dialogue_id))[-1]
        self.ids["rule_id"] = last.id

    def _seats(self) -> None:
        facilitator = self.browsers["facilitator"]
        for role in BY_ACCOUNT[1:]:
            page = self.go("facilitator", "dialogues.seats", **self.at)
            facilitator.submit(
                page, action="by-account", role=role, account=self.planted.account_ids[role]
            )
        for name in BY_SLIP:
            role, _, party = name.partition("-")
            page = facilitator.submit(
                self.go("facilitator", "dialogues.seats", **self.at),
                action="by-slip",
                role=role,
                party=self.party_ids[int(party[0])] if party else "",
                name=self.plant(f"seat of {name}", limit=80),
            )
            (code,) = {match.group() for match in _CODE.finditer(page.text)}
            self._take_seat(name, code)
        page = self.go("facilitator", "dialogues.seats", **self.at)
        self._seats_of_accounts()
        self.ids["held_seat_id"] = self.planted.seat_ids["observer"]

    def _take_seat(self, name: str, code: str) -> None:
        browser = Browser(self.app, looks_closely=False)
        page = browser.submit(browser.get(f"/enter/{code.lower()}"), status=303)
        found = re.search(r"/(?:seat|wall)/([a-z0-9]+)/", page.response.headers["Location"])
        assert found, page.response.headers["Location"]
        seat_id = found.group(1)
        if name != "screen":
            browser.submit(browser.open("seats.welcome", seat_id=seat_id), action="")
        self.planted.seat_ids[name] = seat_id
        self.browsers[name] = browser

    def _seats_of_accounts(self) -> None:
        dialogue = dialogue_by_id(self.planted.dialogue_id)
        roles = {account_id: role for role, account_id in self.planted.account_ids.items()}
        for seat in seats_of(dialogue):
            if seat.account_id:
                self.planted.seat_ids[roles[seat.account_id]] = seat.id

    # A workshop with a joint room and a room for each party

    def _workshop(self) -> None:
        facilitator = self.browsers["facilitator"]
        page = facilitator.submit(
            self.go("facilitator", "workshops.new", **self.at),
            title=self.plant("workshop title"),
            neutral_title=f"{self.planted.name.capitalize()} days",
            place=self.plant("workshop place"),
            zone="Asia/Dushanbe",
            begins_on=(clock.today() + timedelta(days=3)).isoformat(),
            days="1",
            day_starts="09:00",
        )
        workshop_id = urlsplit(page.path).path.split("/")[4]
        self.ids["workshop_id"] = workshop_id
        self._add_sittings(
            workshop_id,
            "joint",
            "everybody",
            JOINT_STAGE,
            shown_to_participants=self.plant("programme of joint"),
        )
        self._add_sittings(workshop_id, "apart", "each_party", APART_STAGE)
        rooms = db.session.query(Sitting, Audience).join(Sitting.audience)
        self.rooms = self.planted.rooms
        for sitting, audience in rooms.filter(Sitting.dialogue_id == self.planted.dialogue_id):
            party = audience.party_id
            name = f"apart {self.party_ids.index(party)}" if party else "joint"
            self.rooms[name] = sitting.id
        self.ids |= {"sitting_id": self.rooms["joint"], "planned_id": self.rooms["joint"]}
        page = facilitator.submit(
            self.go("facilitator", "sources.choose", workshop_id=workshop_id, **self.at),
            action="/keep",
            name=self.plant("template name", limit=80),
        )
        self.ids["template_id"] = urlsplit(page.path).path.split("/")[5]
        self.ids["apart_id"] = self.rooms["apart 0"]
        self.planted.more |= {
            part: list(self.rooms.values()) for part in ("sitting_id", "planned_id", "apart_id")
        }

    def _people(self) -> None:
        facilitator = self.browsers["facilitator"]
        facilitator.submit(
            self.go("facilitator", "people.index", **self.at),
            action="categories",
            categories=self.plant("category", limit=60),
        )
        page = self.go(
            "facilitator",
            "people.note_seat",
            held_seat_id=self.planted.seat_ids["participant-0"],
            **self.at,
        )
        facilitator.submit(page, categories=[self.planted.words["category"]], needs=["access"])
        page = self.go(
            "facilitator", "people.who_comes", workshop_id=self.ids["workshop_id"], **self.at
        )
        for letter in ("invitation", "joining"):
            at = {**self.at, "workshop_id": self.ids["workshop_id"], "letter": letter}
            facilitator.submit(
                self.go("facilitator", "joining.letter", **at),
                action="",
                **{"words-en": self.plant(f"words of the {letter}")},
            )
        coming = f"coming-{self.planted.seat_ids['participant-0']}"
        facilitator.submit(page, arrangements=self.plant("arrangements"), **{coming: "accepted"})

    def _add_sittings(
        self, workshop_id: str, name: str, audience: str, stage: str, **given: str
    ) -> None:
        facilitator = self.browsers["facilitator"]
        page = self.go("facilitator", "workshops.add_sitting", workshop_id=workshop_id, **self.at)
        stages = {
            option.get_text(): str(option["value"]) for option in page.select("[name=stage] option")
        }
        by_key = {each.key: each.id for each in stages_of(dialogue_by_id(self.planted.dialogue_id))}
        assert by_key[stage] in stages.values()
        facilitator.submit(
            page,
            kind="session",
            audience=audience,
            stage=by_key[stage],
            title=self.plant(f"sitting {name}"),
            place=self.plant(f"room {name}"),
            minutes="90",
            private_notes=self.plant(f"private notes {name}"),
            purpose=self.plant(f"purpose {name}"),
            questions=self.plant(f"question {name}"),
            materials=self.plant(f"materials {name}"),
            leads=[self.planted.seat_ids["facilitator"]],
            third_party=[self.planted.seat_ids[who] for who in ("facilitator", "rapporteur")],
            **given,
        )

    # Safety: the risk check, the line for when somebody asks, an event outside, a day to know of

    def _safety(self) -> None:
        facilitator = self.browsers["facilitator"]
        for action, fields in (
            ("/if-asked", {"en-words": self.plant("line if asked")}),
            ("/check", {"note_seized": self.plant("risk note")}),
            ("/events", {"words": self.plant("event outside")}),
            ("/days", {"what": self.plant("day of note", limit=120), "day": "2000-03-01"}),
        ):
            page = self.go("facilitator", "safety.show", **self.at)
            facilitator.submit(page, action=action, **fields)
        dialogue = dialogue_by_id(self.planted.dialogue_id)
        self.ids["event_id"] = events_of(dialogue)[0].id
        self.ids["noted_id"] = days_of_note(dialogue)[0].id

    # Words

    def _desk(self, sitting_id: str, endpoint: str, **fields: str) -> Page:
        values = {key: fields.pop(key) for key in ("deed", "way") if key in fields}
        facilitator = self.browsers["facilitator"]
        address = facilitator.address(endpoint, sitting_id=sitting_id, **values, **self.at)
        return facilitator.post(address, **fields)

    def _write(self, who: str, what: str, kind: str = "need") -> None:
        browser = self.browsers[who]
        page = browser.open("room.now", seat_id=self.planted.seat_ids[who])
        form = page.form(action="/contributions")
        self.planted.tokens[what] = dict(form.fields)["token"]
        browser.submit(page, action="/contributions", words=self.plant(what), kind=kind)

    def _party_rooms(self) -> None:
        for party in (0, 1):
            sitting = self.rooms[f"apart {party}"]
            self._desk(sitting, "room.room", deed="hold")
            self._desk(sitting, "room.room", deed="open-phones")
            self._write(f"participant-{party}", f"party-only words {party}")
            if party == 0:
                self._write("participant-0b", "words left apart")
                self._write("participant-0", "words laid out")
            self._desk(sitting, "room.show_round", deed="open")
            if party == 0:
                self._carry("participant-0", "words left apart", "carried words")
                self._lay_out("participant-0b", "words laid out")
            self._desk(sitting, "room.room", deed="close-phones")
            self._desk(sitting, "room.room", deed="leave")

    def _lay_out(self, who: str, what: str) -> None:
        browser = self.browsers[who]
        seat_id = self.planted.seat_ids[who]
        address = browser.address("room.lay_out", seat_id=seat_id, way="lay-out")
        browser.post(address, one=self._point(what))

    def _carry(self, who: str, what: str, as_what: str) -> None:
        """Carry a point into the joint room, in other words than those that stay."""
        self._lay_out(who, what)
        page = self.browsers[who].open("room.carry", seat_id=self.planted.seat_ids[who])
        words = f"words-{self._point(what)}"
        self.browsers[who].submit(page, **{words: self.plant(as_what)})

    def _joint_room(self) -> None:
        sitting = self.rooms["joint"]
        self._desk(sitting, "room.room", deed="hold")
        self._desk(sitting, "room.room", deed="open-phones")
        self._write("participant-0", "shown words")
        self._write("participant-1", "other shown words", kind="fear")
        self._write("participant-0", "struck words")
        self._write("participant-0", "taken-back words")
        self._take_back("participant-0", "taken-back words")
        self._desk(sitting, "room.show_round", deed="open")
        self._desk(
            sitting,
            "room.capture",
            lines=self.plant("captured words"),
            kind="option",
            party="",
            language="und",
            once="o" * 40,
        )
        self._desk(sitting, "room.strike", chosen=self._point("struck words"))
        shown = self._point("shown words")
        self._desk(sitting, "room.group", chosen=shown, title=self.plant("heading"))
        self._write("participant-0", "waiting words")
        self.ids["contribution_id"] = shown
        (heading,) = db.session.query(Cluster).filter_by(dialogue_id=self.planted.dialogue_id)
        self.ids["heading_id"] = heading.id

    def _terms(self) -> None:
        facilitator = self.browsers["facilitator"]
        uses = {
            f"{party}-words": self.plant(f"use of {place}")
            for place, party in enumerate(self.party_ids)
        }
        facilitator.submit(
            self.go("facilitator", "terms.add_name", **self.at),
            button="Save",
            agreed=self.plant("agreed form"),
            reason=self.plant("reason of a name"),
            **uses,
        )
        facilitator.submit(
            self.go("facilitator", "terms.add_word", **self.at),
            button="Save",
            words=self.plant("word to be careful with"),
            agreed=self.plant("what can be said instead"),
            reason=self.plant("reason to be careful"),
        )
        listed = terms_of(dialogue_by_id(self.planted.dialogue_id))
        self.ids["term_id"] = listed[0].id
        self.planted.more["term_id"] = [term.id for term in listed]

    def _memory(self) -> None:
        """What was reached and recognised, what is open and promised, and a briefing on the table."""
        facilitator = self.browsers["facilitator"]
        at = {**self.at, "workshop_id": self.ids["workshop_id"]}
        facilitator.submit(
            self.go("facilitator", "memory.reached", **at),
            button="Save",
            **{"en-words": self.plant("what was reached")},
        )
        page = self.go("facilitator", "memory.index", **self.at)
        facilitator.submit(page, action="/recognise")
        for party, what in (
            (self.party_ids[0], "promise of a party"),
            ("", "promise of the third"),
        ):
            page = self.go("facilitator", "memory.index", **self.at)
            facilitator.submit(page, action="/promises", whose=party, words=self.plant(what))
        page = self.go("facilitator", "memory.index", **self.at)
        facilitator.submit(page, action="/questions", words=self.plant("open question"))
        facilitator.submit(
            self.go("facilitator", "memory.conflict", **self.at),
            button="Save",
            **{"en-words": self.plant("the conflict in neutral words")},
        )
        page = self.go("facilitator", "memory.briefing", **self.at)
        page = facilitator.submit(page, button="We have read it as it stands")
        facilitator.submit(page, button="Lay it on the table")
        dialogue = dialogue_by_id(self.planted.dialogue_id)
        self.ids["question_id"] = questions_of(dialogue)[0].id
        self.ids["promise_id"] = promises_of(dialogue)[0].id

    def _point(self, what: str) -> str:
        rows = db.session.query(Contribution).filter_by(dialogue_id=self.planted.dialogue_id)
        (found,) = [row.id for row in rows if row.words.text == self.planted.words[what]]
        return str(found)

    def _take_back(self, who: str, what: str) -> None:
        browser = self.browsers[who]
        page = browser.open("room.take_back", seat_id=self.planted.seat_ids[who])
        browser.post(page.path, token=self.planted.tokens[what])

    # Texts: one released, one drafted after a reading, one being read

    def _texts(self) -> None:
        released = self._text("released text", ("released paragraph", "dropped paragraph"))
        self._reading(released, drops=1, concern="concern of the dropped")
        self._text_deed(released, "texts.adopt")
        seats = [self.planted.seat_ids[f"participant-{party}"] for party in (0, 1)]
        facilitator = self.browsers["facilitator"]
        facilitator.post(
            facilitator.address("texts.ask_release", text_id=released, **self.at),
            addressees=self.plant("addressees"),
            naming="unnamed",
            seats=seats,
        )
        (release,) = db.session.query(Release).filter_by(text_id=released)
        release_id = release.id
        for party in (0, 1):
            self._answer(f"participant-{party}", released, release_id)
        self._text_deed(released, "texts.close_asking", release_id=release_id)
        drafted = self._text("drafted text", ("drafted paragraph",))
        self._reading(drafted, drops=0, concern="concern of the draft")
        read = self._text("read text", ("read paragraph",))
        self._open_reading(read)
        self._mark("participant-0", read, ["concern"], "own concern")
        self.ids |= {"text_id": released, "release_id": release_id}
        self.ids["paragraph_id"] = self._paragraphs(released)[0]
        texts = [released, drafted, read]
        self.planted.more["text_id"] = texts
        self.planted.more["paragraph_id"] = [
            paragraph for text in texts for paragraph in self._paragraphs(text)
        ]
        points = db.session.query(Contribution).filter_by(dialogue_id=self.planted.dialogue_id)
        self.planted.more["contribution_id"] = [point.id for point in points]

    def _text(self, title: str, paragraphs: tuple[str, ...]) -> str:
        facilitator = self.browsers["facilitator"]
        page = facilitator.submit(
            self.go("facilitator", "texts.index", **self.at),
            action="begin",
            title=self.plant(f"title of {title}"),
            subject=self.plant(f"subject of {title}"),
        )
        text_id = urlsplit(page.path).path.split("/")[4]
        at = {**self.at, "text_id": text_id}
        facilitator.submit(
            self.go("facilitator", "texts.heading", **at),
            place_and_dates=self.plant(f"place and dates of {title}"),
        )
        for paragraph in paragraphs:
            page = self.go("facilitator", "texts.add_paragraph", **at)
            facilitator.submit(page, button="Save the paragraph", words=self.plant(paragraph))
        return text_id

    def _paragraphs(self, text_id: str) -> list[str]:
        text = db.session.get_one(Text, text_id)
        return [paragraph.id for paragraph in paragraphs_of(text)]

    def _text_deed(self, text_id: str, endpoint: str, **values: str) -> None:
        facilitator = self.browsers["facilitator"]
        facilitator.post(facilitator.address(endpoint, text_id=text_id, **values, **self.at))

    def _open_reading(self, text_id: str) -> None:
        facilitator = self.browsers["facilitator"]
        seats = [self.planted.seat_ids[f"participant-{party}"] for party in (0, 1)]
        facilitator.post(
            facilitator.address("texts.open_reading", text_id=text_id, **self.at), seats=seats
        )

    def _reading(self, text_id: str, *, drops: int, concern: str) -> None:
        self._open_reading(text_id)
        marks = ["adopt"] * len(self._paragraphs(text_id))
        self._mark("participant-1", text_id, marks)
        marks[drops] = "cannot_adopt"
        self._mark("participant-0", text_id, marks, concern)
        self._text_deed(text_id, "texts.close_reading")

    def _mark(self, who: str, text_id: str, marks: list[str], concern: str = "") -> None:
        fields = {}
        for paragraph_id, mark in zip(self._paragraphs(text_id), marks, strict=True):
            fields[f"{paragraph_id}-mark"] = mark
            if mark in {"concern", "cannot_adopt"}:
                fields[f"{paragraph_id}-concern"] = self.plant(concern)
        browser = self.browsers[who]
        seat_id = self.planted.seat_ids[who]
        browser.post(browser.address("seat_texts.mark", seat_id=seat_id, text_id=text_id), **fields)

    def _answer(self, who: str, text_id: str, release_id: str) -> None:
        browser = self.browsers[who]
        address = browser.address(
            "seat_texts.answer",
            seat_id=self.planted.seat_ids[who],
            text_id=text_id,
            release_id=release_id,
        )
        browser.post(address, answer="yes")
