"""Pages of joint texts, walked as people walk them: drafting, reading on phones, adopting, asking for release."""

from __future__ import annotations

import pytest
from flask import Flask

from app.dialogues import actions as dialogues
from app.dialogues.queries import joint_audience_of
from app.kernel.wording import Rendering, Wording
from app.library.vocabulary import Kind, Level
from app.texts import actions, queries
from app.texts.models import Text
from app.texts.rules import Block, Mark, Result, TextStanding
from tests.factories import rooms, texts
from tests.factories.dialogues import Begun
from tests.factories.people import in_the_room
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

A, CONCERN = Mark.ADOPT, Mark.CONCERN
STATUS = "Participants took part as individuals. This text commits no organisation or government."


@pytest.fixture
def facilitator(app: Flask, of: Begun) -> Browser:
    return of.browser(app, "facilitator")


def at(of: Begun, text: Text | None = None, rest: str = "") -> str:
    return f"/dialogues/{of.id}/texts/" + (f"{text.id}/{rest}" if text else rest)


def on_phone(of: Begun, name: str, text: Text | None = None) -> str:
    return f"/seat/{of.seat_ids[name]}/texts/" + (f"{text.id}/" if text else "")


def only_text(of: Begun) -> Text:
    (text,) = queries.texts_for(of.seat("facilitator"))
    return text


# Drafting


def test_a_memorandum_is_begun_and_drafted_under_its_blocks(facilitator: Browser, of: Begun):
    page = facilitator.submit(
        facilitator.get(at(of)), button="Begin", title="On the bridge", subject="Crossing"
    )
    assert STATUS in page.text
    page = facilitator.get(at(of, only_text(of), "paragraphs?block=approaches"))
    page = facilitator.submit(
        page, button="Save the paragraph", words="Crossing to school could be free."
    )
    text = only_text(of)
    (paragraph,) = queries.paragraphs_of(text)
    assert (paragraph.number, paragraph.block) == (1, Block.APPROACHES)
    assert "Crossing to school could be free." in page.select("#p1")[0].get_text()


def test_the_heading_changes_and_the_status_line_cannot_be_removed(facilitator: Browser, of: Begun):
    text = texts.drafted(of)
    page = facilitator.get(at(of, text, "heading"))
    assert STATUS in page.text
    page = facilitator.submit(
        page, button="Save", title="مذكرة", place_and_dates="By a lake, in spring"
    )
    assert STATUS in page.text
    assert "By a lake, in spring" in page.text
    assert "مذكرة" in page.text


@pytest.mark.parametrize("part", ["heading", "paragraphs"])
def test_an_empty_form_comes_back_and_says_what_to_mend(facilitator: Browser, of: Begun, part: str):
    text = texts.drafted(of)
    page = facilitator.get(at(of, text, part))
    given = {"title": ""} if part == "heading" else {"words": " "}
    page = facilitator.submit(
        page, button="Save" if part == "heading" else "Save the paragraph", status=422, **given
    )
    assert page.errors


def test_words_that_are_too_long_come_back_whole(facilitator: Browser, of: Begun):
    text = texts.drafted(of)
    page = facilitator.get(at(of, text, "paragraphs"))
    words = "لا أحد " * 2000
    page = facilitator.submit(page, button="Save the paragraph", status=422, words=words)
    assert page.select("#words")[0].get_text().strip() == words.strip()
    page = facilitator.submit(page, button="Save the paragraph", words="x" * 10_000)
    assert "x" * 10_000 in page.text


def test_a_paragraph_is_written_in_two_languages_beside_one_another(
    facilitator: Browser, of: Begun
):
    text = texts.drafted(of)
    page = facilitator.get(at(of, text, "paragraphs"))
    page = facilitator.submit(
        page,
        button="Save the paragraph",
        words="A river.",
        language="en",
        words_beside="نهر.",
        language_beside="ar",
    )
    assert queries.paragraphs_of(text)[1].wording == Wording(
        (Rendering("en", "A river."), Rendering("ar", "نهر.")), ("en", "ar")
    )
    first, second = page.select("#p2 .rendering")
    assert (first["lang"], first["dir"], second["lang"], second["dir"]) == (
        "en", "ltr", "ar", "rtl",
    )  # fmt: skip


