"""A house in which every page has something to show: one dialogue in the midst of its work, and everybody in it.

house = whole_house.standing()   # after standing_as(whole_house.NAME, whole_house.fill)
house.browser(app, "participant-0")
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from app.accounts import actions as accounts, queries as account_queries
from app.accounts.access import begin_first_step
from app.accounts.queries import account_by_id
from app.contributions import actions as contributions, carrying
from app.contributions.actions import Typed, Written
from app.contributions.models import Contribution
from app.contributions.queries import invitation_of
from app.dialogues import actions as dialogues
from app.dialogues.practice import practice_token
from app.dialogues.queries import ground_rules_of, stages_of
from app.dialogues.rules import AudienceKind
from app.kernel import clock
from app.kernel.db import db
from app.kernel.tokens import new_code, new_id
from app.kernel.wording import Wording
from app.library import queries as library_queries
from app.library.own.asks import PAGES
from app.library.vocabulary import Kind
from app.memory import actions as memory, queries as memory_queries
from app.preparation import actions as preparation
from app.preparation.actions import Noted
from app.preparation.rules import Coming, Letter, Need
from app.room import actions as room
from app.safety import actions as safety
from app.safety.rules import RISK_CHECK, Checked, Look, Then
from app.terms import actions as terms
from app.terms.rules import TermKind
from app.texts import actions as text_actions, queries as text_queries
from app.texts.rules import Mark
from app.workshops import actions as workshops, queries as workshop_queries
from app.workshops.actions import Frame, Particulars, Room, plans
from app.workshops.models import Sitting
from app.workshops.rules import BlockKind, Task
from app.workshops.rules.laying_out import DayFrame
from tests.factories import library, own, texts
from tests.factories.accounts import PASSWORD, account, keeper
from tests.factories.dialogues import EVERY_SEAT, Begun, add_seat, begun
from tests.support.browser import Browser
from tests.support.writing import written

NAME = "whole house"
_DOCUMENTED = {"process": "kelman-israeli-palestinian", "meeting": "one-time"}

STRANGER, HALF_IN, KEEPER = "stranger", "half signed in", "keeper"
SEATS = (*EVERY_SEAT, "participant-0b", "participant-1b")
PEOPLE = (STRANGER, HALF_IN, KEEPER, *EVERY_SEAT)
"""Those whose pages are looked at; the second participants of each party have the same."""

_EXEMPLARS = ("inter-tajik-dialogue", "kelman-israeli-palestinian", "oslo-channel-1993")
"""Two with a method, of which much is known, and one without; all others are of the same make."""

_POINTS = (
    (Kind.NEED, 0, "en", "To know a week before when the water will be low."),
    (Kind.FEAR, 0, "en", "That we are told in a dry summer it was only a fault."),
    (Kind.NEED, 1, "ar", "طريق مفتوح إلى السوق في كل الفصول."),
    (Kind.FEAR, 1, "ru", "Что дорогу закроют, когда она всего нужнее."),
    (Kind.OPTION, None, "en", "A keeper of the sluice whom both towns name together."),
    (Kind.OPTION, None, "und", "A week of market days on both banks."),
    (Kind.CONSTRAINT, 0, "en", "The council meets only in spring."),
    (Kind.REASSURANCE, None, "en", "The log of the sluice lies open in both halls."),
    (Kind.QUESTION, 1, "en", "Who reads the gauge today?"),
)


@dataclass(slots=True)
class WholeHouse:
    """What was made, by id. `parts` fills addresses; `addresses` those of one endpoint, with what is asked there."""

    begun: Begun
    keeper_id: str
    parts: dict[str, list[str]] = field(default_factory=dict)
    addresses: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def browser(self, app: Flask, name: str) -> Browser:
        """A browser of a stranger, of the keeper who sits nowhere, or of whoever holds a seat."""
        if name == STRANGER:
            return Browser(app)
        if name == HALF_IN:
            browser = Browser(app)
            with browser.client.session_transaction() as cookie:
                begin_first_step(cookie, account_by_id(self.keeper_id))
            return browser
        if name == KEEPER:
            return Browser(app).sign_in(account_by_id(self.keeper_id))
        return self.begun.browser(app, name)

    def parts_for(self, name: str) -> dict[str, list[str]]:
        """What fills the addresses this person may go to: a seat's address is its own."""
        own = self.begun.seat_ids.get(name)
        return self.parts | {"seat_id": [own] if own else [self.begun.seat_ids["participant-0"]]}


