from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.kernel.wording import (
    Rendering,
    Renderings,
    Said,
    Wording,
    canonical_tag,
    direction_of,
    say,
    say_n,
)

texts = st.text(st.characters(codec="utf-8"))
tags = st.sampled_from(["und", "en", "tg", "fa", "ar-Latn", "sr-Cyrl-RS", "zh-Hant", "x-house"])


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    languages = draw(st.lists(tags, min_size=1, unique=True))
    renderings = tuple(Rendering(tag, draw(texts), draw(st.booleans())) for tag in languages)
    chosen = draw(st.lists(st.sampled_from(languages), unique=True))
    return Wording(renderings, tuple(chosen))


@given(wordings())
def test_a_wording_survives_json_and_encoding(wording: Wording) -> None:
    stored = wording.to_json().encode()
    assert Wording.from_json(stored.decode()) == wording


def test_words_of_one_language_are_authoritative_in_it() -> None:
    wording = Wording.of("Зиндагии осоишта", "tg")
    assert (wording.text, wording.language, wording.authoritative) == (
        "Зиндагии осоишта",
        "tg",
        ("tg",),
    )


def test_the_text_is_the_authoritative_rendering_and_else_the_first() -> None:
    both = Wording((Rendering("en", "water"), Rendering("fa", "آب")), ("fa",))
    assert both.text == "آب"
    assert both.with_authoritative().text == "water"
    assert both.with_authoritative("en", "fa").text == "water"


def test_a_half_surrogate_is_refused_where_words_come_to_be() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        Wording.of("a\ud83d")


def test_control_characters_are_kept_for_the_forms_to_judge() -> None:
    assert Wording.of("a\x00b").text == "a\x00b"


@pytest.mark.parametrize(
    ("renderings", "authoritative"),
    [
        ((), ()),
        ((Rendering("en", "a"), Rendering("EN", "b")), ()),
        ((Rendering("en", "a"),), ("fa",)),
        ((Rendering("en", "a"),), ("en", "en")),
    ],
)
def test_a_wording_that_contradicts_itself_is_refused(
    renderings: tuple[Rendering, ...], authoritative: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"a.* (rendering|once)"):
        Wording(renderings, authoritative)