@pytest.mark.parametrize("tags", [("en", "en"), ("und", "ar")])
def test_two_versions_say_in_which_languages_they_are(
    facilitator: Browser, of: Begun, tags: tuple[str, str]
):
    text = texts.drafted(of)
    page = facilitator.get(at(of, text, "paragraphs"))
    page = facilitator.submit(
        page,
        button="Save the paragraph",
        status=422,
        words="A river.",
        language=tags[0],
        words_beside="نهر.",
        language_beside=tags[1],
    )
    assert page.errors
    assert "نهر." in page.html


def test_redrafting_one_language_keeps_the_other_and_one_beyond_the_form(
    facilitator: Browser, of: Begun
):
    four = Wording(
        tuple(Rendering(tag, tag, checked=tag == "ka") for tag in ("en", "ar", "ka", "hy")),
        ("en", "ar", "ka", "hy"),
    )
    text = texts.drafted(of)
    with written():
        paragraph = actions.add_paragraph(text, Block.PROBLEM, four)
    page = facilitator.get(at(of, text, f"paragraphs/{paragraph.id}"))
    facilitator.submit(page, button="Save the paragraph", words_beside="ماء")
    kept = queries.paragraphs_of(text)[1].wording
    assert [each.text for each in kept.renderings] == ["en", "ماء", "ka", "hy"]
    assert kept.in_language("ka").checked
    assert kept.authoritative == ("en", "ar", "ka", "hy")


def test_who_saves_over_another_persons_change_gets_the_words_back(
    facilitator: Browser, app: Flask, of: Begun
):
    text = texts.drafted(of, "one")
    (paragraph,) = queries.paragraphs_of(text)
    page = facilitator.get(at(of, text, f"paragraphs/{paragraph.id}"))
    rapporteur = of.browser(app, "rapporteur")
    rapporteur.submit(
        rapporteur.get(page.path), button="Save the paragraph", words="The rapporteur's words."
    )
    page = facilitator.submit(page, button="Save the paragraph", status=409, words="My own words.")
    assert "My own words." in page.text
    assert queries.paragraphs_of(text)[0].wording.text == "The rapporteur's words."


def test_a_page_is_told_that_the_text_has_changed_and_is_left_alone(
    facilitator: Browser, of: Begun
):
    text = texts.drafted(of)
    part = facilitator.get(at(of, text)).select("[data-live=text]")[0]["data-src"]
    assert facilitator.client.get(part).text.strip() == ""
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    assert at(of, text) in facilitator.client.get(part).text


def test_a_paragraph_is_taken_out_by_its_own_page(facilitator: Browser, of: Begun):
    text = texts.drafted(of, "one", "two")
    first = queries.paragraphs_of(text)[0]
    page = facilitator.get(at(of, text, f"paragraphs/{first.id}"))
    page = facilitator.submit(page, button="Take it out")
    assert [each.number for each in queries.paragraphs_of(text)] == [2]
    assert not page.select("#p1")


def test_paragraphs_are_moved_within_their_block(facilitator: Browser, of: Begun):
    text = texts.drafted(of, "one", "two")
    second = queries.paragraphs_of(text)[1]
    page = facilitator.submit(
        facilitator.get(at(of, text)), action=f"{second.id}/move", direction="up"
    )
    assert [tag["id"] for tag in page.select(".paragraph")] == ["p2", "p1"]


def test_a_deed_that_the_rules_refuse_says_why_and_changes_nothing(facilitator: Browser, of: Begun):
    text = texts.drafted(of, "one", "two")
    page = facilitator.get(at(of, text))
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    second = queries.paragraphs_of(text)[1]
    page = facilitator.submit(page, action=f"{second.id}/move", direction="up", status=409)
    assert "These words are being read." in page.text
    page = facilitator.post(at(of, text, "adopt"), status=409)
    assert "These words are being read." in page.text


# Drafting from what was recorded


@pytest.fixture
def room(app: Flask) -> rooms.Room:
    return rooms.room()


def joint_draft(room: rooms.Room) -> tuple[str, Text]:
    with written():
        joint = joint_audience_of(room.dialogue)
        text = actions.begin_text(room.dialogue, joint, Wording.of("Bridge"), Wording.of(""))
    return f"/dialogues/{room.dialogue_id}/texts/{text.id}", text