_standing: list[WholeHouse] = []


def standing() -> WholeHouse:
    """The one that `fill` made in this run."""
    return _standing[-1]


def fill() -> None:
    """Make it, by the program's own actions."""
    library.load()
    made = begun(seats=SEATS)
    add_seat(made, "observer-b", taken=False)
    house = WholeHouse(made, keeper().id)
    _workshop(house)
    _who_comes(house)
    _points(house)
    _texts(house)
    _rules(house)
    _safety(house)
    _terms(house)
    _memory(house)
    _people(house)
    _library(house)
    house.parts |= {
        "dialogue_id": [made.id],
        "party_id": [made.party_ids[0]],
        "rule_id": [rule.id for rule in ground_rules_of(made.dialogue)[:1]],
        "version": ["1", "2"],
        "status": ["400", "403", "404", "409", "413", "429", "503", "507"],
        "page": [
            "components", "workbench", "desk", "seat", "reading", "wall", "paper", "slips", "sign_in",
        ],
    }  # fmt: skip
    house.addresses |= {
        "seats.enter_with": [{"code": made.codes["observer-b"]}],
        "practice_seats.enter": [
            {"seat_id": each, "token": practice_token(each)}
            for each in (made.seat_ids["participant-0"],)
        ],
    }
    _standing.append(house)


def _workshop(house: WholeHouse) -> None:
    of = house.begun
    begins = clock.today() + timedelta(days=1)
    with written():
        workshop, later = (
            workshops.plan_workshop(
                of.dialogue,
                Frame(
                    title=Wording.of(title, "en"),
                    neutral_title="Spring seminar, first part",
                    place="A guest house by a lake",
                    zone="Europe/Vienna",
                    begins_on=begins + timedelta(days=after),
                    day_starts=["09:00", "09:00"],
                    level=None,
                ),
            ).id
            for title, after in (("The river and the road", 0), ("A second meeting", 90))
        )
    with written():
        planned = workshop_queries.workshop_in(of.dialogue, workshop)
        workshops.lay_out_agenda(
            of.dialogue,
            planned,
            workshop_queries.stage_times(of.dialogue),
            [DayFrame(9 * 60, 510)] * planned.days,
            by=of.seat("facilitator"),
            homeward=Wording.of("Going home", "en"),
            seen_version=planned.version,
        )
    joint = _block(of, workshop, "Needs on both banks", "needs_analysis", Room())
    apart = _block(
        of,
        workshop,
        "Upper Sarn among themselves",
        "pre_workshop",
        Room(AudienceKind.PARTY, of.party(0), [of.seat("facilitator"), of.seat("rapporteur")]),
    )
    with written():
        room.hold(_sitting(of, joint))
        room.open_phones(_sitting(of, joint))
    with written():
        planned = workshop_queries.workshop_in(of.dialogue, workshop)
        template = plans.keep_template(
            of.dialogue, planned, "Three days, both languages", words=True, notes=False
        ).id
    house.addresses |= {
        "sources.documented": [
            {"dialogue_id": of.id, "workshop_id": workshop},
            {"dialogue_id": of.id, "workshop_id": workshop, **_DOCUMENTED},
        ],
    }
    house.parts |= {
        "template_id": [template],
        "workshop_id": [workshop, later],
        "sitting_id": [joint, apart],
        "planned_id": [joint, apart],
        "apart_id": [apart],
    }


