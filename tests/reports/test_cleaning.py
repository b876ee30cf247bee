from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings, strategies as st

from app.reports import fonts
from app.reports.cleaning import (
    BREAK,
    Replaced,
    clean,
    cleaned,
    references_apart,
    stretches,
    with_breaks,
)
from app.reports.tree import Heading, Paragraph, Run, Table, as_words, words
from tests.reports.documents import document

ANY_TEXT = st.text(
    st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cn", "Cs"))
)
TRICKY = st.text(
    st.sampled_from(
        "aב١ع ლ1-/\n\r\t\0\x1b\x85\u2028\u202e\u2066\u2067\u2069\u200d\u200b\u0301\ufe0f\ufffe\ud800😀👨漢\ue000"
    )
)


def one_paragraph(text: str) -> Paragraph:
    block = cleaned(document(Paragraph(text))).blocks[0]
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_every_line_end_becomes_one_kind(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x9f",
        "\ufdd0",
        "\ufffe",
        "\U0010ffff",
        "\ufeff",
        "\U000e0041",
        "\ud83d",
    ],
)
def test_what_is_no_writing_is_left_out_and_the_document_says_so(character: str) -> None:
    replaced = Replaced()
    assert clean(f"a{character}b", replaced=replaced) == "ab"
    assert replaced.left_out == {character}


@pytest.mark.parametrize("override", "\u202a\u202b\u202c\u202d\u202e")
def test_no_override_can_make_a_sentence_read_as_another_one(override: str) -> None:
    assert clean(f"we do {override}ton agree") == "we do ton agree"


def test_an_isolate_that_nobody_closes_is_left_out_and_a_closed_one_stays() -> None:
    assert clean("a\u2067b") == "ab"
    assert clean("a\u2069b") == "ab"
    assert clean("a\u2067b\nc\u2069") == "ab\nc"
    assert clean("a\u2067b\u2069c") == "a\u2067b\u2069c"


def test_what_no_font_holds_is_shown_by_its_code_point(shelf: fonts.FontShelf) -> None:
    assert clean("yes 😀", shelf.holds) == "yes [U+1F600]"
    assert clean("漢", shelf.holds) == "[U+6F22]"
    assert clean("\ue000", shelf.holds) == "[U+E000]"


def test_an_emoji_of_several_is_shown_without_what_joins_them(shelf: fonts.FontShelf) -> None:
    assert clean("👨\u200d👩\ufe0f", shelf.holds) == "[U+1F468][U+1F469]"


def test_a_mark_that_the_letters_font_lacks_is_shown_by_its_code_point(
    shelf: fonts.FontShelf,
) -> None:
    assert clean("e\u0301", shelf.holds) == "e\u0301"
    assert clean("ა\u0301", shelf.holds) == "ა[U+0301]"


def test_without_fonts_of_our_own_every_script_stays_and_emoji_do_not() -> None:
    assert clean("漢 हिन्दी ไทย → ☑") == "漢 हिन्दी ไทย → ☑"
    assert clean("😀") == "[U+1F600]"


def test_arrows_and_ticks_can_be_typeset(shelf: fonts.FontShelf) -> None:
    assert clean("A → B ≤ C ☑ ✓ № ₾", shelf.holds) == "A → B ≤ C ☑ ✓ № ₾"


def test_the_everyday_characters_are_all_in_the_fonts(shelf: fonts.FontShelf) -> None:
    from_cleaning = [
        chr(point)
        for point in range(0x20, 0x2027)
        if clean(chr(point), lambda _: False) == chr(point)
    ]
    assert len(from_cleaning) > 500
    assert [character for character in from_cleaning if not shelf.holds(character)] == []