def test_chosen_points_give_their_words_as_a_beginning_and_are_linked_when_it_is_saved(
    app: Flask, room: rooms.Room
):
    need = rooms.point(room, "To know of low water in time.")
    theirs = rooms.point(room, "طريق مفتوح.", party="lower", language="ar")
    other = rooms.point(room, "Not chosen.", kind=Kind.FEAR)
    address, text = joint_draft(room)
    browser = in_the_room(app, room, "rapporteur")
    page = browser.get(f"{address}/paragraphs?block=considerations")
    named = sorted(tag.get_text() for tag in page.select(".point-party"))
    assert named == ["Lower Sarn", "Upper Sarn", "Upper Sarn"]
    chosen = [need.id, theirs.id]
    page = browser.submit(page, button="Begin with their words", sources=chosen, words="In short:")
    assert queries.paragraphs_of(text) == []
    assert page.select("#words")[0].get_text().strip() == "In short:\nTo know of low water in time."
    assert page.select("#words_beside")[0].get_text().strip() == "طريق مفتوح."
    browser.submit(page, button="Save the paragraph")
    (linked,) = queries.sources_of(text).values()
    assert sorted(linked) == sorted(chosen)
    assert other.id not in linked


def test_what_was_said_apart_is_neither_offered_nor_taken_when_somebody_sends_its_id(
    app: Flask, room: rooms.Room
):
    apart = rooms.point(room, "said among ourselves", at=rooms.open_apart(room, "upper"))
    address, text = joint_draft(room)
    browser = in_the_room(app, room, "facilitator")
    page = browser.get(f"{address}/paragraphs")
    assert "said among ourselves" not in page.html
    browser.post(
        f"{address}/paragraphs", block="problem", words="x", language="und", sources=apart.id
    )
    assert queries.sources_of(text) == {}
    page = browser.post(
        f"{address}/paragraphs", block="problem", words="", begin="1", sources=apart.id
    )
    assert "said among ourselves" not in page.html


# Before each step


def test_names_quotations_and_words_that_commit_are_pointed_out_before_reading_and_release(
    facilitator: Browser, of: Begun
):
    said = ("As Heron participant-0 put it, a “bridge of sighs”.", "A deal for the river.")
    text = texts.drafted(of, *said, title="The signed paper")
    pointed = facilitator.get(at(of, text)).select(".pointed li")
    found = [" ".join(item.get_text().split()) for item in pointed]
    assert [item.split(":")[0] for item in found] == [
        "Heading", "Paragraph 1", "Paragraph 1", "Paragraph 2",
    ]  # fmt: skip
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    texts.read(of, text)
    assert facilitator.get(at(of, text)).select(".pointed li")
    with written():
        actions.adopt_text(text)
    assert facilitator.get(at(of, text)).select(".pointed li")


def test_what_is_said_in_any_language_is_looked_at(facilitator: Browser, of: Begun):
    text = texts.drafted(of)
    both = Wording((Rendering("en", "A river."), Rendering("ar", "«الوعد القديم» باق")), ("en",))
    with written():
        actions.add_paragraph(text, Block.PROBLEM, both)
    (item,) = facilitator.get(at(of, text)).select(".pointed li")
    assert "الوعد القديم" in item.get_text()


# Reading


def open_reading(facilitator: Browser, of: Begun, text: Text) -> Page:
    return facilitator.submit(facilitator.get(at(of, text)), button="Open the reading")


def test_a_reading_asks_those_who_have_opened_their_seats_unless_one_chooses_otherwise(
    facilitator: Browser, of: Begun
):
    with written():
        dialogues.seat_by_slip(of.dialogue, of.seat("participant-0").role, "Late", of.party(0))
    text = texts.drafted(of)
    page = facilitator.get(at(of, text))
    boxes = page.select("input[name=seats]")
    assert sum(box.has_attr("checked") for box in boxes) == 4
    assert len(boxes) == 5
    assert "slip not used yet" in page.text
    page = facilitator.submit(page, button="Open the reading", seats=None, status=422)
    assert "Choose who is present." in page.text
    facilitator.submit(page, button="Open the reading", seats=[of.seat_ids["participant-1"]])
    (reading,) = queries.readings_for(of.seat("participant-1"))
    assert queries.asked_to_read(reading[1]) == 1


def test_a_phone_is_told_on_every_page_that_it_is_asked_to_read(
    app: Flask, facilitator: Browser, of: Begun
):
    text = texts.drafted(of)
    phone = of.browser(app, "participant-0")
    now = phone.get(f"/seat/{of.seat_ids['participant-0']}/")
    part = now.select("[data-live=text]")[0]
    assert part.get_text().strip() == ""
    assert "You are asked" not in phone.get(on_phone(of, "participant-0")).text
    open_reading(facilitator, of, text)
    assert on_phone(of, "participant-0", text) in phone.client.get(part["data-src"]).text
    for address in (f"/seat/{of.seat_ids['participant-0']}/", on_phone(of, "participant-0")):
        assert "You are asked to read" in phone.get(address).text


