"""Ground rules as values: what changed, in which languages, and the sheet that lies on the table."""

from __future__ import annotations

from app.dialogues.covenant import (
    PROPOSED,
    Change,
    Covenant,
    CovenantRule,
    as_seen,
    changes,
    languages_of,
    reordered,
    sheet_of,
)
from app.kernel.wording import Rendering, Wording


def rule(key: str, **words: str) -> CovenantRule:
    written = words or {"en": f"{key}, in full."}
    return CovenantRule(
        key,
        Wording.of(key.title(), "en"),
        Wording(tuple(Rendering(tag, text) for tag, text in written.items()), tuple(written)),
        Wording.of(""),
    )


LISTEN, SHORT, HOME = rule("listen"), rule("short"), rule("home")


def test_what_is_kept_of_a_rule_is_the_rule():
    there = rule("listen", en="We listen.", ar="نصغي.")
    assert CovenantRule.of(there.kept()) == there


def test_a_rule_can_be_new_changed_or_left_out_and_what_stayed_is_not_told():
    changed = rule("short", en="We keep it very short.")
    found = changes((LISTEN, SHORT), (changed, HOME))
    assert [(each.change, each.rule.id) for each in found] == [
        (Change.CHANGED, "short"),
        (Change.NEW, "home"),
        (Change.LEFT_OUT, "listen"),
    ]
    assert found[0].before == SHORT


def test_another_order_is_told_apart_from_other_words():
    assert reordered((LISTEN, SHORT), (SHORT, LISTEN))
    assert not reordered((LISTEN, SHORT), (LISTEN, HOME, SHORT))
    assert not changes((LISTEN, SHORT), (SHORT, LISTEN))


def test_what_was_seen_differs_with_every_word_and_with_the_order():
    seen = as_seen((LISTEN, SHORT))
    assert seen == as_seen([LISTEN, SHORT])
    assert seen != as_seen((SHORT, LISTEN))
    assert seen != as_seen((LISTEN, rule("short", en="Another word.")))


def test_the_languages_of_a_covenant_are_those_in_which_some_rule_stands():
    covenant = (rule("listen", en="We listen.", ar="نصغي."), rule("short", ka="მოკლედ."))
    assert languages_of(covenant) == ["en", "ar", "ka"]
    assert languages_of((rule("listen", und="As it is."),)) == []


def test_a_sheet_has_at_most_two_languages_and_says_where_a_rule_is_missing_in_one():
    covenant = Covenant(3, (rule("listen", en="We listen.", ar="نصغي."), SHORT))
    sheet = sheet_of(covenant, ["en", "ar", "ka"])
    assert sheet.languages == ("en", "ar")
    (first, arabic), (_, missing) = sheet.rules
    assert (first.wording.text, arabic.wording.text) == ("We listen.", "نصغي.")
    assert arabic.title is None, (
        "a title nobody wrote in Arabic is not English in the Arabic column"
    )
    assert missing.is_missing
    assert missing.wording.text == SHORT.wording.text


def test_without_a_language_a_sheet_stands_in_the_words_that_hold():
    there = rule("listen", en="We listen.", ar="نصغي.")
    holding = CovenantRule(
        "listen", there.title, there.wording.with_authoritative("ar"), there.rationale
    )
    ((only,),) = sheet_of(Covenant(PROPOSED, (holding,)), []).rules
    assert only.wording.text == "نصغي."
    assert only.title is not None
