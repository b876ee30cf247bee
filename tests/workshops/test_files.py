"""An agenda goes out as a file and comes in again: nothing is lost, nothing is said to whom it is not for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings, strategies as st

from app.accounts.models import Account
from app.dialogues.rules import AudienceKind
from app.library.vocabulary import Level
from app.settings import ROOT
from app.workshops import queries
from app.workshops.actions import AgendaChanged, AgendaNotEmpty, Room
from app.workshops.actions.files import read_in
from app.workshops.queries.files import agenda_file, columns_of_file
from app.workshops.rules import BlockKind, Task
from app.workshops.rules.files import COLUMNS, FileRefused, to_csv, to_json
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
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


def full(house: House, spring: str) -> dict[str, str]:
    """An agenda with something of everything."""
    group = Room(
        AudienceKind.GROUP,
        seats=[house.seat(name) for name in ("second", "heron", "otter")],
        name="A",
    )
    return {
        "joint": made.block(
            house,
            spring,
            "=Needs, fears; hopes",
            stage=house.stage("needs_analysis"),
            purpose="To hear\nwhat lies beneath",
            tool="needs_and_fears",
            questions=["What must be?", "What never again?"],
            materials="Cards",
            tasks={
                Task.LEADS: [house.seat("second")],
                Task.INTERPRETS: [house.seat("interpreter")],
            },
            consecutive=True,
            place="Long hall",
            shown_to_participants="Session",
            private_notes=made.NOTES,
            anchor="09:30",
            level=Level.L1,
        ),
        "upper": made.party_room(
            house, spring, house.upper, "Upper alone", private_notes=made.NOTES
        ),
        "group": made.block(
            house, spring, "Sketches", kind=BlockKind.WORKING_GROUP, room=group, day=1
        ),
        "third": made.block(house, spring, "Debrief", room=Room(AudienceKind.THIRD_PARTY), day=2),
        "stage": made.block(house, spring, stage=house.stage("joint_thinking"), day=2),
        "meal": made.block(house, spring, kind=BlockKind.MEAL, minutes=75, day=2),
    }


def out(house: House, spring: str, write=to_csv, *, notes: bool = True) -> bytes:
    agenda = agenda_file(house.dialogue, made.workshop_of(house, spring), notes=notes)
    return write(agenda, columns_of_file(agenda, notes=notes))


def bring(house: House, spring: str, content: bytes, **given: Any) -> None:
    with written():
        workshop = made.workshop_of(house, spring)
        version = given.pop("seen_version", workshop.version)
        read_in(
            house.dialogue,
            workshop,
            content,
            by=house.seat("facilitator"),
            seen_version=version,
            **given,
        )


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(*rows: dict[str, object]) -> bytes:
    held = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(held, names)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


@pytest.mark.parametrize("write", [to_csv, to_json])
def test_what_went_out_comes_back_and_changes_nothing(house, spring, write):
    full(house, spring)
    before = out(house, spring, write)
    audiences = {
        each.id: each.audience_id for each in queries.sittings_of(made.workshop_of(house, spring))
    }

    bring(house, spring, before)

    assert out(house, spring, write) == before
    again = {
        each.id: each.audience_id for each in queries.sittings_of(made.workshop_of(house, spring))
    }
    assert again == audiences


@pytest.mark.parametrize("write", [to_csv, to_json])
def test_the_same_file_makes_the_same_agenda_in_another_workshop(house, spring, write):
    full(house, spring)
    other = made.workshop(house)

    bring(house, other, out(house, spring, write))

    def told(workshop: str) -> list[dict[str, str]]:
        return [{**row, "block": ""} for row in rows(out(house, workshop))]

    assert told(other) == told(spring)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(BlockKind), st.integers(1, 1440)), max_size=8
    )
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_agenda_comes_back_as_it_went(house, drawn):
    spring, other = made.workshop(house), made.workshop(house)
    for day, kind, minutes in drawn:
        made.block(house, spring, day=day, kind=kind, minutes=minutes)
    for write in (to_csv, to_json):
        went = out(house, spring, write)
        bring(house, spring, went)
        assert out(house, spring, write) == went
        bring(house, other, went, replace=True)
        assert made.agenda(house, other) == made.agenda(house, spring)


def test_a_file_without_notes_leaves_those_that_stand(house, spring):
    blocks = full(house, spring)
    without = out(house, spring, notes=False)
    assert made.NOTES not in without.decode()

    bring(house, spring, without)

    assert made.sitting(house, blocks["joint"]).private_notes == made.NOTES


def test_a_line_changed_in_a_spreadsheet_changes_its_block_and_a_copied_line_is_a_new_one(
    house, spring
):
    blocks = full(house, spring)
    lines = rows(out(house, spring))
    changed = {**lines[0], "minutes": "75", "title": "Hopes"}

    bring(
        house, spring, sheet(changed, {**changed, "minutes": "30", "fixed_start": ""}, *lines[1:])
    )

    assert made.sitting(house, blocks["joint"]).minutes == 75
    titles = [title for _, title in made.agenda(house, spring)]
    assert titles[:3] == ["Hopes", "Hopes", "Upper alone"]


def test_what_a_file_leaves_out_is_taken_away_only_when_that_is_said(house, spring):
    full(house, spring)
    before = made.agenda(house, spring)
    lines = rows(out(house, spring))
    with pytest.raises(AgendaNotEmpty, match="5 of the blocks"):
        bring(house, spring, sheet(lines[0]))
    assert made.agenda(house, spring) == before

    bring(house, spring, sheet(lines[0]), replace=True)

    assert len(made.agenda(house, spring)) == 1


def test_each_party_in_a_file_is_a_room_for_each(house, spring):
    bring(house, spring, sheet({"day": 1, "minutes": 60, "kind": "session", "for": "Each party"}))

    sittings = queries.sittings_of(made.workshop_of(house, spring))
    assert [(each.lane, each.kind) for each in sittings] == [
        (0, BlockKind.PARTY_SESSION), (1, BlockKind.PARTY_SESSION)
    ]  # fmt: skip
    assert {each.audience.party_id for each in sittings} == {house.upper.id, house.lower.id}


@pytest.mark.parametrize(
    ("given", "column", "sentence"),
    [
        ({"for": "Middle Sarn"}, "for", "No party is called so."),
        ({"for": "party 3"}, "for", "No party is called so."),
        ({"kind": "party_session"}, "for", "Say whose session it is"),
        ({"stage": "five_components"}, "stage", "has no stage “five_components”"),
        ({"tool": "ouija"}, "tool", "has no tool “ouija”"),
        ({"leads": "Otter"}, "leads", "Nobody who could is called “Otter”"),
        ({"for": "group", "members": "Second"}, "members", "Nobody who could"),
    ],
)
def test_who_or_what_is_not_here_is_said_by_line_and_column_and_nothing_is_changed(
    house, spring, given, column, sentence
):
    made.block(house, spring, "Stands")
    line = {"day": 1, "minutes": 60, "kind": "session", "title": "Comes"}
    with pytest.raises(FileRefused) as refused:
        bring(
            house,
            spring,
            sheet({**dict.fromkeys(given, ""), **line}, {**line, **given}),
            replace=True,
        )
    told = [(str(each.where), each.column) for each in refused.value.problems]
    assert ("Line 3", column) in told
    assert any(sentence in str(each.sentence) for each in refused.value.problems)
    assert [title for _, title in made.agenda(house, spring)] == ["Stands"]


def test_who_was_faster_is_not_overwritten_by_a_file(house, spring):
    full(house, spring)
    before = out(house, spring)
    with pytest.raises(AgendaChanged):
        bring(house, spring, before, seen_version=1)


def test_at_l0_a_file_names_neither_party_nor_place_nor_what_it_is(app):
    library.load()
    house = made.house(Level.L0)
    spring = made.workshop(house)
    full(house, spring)
    for write in (to_csv, to_json):
        told = out(house, spring, write).decode()
        assert not [
            name
            for name in ("Upper Sarn", "Needs and fears", "Tbilisi", made.VENUE)
            if name in told
        ]
        bring(house, spring, told.encode())


# On the pages


def go(browser: Browser, house: House, spring: str):
    return browser.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)


def upload(browser: Browser, house: House, spring: str, content: bytes, *, status: int = 200):
    page = go(browser, house, spring)
    fields = dict(page.form(with_fields={"words"}).fields)
    return browser.post(
        page.path, status=status, **{**fields, "file": (io.BytesIO(content), "agenda.csv")}
    )


def test_a_facilitator_takes_the_agenda_out_and_brings_it_in(house, spring, facilitator):
    made.block(house, spring, "First", private_notes=made.NOTES)
    address = facilitator.address(
        "sources.agenda", dialogue_id=house.dialogue_id, workshop_id=spring, format="csv"
    )
    taken = facilitator.client.get(address)
    assert taken.headers["Content-Disposition"] == 'attachment; filename="agenda.csv"'
    assert made.NOTES not in taken.text
    assert made.NOTES in facilitator.client.get(f"{address}?notes=y").text

    page = upload(facilitator, house, spring, taken.data.replace(b"First", b"Second"))

    assert "Second" in page.text
    assert [title for _, title in made.agenda(house, spring)] == ["Second"]


def test_what_was_pasted_and_is_wrong_stays_with_every_place_named(house, spring, facilitator):
    made.block(house, spring, "First")
    words = "day;minutes;kind;title\n1;-5;session;Keep me\n1;60;lecture;And me"

    page = facilitator.submit(
        go(facilitator, house, spring), button="Bring it in", words=words, status=422
    )

    assert "Line 2" in page.text
    assert "Line 3" in page.text
    assert page.select("[name=words]")[0].get_text().strip() == words
    assert [title for _, title in made.agenda(house, spring)] == ["First"]


def test_a_file_in_another_encoding_is_refused_in_a_sentence_and_shown_as_far_as_it_can_be(
    house, spring, facilitator
):
    content = "day,minutes,kind,title\n1,60,session,Für alle".encode("latin-1")
    page = upload(facilitator, house, spring, content, status=422)

    assert "not in UTF-8" in page.text
    assert "Line 2" in page.text
    assert "F\ufffdr alle" in page.select("[name=words]")[0].get_text()


def test_a_file_from_another_zone_is_taken_over_and_it_is_said(house, spring, facilitator):
    words = json.dumps(
        {
            "zone": "Europe/Vienna",
            "days": [{"blocks": [{"kind": "meal", "minutes": 60, "fixed_start": "12:00"}]}],
        }
    )

    page = facilitator.submit(go(facilitator, house, spring), button="Bring it in", words=words)

    assert "made for Europe/Vienna" in page.text
    assert made.agenda(house, spring) == [("1 12:00", "")]


def test_at_l0_the_name_of_the_file_says_nothing(app, signed_in_as):
    house = made.house(Level.L0)
    spring = made.workshop(house)
    browser = signed_in_as(house.accounts["facilitator"])
    taken = browser.client.get(
        browser.address(
            "sources.agenda", dialogue_id=house.dialogue_id, workshop_id=spring, format="json"
        )
    )
    assert taken.headers["Content-Disposition"] == 'attachment; filename="list.json"'
    assert json.loads(taken.data)["title"] == made.SPRING


def test_the_third_party_takes_it_out_and_nobody_else(house, spring, signed_in_as):
    made.block(house, spring, "First")
    for name, status in (("interpreter", 200), ("second", 200), ("organizer", 404)):
        browser = signed_in_as(house.accounts[name])
        address = browser.address(
            "sources.agenda", dialogue_id=house.dialogue_id, workshop_id=spring, format="csv"
        )
        assert browser.client.get(address).status_code == status


def test_every_column_is_explained_in_the_documents():
    told = (ROOT / "docs" / "agenda-file.md").read_text(encoding="utf-8")
    missing = [
        column.name for column in COLUMNS if f"| `{column.name}` | {column.meaning} |" not in told
    ]
    assert missing == []