def _who_comes(house: WholeHouse) -> None:
    of = house.begun
    with written():
        preparation.set_categories(of.dialogue, ["Scholar", "أقرب إلى البلدية"], seen_version=0)
    with written():
        preparation.note_seat(
            of.dialogue,
            of.seat("participant-0"),
            Noted(["Scholar"], ["ka"], [Need.DIET]),
            seen_version=1,
        )
    with written():
        first, later = (
            workshop_queries.workshop_in(of.dialogue, each) for each in house.parts["workshop_id"]
        )
        for workshop in (first, later):
            preparation.keep_list(
                workshop,
                {of.seat_ids["participant-0"]: Coming.ACCEPTED},
                "Two quiet rooms.",
                seen_version=0,
            )
        preparation.close_list(of.dialogue, later)
        preparation.write_letter(
            of.dialogue,
            first,
            Letter.JOINING,
            {"en": "Come by daylight.\n\nBring nothing.", "ar": "تعالوا نهاراً.\n\nلا تحملوا شيئاً."},
            for_all=False,
        )
    house.parts |= {"held_seat_id": [of.seat_ids["participant-0"]]}


def _block(of: Begun, workshop_id: str, title: str, stage: str, of_whom: Room) -> str:
    stages = {each.key: each for each in stages_of(of.dialogue)}
    apart = of_whom.kind is AudienceKind.PARTY
    with written():
        workshop = workshop_queries.workshop_in(of.dialogue, workshop_id)
        return workshops.add_sitting(
            of.dialogue,
            workshop,
            Particulars(
                kind=BlockKind.PARTY_SESSION if apart else BlockKind.SESSION,
                minutes=90,
                title=title,
                stage=stages.get(stage),
                room=of_whom,
                place="Library",
                shown_to_participants="Bring the map",
                private_notes="Sit in a circle",
                purpose="To hear what lies beneath what is asked for.",
                tool="needs_and_fears",
                questions=["What must a solution give?", "What must it never bring back?"],
                materials="Cards in two colours, a wall",
                tasks={
                    Task.LEADS: [of.seat("facilitator")],
                    Task.RECORDS: [of.seat("rapporteur")],
                    Task.INTERPRETS: [of.seat("interpreter")],
                },
                consecutive=True,
            ),
            day=0,
            seen_version=workshop.version,
        ).id


def _sitting(of: Begun, sitting_id: str) -> Sitting:
    return workshop_queries.planned_in(of.dialogue, sitting_id)


def _points(house: WholeHouse) -> None:
    of = house.begun
    joint, apart = house.parts["sitting_id"]
    ids = [
        _point(of, joint, kind, party, language, words) for kind, party, language, words in _POINTS
    ]
    _point(of, apart, Kind.CONCERN, 0, "en", "What we do not say in the large room yet.")
    out = _point(of, apart, Kind.NEED, 0, "en", "A winter without the question of the road.")
    with written():
        carrying.lay_out([_kept(out)])
    with written():
        needs, options, limits, eases = ids[:4], ids[4:6], ids[6], ids[7]
        contributions.link(_kept(options[0]), _kept(needs[0]))
        contributions.link(_kept(options[0]), _kept(needs[2]))
        contributions.link(_kept(limits), _kept(options[0]))
        contributions.link(_kept(eases), _kept(limits))
        heading = contributions.group(
            [_kept(needs[0]), _kept(needs[1])], Wording.of("Water", "en")
        ).id
        contributions.park([_kept(ids[8])])
    with written():
        sitting = _sitting(of, joint)
        contributions.write(
            of.seat("participant-1"),
            sitting,
            Written(
                new_code(),
                invitation_of(sitting).told,
                Kind.NEED,
                Wording.of("Waits for the round."),
            ),
        )
    house.parts |= {"contribution_id": [options[0], needs[0]], "heading_id": [heading]}


def _point(
    of: Begun, sitting_id: str, kind: Kind, party: int | None, language: str, words: str
) -> str:
    whose = None if party is None else of.party(party)
    with written():
        (kept,) = contributions.type_for_room(
            _sitting(of, sitting_id), Typed(words, kind, whose, language, new_id())
        )
    return kept


