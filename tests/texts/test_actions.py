from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.contributions.actions import WorkedIntoDraft, take_back
from app.contributions.models import Contribution
from app.dialogues import actions as dialogues
from app.dialogues.actions import audience_of_party
from app.dialogues.models import Audience
from app.dialogues.queries import joint_audience_of
from app.journal import queries as journal
from app.kernel.announcements import Announcement
from app.kernel.clock import today
from app.kernel.db import db
from app.kernel.wording import Rendering, Wording
from app.library.vocabulary import Level
from app.texts import actions, queries
from app.texts.actions import Heading, Marked
from app.texts.models import (
    ParagraphMark,
    ParagraphSource,
    Reading,
    ReadingConcern,
    ReadingSeat,
    Release,
    ReleaseConsent,
    ReleaseSeat,
    Text,
    TextVersion,
)
from app.texts.rules import Block, Mark, Naming, ReleaseStanding, Result, TextStanding
from tests.factories import rooms, texts
from tests.factories.dialogues import Begun, add_seat
from tests.support.writing import written
from tests.texts.kept import everything

A, LIVE, CONCERN, CANNOT = Mark.ADOPT, Mark.CAN_LIVE_WITH, Mark.CONCERN, Mark.CANNOT_ADOPT
PARTICIPANTS = ("participant-0", "participant-0b", "participant-1", "participant-1b")


def rows(model: type[Any]) -> list[Any]:
    return list(db.session.scalars(select(model)))


def results(text: Text) -> list[Result | None]:
    db.session.expire_all()
    return [paragraph.result for paragraph in queries.paragraphs_of(text)]


def redraft(text: Text, number: int, words: str = "Other words.", block: Block | None = None):
    with written():
        paragraph = next(each for each in queries.paragraphs_of(text) if each.number == number)
        actions.redraft_paragraph(
            text,
            paragraph,
            block or paragraph.block,
            Wording.of(words),
            seen=queries.as_seen(paragraph),
        )


def mark_secretly(of: Begun, text: Text, name: str, *marks: Mark, secret: str = "") -> None:
    with written():
        actions.mark_paragraphs(
            text,
            of.seat(name),
            secret or of.secrets[name],
            [
                Marked(paragraph, mark)
                for paragraph, mark in zip(queries.paragraphs_of(text), marks, strict=False)
            ],
        )


def close(text: Text) -> None:
    with written():
        actions.close_reading(text)


# Drafting


def test_paragraphs_keep_their_numbers_whatever_is_dropped_or_moved(of: Begun):
    text = texts.drafted(of, "one", "two", "three")
    with written():
        first = queries.paragraphs_of(text)[0]
        actions.drop_paragraph(text, first, seen=queries.as_seen(first))
    with written():
        actions.move_paragraph(text, queries.paragraphs_of(text)[0], down=True)
        actions.add_paragraph(text, Block.COMMON_GROUND, Wording.of("four"))
    assert [(each.number, each.wording.text) for each in queries.paragraphs_of(text)] == [
        (3, "three"),
        (2, "two"),
        (4, "four"),
    ]


def test_a_paragraph_that_stands_first_does_not_move_up_and_one_that_stands_last_not_down(
    of: Begun,
):
    text = texts.drafted(of, "one", "two")
    for place, down in ((0, False), (1, True)):
        with written():
            actions.move_paragraph(text, queries.paragraphs_of(text)[place], down=down)
    assert [each.number for each in queries.paragraphs_of(text)] == [1, 2]


def test_a_paragraph_put_under_differences_stands_last_in_the_document(of: Begun):
    text = texts.drafted(of, "one", "two")
    with written():
        actions.add_paragraph(text, Block.DIFFERENCES, Wording.of("three"))
    redraft(text, 1, "One, stated evenly.", Block.DIFFERENCES)
    assert [(each.number, each.block) for each in queries.paragraphs_of(text)] == [
        (2, Block.COMMON_GROUND),
        (3, Block.DIFFERENCES),
        (1, Block.DIFFERENCES),
    ]


