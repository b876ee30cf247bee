from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.orm.exc import StaleDataError

from app import vault
from app.dialogues import actions, queries
from app.dialogues.actions import (
    CodeOpensNothing,
    DestructionOutOfReach,
    Particulars,
    SameNameTwice,
    SeatNotBySlip,
    TooFewParties,
)
from app.dialogues.models import Audience, AudienceSeat, Dialogue, GroundRule, Seat
from app.dialogues.rules import BY_SLIP, KEPT_AT_MOST, AudienceKind, Role
from app.journal import queries as journal
from app.kernel import announcements, clock
from app.kernel.announcements import Announcement
from app.kernel.db import Model, db
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from tests.factories import library
from tests.factories.accounts import account
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.held_clock import START, HeldClock
from tests.support.writing import written

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def heard() -> Iterator[list[Announcement]]:
    heard: list[Announcement] = []
    announcements.listen(heard.append)
    yield heard
    announcements._listeners.remove(heard.append)


def wordings(*names: str) -> list[Wording]:
    return [Wording.of(name) for name in names]


# Beginning


@pytest.mark.parametrize("key", [method.key for method in library.shipped().methods])
def test_a_dialogue_copies_the_stages_and_ground_rules_of_its_method(key: str):
    method = library.method(key)
    here = begun(method=key)
    stages = queries.stages_of(here.dialogue)
    assert [stage.key for stage in stages] == [stage.key for stage in method.stages]
    assert all(stage.minutes > 0 for stage in stages)
    rules = queries.ground_rules_of(here.dialogue)
    assert [rule.title.text for rule in rules] == [rule.title for rule in method.ground_rules]
    assert all(rule.source for rule in rules), "what is documented says where"


def test_who_begins_a_dialogue_facilitates_it():
    here = begun(seats=())
    (seat,) = queries.seats_of(here.dialogue)
    assert (seat.role, seat.account_id) == (Role.FACILITATOR, here.account_ids["facilitator"])
    assert [entry.tag for entry in journal.entries_of(here.id)] == ["dialogue:begun"]


def test_everything_begun_has_a_key_a_level_and_a_day_of_destruction():
    here = begun(level=Level.L1)
    dialogue = here.dialogue
    assert vault.current().holds(here.id)
    assert dialogue.level is Level.L1
    assert clock.today() < dialogue.destroy_on <= clock.today() + KEPT_AT_MOST
    assert queries.joint_audience_of(dialogue).kind is AudienceKind.ALL


@pytest.mark.parametrize(
    ("names", "refusal"),
    [
        ([], TooFewParties),
        (["One"], TooFewParties),
        (["One", "one"], SameNameTwice),
        (["Straße", "STRASSE"], SameNameTwice),
        (["One", "Two", "ONE"], SameNameTwice),
    ],
)
def test_parties_are_two_or_more_and_told_apart(names: list[str], refusal: type[Exception]):
    with pytest.raises(refusal):
        begun(parties=names)
    assert db.session.scalar(select(func.count()).select_from(Dialogue)) == 0


def test_three_parties_or_more_are_as_good_as_two():
    here = begun(parties=("Алазан", "هضبة الشمال", "Hill People", "Fourth"), seats=())
    assert [party.name.text for party in here.dialogue.parties] == [
        "Алазан",
        "هضبة الشمال",
        "Hill People",
        "Fourth",
    ]


@pytest.mark.parametrize("days", [-1, 0, KEPT_AT_MOST.days + 1])
def test_the_day_of_destruction_lies_ahead_and_within_reach(days: int):
    with pytest.raises(DestructionOutOfReach):
        begun(destroy_on=clock.today() + timedelta(days=days))


# Names and particulars


def test_two_parties_never_get_the_same_name():
    here = begun(parties=("Upper", "Lower"))
    with written():
        actions.name_party(here.dialogue, here.party(0), Wording.of("Uplands"))
    with pytest.raises(SameNameTwice), written():
        actions.name_party(here.dialogue, here.party(1), Wording.of("UPLANDS"))
    with pytest.raises(SameNameTwice), written():
        actions.add_party(here.dialogue, Wording.of("lower"))
    with written():
        actions.add_party(here.dialogue, Wording.of("Ferrymen"))
        actions.name_party(here.dialogue, here.party(0), Wording.of("uplands"))
    assert [party.name.text for party in here.dialogue.parties] == ["uplands", "Lower", "Ferrymen"]