def _kept(contribution_id: str) -> Contribution:
    return db.session.get_one(Contribution, contribution_id)


def _texts(house: WholeHouse) -> None:
    of = house.begun
    draft = texts.drafted(of, "Both banks need the bridge.", "As one of us said, “never again”.")
    read = texts.drafted(of, "The gauge is read together.", "The road stays open.")
    _open_reading(of, read.id)
    texts.read(of, read, {"participant-1": (Mark.ADOPT, Mark.CANNOT_ADOPT)})
    reading = texts.in_reading(of, "A week of market days.", title="On the market")
    texts.mark(of, reading, "participant-0", (Mark.CONCERN,))
    adopted = texts.adopted(of, "The sluice has one keeper.", title="On the sluice")
    release = texts.asked(of, adopted)
    texts.released(of, "The log lies open in both halls.")
    house.parts |= {
        "text_id": [draft.id, read.id, reading.id, adopted.id],
        "paragraph_id": [text_queries.paragraphs_of(draft)[0].id],
        "release_id": [release.id],
    }


def _open_reading(of: Begun, text_id: str) -> None:
    with written():
        text = text_queries.text_in(of.dialogue, of.seat("facilitator"), text_id)
        text_actions.open_reading(text, list(texts.participants(of).values()))


def _rules(house: WholeHouse) -> None:
    """Adopted twice, in two languages since, and a next version begun."""
    of = house.begun
    with written():
        dialogues.adopt_ground_rules(of.dialogue, 8)
    with written():
        rule = ground_rules_of(of.dialogue)[0]
        wording = rule.wording.with_rendering("ar", "ما يقال في هذه القاعة لا ينسب إلى أحد خارجها.")
        dialogues.edit_ground_rule(of.dialogue, rule, rule.title, wording, rule.rationale)
        dialogues.adopt_ground_rules(of.dialogue, 9)
    with written():
        own = (Wording.of(words, "en") for words in ("Short turns", "We keep it short.", ""))
        dialogues.add_ground_rule(of.dialogue, *own)


def _terms(house: WholeHouse) -> None:
    of = house.begun
    with written():
        uses = [(of.party_ids[0], "High Sarn"), (of.party_ids[1], "سارن العليا\nUpper Sarn")]
        name = terms.list_term(
            of.dialogue,
            terms.Entry(TermKind.PLACE, uses, "Upper Sarn / High Sarn", "Each side has a map."),
        ).id
        word = terms.list_term(
            of.dialogue,
            terms.Entry(
                TermKind.CAREFUL, [("", "sluice war")], "the dry summer", "It names a victor."
            ),
        ).id
    joint = house.parts["sitting_id"][0]
    _point(of, joint, Kind.CAREFUL_WORD, None, "en", "Upstream people")
    house.parts |= {"term_id": [name, word]}


def _memory(house: WholeHouse) -> None:
    """What was reached and recognised, a question, two promises, and a briefing on the table."""
    of = house.begun
    with written():
        workshop = workshop_queries.workshop_in(of.dialogue, house.parts["workshop_id"][0])
        reached = Wording.of("Both banks need to know when the water will be low.", "en")
        reached = reached.with_rendering("ar", "تحتاج الضفتان إلى أن تعرفا متى ينخفض الماء.")
        memory.write_where_we_are(workshop, reached, seen="")
        memory.recognise(workshop, seen=memory.seen_of(workshop))
    with written():
        memory.leave_open(of.dialogue, Wording.of("Who reads the gauge in winter?"))
        memory.promise(of.dialogue, of.party(0), Wording.of("To bring the table of levels."))
        memory.promise(of.dialogue, None, Wording.of("To find a hydrologist both towns accept."))
        memory.describe_conflict(
            of.dialogue, Wording.of("A river, two towns, and a dry summer that each recalls.", "en")
        )
    with written():
        sheet = memory_queries.briefing_sheet(of.dialogue, of.seat("facilitator"))
        memory.say_read(of.dialogue, sheet, seen=sheet.as_read)
        memory.lay_on_the_table(of.dialogue, sheet, shown=True)
    (question,) = memory_queries.questions_of(of.dialogue)
    promises = memory_queries.promises_of(of.dialogue)
    house.parts |= {
        "question_id": [question.id],
        "promise_id": [each.id for each in promises],
    }