def test_who_saves_over_another_persons_change_is_told_and_the_first_change_stands(of: Begun):
    text = texts.drafted(of, "one", "two")
    paragraph = queries.paragraphs_of(text)[0]
    seen = queries.as_seen(paragraph)
    redraft(text, 1, "The rapporteur's words.")
    now = queries.paragraphs_of(text)[0]
    with pytest.raises(StaleDataError), written():
        actions.redraft_paragraph(text, now, now.block, Wording.of("Mine."), seen=seen)
    with pytest.raises(StaleDataError), written():
        actions.drop_paragraph(text, now, seen=seen)
    assert queries.paragraphs_of(text)[0].wording.text == "The rapporteur's words."


def test_two_who_work_on_different_paragraphs_do_not_disturb_each_other(of: Begun):
    text = texts.drafted(of, "one", "two")
    seen = queries.as_seen(queries.paragraphs_of(text)[1])
    redraft(text, 1)
    with written():
        second = queries.paragraphs_of(text)[1]
        actions.redraft_paragraph(text, second, second.block, Wording.of("2"), seen=seen)
    assert [each.wording.text for each in queries.paragraphs_of(text)] == ["Other words.", "2"]


def test_every_change_of_a_draft_raises_the_version_that_pages_look_at(of: Begun):
    text = texts.drafted(of, "one", "two")
    versions = [text.version]
    redraft(text, 1)
    versions.append(text.version)
    with written():
        actions.move_paragraph(text, queries.paragraphs_of(text)[0], down=True)
    versions.append(text.version)
    assert versions == sorted(set(versions))


def test_the_heading_changes_for_who_saw_it_as_it_stands(of: Begun):
    text = texts.drafted(of)
    seen = queries.heading_as_seen(text)
    for title in ("On the ford", "On the ferry"):
        to = Heading(Wording.of(title), Wording.of(""), "In spring")
        if title == "On the ford":
            with written():
                actions.change_heading(text, to, seen=seen)
        else:
            with pytest.raises(StaleDataError), written():
                actions.change_heading(text, to, seen=seen)
    assert text.title.text == "On the ford"


@pytest.mark.parametrize(
    "words", ["🕊️ " * 200, "السَّلامُ عَلَيْكُم", "მშვიდობა", "x" * 10_000, "e\u0301 \u202e‮"]
)
def test_words_of_any_script_come_back_as_they_were_written(of: Begun, words: str):
    text = texts.drafted(of, words)
    texts_read = queries.paragraphs_of(text)[0].wording.text
    assert texts_read == words
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    (kept,) = queries.version_of(text, 1)
    assert kept.wording.text == words


def test_a_paragraph_in_two_languages_keeps_both_with_equal_standing(of: Begun):
    both = Wording((Rendering("en", "A river."), Rendering("ar", "نهر.")), ("en", "ar"))
    text = texts.drafted(of)
    with written():
        actions.add_paragraph(text, Block.PROBLEM, both)
    texts_read = queries.paragraphs_of(text)[1].wording
    assert texts_read == both


# What a draft was worked from


@pytest.fixture
def room(app) -> rooms.Room:
    return rooms.room()


def drafted_in(room: rooms.Room, *sources: str) -> Text:
    with written():
        dialogue = room.dialogue
        text = actions.begin_text(
            dialogue, joint_audience_of(dialogue), Wording.of("On the bridge"), Wording.of("")
        )
        actions.add_paragraph(text, Block.APPROACHES, Wording.of("A bridge."), sources)
    return text


def adopt_by_all(room: rooms.Room, text: Text) -> None:
    names = ("upper-1", "upper-2", "lower-1", "lower-2")
    with written():
        actions.open_reading(text, [room.seat(name) for name in names])
    for name in names:
        with written():
            marks = [Marked(paragraph, A) for paragraph in queries.paragraphs_of(text)]
            actions.mark_paragraphs(text, room.seat(name), room.secrets[name], marks)
    with written():
        actions.close_reading(text)
    with written():
        actions.adopt_text(text)


def written_on_a_phone(room: rooms.Room) -> tuple[str, str]:
    token = rooms.write(room, "a lamp on every bridge")
    rooms.show_round(room)
    (point,) = rows(Contribution)
    return token, point.id


