"""Documented processes of this house: entered with sources, sealed, kept apart, and gone when they go."""

from __future__ import annotations

import re

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from app import vault
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.library import actions as library_actions, models, queries as shipped
from app.library.own import actions, queries
from app.library.own.asks import GROUPS, PAGES
from app.library.own.queries import own_process, own_row
from app.library.own.rules import PARTS, items_of
from app.library.seed.reading import BadFile
from tests.factories import own
from tests.factories.own import SOURCE, entered, everything, fact
from tests.support.browser import Browser
from tests.support.writing import written


def put(own_id: str, part: str, item: object, number: int | None = None) -> None:
    with written():
        actions.put(
            own_row(own_id), PARTS[part], item, number, seen_version=own_process(own_id).version
        )


def test_a_record_becomes_a_page_in_the_shape_of_the_shipped_ones(library):
    own_id = entered(**everything())

    exemplar = own_process(own_id).exemplar

    assert exemplar is not None
    assert [meeting.name or meeting.number for meeting in exemplar.workshops] == ["Interviews", "1"]
    assert exemplar.outputs[0].count_documented.first == 3
    assert len(exemplar.outputs[0].items_recovered) == 1
    assert exemplar.gaps[0].where == "The town’s archive"
    assert own_id in {each.key for each in queries.own_exemplars()}


def test_it_is_never_among_the_shipped_ones_and_loading_does_not_touch_it(library, app):
    own_id = entered(**everything())
    before = own_process(own_id).version

    with written():
        done = library_actions.load(library)

    assert not done
    assert own_id not in {each.key for each in shipped.exemplars()}
    with pytest.raises(NotHere):
        shipped.exemplar(own_id)
    listed = app.test_cli_runner().invoke(args=["library", "list", "--json"]).output
    assert "Lake Talks" not in listed
    refused = app.test_cli_runner().invoke(args=["library", "export", own_id])
    assert refused.exit_code == 1
    assert own_process(own_id).version == before


def test_what_was_entered_lies_sealed_under_a_key_of_its_own(library):
    own_id = entered(**everything())

    row = own_row(own_id)

    blob = vars(row)["content_sealed"]
    assert b"Lake" not in blob
    assert vault.current().holds(own_id)
    assert {column.name for column in models.OwnExemplar.__table__.columns} == {"id", "content"}


def test_removing_destroys_the_key_so_that_no_copy_opens(library):
    own_id = entered()
    row = own_row(own_id)
    copy = bytes(vars(row)["content_sealed"])

    with written():
        actions.remove(own_id)

    assert not vault.current().holds(own_id)
    assert db.session.scalar(select(func.count()).select_from(models.OwnExemplar)) == 0
    with pytest.raises(vault.KeyMissing):
        models.OwnExemplar.content.open(own_id, own_id, copy)
    with pytest.raises(NotHere):
        own_process(own_id)


def test_one_whose_key_is_missing_is_said_to_be_dark_and_can_be_removed(library, reader):
    own_id, other = entered(), entered("River Talks")
    vault.current().destroy(own_id)

    page = reader.get("/library/own/")

    assert "its key is not here" in page.text
    assert "River Talks" in page.text
    removed = reader.submit(reader.get(f"/library/own/{own_id}/remove"), button="Remove for good")
    assert "its key is not here" not in removed.text
    assert own_process(other).exemplar


def test_two_who_change_at_once_are_both_heard(library):
    own_id = entered()
    seen = own_process(own_id).version
    put(own_id, "limits", fact("Small"))

    with pytest.raises(StaleDataError), written():
        actions.put(own_row(own_id), PARTS["limits"], fact("Few"), None, seen_version=seen)


def test_a_source_that_something_rests_on_stays_until_nothing_does(library):
    own_id = entered()
    with written():
        actions.put_source(
            own_row(own_id),
            {**SOURCE, "title": "Another"},
            None,
            to_read=True,
            seen_version=own_process(own_id).version,
        )
    put(own_id, "limits", fact("Small", "source-2"))

    with pytest.raises(actions.StillCited), written():
        actions.take_out_source(own_row(own_id), 1, seen_version=own_process(own_id).version)
    with written():
        actions.take_out(
            own_row(own_id), PARTS["limits"], 0, seen_version=own_process(own_id).version
        )
    with written():
        actions.take_out_source(own_row(own_id), 1, seen_version=own_process(own_id).version)

    assert list(own_process(own_id).sources) == ["source-1"]


