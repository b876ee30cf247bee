"""Words as they are read for the index, the question and the marks."""

from __future__ import annotations

import pytest

from app.library.search.words import MOST_WORDS, excerpt, marked, read_question, words_in


def forms(text: str) -> list[str]:
    return [word.forms[0] for word in words_in(text)]


def found(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_found]


def whole(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Inter-Tajik Dialogue", ["inter", "tajik", "dialogue"]),
        ("Israeli–Palestinian", ["israeli", "palestinian"]),
        ("Kelman's workshops, Kelman’s", ["kelman", "workshops", "kelman"]),
        ("Esterházy, naïve, e\u0301tude", ["esterhazy", "naive", "etude"]),
        ("Straße ﬁn", ["strasse", "fin"]),
        ("مُحَمَّد العـــربية", ["محمد", "العربية"]),
        ("שָׁלוֹם", ["שלום"]),
        ("Ёлка Йод", ["елка", "иод"]),
        ("ქართული ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", ["ქართული", "საქართველო"]),
        ("ΦΊΛΟΣ", ["φιλοσ"]),
        ("Track 1½ and 1.5", ["track", "1½", "and", "1½"]),
        ("1993-03", ["1993", "03"]),
        ("", []),
        ("–…\"'*()", []),
    ],
)
def test_words_are_read_without_case_accents_and_points(text, read):
    assert forms(text) == read


def test_tracks_are_found_by_any_way_of_counting_them():
    (_, two) = words_in("Track Two")

    assert set(two.forms) == {"2", "two", "ii"}
    assert forms("two parties") == ["two", "parties"]
    assert next(words_in("two parties")).forms == ("two",)


@pytest.mark.parametrize(
    "typed",
    [
        '" OR 1=1 --',
        "NEAR(a b)",
        "a* AND (b",
        "words : x",
        "{}[]^+-",
        "\x00",
        "a\x00b",
        "'; DROP TABLE exemplars; --",
        "&|!<->:*",
        "\ud800",
        "🕊",
        "x" * 5000,
        "word " * 5000,
        "\u202e drow",
    ],
)
def test_nothing_that_is_typed_is_an_operator(typed):
    question = read_question(typed)

    assert len(question.terms) <= MOST_WORDS
    for term in question.terms:
        assert all(form.isalnum() and len(form) <= 42 for form in term.forms), term
    assert "\x00" not in question.typed


def test_only_the_last_word_may_be_unfinished():
    first, last = read_question("tajik dial").terms
    assert not first.begins
    assert last.begins
    assert not read_question("tajik dial ").terms[-1].begins


def test_an_english_word_is_found_in_its_other_number():
    assert "workshop" in read_question("workshops").terms[0].forms
    assert "memoranda" in read_question("memorandum").terms[0].forms


def test_british_and_american_spellings_find_each_other():
    assert "organisation" in read_question("organizations").terms[0].forms
    assert "organizing" in read_question("organising").terms[0].forms
    assert read_question("size").terms[0].forms == ("size", "sizes")


def test_more_words_than_are_looked_for_are_said():
    assert read_question(" ".join(f"word{number}" for number in range(20))).is_cut
    assert not read_question("the the the " * 100).is_cut


def test_what_was_found_is_marked_as_it_stands():
    pieces = marked(
        "Kelman's Workshop, and the workshops of others", read_question("kelman workshop ")
    )

    assert found(pieces) == ["Kelman's", "Workshop", "workshops"]
    assert whole(pieces) == "Kelman's Workshop, and the workshops of others"


def test_accents_and_points_do_not_hide_what_was_found():
    assert found(marked("Der König sprach", read_question("konig"))) == ["König"]
    assert found(marked("مُحَمَّد", read_question("محمد"))) == ["مُحَمَّد"]


def test_an_excerpt_shows_where_most_was_found_and_is_cut_between_words():
    text = "Nothing here at all. " * 30 + "The joint memorandum of March." + " Nothing more." * 30
    pieces = excerpt(text, read_question("joint memorandum"), at_most=120)

    assert found(pieces) == ["joint", "memorandum"]
    assert len(whole(pieces)) <= 130
    assert whole(pieces).startswith("… ")
    assert whole(pieces).endswith(" …")
    assert whole(pieces).strip("… ") in text


def test_a_short_text_is_shown_whole():
    assert whole(excerpt("Short.", read_question("else"))) == "Short."