def test_marks_are_kept_found_again_and_changed(app: Flask, of: Begun):
    text = texts.in_reading(of, "one", "two")
    first, second = (each.id for each in queries.paragraphs_of(text))
    phone = of.browser(app, "participant-0")
    page = phone.get(on_phone(of, "participant-0", text))
    assert not page.select("input[type=radio][checked]")
    page = phone.submit(
        page,
        button="Keep my marks",
        **{f"{first}-mark": "adopt", f"{second}-mark": "concern", f"{second}-concern": "The road"},
    )
    checked = {tag["name"]: tag["value"] for tag in page.select("input[type=radio][checked]")}
    assert checked == {f"{first}-mark": "adopt", f"{second}-mark": "concern"}
    assert page.select("textarea")[1].get_text().strip() == "The road"
    page = phone.submit(page, button="Keep my marks", **{f"{second}-mark": "can_live_with"})
    checked = {tag["name"]: tag["value"] for tag in page.select("input[type=radio][checked]")}
    assert checked[f"{second}-mark"] == "can_live_with"


def test_another_phone_and_the_desk_see_nothing_of_it(app: Flask, facilitator: Browser, of: Begun):
    text = texts.in_reading(of)
    before = facilitator.get(at(of, text)).text
    other = of.browser(app, "participant-1").get(on_phone(of, "participant-1", text)).text
    texts.mark(of, text, "participant-0", (CONCERN,), concern="A secret of the ford")
    assert facilitator.get(at(of, text)).text == before
    again = of.browser(app, "participant-1").get(on_phone(of, "participant-1", text))
    assert again.text == other
    assert "A secret of the ford" not in again.html


def test_a_concern_needs_words_and_nothing_is_kept_until_it_has_them(app: Flask, of: Begun):
    text = texts.in_reading(of, "one", "two")
    first, second = (each.id for each in queries.paragraphs_of(text))
    phone = of.browser(app, "participant-0")
    page = phone.submit(
        phone.get(on_phone(of, "participant-0", text)),
        button="Keep my marks",
        status=422,
        **{f"{first}-mark": "adopt", f"{second}-mark": "concern", f"{second}-concern": "  "},
    )
    assert page.errors
    reading = queries.open_reading_of(text)
    secret = of.secrets["participant-0"]
    assert reading is not None
    assert queries.own_marks(secret, reading, queries.paragraphs_of(text)) == {}
    kept = {tag["name"] for tag in page.select("input[type=radio][checked]")}
    assert kept == {f"{first}-mark", f"{second}-mark"}


def test_what_was_typed_while_the_reading_closed_is_given_back(app: Flask, of: Begun):
    text = texts.in_reading(of)
    (paragraph,) = queries.paragraphs_of(text)
    phone = of.browser(app, "participant-0")
    page = phone.get(on_phone(of, "participant-0", text))
    with written():
        actions.close_reading(text)
    page = phone.submit(
        page,
        button="Keep my marks",
        status=409,
        **{f"{paragraph.id}-mark": "concern", f"{paragraph.id}-concern": "The road at night"},
    )
    assert "Nothing was marked" in page.text
    assert "The road at night" in page.select("#back-1")[0].get_text()


def test_marks_for_words_that_were_redrafted_meanwhile_are_not_taken_for_the_new_ones(
    app: Flask, of: Begun
):
    text = texts.in_reading(of)
    (paragraph,) = queries.paragraphs_of(text)
    phone = of.browser(app, "participant-0")
    page = phone.get(on_phone(of, "participant-0", text))
    with written():
        actions.close_reading(text)
        actions.redraft_paragraph(
            text, paragraph, paragraph.block, Wording.of("New."), seen=queries.as_seen(paragraph)
        )
        actions.open_reading(text, list(texts.participants(of).values()))
    page = phone.submit(
        page, button="Keep my marks", status=409, **{f"{paragraph.id}-mark": "adopt"}
    )
    assert not page.select("input[type=radio][checked]")
    assert "New." in page.text


def test_who_is_the_only_one_asked_is_told_so(app: Flask, of: Begun):
    text = texts.drafted(of)
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    page = of.browser(app, "participant-0").get(on_phone(of, "participant-0", text))
    assert "You are the only one asked" in page.text