@pytest.mark.parametrize(
    ("part", "item"),
    [
        ("limits", fact("Small", "source-9")),
        ("limits", {"value": "Small"}),
        ("meetings", {"number": "1", "date": fact("1993-3")}),
        ("meetings", {"date": fact("1993-03")}),
        ("meetings", {"number": "1", "date": fact("1993"), "strand": "nowhere"}),
        ("stages", {"stage": "no_stage", "what": [fact("x")]}),
        ("outputs", {"kind": "joint_paper", "full_text": fact("javascript:alert(1)")}),
        ("texts", {"kind": "joint_paper", "date": fact("2001")}),
    ],
)
def test_what_the_checks_of_shipped_files_refuse_is_refused_here_too(library, part, item):
    own_id = entered()
    before = own_process(own_id).version

    with pytest.raises(actions.DoesNotFit), written():
        actions.put(own_row(own_id), PARTS[part], item, None, seen_version=before)

    db.session.rollback()
    assert own_process(own_id).version == before


def test_every_part_of_the_record_has_a_place_in_the_forms():
    asked = {key for _title, keys in GROUPS for key in keys}
    assert asked | {"in_short"} == set(PARTS)
    assert asked == set(PAGES)


# Pages

DIFFERENT_IN_SHAPE = (
    "limits", "numbers", "tallies", "strands", "meetings", "sittings", "stages", "ground_rules",
    "outputs", "texts", "effects", "gaps",
)  # fmt: skip


def begin(browser: Browser) -> str:
    page = browser.submit(
        browser.get("/library/own/new"), short_name="Lake Talks", title="Report", by_convenors="y"
    )
    found = re.search(r"/library/own/([a-z0-9]{26})/edit/particulars", page.path)
    assert found, page.path
    return found[1]


def test_somebody_enters_a_process_step_by_step(reader):
    own_id = begin(reader)
    page = reader.get(f"/library/own/{own_id}/edit/particulars")

    page = reader.submit(
        page,
        name_0="The Lake Talks",
        name_0_from_0="source-1",
        conflict_0="A quarrel over water",
        conflict_0_from_0="source-1",
        region="europe",
        track_0="track_2",
        track_0_from_0="source-1",
        start_0="2001-03",
        start_0_from_0="source-1",
        start_1="2001-05",
        start_1_from_0="source-1",
        start_1_note="Of the first large meeting.",
        end_0="n_d",
        end_0_from_0="source-1",
        in_short_0="Citizens of two towns met by a lake.",
        in_short_0_from_0="source-1",
        in_short_0_known="reported",
    )
    assert page.path == f"/library/own/{own_id}/edit"

    page = reader.submit(
        reader.get(f"/library/own/{own_id}/edit/meetings/new"),
        button="Save",
        number="1",
        date_0="2001-03",
        date_0_from_0="source-1",
        what_0="They came.",
        what_0_from_0="source-1",
    )
    shown = reader.get(f"/library/own/{own_id}")

    assert "Of this house" in shown.text
    assert "Sources differ:" in shown.text
    assert "March 2001" in shown.text
    assert "date not documented" in shown.text
    assert "They came." in shown.text
    assert "by those who held it" in shown.text


def test_a_statement_without_a_source_is_asked_for_one_and_nothing_is_lost(reader):
    own_id = entered()
    page = reader.get(f"/library/own/{own_id}/edit/limits/new")

    page = reader.submit(
        page, button="Save", says_0="It was small.", says_0_note="p. 4", status=422
    )

    assert "Say which source this comes from." in page.text
    assert "It was small." in page.text
    assert page.select("[name=says_0_note]")[0]["value"] == "p. 4"
    assert not items_of(own_process(own_id).record, PARTS["limits"])


@pytest.mark.parametrize("typed", ["1993-3", "March 1993", "1993-13", "1997/1993", "3000"])
def test_a_date_that_cannot_be_read_is_said_at_its_field(reader, typed):
    own_id = entered()

    page = reader.submit(
        reader.get(f"/library/own/{own_id}/edit/meetings/new"),
        button="Save",
        number="2",
        date_0=typed,
        date_0_from_0="source-1",
        status=422,
    )

    assert "This is no date we can read." in page.text
    assert page.select("[name=date_0]")[0]["value"] == typed


def test_things_of_every_shape_can_be_opened_changed_and_taken_out(reader):
    own_id = entered(**everything())
    for key in DIFFERENT_IN_SHAPE:
        before = own_process(own_id).record
        count = len(items_of(before, PARTS[key]))
        assert count, key
        page = reader.get(f"/library/own/{own_id}/edit/{key}/1")
        reader.submit(page, button="Save")
        assert own_process(own_id).exemplar == queries.exemplar_of(own_id, before), key
        page = reader.get(f"/library/own/{own_id}/edit/{key}/1")
        if key not in {"strands", "meetings"}:
            reader.submit(page, button="Take it out")
            assert len(items_of(own_process(own_id).record, PARTS[key])) == count - 1, key


def test_a_script_in_place_of_an_address_is_refused(reader):
    own_id = entered()

    page = reader.submit(
        reader.get(f"/library/own/{own_id}/edit/sources/1"),
        button="Save",
        address="javascript:alert(1)",
        status=422,
    )

    assert "begins with https://" in page.text