def test_words_worked_into_a_draft_cannot_be_taken_back_until_the_link_is_cut(room: rooms.Room):
    token, point = written_on_a_phone(room)
    text = drafted_in(room, point)
    with pytest.raises(WorkedIntoDraft), written():
        take_back(room.seat("upper-1"), token)
    adopt_by_all(room, text)
    assert rows(ParagraphSource) == []
    with written():
        take_back(room.seat("upper-1"), token)
    assert queries.paragraphs_of(text)[0].wording.text == "A bridge."


def test_a_paragraph_that_is_dropped_lets_go_of_the_words_it_was_worked_from(room: rooms.Room):
    token, point = written_on_a_phone(room)
    text = drafted_in(room, point)
    with written():
        paragraph = queries.paragraphs_of(text)[0]
        actions.drop_paragraph(text, paragraph, seen=queries.as_seen(paragraph))
    with written():
        take_back(room.seat("upper-1"), token)


def test_words_said_under_a_stricter_level_bring_it_with_them(room: rooms.Room):
    plain = rooms.point(room, "said in the open")
    assert drafted_in(room, plain.id).level is None
    rooms.change(room, level=Level.L1)
    strict = rooms.point(room, "said among ourselves")
    text = drafted_in(room, plain.id, strict.id)
    assert queries.level_of(room.dialogue, text) is Level.L1
    with written():
        actions.choose_level(text, None)
    assert queries.level_of(room.dialogue, text) is Level.L3


# Reading


def test_a_text_without_paragraphs_is_not_read(of: Begun):
    text = texts.drafted(of, "one")
    with written():
        paragraph = queries.paragraphs_of(text)[0]
        actions.drop_paragraph(text, paragraph, seen=queries.as_seen(paragraph))
    with pytest.raises(actions.NothingToRead), written():
        actions.open_reading(text, [of.seat("participant-0")])


def test_a_reading_asks_somebody_and_only_those_who_may_read_the_text(of: Begun):
    text = texts.drafted(of)
    with pytest.raises(actions.NobodyToAsk), written():
        actions.open_reading(text, [])
    for other in ("facilitator", "organizer"):
        with pytest.raises(actions.NotAsked), written():
            actions.open_reading(text, [of.seat("participant-0"), of.seat(other)])
    assert rows(Reading) == []


def test_a_reading_of_a_partys_own_text_asks_that_party_alone(of: Begun):
    text = own_text(of)
    with pytest.raises(actions.NotAsked), written():
        actions.open_reading(text, [of.seat("participant-0"), of.seat("participant-1")])
    assert {seat.id for seat in queries.can_be_asked(text)} == {
        of.seat_ids["participant-0"],
        of.seat_ids["participant-0b"],
    }


@pytest.mark.parametrize(
    "deed",
    [
        lambda text, one: actions.redraft_paragraph(
            text, one, one.block, Wording.of("x"), seen=queries.as_seen(one)
        ),
        lambda text, one: actions.add_paragraph(text, Block.PROBLEM, Wording.of("x")),
        lambda text, one: actions.move_paragraph(text, one, down=True),
        lambda text, one: actions.drop_paragraph(text, one, seen=queries.as_seen(one)),
        lambda text, one: actions.change_heading(
            text,
            Heading(Wording.of("x"), Wording.of(""), ""),
            seen=queries.heading_as_seen(text),
        ),
    ],
    ids=["redraft", "add", "move", "drop", "heading"],
)
def test_words_that_are_read_or_adopted_stay_as_they_are(of: Begun, deed):
    reading = texts.in_reading(of)
    with pytest.raises(actions.ReadingIsOpen), written():
        deed(reading, queries.paragraphs_of(reading)[0])
    adopted = texts.adopted(of)
    with pytest.raises(actions.AlreadyAdopted), written():
        deed(adopted, queries.paragraphs_of(adopted)[0])


def test_the_same_seat_overwrites_its_mark(of: Begun):
    text = texts.in_reading(of)
    mark_secretly(of, text, "participant-0", CANNOT)
    mark_secretly(of, text, "participant-0", A)
    assert [row.mark for row in rows(ParagraphMark)] == [A]