def test_who_is_not_asked_reads_and_marks_nothing(app: Flask, of: Begun):
    text = texts.drafted(of, "Both banks need the bridge.")
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    phone = of.browser(app, "participant-1")
    page = phone.get(on_phone(of, "participant-1", text))
    assert "Both banks need the bridge." in page.text
    assert not page.select("form")
    (paragraph,) = queries.paragraphs_of(text)
    phone.post(f"{page.path}marks", status=409, **{f"{paragraph.id}-mark": "adopt"})


def test_a_closed_reading_shows_adopted_or_not_and_never_how_many(
    app: Flask, facilitator: Browser, of: Begun
):
    text = texts.in_reading(of, "one", "two")
    for name in ("participant-0", "participant-0b", "participant-1", "participant-1b"):
        texts.mark(of, text, name, (A, CONCERN if name == "participant-1" else A), concern="Why")
    page = facilitator.submit(facilitator.get(at(of, text)), button="Close the reading")
    assert "Everybody asked can live with this" in page.select("#p1")[0].get_text()
    assert "Not adopted as it stands" in page.select("#p2")[0].get_text()
    assert "Why" in page.select("#p2 .concern")[0].get_text()
    phone = of.browser(app, "participant-0").get(on_phone(of, "participant-0", text))
    assert "Not adopted as it stands" in phone.text
    assert "Why" not in phone.text


def test_an_unadopted_paragraph_goes_under_differences_by_a_redraft_and_a_new_reading(
    facilitator: Browser, of: Begun
):
    text = texts.in_reading(of, "one", "two")
    texts.read(of, text, {"participant-1": (A, Mark.CANNOT_ADOPT)})
    page = facilitator.get(at(of, text))
    second = queries.paragraphs_of(text)[1]
    (link,) = page.select(f"a[href*='{second.id}?block=differences']")
    page = facilitator.get(str(link["href"]))
    page = facilitator.submit(page, button="Save the paragraph", words="On two we differ.")
    (section,) = [tag for tag in page.select(".part") if tag.select("#p2")]
    assert "What we did not all adopt" in section.get_text()
    assert "Record the adoption" not in page.text
    open_reading(facilitator, of, text)
    texts.read(of, text)
    facilitator.submit(facilitator.get(at(of, text)), button="Record the adoption")
    assert [each.number for each in queries.version_of(text, 2)] == [1, 2]


def test_recording_the_adoption_says_first_what_is_dropped(facilitator: Browser, of: Begun):
    text = texts.in_reading(of, "one", "two", "three")
    texts.read(of, text, {"participant-1": (A, Mark.CANNOT_ADOPT, CONCERN)})
    page = facilitator.get(at(of, text))
    assert "Dropped for good: 2, 3." in page.text
    page = facilitator.submit(page, button="Record the adoption")
    assert [tag["id"] for tag in page.select(".paragraph")] == ["p1"]
    assert text.standing is TextStanding.ADOPTED


def test_a_version_of_which_nothing_was_adopted_is_not_offered_for_adoption(
    facilitator: Browser, of: Begun
):
    text = texts.in_reading(of)
    texts.read(of, text, {"participant-1": (Mark.CANNOT_ADOPT,)})
    assert "Record the adoption" not in facilitator.get(at(of, text)).text
    page = facilitator.post(at(of, text, "adopt"), status=409)
    assert "No paragraph was adopted by everybody asked." in page.text
    assert queries.paragraphs_of(text)[0].result is Result.NOT_ADOPTED


def test_an_empty_memorandum_is_neither_read_nor_printed(facilitator: Browser, of: Begun):
    facilitator.submit(facilitator.get(at(of)), button="Begin", title="Empty")
    text = only_text(of)
    page = facilitator.get(at(of, text))
    assert "Open the reading" not in page.text
    everybody = list(of.seat_ids.values())
    page = facilitator.post(at(of, text, "reading"), status=None, seats=everybody)
    assert text.standing is TextStanding.DRAFT
    page = facilitator.get(at(of, text, "draft-1.pdf"))
    assert "There is no paragraph to print yet." in page.text


# Release


def ask(facilitator: Browser, of: Begun, text: Text, **given: object) -> Page:
    page = facilitator.get(at(of, text))
    return facilitator.submit(
        page, button="Ask everybody", **({"addressees": "The two councils"} | given)
    )


