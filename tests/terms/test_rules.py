"""Listed words are found in every script, in the forms words take, as words of their own, and nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.terms.rules import Folded, Listed, TermKind, lines_of, point_out


def listed(*forms: str, agreed: tuple[str, ...] = (), reason: str = "") -> Listed:
    return Listed("a", TermKind.PLACE, forms, agreed, reason)


def found(text: str, *entries: Listed) -> list[str]:
    return [each.words for each in point_out([(0, text)], entries)]


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        # Latin: capitals, accents, possessives; a part of another word is not the word.
        ("Upper Sarn", "They came from UPPER  SARN.", "UPPER  SARN"),
        ("Upper Sarn", "Upper-Sarn's mill", "Upper-Sarn's"),
        ("Söğüt", "near SOGUT and", "SOGUT"),
        ("regime", "le Régime d'alors", "Régime"),
        # Arabic: particles, vowel points, stretching, hamza, two forms of ya.
        ("القدس", "نعود إلى القدس غدا", "القدس"),
        ("القدس", "والقُدس قريبة", "والقُدس"),
        ("القدس", "ذهبوا للقدس", "للقدس"),
        ("إرهاب", "ضد الارهاب", "الارهاب"),
        ("وادي", "في الوادى", "الوادى"),
        ("نهر", "بالنـــهر", "بالنـــهر"),
        # Hebrew: particles, final letters, vowel points.
        ("שלום", "הם באו בשלום", "בשלום"),
        ("הר", "אל הַר גבוה", "הַר"),
        # Cyrillic: cases, ё and й.
        ("Сарна", "жители Сарны ушли", "Сарны"),
        ("Верхний Сарн", "о Верхнем Сарне", None),
        ("Ёлкино", "около Елкина", "Елкина"),
        # Georgian: cases glued to the stem, capitals of headlines.
        ("თბილისი", "თბილისშიც იყვნენ", "თბილისშიც"),
        ("თბილისი", "ᲗᲑᲘᲚᲘᲡᲘ", "ᲗᲑᲘᲚᲘᲡᲘ"),
        # Armenian, Greek, and a script without blanks.
        ("Երևան", "Երևանում", "Երևանում"),
        ("Λευκωσία", "της Λευκωσίας", "Λευκωσίας"),
        ("東海", "それは東海という", "東海"),
    ],
)
def test_a_word_is_found_as_people_write_it(form: str, text: str, words: str | None):
    assert found(text, listed(form)) == ([words] if words else [])


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Sarn", "Sarnath is elsewhere"),
        ("Sarn", "Besarn"),
        ("wall", "a wallpaper"),
        ("حرب", "محراب"),
        ("მთა", "მთავარი"),
        ("мир", "мировой"),
        ("Upper Sarn", "Upper. And then, long after, Sarn"),
    ],
)
def test_a_part_of_another_word_is_not_the_word(form: str, text: str):
    assert found(text, listed(form)) == []


def test_what_stands_in_the_agreed_form_is_right_there():
    entry = listed("High Sarn", "Upper Sarn", agreed=("Upper Sarn / High Sarn",))
    assert found("The road to Upper Sarn / High Sarn.", entry) == []
    assert found("The road to High Sarn.", entry) == ["High Sarn"]


def test_a_sides_own_use_that_is_the_agreed_form_is_not_pointed_out():
    assert found("in Upper Sarn", listed("Upper Sarn", "High Sarn", agreed=("Upper Sarn",))) == []


def test_the_alternative_comes_in_the_script_of_the_word_where_there_is_one():
    entry = listed("High Sarn", "سارن العالية", agreed=("Upper Sarn", "سارن العليا"))
    (latin,) = point_out([(1, "at High Sarn")], [entry])
    (arabic,) = point_out([(1, "في سارن العالية")], [entry])
    assert latin.instead == ("Upper Sarn",)
    assert arabic.instead == ("سارن العليا",)
    (greek,) = point_out([(1, "Σαρν")], [listed("Σαρν", agreed=("Upper Sarn",))])
    assert greek.instead == ("Upper Sarn",), "another script is better than none"


def test_each_is_told_once_in_a_place_and_in_the_order_of_the_texts():
    said = [(1, "Sarn and Sarn"), (2, "Sarn"), (2, "سارن")]
    assert [(each.where, each.words) for each in point_out(said, [listed("Sarn", "سارن")])] == [
        (1, "Sarn"),
        (2, "Sarn"),
        (2, "سارن"),
    ]


def test_forms_are_lines_without_blanks_and_doubles():
    assert lines_of(" Upper   Sarn \n\nUpper Sarn\r\n سارن ") == ("Upper Sarn", "سارن")


def test_a_form_without_a_letter_points_out_nothing():
    assert found("... – !", listed("–", "...", "")) == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=30))
def test_whatever_is_written_what_is_found_stands_in_the_text(text: str, form: str):
    for words in found(f"{text} {form} {text}", listed(form)):
        assert words in f"{text} {form} {text}"


@given(st.text(max_size=200))
def test_a_folded_text_knows_where_each_of_its_letters_stood(text: str):
    plain = Folded(text)
    for place in range(len(plain.text)):
        assert plain.words(place, place + 1).strip() in text