@given(st.one_of(ANY_TEXT, TRICKY))
@example("\u0301")
@example("\u200d\u200d😀\u0301")
def test_clean_text_stays_as_it_is_and_can_be_encoded(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", once)


@given(st.one_of(ANY_TEXT, TRICKY))
def test_cleaning_changes_no_letter_that_fonts_hold(text: str) -> None:
    plain = "".join(character for character in text if character.isalnum() and character < "\u0600")
    assert clean(plain) == plain


@given(st.one_of(ANY_TEXT, TRICKY))
def test_break_points_only_add_break_points(text: str) -> None:
    assert with_breaks(text).replace(BREAK, "") == text.replace(BREAK, "")


def test_a_run_longer_than_a_line_can_be_broken() -> None:
    assert max(map(len, with_breaks("W" * 5000).split(BREAK))) <= 40
    assert with_breaks("W" * 40) == "W" * 40


def test_an_address_is_broken_after_its_signs() -> None:
    assert with_breaks("https://example.org/a-very-long/path-of-an-address.html").startswith(
        "https:\u200b//\u200b"
    )


def test_joined_letters_and_marks_are_never_torn_apart() -> None:
    assert BREAK not in with_breaks("ب" * 5000)
    broken = with_breaks("e\u0301" * 100)
    assert BREAK in broken
    assert not re.search(f"{BREAK}\u0301", broken)


@pytest.mark.parametrize(
    "reference", ["12-B", "2024-03-06", "A/HRC/12/3", "3.2.1", "S-1996/42", "[U+1F600]"]
)
def test_numbers_and_references_are_set_apart_among_letters_from_the_right(reference: str) -> None:
    assert references_apart(f"انظر {reference} من") == f"انظر \u2066{reference}\u2069 من"


@pytest.mark.parametrize("plain", ["انظر 12 من", "بين 1993-1996 و", "انظر peace من", "٣-٤"])
def test_plain_numbers_and_words_are_left_to_their_direction(plain: str) -> None:
    assert references_apart(plain) == plain


def test_setting_apart_twice_is_setting_apart_once() -> None:
    once = references_apart("انظر 12-B من")
    assert references_apart(once) == once


def test_searching_for_references_takes_no_time_that_grows_out_of_hand() -> None:
    references_apart("a." * 200_000)
    references_apart("1" * 200_000 + "ع")


def test_stretches_say_what_stands_apart() -> None:
    assert list(stretches("a \u2067ב\u2069 c")) == [("a ", None), ("ב", "rtl"), (" c", None)]


def test_a_run_in_another_direction_is_set_apart() -> None:
    mixed = words("the word ", Run("عدالة 12", language="ar"), " here", language="en")
    [block, *_] = cleaned(document(Paragraph(mixed))).blocks
    assert isinstance(block, Paragraph)
    assert as_words(block.words).plain == "the word \u2067عدالة 12\u2069 here"


def test_words_without_a_language_follow_the_document_unless_all_their_letters_run_the_other_way() -> (
    None
):
    assert as_words(one_paragraph("عدالة").words).direction == "rtl"
    assert as_words(one_paragraph("عدالة").words).language == "und"
    assert as_words(one_paragraph("عدالة is justice").words).direction == "ltr"
    assert as_words(one_paragraph("12").words).direction == "ltr"


def test_words_of_no_known_language_follow_their_first_letter() -> None:
    [block, *_] = cleaned(document(Paragraph(words("عدالة is justice", language="und")))).blocks
    assert isinstance(block, Paragraph)
    assert as_words(block.words).direction == "rtl"


def test_the_document_says_once_what_it_replaced(shelf: fonts.FontShelf) -> None:
    given_ = document(Heading("a 😀"), Table(("b\x07",), (("😀 漢",),)))
    last_two = cleaned(given_, shelf.holds).blocks[-2:]
    said = [as_words(block.words).plain for block in last_two if isinstance(block, Paragraph)]
    assert [
        unicodedata.normalize("NFC", line).rstrip("\u2069").split(": ")[-1].lstrip("\u2066")
        for line in said
    ] == [
        "U+6F22, U+1F600",
        "U+0007",
    ]


def test_a_document_of_which_nothing_was_replaced_says_nothing() -> None:
    assert len(cleaned(document(Paragraph("plain"))).blocks) == 1


def test_a_heading_of_which_nothing_is_left_is_none() -> None:
    assert cleaned(document(Heading("\u200b"), Heading(""), Heading("\n"))).blocks == ()


@settings(max_examples=50)
@given(st.one_of(ANY_TEXT, TRICKY))
def test_no_text_makes_cleaning_a_document_fail(text: str) -> None:
    cleaned(document(Heading(text), Paragraph(text, number=text), language="ar"), breaks=True)


def test_a_word_of_the_program_s_own_stands_where_the_paper_begins() -> None:
    tidy = cleaned(
        document(Heading("Time"), Heading(words("Time", language="en")), direction="rtl")
    )
    ours, theirs = (as_words(block.words) for block in tidy.blocks if isinstance(block, Heading))
    assert (ours.direction, ours.language, ours.leads) == ("ltr", "en", True)
    assert not theirs.leads