def test_marks_of_one_seat_cannot_be_linked_by_what_the_database_holds(of: Begun):
    text = texts.in_reading(of, "one", "two", "three")
    for name in PARTICIPANTS:
        mark_secretly(of, text, name, A, LIVE, A)
    marks = everything()["paragraph_marks"]
    assert len({row["id"] for row in marks}) == 12
    assert set(marks[0]) == {"id", "dialogue_id", "reading_id", "paragraph_id", "mark", "concern"}
    kept = repr(marks)
    for name in PARTICIPANTS:
        assert of.seat_ids[name] not in kept
        assert of.secrets[name] not in kept
    assert len(set(Counter(row["paragraph_id"] for row in marks).values())) == 1


@pytest.mark.only_on(
    "postgresql"
)  # SQLite keeps neither an order of arrival nor who wrote what together
def test_marks_sent_together_are_written_with_all_others_in_an_order_that_says_nothing(of: Begun):
    text = texts.in_reading(of, "one", "two", "three")
    for name in PARTICIPANTS:
        mark_secretly(of, text, name, A, A, A)
    query = "SELECT DISTINCT xmin::text FROM paragraph_marks"
    assert len(db.session.connection().exec_driver_sql(query).all()) == 1


def test_a_mark_for_a_reading_that_is_over_is_never_taken_for_the_next(of: Begun):
    text = texts.in_reading(of)
    over = rows(Reading)[0].id
    close(text)
    redraft(text, 1, "Quite other words.")
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    with pytest.raises(actions.NoReadingOpen), written():
        actions.mark_paragraphs(
            text,
            of.seat("participant-0"),
            of.secrets["participant-0"],
            [Marked(queries.paragraphs_of(text)[0], A)],
            reading_id=over,
        )
    assert rows(ParagraphMark) == []


def test_only_those_present_when_it_opened_are_asked(of: Begun):
    text = texts.drafted(of)
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    with pytest.raises(actions.NotAsked), written():
        actions.mark_paragraphs(text, of.seat("participant-1"), of.secrets["participant-1"], [])
    later = add_seat(of, "participant-1c")
    with pytest.raises(actions.NotAsked), written():
        actions.mark_paragraphs(text, later, of.secrets["participant-1c"], [])


def test_closing_leaves_a_number_and_words_and_nothing_of_who_said_what(of: Begun):
    text = texts.in_reading(of, "one", "two")
    for name in PARTICIPANTS:
        texts.mark(of, text, name, (A, CONCERN if name == "participant-0" else A))
    close(text)
    assert results(text) == [Result.ADOPTED, Result.NOT_ADOPTED]
    assert rows(ParagraphMark) == []
    assert rows(ReadingSeat) == []
    (reading,) = rows(Reading)
    assert (reading.is_open, reading.asked) == (False, 4)
    (concern,) = rows(ReadingConcern)
    assert concern.words.text == "A need is unmet."
    kept = repr(everything()["reading_concerns"])
    assert not any(seat_id in kept for seat_id in of.seat_ids.values())


def test_concerns_reach_the_drafter_in_no_order_of_seats(of: Begun):
    orders = set()
    for _round in range(12):
        text = texts.in_reading(of)
        for name in PARTICIPANTS:
            texts.mark(of, text, name, (CONCERN,), concern=name)
        close(text)
        (paragraph,) = queries.paragraphs_of(text)
        orders.add(tuple(each.text for each in queries.concerns_of([paragraph])[paragraph.id]))
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(PARTICIPANTS)}


def test_a_cannot_adopt_may_say_why_and_need_not(of: Begun):
    text = texts.in_reading(of, "one", "two")
    mark_secretly(of, text, "participant-0", CANNOT, CANNOT)
    texts.mark(of, text, "participant-1", (CANNOT, A), concern="Not like this.")
    close(text)
    assert [row.words.text for row in rows(ReadingConcern)] == ["Not like this."]


def test_who_marks_nothing_consents_to_nothing(of: Begun):
    text = texts.in_reading(of)
    for name in PARTICIPANTS[:-1]:
        mark_secretly(of, text, name, A)
    close(text)
    assert results(text) == [Result.NOT_ADOPTED]


