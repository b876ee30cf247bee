"""What may stand in a document of a text, and in the register when it leaves the building."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.kernel.wording import Rendering, Wording
from app.library.views import when_in_words
from app.library.vocabulary import Level
from app.reports import contents
from app.reports.contents import Reach, memorandum
from app.reports.queries import OwnText, Register
from app.reports.tree import Document, Heading, Paragraph, SideBySide, Table, Text as Said, as_words
from app.texts import queries
from app.texts.models import Text
from app.texts.queries import NumberedParagraph
from app.texts.rules import Block
from tests.factories import texts
from tests.factories.dialogues import Begun, begun

STATUS = "Participants took part as individuals. This text commits no organisation or government."


@pytest.fixture
def of(app: Flask) -> Begun:
    return begun(seats=("participant-0", "participant-1"))


@pytest.fixture
def adopted(of: Begun) -> Text:
    return texts.adopted(of, "One.", "Two.", title="On the bridge")


def document(
    of: Begun,
    text: Text,
    *paragraphs: NumberedParagraph,
    level: Level = Level.L3,
    reach: Reach = Reach.RELEASED,
    description: str | None = None,
    practice: bool = False,
) -> Document:
    return memorandum(
        of.dialogue,
        text,
        paragraphs or queries.version_of(text, text.text_version),
        level,
        reach,
        description=description,
        practice=practice,
    )


def said(document: Document) -> str:
    return " ".join(_plain(document))


def _plain(document: Document) -> Iterator[str]:
    for words in (document.title, document.label, document.banner, document.status_line):
        yield _of(words)
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield _of(block.words)
        elif isinstance(block, SideBySide):
            yield from (_of(block.first), _of(block.second))
        elif isinstance(block, Table):
            yield from (_of(cell) for row in (block.header, *block.rows) for cell in row)


def _of(words: Said | None) -> str:
    return as_words(words).plain if words else ""


def test_it_holds_heading_status_line_and_numbered_words_and_nothing_of_people(
    of: Begun, adopted: Text
):
    made = document(of, adopted)
    assert (_of(made.title), made.label) == ("On the bridge", "Memorandum 1")
    assert made.status_line == STATUS
    assert [block.number for block in made.blocks if isinstance(block, Paragraph)] == ["1", "2"]
    assert made.date == adopted.on
    everything = repr(made)
    for name in of.seat_ids:
        assert of.seat(name).name not in everything
        assert of.seat_ids[name] not in everything
    for place in range(2):
        assert of.party(place).name.text not in everything
    assert of.dialogue.name.text not in everything


def test_a_paper_for_the_room_says_on_every_page_that_it_is_a_draft(of: Begun, adopted: Text):
    assert document(of, adopted, reach=Reach.ROOM).banner == "Draft, not released"
    assert document(of, adopted).banner is None


def test_practice_says_that_it_is_invented_on_every_page(of: Begun, adopted: Text):
    assert document(of, adopted, practice=True).banner == "Invented, for practice"
    both = document(of, adopted, reach=Reach.ROOM, practice=True).banner
    assert both == "Draft, not released · Invented, for practice"


def test_at_the_strictest_level_nothing_says_what_it_is(of: Begun, adopted: Text):
    made = document(of, adopted, level=Level.L0)
    assert (made.title, made.label, made.kind, made.date) == ("Spring seminar", None, "paper", None)
    assert "bridge" not in said(made)
    assert made.status_line == STATUS


def test_blocks_stand_in_their_order_and_differences_last(of: Begun, adopted: Text):
    shuffled = [
        NumberedParagraph(number, block, Wording.of(block.value))
        for number, block in enumerate(reversed(Block), 1)
    ]
    made = document(of, adopted, *shuffled)
    paragraphs = [_of(b.words) for b in made.blocks if isinstance(b, Paragraph)]
    assert paragraphs == [block.value for block in Block]
    headings = [_of(b.words) for b in made.blocks if isinstance(b, Heading)]
    assert headings[-1] == "What we did not all adopt"


def test_a_block_without_paragraphs_has_no_heading(of: Begun, adopted: Text):
    headings = [b for b in document(of, adopted).blocks if isinstance(b, Heading)]
    assert [_of(heading.words) for heading in headings] == ["Common ground"]


def test_two_languages_stand_beside_one_another_and_a_third_under_the_same_number(
    of: Begun, adopted: Text
):
    renderings = (Rendering("en", "River"), Rendering("ar", "نهر"), Rendering("ka", "მდინარე"))
    both = NumberedParagraph(3, Block.PROBLEM, Wording(renderings[:2], ("en", "ar")))
    three = NumberedParagraph(4, Block.PROBLEM, Wording(renderings, ("en", "ar", "ka")))
    made = document(of, adopted, both, three)
    beside = [block for block in made.blocks if isinstance(block, SideBySide)]
    assert [(_of(b.first), _of(b.second), b.number) for b in beside] == [
        ("River", "نهر", "3"),
        ("River", "نهر", "4"),
    ]
    assert [as_words(b.second).language for b in beside] == ["ar", "ar"]
    (third,) = [block for block in made.blocks if isinstance(block, Paragraph)]
    assert (_of(third.words), third.number) == ("მდინარე", "4")


def test_its_language_is_that_of_its_words_else_of_its_dialogue(of: Begun, adopted: Text):
    arabic = NumberedParagraph(1, Block.PROBLEM, Wording.of("نهر", "ar"))
    unnamed = NumberedParagraph(1, Block.PROBLEM, Wording.of("x"))
    assert document(of, adopted, arabic).language == "ar"
    assert document(of, adopted, unnamed).language == "en"


def test_the_words_that_describe_the_group_stand_at_its_end_and_only_if_asked(
    of: Begun, adopted: Text
):
    made = document(of, adopted, description="Eight teachers of both towns")
    last = made.blocks[-1]
    assert isinstance(last, Paragraph)
    assert _of(last.words) == "Those who adopted this text: Eight teachers of both towns"
    assert "Those who adopted" not in said(document(of, adopted))


def test_the_renderers_few_words_go_through_translation(of: Begun, adopted: Text):
    assert document(of, adopted).labels == contents.labels()


# The register, when it leaves


def own(level: Level, *, released: bool = False) -> OwnText:
    return OwnText(
        dialogue_id="d",
        text_id="t",
        of="Spring seminar" if level is Level.L0 else "Dialogue of the Sarn valley",
        number=1,
        title="On the bridge",
        subject="Crossing",
        on=date(2026, 3, 5),
        level=level,
        released=released,
    )


def listed(*entries: OwnText, practice: bool = False) -> Document:
    return contents.register(Register(entries, ()), when_in_words, practice=practice)


def test_a_text_at_the_strictest_level_is_not_in_a_list_that_leaves(app: Flask):
    made = said(listed(own(Level.L0, released=True)))
    assert "Spring seminar" not in made
    assert "No text has been adopted yet." in made


@pytest.mark.parametrize(
    ("level", "released", "shown"),
    [
        (Level.L1, True, False),
        (Level.L2, False, False),
        (Level.L2, True, True),
        (Level.L3, False, True),
        (Level.L4, True, True),
    ],
)
def test_words_that_may_not_leave_are_not_in_it_either(
    app: Flask, level: Level, released: bool, shown: bool
):
    made = said(listed(own(level, released=released)))
    assert ("On the bridge" in made) is shown
    assert ("Crossing" in made) is shown
    assert "Dialogue of the Sarn valley" in made


def test_what_is_invented_says_so_where_there_is_any(app: Flask):
    assert listed(own(Level.L3), practice=True).banner
    assert listed(practice=True).banner is None
