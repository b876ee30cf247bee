"""A plan leaves its dialogue without a name in it, and comes back as it was kept."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings, strategies as st

from app.kernel.wording import Renderings
from app.library.vocabulary import Level
from app.workshops.rules import BlockKind
from app.workshops.rules.outline import (
    WORDS,
    Item,
    Outline,
    OutlinedDay,
    Whom,
    fitted_stage,
    neutral,
    read,
    strangers,
    without_notes,
    without_words,
    written,
)

NAMES = ["Upper Sarn", "Нижний Сарн", "Heron", "Lindenhof"]

words = st.sampled_from(
    [
        "",
        "What lies beneath",
        "To UPPER SARN",
        "upper sárn and back",
        "Ask Heron",
        "В Нижний Сарн",
        "اسأل",
    ]
)
tags = st.sampled_from(["ar", "ka"])
items = st.builds(
    Item,
    kind=st.sampled_from(BlockKind),
    minutes=st.integers(1, 1440),
    stage=st.sampled_from(["", "needs_analysis", "opening"]),
    level=st.none() | st.sampled_from(Level),
    whom=st.sampled_from(Whom),
    questions=st.lists(words, max_size=3).map(tuple),
    renderings=st.builds(
        Renderings, st.dictionaries(words, st.dictionaries(tags, words, min_size=1), max_size=3)
    ),
    **dict.fromkeys(WORDS, words),
)
slots = st.lists(items, min_size=1, max_size=3).map(tuple)
days = st.builds(OutlinedDay, st.just("09:00"), st.lists(slots, max_size=3).map(tuple))
outlines = st.builds(
    Outline, st.just("kelman_psw"), st.lists(days, min_size=1, max_size=2).map(tuple)
)
some = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def one(*slot: Item) -> Outline:
    return Outline("kelman_psw", (OutlinedDay("09:00", (slot,)),))


@given(outlines)
@some
def test_no_name_is_anywhere_in_a_neutral_plan(outline):
    told = json.dumps(written(neutral(outline, NAMES)), ensure_ascii=False).casefold()
    assert not [name for name in [*NAMES, "upper sárn"] if name.casefold() in told]


@given(outlines)
@some
def test_a_neutral_plan_takes_as_long_as_before_and_stays_as_it_is(outline):
    once = neutral(outline, NAMES)
    assert once.minutes == outline.minutes
    assert neutral(once, NAMES) == once


@given(outlines)
@some
def test_it_is_read_as_it_was_written(outline):
    assert read(json.loads(json.dumps(written(outline)))) == outline


def test_rooms_of_parties_become_one_session_for_each_and_what_only_one_room_has_is_left_out():
    upper = Item(
        kind=BlockKind.PARTY_SESSION,
        minutes=90,
        whom=Whom.EACH_PARTY,
        title="Before we meet",
        materials="Cards",
        notes="Ask them about the bridge",
    )
    lower = replace(upper, minutes=60, level=Level.L1, notes="Ask them about the road")
    joint = Item(kind=BlockKind.SESSION, minutes=30, title="Third room")
    (slot,) = neutral(one(upper, joint, lower), NAMES).days[0].slots
    assert slot == (replace(upper, notes="", level=Level.L1), joint)


def test_without_words_nothing_that_people_wrote_is_left():
    item = Item(
        kind=BlockKind.SESSION,
        minutes=90,
        stage="opening",
        tool="circle_chart",
        questions=("C",),
        **dict.fromkeys(WORDS, "A"),
    )
    assert without_words(one(item)).items == [
        Item(kind=BlockKind.SESSION, minutes=90, stage="opening", tool="circle_chart")
    ]
    assert without_notes(one(item)).items == [replace(item, notes="")]


def test_a_stage_of_another_method_leaves_its_name_as_the_title():
    item = Item(
        kind=BlockKind.SESSION, minutes=90, stage="needs_analysis", stage_name="Needs analysis"
    )
    assert fitted_stage(item, ["opening"]) == replace(item, stage="", title="Needs analysis")
    assert fitted_stage(item, ["needs_analysis"]) == item
    assert strangers(one(item, replace(item, stage="opening")), ["opening"]) == 1


def test_a_rendering_leaves_with_its_words_and_stays_where_it_names_somebody() -> None:
    item = Item(
        kind=BlockKind.SESSION,
        minutes=60,
        purpose="What lies beneath",
        questions=("What is feared?", "What does Heron fear?"),
        renderings=Renderings(
            {
                "What lies beneath": {"ka": "რა დევს ქვეშ", "ru": "Что в Нижний Сарн"},
                "What does Heron fear?": {"ka": "რისი ეშინია"},
                "What is feared?": {"ka": "რისი გვეშინია"},
            }
        ),
    )
    [kept] = neutral(one(item), NAMES).items
    assert kept.renderings == Renderings(
        {"What lies beneath": {"ka": "რა დევს ქვეშ"}, "What is feared?": {"ka": "რისი გვეშინია"}}
    )
    assert read(written(one(kept))).items == [kept]
    assert not without_words(one(kept)).items[0].renderings


def test_what_is_rendered_in_one_room_is_rendered_in_the_session_of_each_party() -> None:
    upper = Item(
        kind=BlockKind.PARTY_SESSION,
        minutes=60,
        whom=Whom.EACH_PARTY,
        purpose="To hear",
        renderings=Renderings({"To hear": {"ka": "მოსმენა"}}),
    )
    lower = replace(upper, renderings=Renderings({"To hear": {"ar": "للاستماع"}}))
    [session] = neutral(one(upper, lower), NAMES).items
    assert session.renderings == upper.renderings | lower.renderings