@pytest.mark.parametrize("tag", ["", "e", "english language", "en_GB", "en-", "<b>"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="BCP-47"):
        Wording.of("a", tag)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("und", "auto"),
        ("x-house", "auto"),
        ("mul", "auto"),
        ("und-Arab", "rtl"),
        ("en", "ltr"),
        ("tg", "ltr"),
        ("tg-Arab", "rtl"),
        ("fa-AF", "rtl"),
        ("ar-Latn", "ltr"),
        ("he", "rtl"),
        ("ckb-IQ", "rtl"),
        ("es-EC", "ltr"),
    ],
)
def test_the_script_decides_the_direction_and_else_the_language(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction
    assert Wording.of("a", tag).direction == direction


def test_a_reader_gets_the_nearest_rendering_of_the_same_language() -> None:
    wording = Wording((Rendering("sr-Cyrl", "вода"), Rendering("en", "water")))
    assert wording.in_language("sr-Cyrl-RS") == wording.renderings[0]
    assert wording.in_language("sr-Latn") == wording.renderings[0]
    assert wording.in_language("EN-gb") == wording.renderings[1]
    assert wording.in_language("fa") is None


def test_tags_are_written_one_way() -> None:
    assert canonical_tag("AR-arab-eg") == "ar-Arab-EG"
    assert canonical_tag("en-X-Mine") == "en-x-mine"


def test_a_rendering_is_added_or_takes_the_place_of_the_former() -> None:
    wording = Wording.of("water", "en").with_rendering("fa", "اب").with_rendering("fa", "آب")
    assert [each.text for each in wording.renderings] == ["water", "آب"]
    assert wording.authoritative == ("en",)


def test_neither_repr_nor_str_repeats_the_words() -> None:
    wording = Wording.of("quiet words", "en")
    said = say("You wrote %(words)s.", words=wording)
    shown = f"{wording} {wording!r} {wording.renderings!r} {said!r}"
    assert "quiet" not in shown


def test_a_template_gets_the_escaped_text() -> None:
    assert Wording.of("<b> & 'c'").__html__() == "&lt;b&gt; &amp; &#x27;c&#x27;"


def test_blank_words_are_false() -> None:
    assert not Wording.of("  \n")
    assert Wording.of("word")


def test_a_sentence_of_ours_is_filled_late() -> None:
    said = say("%(name)s is not here.", name=Wording.of("Party"))
    assert str(said) == "Party is not here."
    assert said.through(lambda _: "Ici, pas de %(name)s.", _untranslated) == "Ici, pas de Party."
    assert said == say("%(name)s is not here.", name="Party")


def test_a_sentence_without_gaps_may_hold_a_percent_sign() -> None:
    assert str(say("100 % of it")) == "100 % of it"


@pytest.mark.parametrize(("count", "sentence"), [(1, "1 seat"), (0, "0 seats"), (2, "2 seats")])
def test_one_and_several_are_told_apart(count: int, sentence: str) -> None:
    said: Said = say_n("%(num)d seat", "%(num)d seats", count)
    assert str(said) == sentence
    assert said.through(str, _untranslated) == sentence


def _untranslated(singular: str, plural: str, count: int) -> str:
    return singular if count == 1 else plural


# Renderings beside the words they render

further = st.dictionaries(
    tags.filter(lambda tag: tag != "und"), texts.filter(str.strip), min_size=1
)
beside = st.builds(
    Renderings, st.dictionaries(texts.map(str.strip).filter(bool), further, max_size=4)
)


@given(beside)
def test_renderings_survive_json_and_encoding(kept: Renderings) -> None:
    assert Renderings.from_json(kept.to_json().encode().decode()) == kept


@given(beside, texts)
def test_words_keep_the_last_word_whatever_stands_beside_them(kept: Renderings, text: str) -> None:
    found = kept.wording(text)
    assert (found.text, found.language) == (text, "und")
    assert {each.language: each.text for each in found.renderings[1:]} == kept.by_words.get(
        text.strip(), {}
    )


@given(beside)
def test_what_a_wording_says_is_found_again_by_its_words(kept: Renderings) -> None:
    again = Renderings.of(*[kept.wording(text) for text in kept.by_words])
    assert again == kept


@given(beside, beside)
def test_of_two_the_later_speaks_and_nothing_is_lost(one: Renderings, other: Renderings) -> None:
    both = one | other
    assert both.by_words.keys() == one.by_words.keys() | other.by_words.keys()
    for words, said in other.by_words.items():
        assert said.items() <= both.by_words[words].items()


@given(beside, st.lists(texts))
def test_words_that_do_not_stand_have_no_rendering(kept: Renderings, standing: list[str]) -> None:
    left = kept.among(standing)
    assert left.by_words.keys() <= {text.strip() for text in standing}
    assert left.among(standing) == left


@given(beside, texts.filter(str.strip), texts.filter(str.strip))
def test_a_rendering_is_written_and_taken_away(kept: Renderings, text: str, said: str) -> None:
    written = kept.said_in(text, "AR-arab", said)
    assert written.in_language(text, "ar-Arab") == said
    assert "ar-Arab" in written.languages
    assert written.said_in(text, "ar-Arab", " ") == kept.said_in(text, "ar-Arab", "")
    assert not written.said_in(text, "ar-Arab", "").in_language(text, "ar-Arab")


def test_neither_words_nor_renderings_are_shown_by_printing_them() -> None:
    kept = Renderings({"A ferry": {"ka": "ბორანი"}})
    assert str(kept) == repr(kept) == "<Renderings ka>"
    assert kept.where(lambda said: said != "ბორანი") == Renderings()