def test_names_are_warned_of_where_they_could_be_written(reader):
    own_id = entered()
    for part in ("convenors", "third_party", "meetings", "effects"):
        page = reader.get(f"/library/own/{own_id}/edit/{part}/new")
        assert "published public role" in page.select("form.own-form")[0].get_text()


def test_removing_is_asked_first(reader):
    own_id = entered()

    asked = reader.click(reader.get(f"/library/own/{own_id}/edit"), "Remove this process")

    assert own_process(own_id)
    reader.submit(asked, button="Remove for good")
    reader.get(f"/library/own/{own_id}", status=404)


def test_who_does_not_sign_in_is_told_nothing(library, app: Flask, browser):
    own_id = entered()

    for path in ("/library/own/", f"/library/own/{own_id}", f"/library/own/{own_id}/data.yaml"):
        answer = browser.client.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=")
        assert "Lake" not in answer.text


# Files


def test_what_is_taken_away_can_be_brought_in_again_whole(reader):
    own_id = entered(**everything())
    taken = reader.client.get(f"/library/own/{own_id}/data.yaml")
    assert own_id not in taken.text
    assert "of-this-house" in taken.headers["Content-Disposition"]

    page = reader.submit(reader.get("/library/own/bring-in"), text=taken.text)

    other = next(held for held in queries.own_processes() if held.id != own_id)
    assert page.path == f"/library/own/{other.id}"
    again = reader.client.get(f"/library/own/{other.id}/data.yaml")
    assert yaml.safe_load(again.text) == yaml.safe_load(taken.text)


def test_a_shipped_record_is_a_pattern_that_can_be_brought_in(reader):
    taken = reader.client.get("/library/processes/inter-tajik-dialogue/data.yaml").text

    reader.submit(reader.get("/library/own/bring-in"), text=taken)

    (held,) = queries.own_processes()
    assert held.exemplar.workshops == shipped.exemplar("inter-tajik-dialogue").workshops


BROKEN = {
    "wrong key": (b"convenors:", b"conveners:", "did you mean 'convenors'?"),
    "date": (b"2001-03", b"2001-3", "'2001-3' is not a date we can read"),
    "bad UTF-8": (b"Lake Talks", b"Lake \xff\xfe", "UTF-8"),
    "aliases": (b"language: en", b"language: &a en", "anchors and aliases"),
    "language": (b"language: en", b"language: the local one", "is no language tag"),
    "script": (b"https://example.org/lake", b"javascript:alert(1)", "begins with https://"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_believed_is_refused_with_its_line_and_nothing_comes_in(reader, name):
    own_id = entered(**everything())
    content = reader.client.get(f"/library/own/{own_id}/data.yaml").data
    old, new, says = BROKEN[name]
    assert old in content

    with pytest.raises(BadFile) as caught, written():
        actions.bring_in(content.replace(old, new, 1))

    db.session.rollback()
    assert says in caught.value.message
    assert caught.value.line > 0
    assert [held.id for held in queries.own_processes()] == [own_id]


def test_a_file_without_a_source_or_with_a_reference_to_nothing_is_refused(reader):
    own_id = entered(**everything())
    held = yaml.safe_load(reader.client.get(f"/library/own/{own_id}/data.yaml").text)

    for spoil, says in (
        (lambda each: each["conflict"].pop("source"), "no source"),
        (lambda each: each["conflict"].update(source=["source-7"]), "did you mean 'source-1'?"),
        (lambda each: each.pop("sources"), "'sources' is missing"),
        (lambda each: each.update(in_short=[]), "in_short"),
        (lambda each: each["workshops"][0].pop("name"), "a name or a number"),
    ):
        spoiled = yaml.safe_load(yaml.safe_dump(held))
        spoil(spoiled)
        with pytest.raises(BadFile) as caught, written():
            actions.bring_in(yaml.safe_dump(spoiled).encode())
        db.session.rollback()
        assert says in caught.value.message


def test_what_is_wrong_stands_beside_the_text_to_be_mended_there(reader):
    page = reader.submit(
        reader.get("/library/own/bring-in"), text="key: odd\nnaem: {value: x}\n", status=422
    )

    assert "Line 2: unknown key 'naem' (did you mean 'name'?). Nothing was brought in." in page.text
    assert "naem: {value: x}" in page.select("textarea")[0].get_text()


def test_a_file_of_many_megabytes_is_refused_in_a_sentence(reader):
    huge = "a: " + "x" * 600_000

    page = reader.submit(reader.get("/library/own/bring-in"), text=huge[:590_000], status=422)
    assert "no file of the library needs more than" in page.text
    page = reader.post("/library/own/bring-in", text="x" * (10 * 1024 * 1024), status=413)
    assert page.text


def test_the_factory_begins_as_the_form_does(library):
    assert own_process(own.begun()).exemplar is None