def particulars(**changed: object) -> Particulars:
    given = {
        "name": Wording.of("Renamed"),
        "neutral_title": "Autumn seminar",
        "level": Level.L3,
        "zone": "Asia/Dushanbe",
        "languages": ["tg"],
        "destroy_on": clock.today() + timedelta(days=9),
    }
    return Particulars(**{**given, **changed})


def test_of_two_who_save_at_once_the_second_is_told():
    here = begun()
    seen = here.dialogue.version
    with written():
        actions.change_particulars(here.dialogue, particulars(), seen_version=seen)
    with pytest.raises(StaleDataError), written():
        actions.change_particulars(
            here.dialogue, particulars(neutral_title="Lost"), seen_version=seen
        )
    assert here.dialogue.neutral_title == "Autumn seminar"


def test_a_changed_level_is_an_act_upon_the_record_and_a_changed_name_is_not():
    here = begun(level=Level.L3)
    with written():
        actions.change_particulars(here.dialogue, particulars(), seen_version=here.dialogue.version)
    assert len(journal.entries_of(here.id)) == 1
    with written():
        actions.change_particulars(
            here.dialogue, particulars(level=Level.L0), seen_version=here.dialogue.version
        )
    assert "dialogue:level-changed" in {entry.tag for entry in journal.entries_of(here.id)}


# Seats and slips


def test_a_code_opens_its_seat_once():
    here = begun(seats=("participant-0",), taken=False)
    code = here.codes["participant-0"]
    with written():
        seat, secret = actions.take_seat(code)
    assert seat.id == here.seat_ids["participant-0"]
    assert queries.seat_on_this_device(seat.id, secret) is not None
    with pytest.raises(CodeOpensNothing), written():
        actions.take_seat(code)
    assert queries.seat_on_this_device(seat.id, secret) is not None


def test_a_code_is_read_as_people_write_it():
    here = begun(seats=("observer",), taken=False)
    typed = here.codes["observer"].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with written():
        seat, _ = actions.take_seat(f"  {typed} ")
    assert seat.id == here.seat_ids["observer"]


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "no seat", "ß" * 500, "\x00"])
def test_what_is_no_code_opens_nothing(code: str):
    begun()
    with pytest.raises(CodeOpensNothing), written():
        actions.take_seat(code)


def test_wrong_used_and_replaced_codes_are_told_apart_by_nothing():
    here = begun(seats=("observer",), taken=False)
    replaced = here.codes["observer"]
    with written():
        used = actions.replace_slip(here.seat("observer")).code
        actions.take_seat(used)
    sentences = set()
    for code in ("ABCD-EFGH-JKMN-PQRS", replaced, used):
        with pytest.raises(CodeOpensNothing) as refused, written():
            actions.take_seat(code)
        sentences.add(str(refused.value))
    assert len(sentences) == 1


def test_a_replaced_slip_stops_the_old_device_and_every_stream_of_the_dialogue(
    heard: list[Announcement],
):
    here = begun()
    seat_id, old = here.seat_ids["participant-0"], here.secrets["participant-0"]
    stopped: list[Seat] = []
    actions.when_a_seat_stops(stopped.append)
    try:
        with written():
            slip = actions.replace_slip(here.seat("participant-0"))
    finally:
        actions._when_a_seat_stops.remove(stopped.append)
    assert [seat.id for seat in stopped] == [seat_id]
    assert queries.seat_on_this_device(seat_id, old) is None
    assert actions.SEAT_CLOSED in {announcement.topic for announcement in heard}
    with written():
        _, fresh = actions.take_seat(slip.code)
    assert queries.seat_on_this_device(seat_id, fresh) is not None
    assert queries.seat_on_this_device(seat_id, old) is None


@pytest.mark.parametrize("role", Role)
def test_each_role_is_seated_in_its_own_way_only(role: Role):
    here = begun(seats=())
    if role in BY_SLIP:
        refused: list[Callable[[], object]] = [
            lambda: actions.seat_account(here.dialogue, account(), role, "Heron")
        ]
    else:
        refused = [
            lambda: actions.seat_by_slip(here.dialogue, role, "Heron"),
            lambda: actions.replace_slip(here.seat("facilitator")),
        ]
    for deed in refused:
        with pytest.raises(SeatNotBySlip), written():
            deed()


