"""Taking a text out: what is refused, which version comes out, and that the same twice is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

import pypdf
import pytest
from flask import Flask

from app.journal import queries as journal
from app.kernel.wording import Rendering, Wording
from app.library.vocabulary import Level
from app.reports import actions
from app.reports.rendering import Format, Rendered
from app.texts import actions as text_actions, queries
from app.texts.models import Release, Text
from app.texts.rules import Block, Naming, ReleaseStanding
from tests.factories import texts
from tests.factories.dialogues import Begun, begun
from tests.support.writing import written

FORMATS: tuple[Format, ...] = ("pdf", "docx", "md")


@pytest.fixture
def of(app: Flask) -> Begun:
    return begun(seats=("participant-0", "participant-1"))


def take_out(of: Begun, text: Text, release: Release, format: Format = "md") -> Rendered:
    with written():
        return actions.take_out(of.dialogue, text, release, format, practice=True)


def paper(of: Begun, text: Text, version: int, format: Format = "md") -> str:
    body = actions.paper_for_the_room(of.dialogue, text, version, format, practice=False).body
    return body.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_a_released_text_comes_out_and_that_it_did_is_written_down(of: Begun, format: Format):
    text, release = texts.released(of, "Both banks need the bridge.")
    rendered = take_out(of, text, release, format)
    assert rendered.filename == f"memorandum-{text.on}.{format}"
    taken = [each for each in journal.entries_of(of.id) if each.tag == text_actions.EXPORTED]
    assert [(each.on, each.number) for each in taken] == [(text.on, 1)]


@pytest.mark.parametrize("standing", [ReleaseStanding.ASKING, ReleaseStanding.NOT_COMPLETE])
def test_what_is_not_released_does_not_leave(of: Begun, standing: ReleaseStanding):
    text = texts.adopted(of)
    release = texts.asked(of, text)
    if standing is ReleaseStanding.NOT_COMPLETE:
        with written():
            text_actions.close_asking(text, release)
    with pytest.raises(actions.NotReleased):
        take_out(of, text, release)
    assert not [each for each in journal.entries_of(of.id) if each.tag == text_actions.EXPORTED]


def test_a_stopped_release_leaves_no_more(of: Begun):
    text, release = texts.released(of)
    with written():
        text_actions.stop_release(text, release)
    with pytest.raises(actions.NotReleased):
        take_out(of, text, release)


@pytest.mark.parametrize("level", [Level.L0, Level.L1])
def test_a_text_that_was_made_stricter_after_its_release_stays_inside(of: Begun, level: Level):
    text, release = texts.released(of)
    with written():
        text_actions.choose_level(text, level)
    with pytest.raises(text_actions.MayNotLeave):
        take_out(of, text, release)


def test_a_paper_is_the_version_that_was_asked_for_while_somebody_redrafts(of: Begun):
    text = texts.in_reading(of, "As it was read.")
    texts.read(of, text)
    (paragraph,) = queries.paragraphs_of(text)
    with written():
        text_actions.redraft_paragraph(
            text,
            paragraph,
            paragraph.block,
            Wording.of("As it is being redrafted."),
            seen=queries.as_seen(paragraph),
        )
    assert "As it was read." in paper(of, text, 1)
    assert "As it is being redrafted." in paper(of, text, 2)
    with pytest.raises(actions.VersionNotKept):
        paper(of, text, 7)


def test_a_text_without_paragraphs_is_not_printed(of: Begun):
    text = texts.drafted(of, "one")
    (paragraph,) = queries.paragraphs_of(text)
    with written():
        text_actions.drop_paragraph(text, paragraph, seen=queries.as_seen(paragraph))
    with pytest.raises(text_actions.NothingToRead):
        paper(of, text, 1)


def test_a_paper_says_that_it_is_a_draft_and_carries_the_status_line(of: Begun):
    said = paper(of, texts.drafted(of), 1)
    assert "Draft, not released" in said
    assert "commits no organisation or government" in said


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_text_twice_is_the_same_bytes(of: Begun, format: Format):
    text, release = texts.released(of, "One.", "مرتين.")
    assert take_out(of, text, release, format).body == take_out(of, text, release, format).body


def test_nothing_beside_the_words_tells_of_people_or_a_moment(of: Begun):
    text, release = texts.released(of)
    pdf = take_out(of, text, release, "pdf").body
    named = str(pypdf.PdfReader(io.BytesIO(pdf)).metadata)
    document = zipfile.ZipFile(io.BytesIO(take_out(of, text, release, "docx").body))
    inside = " ".join(
        document.read(name).decode("utf-8", "replace") for name in document.namelist()
    )
    for hidden in (of.dialogue.name.text, "Heron", "participant", "facilitator"):
        assert hidden not in named
        assert hidden not in inside.replace("Participants took part", "")
    assert "/Author" not in named
    assert not re.search(r"<dc:creator>[^<]", inside)
    assert {entry.date_time[0] for entry in document.infolist()} == {1980}


@pytest.mark.parametrize("format", FORMATS)
def test_every_script_and_sign_comes_out_and_none_fails(of: Begun, format: Format):
    text = texts.drafted(of, "🕊️ peace", "ნდობა", "x" * 10_000, "\ue000\u202e!", "السلام")
    with written():
        text_actions.add_paragraph(
            text,
            Block.PROBLEM,
            Wording((Rendering("en", "River"), Rendering("ar", "نهر")), ("en", "ar")),
        )
    rendered = actions.paper_for_the_room(of.dialogue, text, 1, format, practice=True)
    assert len(rendered.body) > 1000


def test_of_several_releases_the_house_takes_out_the_one_that_tells_least(of: Begun):
    text, unnamed = texts.released(of)
    with written():
        described = text_actions.ask_release(
            of.dialogue,
            text,
            "The press",
            Naming.GROUP_DESCRIBED,
            list(texts.participants(of).values()),
            description="Eight teachers",
        )
        for name, seat in texts.participants(of).items():
            text_actions.consent(described, seat, of.secrets[name])
        text_actions.close_asking(text, described)
    assert actions.released_version_of(text).id == unnamed.id
    assert b"Eight teachers" in take_out(of, text, described).body
    assert b"Eight teachers" not in take_out(of, text, unnamed).body
    with written():
        text_actions.stop_release(text, unnamed)
    assert actions.released_version_of(text).id == described.id