def test_a_release_is_asked_answered_on_phones_and_closed(
    app: Flask, facilitator: Browser, of: Begun
):
    text = texts.adopted(of)
    page = ask(facilitator, of, text)
    assert "Being asked" in page.text
    for name in texts.participants(of):
        phone = of.browser(app, name)
        page = phone.get(on_phone(of, name))
        (link,) = page.select("a[href*='/releases/']")
        page = phone.get(str(link["href"]))
        assert "The two councils" in page.text
        assert not page.select("input[type=radio][checked]")
        phone.submit(page, button="Keep my answer", answer="yes")
    page = facilitator.submit(facilitator.get(at(of, text)), button="Close the asking")
    assert "Released on" in page.text
    organizer = of.browser(app, "organizer").get(at(of, text))
    assert organizer.select("form[action*='document.pdf']")


def test_an_answer_can_be_changed_and_a_no_is_found_as_if_nothing_was_said(app: Flask, of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    phone = of.browser(app, "participant-0")
    address = f"{on_phone(of, 'participant-0', text)}releases/{release.id}"
    said = [phone.submit(phone.get(address), button="Keep my answer", answer=answer).text
            for answer in ("yes", "no")]  # fmt: skip
    assert said[0] == said[1]
    assert not phone.get(address).select("input[type=radio][checked]")


def test_neither_desk_nor_others_see_who_answered(app: Flask, facilitator: Browser, of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    before = facilitator.get(at(of, text)).text
    with written():
        actions.consent(release, of.seat("participant-0"), of.secrets["participant-0"])
    assert facilitator.get(at(of, text)).text == before


def test_a_release_that_is_not_complete_says_so_and_nothing_leaves(facilitator: Browser, of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    page = facilitator.submit(facilitator.get(at(of, text)), button="Close the asking")
    assert "Not complete: nothing is released" in page.text
    assert not page.select("form[action*='document.']")
    facilitator.post(at(of, text, f"releases/{release.id}/document.pdf"), status=403)


def test_the_words_that_describe_the_group_are_asked_with_the_rest(
    app: Flask, facilitator: Browser, of: Begun
):
    text = texts.adopted(of)
    page = facilitator.get(at(of, text))
    page = facilitator.submit(
        page,
        button="Ask everybody",
        addressees="The press",
        naming="group_described",
        status=422,
    )
    assert "Write the words that would describe the group." in page.errors[0]
    facilitator.submit(page, button="Ask everybody", description="Teachers of both towns")
    (release,) = queries.releases_of(text)
    page = of.browser(app, "participant-0").get(
        f"{on_phone(of, 'participant-0', text)}releases/{release.id}"
    )
    assert "Teachers of both towns" in page.text


def test_a_closed_asking_asks_nothing_more_on_a_phone(app: Flask, of: Begun):
    text, release = texts.released(of)
    phone = of.browser(app, "participant-0")
    address = f"{on_phone(of, 'participant-0', text)}releases/{release.id}"
    assert "Nothing is expected of you here." in phone.get(address).text
    phone.post(address, status=422, answer="yes")


def test_at_a_level_at_which_nothing_leaves_nothing_is_asked(facilitator: Browser, of: Begun):
    text = texts.adopted(of)
    page = facilitator.submit(facilitator.get(at(of, text)), button="Choose", level="L1")
    assert "Ask everybody" not in page.text
    assert "nothing of substance leaves" in page.text
    page = facilitator.post(
        at(of, text, "releases"),
        status=409,
        addressees="The press",
        naming="unnamed",
        seats=of.seat_ids["participant-0"],
    )
    assert queries.releases_of(text) == []


def test_a_release_is_stopped_and_can_be_asked_anew(facilitator: Browser, of: Begun):
    text, _release = texts.released(of)
    page = facilitator.submit(facilitator.get(at(of, text)), button="Stop this release")
    assert "Not complete: nothing is released" in page.text
    assert "Ask everybody" in page.text


def test_at_the_strictest_level_a_window_says_the_neutral_title(
    app: Flask, facilitator: Browser, of: Begun
):
    text = texts.drafted(of)
    assert facilitator.get(at(of, text)).title == "Spring seminar"
    phone = of.browser(app, "participant-0").get(on_phone(of, "participant-0", text))
    assert phone.title == "Notebook"


@pytest.mark.parametrize("level", [Level.L3, Level.L4])
def test_names_are_offered_at_the_level_of_names_only(
    facilitator: Browser, of: Begun, level: Level
):
    text = texts.adopted(of)
    with written():
        of.dialogue.level = level
    page = facilitator.get(at(of, text))
    assert bool(page.select("input[name=naming][value=named]")) is (level is Level.L4)