def test_only_a_participant_has_a_party():
    here = begun(seats=())
    with written():
        observer = actions.seat_by_slip(here.dialogue, Role.OBSERVER, "Heron", here.party(0)).seat
    assert observer.party_id is None


def test_the_same_person_gets_the_same_seat_once():
    here = begun(seats=("organizer",))
    with written():
        again = actions.seat_account(
            here.dialogue, here.account("organizer"), Role.ORGANIZER, "Again"
        )
    assert again.id == here.seat_ids["organizer"]
    assert len(queries.seats_of(here.dialogue)) == 2


def test_a_seat_is_taken_away_with_its_slip_and_its_device():
    here = begun()
    seat_id, secret = here.seat_ids["participant-0"], here.secrets["participant-0"]
    with written():
        actions.remove_seat(here.seat("participant-0"))
    assert queries.seat_on_this_device(seat_id, secret) is None
    assert db.session.get(Seat, seat_id) is None


def test_of_a_seat_only_hashes_and_a_code_name_are_kept():
    assert {column.name for column in inspect(Seat).columns} == {
        "id",
        "dialogue_id",
        "role",
        "party_id",
        "account_id",
        "name",
        "slip",
        "secret",
    }
    here = begun(seats=("observer",), taken=False)
    code = here.codes["observer"]
    assert here.seat("observer").slip not in {None, code, code.replace("-", "")}


# Audiences


def test_a_partys_room_names_third_party_seats_and_nobody_else():
    here = begun()
    with written():
        audience = actions.audience_of_party(
            here.dialogue, here.party(0), [here.seat(name) for name in here.seat_ids]
        )
    named = db.session.scalars(
        select(AudienceSeat.seat_id).where(AudienceSeat.audience_id == audience.id)
    )
    assert set(named) == {
        here.seat_ids[name] for name in ("facilitator", "rapporteur", "interpreter")
    }


def test_a_party_or_a_seat_that_goes_takes_its_audiences_along():
    here = begun()
    with written():
        actions.audience_of_party(here.dialogue, here.party(0), [here.seat("rapporteur")])
        actions.audience_of_group(here.dialogue, "Maps", [here.seat("participant-0")])
        for name in ("rapporteur", "participant-0"):
            actions.remove_seat(here.seat(name))
    assert db.session.scalar(select(func.count()).select_from(AudienceSeat)) == 0
    assert db.session.scalar(select(func.count()).select_from(Audience)) == 4


# Ground rules


def titles(here: Begun) -> list[str]:
    return [rule.title.text for rule in queries.ground_rules_of(here.dialogue)]


def words(title: str) -> tuple[Wording, Wording, Wording]:
    return Wording.of(title), Wording.of(f"{title}, in full."), Wording.of("")


def test_every_change_to_the_rules_is_a_new_version_that_nobody_has_adopted_yet():
    here = begun()

    def change(deed) -> None:
        before = here.dialogue.rules_version
        with written():
            actions.adopt_ground_rules(here.dialogue, 7)
        assert queries.adoption_of(here.dialogue) is not None
        with written():
            deed()
        assert here.dialogue.rules_version == before + 1
        assert queries.adoption_of(here.dialogue) is None

    def first() -> GroundRule:
        return queries.ground_rules_of(here.dialogue)[0]

    change(lambda: actions.add_ground_rule(here.dialogue, *words("No telephones at table")))
    assert titles(here)[-1] == "No telephones at table"
    change(lambda: actions.edit_ground_rule(here.dialogue, first(), *words("Changed")))
    change(lambda: actions.move_ground_rule(here.dialogue, first(), down=True))
    assert titles(here)[1] == "Changed"
    change(lambda: actions.remove_ground_rule(here.dialogue, first()))
    assert titles(here)[0] == "Changed"


def test_a_rule_at_the_edge_stays_and_nothing_is_a_new_version():
    here = begun()
    before, version = titles(here), here.dialogue.rules_version
    with written():
        rules = queries.ground_rules_of(here.dialogue)
        actions.move_ground_rule(here.dialogue, rules[0], down=False)
        actions.move_ground_rule(here.dialogue, rules[-1], down=True)
    assert titles(here) == before
    assert here.dialogue.rules_version == version