def test_a_redraft_is_a_new_version_about_which_nothing_is_known(of: Begun):
    text = texts.in_reading(of, "one", "two")
    texts.read(of, text)
    assert results(text) == [Result.ADOPTED, Result.ADOPTED]
    redraft(text, 1, "one,")
    assert text.text_version == 2
    assert results(text) == [None, None]
    with pytest.raises(actions.NotReadAsItStands), written():
        actions.adopt_text(text)


def test_reading_the_same_words_again_forgets_the_first_reading(of: Begun):
    text = texts.in_reading(of)
    for name in PARTICIPANTS:
        texts.mark(of, text, name, (CONCERN,))
    close(text)
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    assert rows(ReadingConcern) == []
    assert len(rows(Reading)) == 1
    assert results(text) == [None]


def test_a_replaced_slip_lets_the_reading_begin_anew_and_stops_the_old_device(of: Begun):
    text = texts.in_reading(of)
    for name in PARTICIPANTS:
        mark_secretly(of, text, name, A)
    seen = text.version
    with written():
        slip = dialogues.replace_slip(of.seat("participant-0"))
    assert rows(ParagraphMark) == []
    assert text.version > seen, "open pages are told to look again"
    with written():
        _seat, secret = dialogues.take_seat(slip.code)
    for name in PARTICIPANTS:
        mark_secretly(of, text, name, A, secret=secret if name == "participant-0" else "")
    close(text)
    assert results(text) == [Result.ADOPTED]


def test_a_removed_seat_leaves_the_roster_and_the_number_follows(of: Begun):
    text = texts.in_reading(of)
    with written():
        dialogues.remove_seat(of.seat("participant-1b"))
    for name in PARTICIPANTS[:-1]:
        mark_secretly(of, text, name, A)
    close(text)
    assert rows(Reading)[0].asked == 3
    assert results(text) == [Result.ADOPTED]


def test_a_reading_of_which_every_seat_is_gone_adopts_nothing(of: Begun):
    text = texts.drafted(of)
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    with written():
        dialogues.remove_seat(of.seat("participant-0"))
    close(text)
    assert results(text) == [Result.NOT_ADOPTED]


def test_another_seat_that_stops_disturbs_no_reading_that_does_not_ask_it(of: Begun):
    text = texts.drafted(of)
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    mark_secretly(of, text, "participant-0", A)
    with written():
        dialogues.remove_seat(of.seat("participant-1"))
    assert len(rows(ParagraphMark)) == 1


# Adoption


def test_a_text_is_adopted_only_in_the_words_that_were_read(of: Begun):
    text = texts.drafted(of)
    with pytest.raises(actions.NotReadAsItStands), written():
        actions.adopt_text(text)
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    with pytest.raises(actions.ReadingIsOpen), written():
        actions.adopt_text(text)


def test_one_cannot_adopt_drops_the_paragraph_and_the_others_stand(of: Begun):
    text = texts.in_reading(of, "one", "two", "three")
    texts.read(of, text, {"participant-1": (A, CANNOT, LIVE)})
    with written():
        actions.adopt_text(text)
    assert [each.number for each in queries.version_of(text, text.text_version)] == [1, 3]
    assert [each.number for each in queries.paragraphs_of(text)] == [1, 3]
    assert (text.standing, text.on) == (TextStanding.ADOPTED, today())


def test_without_any_adopted_paragraph_there_is_no_adopted_text(of: Begun):
    text = texts.in_reading(of)
    texts.read(of, text, {"participant-1": (CONCERN,)})
    with pytest.raises(actions.NothingAdopted), written():
        actions.adopt_text(text)
    assert text.standing is TextStanding.DRAFT


def test_adoption_destroys_older_versions_readings_and_concerns(of: Begun):
    text = texts.in_reading(of, "one", "two")
    texts.read(of, text, {"participant-1": (A, CONCERN)})
    redraft(text, 2, "Two, with what was missing.")
    with written():
        actions.open_reading(text, list(texts.participants(of).values()))
    assert len(rows(TextVersion)) == 2
    texts.read(of, text)
    with written():
        actions.adopt_text(text)
    (version,) = rows(TextVersion)
    assert version.text_version == 2
    assert rows(Reading) == rows(ReadingConcern) == rows(ParagraphMark) == []


def test_an_adopted_text_is_adopted_once(of: Begun):
    text = texts.adopted(of)
    with pytest.raises(actions.AlreadyAdopted), written():
        actions.adopt_text(text)