def _safety(house: WholeHouse) -> None:
    of = house.begun
    with written():
        answers = {question.key: Checked(Look.CLEAR, "Talked through") for question in RISK_CHECK}
        answers["seized"] = Checked(Look.WAIT, "Two people carry their own laptops.")
        safety.go_through_risk_check(of.dialogue, answers)
        safety.agree_if_asked(of.dialogue, Wording.of("We talk about the river, as neighbours."))
        event = safety.note_event(
            of.dialogue, clock.today(), "Shots near the bridge; nobody hurt.", Then.NOTED
        )
        noted = safety.note_day(
            of.dialogue,
            clock.today() + timedelta(days=1),
            "The day of the flood",
            of.party(0),
            every_year=True,
        )
    house.parts |= {"event_id": [event.id], "noted_id": [noted.id]}


def _people(house: WholeHouse) -> None:
    fresh, begun_to_open = account("New colleague"), account("Another colleague")
    with written():
        link = accounts.give_link(fresh)
        second = accounts.give_link(begun_to_open)
        accounts.choose_first_password(begun_to_open, PASSWORD)
        accounts.prepare_second_factor(account_by_id(house.begun.account_ids["facilitator"]))
        accounts.let_keep_house(account_by_id(house.begun.account_ids["facilitator"]), keeper=True)
    other = house.begun.account_ids["organizer"]
    house.parts |= {"account_id": [other]}
    house.addresses |= {
        # Opens only where nobody has an account yet; here it says that it is spent.
        "accounts.first_account": [{"code": account_queries.first_code()}],
        "accounts.link": [{"code": link.lower()}, {"code": "spent-long-ago"}],
        "accounts.link_second_factor": [{"code": second.lower()}],
        "practice.practice_account": [
            {"account_id": other, "code": account_queries.practice_code(other)}
        ],
    }


def _library(house: WholeHouse) -> None:
    shipped = library.shipped()
    whole, just_begun = own.entered(**own.everything()), own.begun("River Talks")
    parts = [{"own_id": whole, "part": key} for key in PAGES]
    house.parts |= {"own_id": [whole, just_begun]}
    house.addresses |= {
        "own_processes.source": [{"own_id": whole, "number": "1"}],
        "own_processes.add": parts,
        "own_processes.item": [{**each, "number": "1"} for each in parts],
        "library.method": [{"key": each.key} for each in shipped.methods],
        "library.exemplar": [{"key": each} for each in _EXEMPLARS],
        "library.tool": [{"key": each.key} for each in shipped.tools],
        "entries.case_sheet": [{"key": each} for each in _EXEMPLARS],
        "entries.own_case_sheet": [{"own_id": whole}],
        "own_processes.cite": [{"own_id": whole}],
        "library.compare": [
            {},
            {"with": ["inter-tajik-dialogue", "oslo-channel-1993"]},
            {"with": ["dakar-conference-1987", whole]},
        ],
        "handouts.handout": [
            {"paper": each, "dialogue_id": house.begun.id}
            for each in ("stage-cards", "ground-rules", "point-slips", "circle_chart")
        ],
        "handouts.handout_file": [
            {"paper": "stage-cards", "dialogue_id": house.begun.id, "format": each}
            for each in ("pdf", "docx")
        ],
        "library.cite": [
            {"key": key} for key in ("inter-tajik-dialogue", "kelman_psw", "circle_chart")
        ],
        "library.relative": [{"key": each.key} for each in library_queries.relatives().relatives],
        "library.index": [{}, {"track": "track_2", "region": "middle_east", "by": "method"}],
        "library.search": [{}, {"q": "kelman"}, {"q": "kellman worksop"}, {"q": "***"}],
    }