def test_moving_a_rule_up_and_down_again_changes_no_order():
    here = begun()
    before = titles(here)
    with written():
        rule = queries.ground_rules_of(here.dialogue)[2]
        actions.move_ground_rule(here.dialogue, rule, down=False)
    assert titles(here)[1] == before[2]
    with written():
        rule = queries.ground_rules_of(here.dialogue)[1]
        actions.move_ground_rule(here.dialogue, rule, down=True)
    assert titles(here) == before


def test_a_rule_added_after_one_was_removed_stands_last():
    here = begun()
    with written():
        actions.remove_ground_rule(here.dialogue, queries.ground_rules_of(here.dialogue)[1])
        actions.add_ground_rule(here.dialogue, *words("One"))
        actions.add_ground_rule(here.dialogue, *words("Two"))
    assert titles(here)[-2:] == ["One", "Two"]


def test_adoption_is_a_count_and_a_day():
    here = begun()
    with written():
        actions.adopt_ground_rules(here.dialogue, 7)
    with written():
        actions.adopt_ground_rules(here.dialogue, 9)
    adoption = queries.adoption_of(here.dialogue)
    assert adoption is not None
    assert (adoption.adopted_by, adoption.on) == (9, clock.today())


# Destruction


def _rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
    }


def test_a_destroyed_dialogue_leaves_no_row_and_no_key_and_its_neighbour_is_untouched():
    neighbour = begun(name="Neighbour")
    before = _rows()
    here = begun()
    with written():
        actions.audience_of_group(here.dialogue, "Maps", [here.seat("participant-0")])
        actions.adopt_ground_rules(here.dialogue, 4)
    with written():
        actions.destroy_dialogue(here.dialogue)
    after = _rows()
    left = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    # What stays: that a dialogue was destroyed, and the accounts, which belong to the house.
    assert left == {"accounts": len(here.account_ids), "journal_entries": 1}
    assert journal.entries_of(here.id) == []
    assert [entry.tag for entry in journal.entries_of(None)] == ["dialogue:destroyed"]
    assert not vault.current().holds(here.id)
    assert vault.current().holds(neighbour.id)
    assert neighbour.dialogue.name.text == "Neighbour"


def test_every_device_hears_that_its_dialogue_is_gone(heard: list[Announcement]):
    here = begun()
    heard.clear()
    with written():
        actions.destroy_dialogue(here.dialogue)
    assert [(each.topic, each.to.dialogue_id) for each in heard] == [(actions.SEAT_CLOSED, here.id)]


def test_a_dialogue_whose_key_is_lost_keeps_nobody_from_the_others(browser: Browser):
    who = account("Ilse")
    dark, lit = begun(facilitator=who, name="Dark"), begun(facilitator=who, name="Lit")
    vault.current().destroy(dark.id)
    own = queries.dialogues_of(who.id)
    assert [(each.dialogue.id, each.is_dark) for each in own] == [(lit.id, False), (dark.id, True)]
    page = browser.sign_in(who).get("/dialogues/")
    assert "Lit" in page.text
    assert "A dialogue without its key" in page.text
    with written():
        actions.destroy_dialogue(dark.dialogue)
    assert "without its key" not in browser.get("/dialogues/").text


def test_on_its_date_a_dialogue_is_destroyed_with_its_key_and_no_day_before(clock: HeldClock):
    dialogue = begun().dialogue
    dialogue_id, due = dialogue.id, dialogue.destroy_on
    clock.forward(days=(due - START.date()).days - 1)
    with written():
        assert actions.destroy_what_is_due() == 0
    clock.forward(days=1)
    with written():
        assert actions.destroy_what_is_due() == 1
    assert not vault.current().holds(dialogue_id)
    assert db.session.get(Dialogue, dialogue_id) is None


def test_a_key_that_is_only_missing_destroys_nothing(clock: HeldClock):
    dialogue_id = begun().dialogue.id
    vault.current().destroy(dialogue_id)
    with written():
        assert actions.destroy_what_is_due() == 0
    assert db.session.scalar(select(Dialogue.id).where(Dialogue.id == dialogue_id)) == dialogue_id