def test_adoption_is_written_down_as_a_day_and_a_number(of: Begun):
    texts.adopted(of)
    adopted = [each for each in journal.entries_of(of.id) if each.tag == actions.ADOPTED]
    assert [(each.on, each.number) for each in adopted] == [(today(), 1)]


# Release


def test_only_an_adopted_text_is_asked_about(of: Begun):
    text = texts.drafted(of)
    with pytest.raises(actions.NotAdopted), written():
        actions.ask_release(
            of.dialogue, text, "The press", Naming.UNNAMED, [of.seat("participant-0")]
        )


@pytest.mark.parametrize("level", [Level.L0, Level.L1])
def test_nothing_is_asked_at_a_level_at_which_nothing_leaves(of: Begun, level: Level):
    text = texts.adopted(of)
    with written():
        actions.choose_level(text, level)
    with pytest.raises(actions.MayNotLeave), written():
        texts.asked(of, text)


def test_names_leave_at_the_level_of_names_only(of: Begun):
    text = texts.adopted(of)
    asked = list(texts.participants(of).values())
    with pytest.raises(actions.MayNotLeave), written():
        actions.ask_release(of.dialogue, text, "The press", Naming.NAMED, asked)


def test_who_is_asked_about_a_description_sees_its_words(of: Begun):
    text = texts.adopted(of)
    asked = list(texts.participants(of).values())
    described = Naming.GROUP_DESCRIBED
    with pytest.raises(actions.NotDescribed), written():
        actions.ask_release(of.dialogue, text, "The press", described, asked)
    with written():
        release = actions.ask_release(
            of.dialogue, text, "The press", described, asked, description="Eight teachers"
        )
    assert release.description == "Eight teachers"


def test_a_description_is_not_kept_where_nobody_is_described(of: Begun):
    text = texts.adopted(of)
    with written():
        release = actions.ask_release(
            of.dialogue,
            text,
            "The press",
            Naming.UNNAMED,
            [of.seat("participant-0")],
            description="Eight teachers",
        )
    assert release.description is None


def test_a_release_asks_somebody(of: Begun):
    text = texts.adopted(of)
    with pytest.raises(actions.NobodyToAsk), written():
        actions.ask_release(of.dialogue, text, "The press", Naming.UNNAMED, [])


def consent(of: Begun, release: Release, *names: str) -> None:
    for name in names:
        with written():
            actions.consent(release, of.seat(name), of.secrets[name])


def close_asking(text: Text, release: Release) -> ReleaseStanding:
    with written():
        actions.close_asking(text, release)
    return release.standing


def test_with_the_consent_of_each_it_is_complete_for_one_version_and_one_audience(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text, "The two ministries")
    other = texts.asked(of, text, "The press")
    consent(of, release, *PARTICIPANTS)
    assert close_asking(text, release) is ReleaseStanding.COMPLETE
    assert (release.text_version, release.on) == (text.text_version, today())
    assert close_asking(text, other) is ReleaseStanding.NOT_COMPLETE
    assert other.on is None


@pytest.mark.parametrize("silent", PARTICIPANTS)
def test_one_silence_stops_it(of: Begun, silent: str):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    consent(of, release, *(name for name in PARTICIPANTS if name != silent))
    assert close_asking(text, release) is ReleaseStanding.NOT_COMPLETE


