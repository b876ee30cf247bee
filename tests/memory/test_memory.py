"""Where we are, and the newcomer's briefing: what is carried, who reads it, and what the level keeps off paper."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from app.memory import actions, queries
from app.workshops.models import Workshop
from app.workshops.queries import workshop_in
from tests.factories import texts
from tests.factories.dialogues import Begun, begun
from tests.factories.whole_house import WholeHouse
from tests.support.browser import Browser
from tests.support.writing import written

WORDS = "Both banks need to know beforehand when the water will be low."


@pytest.fixture
def of(whole_house: WholeHouse) -> Begun:
    return whole_house.begun


@pytest.fixture
def facilitator(app: Flask, whole_house: WholeHouse) -> Browser:
    return whole_house.browser(app, "facilitator")


def later_workshop(house: WholeHouse) -> Workshop:
    """The later of the two that the house plans: nothing is written of it yet."""
    return workshop_in(house.begun.dialogue, house.parts["workshop_id"][1])


def write_words(house: WholeHouse, words: str) -> None:
    with written():
        workshop = later_workshop(house)
        seen = actions.seen_of(workshop)
        actions.write_where_we_are(workshop, Wording.of(words, "en"), seen=seen)


def recognise(house: WholeHouse) -> None:
    with written():
        workshop = later_workshop(house)
        actions.recognise(workshop, seen=actions.seen_of(workshop))


def here(of: Begun) -> queries.WhereWeAre:
    return queries.where_we_are(of.dialogue, of.seat("facilitator"))


def sheet(of: Begun) -> queries.BriefingSheet:
    return queries.briefing_sheet(of.dialogue, of.seat("facilitator"))


# Where we had got to


def test_words_are_the_rooms_only_when_it_recognised_them_and_new_words_ask_again(
    whole_house: WholeHouse, of: Begun
):
    def last() -> str:
        reached = here(of).last
        assert reached is not None
        assert reached.words is not None
        return reached.words.text

    before = last()
    write_words(whole_house, WORDS)
    assert last() == before
    recognise(whole_house)
    assert last() == WORDS
    write_words(whole_house, WORDS)
    assert last() == WORDS, "the same words saved again stay recognised"
    write_words(whole_house, f"{WORDS} And who keeps the sluice.")
    assert last() == before


def test_nobody_recognises_what_was_changed_meanwhile_or_was_never_written(
    whole_house: WholeHouse,
):
    with pytest.raises(actions.NothingWritten), written():
        actions.recognise(later_workshop(whole_house), seen="")
    write_words(whole_house, WORDS)
    seen = actions.seen_of(later_workshop(whole_house))
    write_words(whole_house, "Other words.")
    with pytest.raises(StaleDataError), written():
        actions.recognise(later_workshop(whole_house), seen=seen)


def test_the_page_gathers_what_is_open_parked_promised_and_adopted(
    facilitator: Browser, whole_house: WholeHouse, of: Begun
):
    write_words(whole_house, WORDS)
    page = facilitator.open("memory.index", dialogue_id=of.id)
    page = facilitator.submit(page, action="/recognise")
    assert "Recognised by everybody present" in page.text
    page = facilitator.submit(page, action="/questions", words="Who reads the gauge?")
    page = facilitator.submit(
        page, action="/promises", whose=of.party_ids[0], words="To send the table of levels."
    )
    page = facilitator.submit(page, action="/promises", whose="", words="To find a hydrologist.")
    for words in (WORDS, "Who reads the gauge?", "To send the table of levels.", "On the sluice"):
        assert words in page.text
    assert "The third party" in page.text


def test_what_a_party_parked_among_itself_is_not_on_the_page(whole_house: WholeHouse, of: Begun):
    everything = [*here(of).parked, *here(of).asked]
    assert everything
    joint = {point.audience_id for point in everything}
    assert len(joint) == 1


def test_a_promise_is_a_partys_or_the_third_partys_and_a_stranger_id_is_refused(
    facilitator: Browser, of: Begun
):
    page = facilitator.open("memory.index", dialogue_id=of.id)
    page = facilitator.post(
        facilitator.address("memory.promise", dialogue_id=of.id),
        status=422,
        csrf_token=facilitator.csrf_token(),
        whose="somebody",
        words="To call.",
    )
    assert "To call." in page.html
    assert "To call." not in {each.words.text for each in queries.promises_of(of.dialogue)}


def test_a_promise_is_said_to_be_done_and_taken_off_without_a_trace(
    facilitator: Browser, of: Begun
):
    first, *others = queries.promises_of(of.dialogue)
    page = facilitator.open("memory.index", dialogue_id=of.id)
    page = facilitator.submit(page, action=f"{first.id}/done")
    assert queries.promises_of(of.dialogue)[-1].done, "what is done stands last"
    page = facilitator.submit(page, action=f"{first.id}/open")
    assert not queries.promises_of(of.dialogue)[-1].done
    page = facilitator.submit(page, action=f"{first.id}/take-off")
    assert [each.id for each in queries.promises_of(of.dialogue)] == [each.id for each in others]


def test_organizers_and_participants_know_of_no_such_page(app: Flask, whole_house: WholeHouse):
    of = whole_house.begun
    whole_house.browser(app, "organizer").get(f"/dialogues/{of.id}/memory/", status=404)


# The briefing


def describe(of: Begun, words: str = "A valley with one river and two councils.") -> None:
    with written():
        actions.describe_conflict(of.dialogue, Wording.of(words, "en"))


def read_it(of: Begun) -> None:
    with written():
        now = sheet(of)
        actions.say_read(of.dialogue, now, seen=now.as_read)


def test_a_briefing_holds_no_recorded_word_and_names_no_party(
    whole_house: WholeHouse, of: Begun, facilitator: Browser
):
    describe(of)
    page = facilitator.open("memory.briefing", dialogue_id=of.id)
    given = page.select(".briefing")[0].get_text()
    assert "A valley with one river and two councils." in given
    assert "On the sluice" in given
    for words in ("Upper Sarn", "Lower Sarn", "To know a week before", "Heron"):
        assert words not in given


def test_it_is_given_only_as_the_third_party_read_it(
    app: Flask, whole_house: WholeHouse, of: Begun, facilitator: Browser
):
    describe(of)
    seat_id = of.seat_ids["participant-0"]
    phone = whole_house.browser(app, "participant-0")
    phone.get(f"/seat/{seat_id}/briefing", status=404)  # other words took it from the table
    with pytest.raises(actions.NotReadYet), written():
        actions.lay_on_the_table(of.dialogue, sheet(of), shown=True)
    page = facilitator.open("memory.briefing", dialogue_id=of.id)
    page = facilitator.submit(page, button="We have read it as it stands")
    page = facilitator.submit(page, button="Lay it on the table")
    assert "It lies on the table" in page.text
    assert "A valley with one river" in phone.get(f"/seat/{seat_id}/briefing").text
    assert phone.get(f"/seat/{seat_id}/").select('.on-the-table a[href$="/briefing"]')
    assert "A valley" in facilitator.open("memory.briefing_paper", dialogue_id=of.id).text
    with written():
        actions.leave_open(of.dialogue, Wording.of("Who keeps the key?"))
    phone.get(f"/seat/{seat_id}/briefing", status=404)
    assert not phone.get(f"/seat/{seat_id}/").select('.on-the-table a[href$="/briefing"]')


def test_nobody_says_to_have_read_another_page_than_the_one_that_stands(of: Begun):
    describe(of)
    seen = sheet(of).as_read
    describe(of, "Other words.")
    with pytest.raises(StaleDataError), written():
        actions.say_read(of.dialogue, sheet(of), seen=seen)


def test_other_words_of_the_conflict_take_the_briefing_from_the_table(of: Begun):
    describe(of)
    read_it(of)
    with written():
        actions.lay_on_the_table(of.dialogue, sheet(of), shown=True)
    describe(of, "Other words.")
    row = queries.briefing_of(of.dialogue)
    assert row is not None
    assert not row.shown


@pytest.mark.parametrize(
    ("level", "stands", "not_here"),
    [
        (Level.L0, [], ["A valley", "On the market", "On the bridge", "Who reads"]),
        (Level.L1, ["A valley"], ["On the market", "On the bridge", "Who reads"]),
        (Level.L3, ["A valley", "On the market", "Who reads"], []),
    ],
)
def test_the_level_is_obeyed(
    app: Flask, with_library: None, level: Level, stands: list[str], not_here: list[str]
):
    of = begun(level=Level.L3, name="The unspoken valley")
    texts.adopted(of, "The sluice has one keeper.", title="On the market")
    describe(of)
    with written():
        actions.leave_open(of.dialogue, Wording.of("Who reads the gauge?"))
        of.dialogue.level = level
    read_it(of)
    page = of.browser(app, "facilitator").open("memory.briefing_paper", dialogue_id=of.id)
    assert "The unspoken valley" not in page.html
    for words in stands:
        assert words in page.text
    for words in not_here:
        assert words not in page.html


def test_names_of_parties_and_listed_words_are_pointed_out_before_it_is_given(
    facilitator: Browser, of: Begun
):
    describe(of, "Upper Sarn closed the sluice in what some call the sluice war.")
    page = facilitator.open("memory.briefing", dialogue_id=of.id)
    assert "the name of a party" in page.text
    assert "the dry summer" in page.text, "what can be said instead of a listed word"


def test_questions_recorded_in_the_joint_room_are_for_the_third_party_and_not_in_a_briefing(
    whole_house: WholeHouse, of: Begun
):
    kinds = {point.kind for point in here(of).asked}
    assert kinds <= {Kind.QUESTION}
    assert not set(sheet(of).questions) & {point.words for point in here(of).asked}
