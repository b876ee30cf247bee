"""Where plans come from and go to: only the plan, only to whom it belongs, and with what is not known said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Account
from app.dialogues import actions as dialogues
from app.dialogues.rules import AudienceKind, Role
from app.library.vocabulary import Level
from app.workshops import queries
from app.workshops.actions import Room, plans
from app.workshops.queries import sources
from app.workshops.rules import BlockKind, Task
from app.workshops.rules.laying_out import DayFrame
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]


@pytest.fixture
def house(app: Flask) -> House:
    library.load()
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    return made.workshop(house)


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def planned(house: House, **given: str) -> str:
    """A workshop with a joint session, rooms apart, a group and a meal."""
    spring = made.workshop(house, **given)
    made.block(
        house,
        spring,
        "To Lower Sarn and back",
        stage=house.stage("needs_analysis"),
        purpose="What lies beneath",
        place="Long hall",
        private_notes=made.NOTES,
        tasks={Task.LEADS: [house.seat("second")]},
        tool="needs_and_fears",
    )
    made.party_room(house, spring, house.upper, "Upper alone", private_notes="Ask Heron")
    seats = [house.seat("heron"), house.seat("otter")]
    made.block(
        house,
        spring,
        "Sketches",
        kind=BlockKind.WORKING_GROUP,
        room=Room(AudienceKind.GROUP, seats=seats),
        day=1,
    )
    made.block(house, spring, kind=BlockKind.MEAL, minutes=75, anchor="13:00", day=1)
    return spring


def in_both(house: House, method: str = "kelman_psw", role: Role = Role.FACILITATOR) -> House:
    """Another dialogue, in which our facilitator has a seat, too."""
    other = made.house(method=method)
    with written():
        dialogues.seat_account(other.dialogue, house.accounts["facilitator"], role, "Guest")
    return other


def choose(browser: Browser, house: House, workshop: str) -> Page:
    return browser.open("sources.choose", dialogue_id=house.dialogue_id, workshop_id=workshop)


def sittings(house: House, workshop: str):
    return queries.sittings_of(made.workshop_of(house, workshop))


# One's own earlier workshop


def test_the_plan_of_an_earlier_workshop_comes_with_its_rooms_and_without_notes(
    house, spring, facilitator
):
    earlier = planned(house)

    page = facilitator.submit(
        choose(facilitator, house, spring), action="/earlier", earlier=earlier
    )

    assert made.agenda(house, spring) == made.agenda(house, earlier)
    before, now = sittings(house, earlier), sittings(house, spring)
    assert [each.audience_id for each in now] == [each.audience_id for each in before]
    assert [each.seats_for(Task.LEADS) for each in now] == [
        each.seats_for(Task.LEADS) for each in before
    ]
    assert not {each.id for each in now} & {each.id for each in before}
    assert [each.private_notes for each in now] == ["", "", "", ""]
    assert "Lower Sarn" in page.text


def test_notes_come_along_when_they_are_asked_for(house, spring, facilitator):
    earlier = planned(house)
    facilitator.submit(
        choose(facilitator, house, spring), action="/earlier", earlier=earlier, notes="y"
    )
    assert sittings(house, spring)[0].private_notes == made.NOTES


def test_from_another_dialogue_nothing_comes_in_which_somebody_is_named(house, spring, facilitator):
    other = in_both(house)
    earlier = planned(other)

    facilitator.submit(
        choose(facilitator, house, spring), action="/earlier", earlier=earlier, notes="y"
    )

    now = sittings(house, spring)
    # the room that one party had became one for each of ours
    assert [each.kind.value for each in now] == [
        "session", "party_session", "party_session", "working_group", "meal",
    ]  # fmt: skip
    assert {each.audience.party_id for each in now[1:3]} == {house.upper.id, house.lower.id}
    assert now[0].title.text == "Needs analysis"  # its own title named a party
    assert (now[0].purpose, now[0].room, now[0].tasks) == ("What lies beneath", "", None)
    assert now[0].private_notes == made.NOTES
    assert now[1].private_notes == ""  # it named a seat
    assert queries.named_for([now[3].audience_id])[now[3].audience_id] == [
        house.seat("facilitator")
    ]


def test_who_is_not_of_the_third_party_there_takes_no_plan_from_there(house, spring, facilitator):
    other = in_both(house, role=Role.ORGANIZER)
    earlier = planned(other)

    page = choose(facilitator, house, spring)
    assert earlier not in page.html
    refused = facilitator.post(
        facilitator.address(
            "sources.from_earlier", dialogue_id=house.dialogue_id, workshop_id=spring
        ),
        earlier=earlier,
        seen_version="1",
        status=422,
    )
    assert "Upper alone" not in refused.text
    assert sittings(house, spring) == []


def test_an_earlier_workshop_at_l0_is_offered_by_its_neutral_title(house, spring, facilitator):
    planned(house, level=Level.L0, neutral_title="Seminar")
    page = choose(facilitator, house, spring)
    assert "Seminar" in page.text
    assert "Needs and fears" not in [option.get_text() for option in page.select("option")]


def test_what_stands_is_not_taken_away_unasked(house, spring, facilitator):
    earlier = planned(house)
    made.block(house, spring, "Stands")
    page = facilitator.submit(
        choose(facilitator, house, spring), action="/earlier", earlier=earlier, status=422
    )
    assert any("would be gone" in error for error in page.errors)
    assert [title for _, title in made.agenda(house, spring)] == ["Stands"]

    facilitator.submit(
        choose(facilitator, house, spring), action="/earlier", earlier=earlier, replace="y"
    )
    assert len(sittings(house, spring)) == 4


# Templates of the house


def keep(browser: Browser, house: House, workshop: str, **given: str) -> Page:
    return browser.submit(
        choose(browser, house, workshop), action="/keep", name="Two days", **given
    )


def test_a_plan_is_kept_without_words_and_used_in_another_dialogue(
    house, facilitator, signed_in_as
):
    page = keep(facilitator, house, planned(house))
    assert "Read it once" in page.text
    for word in ("Lower Sarn", "Upper", "What lies beneath", made.NOTES, "Long hall"):
        assert word not in page.text
    assert "one for each party" in page.text

    other = made.house()
    spring = made.workshop(other)
    stranger = signed_in_as(other.accounts["facilitator"])
    stranger.submit(choose(stranger, other, spring), action="/from-template")

    now = sittings(other, spring)
    assert [each.kind.value for each in now] == [
        "session", "party_session", "party_session", "working_group", "meal",
    ]  # fmt: skip
    assert [each.title.text for each in now] == ["Needs analysis", "", "", "", ""]
    assert now[0].tool == "needs_and_fears"
    assert made.agenda(other, spring)[-1][0] == "2 13:00"


def test_words_are_kept_when_asked_for_but_for_those_that_name_somebody(house, facilitator):
    page = keep(facilitator, house, planned(house), words="y", notes="y")
    assert "What lies beneath" in page.text
    assert "Sketches" in page.text
    assert made.NOTES in page.text
    assert "Lower Sarn" not in page.text
    assert "Ask Heron" not in page.text


def test_a_template_of_another_method_is_adapted_and_it_is_said(house, facilitator, signed_in_as):
    keep(facilitator, house, planned(house))
    other = made.house(method="saunders_sd")
    spring = made.workshop(other)
    stranger = signed_in_as(other.accounts["facilitator"])
    listed = stranger.open("sources.templates", dialogue_id=other.dialogue_id)
    assert "made for another method: 1 block would have no stage here" in listed.text

    page = stranger.submit(choose(stranger, other, spring), action="/from-template")

    assert (
        "It was made for another method: 1 block keeps its name but has no stage here." in page.text
    )
    first = sittings(other, spring)[0]
    assert (first.stage_id, first.title.text) == (None, "Needs analysis")


def test_a_template_is_renamed_and_removed(house, facilitator):
    page = keep(facilitator, house, planned(house))
    page = facilitator.submit(page, button="Rename it", name="Three days")
    assert "Three days" in page.text
    page = facilitator.click(page, "Three days")
    refused = facilitator.submit(page, button="Rename it", name=" ", status=422)
    assert any("Give it a name." in error for error in refused.errors)
    page = facilitator.submit(page, button="Remove it")
    assert sources.templates() == []


def test_an_empty_agenda_is_no_template(house, spring):
    with pytest.raises(plans.NothingToKeep):
        plans.keep_template(
            house.dialogue, made.workshop_of(house, spring), "Nothing", words=True, notes=True
        )


def test_organizers_see_no_template(house, facilitator, signed_in_as):
    keep(facilitator, house, planned(house))
    (kept,) = sources.templates()
    organizer = signed_in_as(house.accounts["organizer"])
    address = organizer.address(
        "sources.template", dialogue_id=house.dialogue_id, template_id=kept.id
    )
    assert organizer.client.get(address).status_code == 403


# Documented processes


def test_a_documented_meeting_is_fitted_to_the_days_one_has_and_says_what_is_not_documented(
    house, spring, facilitator
):
    page = facilitator.open("sources.documented", dialogue_id=house.dialogue_id, workshop_id=spring)
    page = facilitator.click(
        page, "Kelman's Israeli–Palestinian workshops: The usual one-time workshop"
    )
    assert "About two and a half days" in page.text
    assert "Not documented" in page.text
    page = facilitator.submit(page, button="Plan it in this order", **{"ends-2": "14:00"})

    now = sittings(house, spring)
    stages = list(dict.fromkeys(each.stage.key for each in now if each.stage))
    assert stages == [
        "pre_workshop", "information_exchange", "needs_analysis", "joint_thinking", "constraints",
        "overcoming_constraints",
    ]  # fmt: skip
    assert {each.audience.party_id for each in now if each.kind is BlockKind.PARTY_SESSION} == {
        house.upper.id, house.lower.id
    }  # fmt: skip
    assert next(each for each in now if each.stage).purpose.startswith("As documented: Separate")
    assert "Going home" in [each.title.text for each in now]


def test_parts_that_are_none_of_ones_own_stages_keep_their_documented_title(house, spring):
    documented = sources.documented_plan("dakar-conference-1987", "dakar")
    with written():
        workshop = made.workshop_of(house, spring)
        plans.begin_from_documented(
            house.dialogue,
            workshop,
            documented,
            [DayFrame(9 * 60, 510)] * 2,
            by=house.seat("facilitator"),
            homeward="Going home",
            as_documented=str,
            seen_version=workshop.version,
        )
    titles = list(dict.fromkeys(each.title.text for each in sittings(house, spring) if each.title))
    assert titles == [*[part.title for part in documented.parts], "Going home"]
    assert made.workshop_of(house, spring).days == 2


def test_a_process_that_is_not_there_is_not_there(house, spring, facilitator):
    for given in (
        {"process": "atlantis"},
        {"process": "dakar-conference-1987", "meeting": "never"},
    ):
        address = facilitator.address(
            "sources.documented", dialogue_id=house.dialogue_id, workshop_id=spring, **given
        )
        assert facilitator.client.get(address).status_code == 404