def test_refusing_and_not_answering_leave_the_same_database(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    consent(of, release, "participant-0")
    before = everything()
    with written():
        actions.withhold(release, of.seat("participant-1"), of.secrets["participant-1"])
    assert everything() == before


def test_a_yes_taken_back_leaves_the_database_as_before_it(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    before = everything()
    consent(of, release, "participant-0", "participant-0")
    assert len(rows(ReleaseConsent)) == 1
    with written():
        actions.withhold(release, of.seat("participant-0"), of.secrets["participant-0"])
    assert everything() == before


def test_closing_an_asking_forgets_who_was_asked_and_who_said_yes(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    consent(of, release, *PARTICIPANTS[:2])
    close_asking(text, release)
    assert rows(ReleaseSeat) == rows(ReleaseConsent) == []
    assert not any(
        of.seat_ids[name] in repr(everything()[table])
        for name in PARTICIPANTS
        for table in ("releases", "texts", "journal_entries")
    )


def test_a_closed_asking_hears_nobody_any_more(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    close_asking(text, release)
    for deed in (actions.consent, actions.withhold):
        with pytest.raises(actions.NotAsked), written():
            deed(release, of.seat("participant-0"), of.secrets["participant-0"])
    assert close_asking(text, release) is ReleaseStanding.NOT_COMPLETE


def test_a_seat_that_is_not_asked_is_not_heard(of: Begun):
    text = texts.adopted(of)
    with written():
        release = actions.ask_release(
            of.dialogue, text, "The press", Naming.UNNAMED, [of.seat("participant-0")]
        )
    with pytest.raises(actions.NotAsked):
        consent(of, release, "participant-1")


def test_where_seats_changed_meanwhile_everybody_is_asked_anew(of: Begun):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    consent(of, release, *PARTICIPANTS)
    with written():
        dialogues.replace_slip(of.seat("participant-0"))
    assert rows(ReleaseConsent) == []
    with written():
        dialogues.remove_seat(of.seat("participant-0"))
    consent(of, release, *PARTICIPANTS[1:])
    assert close_asking(text, release) is ReleaseStanding.COMPLETE


def test_a_release_is_stopped_at_anyones_word_and_nobody_is_named(of: Begun):
    text, release = texts.released(of)
    for _twice in range(2):
        with written():
            actions.stop_release(text, release)
    assert (release.standing, release.on) == (ReleaseStanding.NOT_COMPLETE, None)
    stopped = [each for each in journal.entries_of(of.id) if each.tag == actions.STOPPED]
    assert [each.number for each in stopped] == [1]


# A party's own text


def own_text(of: Begun, place: int = 0, *paragraphs: str) -> Text:
    with written():
        audience = audience_of_party(of.dialogue, of.party(place), [of.seat("facilitator")])
        text = actions.begin_text(
            of.dialogue, audience, Wording.of("Among ourselves"), Wording.of("")
        )
        for words in paragraphs or ("What we did not say over there.",):
            actions.add_paragraph(text, Block.PROBLEM, Wording.of(words))
    return text


def test_a_partys_own_text_leaves_no_gap_in_the_joint_numbers(of: Begun):
    first = texts.drafted(of)
    own = own_text(of)
    second = texts.drafted(of)
    theirs = own_text(of, 1)
    again = own_text(of)
    assert [text.number for text in (first, second)] == [1, 2]
    assert [text.number for text in (own, again, theirs)] == [1, 2, 1]
    assert queries.text_numbered(of.dialogue, 1).id == first.id


def test_a_partys_own_text_is_announced_to_its_own_readers_and_never_written_down(
    of: Begun, heard: list[Announcement]
):
    text = own_text(of)
    with written():
        actions.open_reading(text, [of.seat("participant-0")])
    mark_secretly(of, text, "participant-0", A)
    close(text)
    with written():
        actions.adopt_text(text)
        actions.record_export(text)
    assert {each.to.audience_id for each in heard} == {text.audience_id}
    assert db.session.get_one(Audience, text.audience_id).party_id == of.party_ids[0]
    assert [each.tag for each in journal.entries_of(of.id) if each.tag.startswith("text:")] == []


def test_marking_and_consenting_are_announced_to_nobody(of: Begun, heard: list[Announcement]):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    reading = texts.in_reading(of)
    heard.clear()
    mark_secretly(of, reading, "participant-0", CANNOT)
    consent(of, release, "participant-0")
    with written():
        actions.withhold(release, of.seat("participant-0"), of.secrets["participant-0"])
    assert heard == []


def test_no_id_of_a_mark_or_a_consent_is_like_another(of: Begun):
    text = texts.in_reading(of, *(str(number) for number in range(6)))
    for name in PARTICIPANTS:
        mark_secretly(of, text, name, *itertools.repeat(A, 6))
    ids = [row.id for row in rows(ParagraphMark)]
    assert all(re.fullmatch(r"[0-9a-z]{26}", each) for each in ids)
    assert len({each[:6] for each in ids}) == len(ids) == 24
