"""Choosing, editing and adopting ground rules, as the third party does it and as participants meet them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from app.dialogues import actions, queries
from app.dialogues.covenant import PROPOSED, as_seen
from app.kernel.errors import NotHere
from app.kernel.wording import Rendering, Wording
from app.library import queries as library
from app.library.vocabulary import Level
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.writing import written


@pytest.fixture
def dialogue(app: Flask, with_library: None) -> Begun:
    return begun()


@pytest.fixture
def facilitator(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "facilitator")


@pytest.fixture
def phone(app: Flask, dialogue: Begun) -> Browser:
    return dialogue.browser(app, "participant-0")


def words(title: str) -> tuple[Wording, Wording, Wording]:
    return Wording.of(title), Wording.of(f"{title}, in full."), Wording.of("")


def adopt(here: Begun, count: int = 7) -> None:
    with written():
        actions.adopt_ground_rules(here.dialogue, count)


def add(here: Begun, title: str) -> None:
    with written():
        actions.add_ground_rule(here.dialogue, *words(title))


def titles(rules) -> list[str]:
    return [rule.title.text for rule in rules]


def seen(here: Begun) -> str:
    return as_seen(queries.rules_as_they_stand(here.dialogue))


# Versions


def test_what_was_adopted_stays_readable_as_adopted_whatever_is_edited_since(dialogue: Begun):
    adopt(dialogue)
    adopted = queries.covenant_in_force(dialogue.dialogue)
    add(dialogue, "Short turns")
    with written():
        actions.remove_ground_rule(dialogue.dialogue, queries.ground_rules_of(dialogue.dialogue)[0])
    assert queries.covenant_in_force(dialogue.dialogue) == adopted
    assert queries.adopted_covenant(dialogue.dialogue, adopted.version) == adopted
    adopt(dialogue, 8)
    after = queries.covenant_in_force(dialogue.dialogue)
    assert "Short turns" in titles(after.rules)
    assert after.version == adopted.version + 1
    assert queries.adopted_covenant(dialogue.dialogue, adopted.version) == adopted
    assert [each.adopted_by for each in queries.adoptions_of(dialogue.dialogue)] == [8, 7]


def test_many_changes_before_the_next_adoption_are_one_version(dialogue: Begun):
    adopt(dialogue)
    before = dialogue.dialogue.rules_version
    add(dialogue, "One")
    add(dialogue, "Two")
    assert dialogue.dialogue.rules_version == before + 1


def test_saving_a_rule_as_it_is_begins_no_version(dialogue: Begun):
    adopt(dialogue)
    rule = queries.ground_rules_of(dialogue.dialogue)[0]
    with written():
        actions.edit_ground_rule(
            dialogue.dialogue,
            queries.ground_rule_in(dialogue.dialogue, rule.id),
            rule.title,
            rule.wording,
            rule.rationale,
        )
    assert queries.adoption_of(dialogue.dialogue) is not None


def test_before_any_adoption_the_rules_are_proposed_as_they_stand(dialogue: Begun):
    add(dialogue, "Short turns")
    covenant = queries.covenant_in_force(dialogue.dialogue)
    assert covenant.version == PROPOSED
    assert not covenant.is_adopted
    assert titles(covenant.rules)[-1] == "Short turns"
    with pytest.raises(NotHere):
        queries.adopted_covenant(dialogue.dialogue, 1)


def test_one_can_go_back_to_what_was_adopted_as_if_nothing_had_been_begun(dialogue: Begun):
    adopt(dialogue)
    before = queries.rules_as_they_stand(dialogue.dialogue)
    add(dialogue, "Short turns")
    with written():
        actions.remove_ground_rule(dialogue.dialogue, queries.ground_rules_of(dialogue.dialogue)[0])
    with written():
        actions.return_to_adopted(dialogue.dialogue, seen(dialogue))
    assert queries.rules_as_they_stand(dialogue.dialogue) == before
    assert queries.adoption_of(dialogue.dialogue) is not None


def test_where_nothing_was_adopted_there_is_nothing_to_go_back_to(dialogue: Begun):
    with pytest.raises(actions.NothingAdopted), written():
        actions.return_to_adopted(dialogue.dialogue, seen(dialogue))


def test_nobody_adopts_what_was_changed_while_it_was_read_aloud(dialogue: Begun):
    read_aloud = seen(dialogue)
    add(dialogue, "Slipped in")
    with pytest.raises(StaleDataError), written():
        actions.adopt_ground_rules(dialogue.dialogue, 7, seen=read_aloud)
    assert queries.adoption_of(dialogue.dialogue) is None


def test_no_rules_at_all_cannot_be_adopted(dialogue: Begun):
    with written():
        for rule in queries.ground_rules_of(dialogue.dialogue):
            actions.remove_ground_rule(dialogue.dialogue, rule)
    with pytest.raises(actions.NothingToAdopt), written():
        actions.adopt_ground_rules(dialogue.dialogue, 7)


# The library


def test_rules_of_any_method_are_taken_up_and_left_out_and_the_groups_own_stay(dialogue: Begun):
    add(dialogue, "Short turns")
    methods = library.methods()
    other = next(method for method in methods if method.key == "saunders_sd")
    kept = queries.ground_rules_of(dialogue.dialogue)[1]
    wanted = {str(kept.origin), f"saunders_sd/{other.ground_rules[0].key}"}
    with written():
        actions.choose_ground_rules(dialogue.dialogue, methods, wanted, seen(dialogue))
    assert titles(queries.ground_rules_of(dialogue.dialogue)) == [
        kept.title.text,
        "Short turns",
        other.ground_rules[0].title,
    ]


def test_a_rule_that_is_kept_keeps_the_words_the_group_gave_it(dialogue: Begun):
    rule = queries.ground_rules_of(dialogue.dialogue)[0]
    with written():
        actions.edit_ground_rule(
            dialogue.dialogue,
            queries.ground_rule_in(dialogue.dialogue, rule.id),
            *words("In our words"),
        )
    with written():
        actions.choose_ground_rules(
            dialogue.dialogue, library.methods(), {str(rule.origin)}, seen(dialogue)
        )
    assert titles(queries.ground_rules_of(dialogue.dialogue)) == ["In our words"]


def test_the_library_page_shows_reasons_and_takes_up_what_is_ticked(
    facilitator: Browser, dialogue: Begun
):
    page = facilitator.open("ground_rules.choose", dialogue_id=dialogue.id)
    other = next(each for each in library.methods() if each.key == "saunders_sd")
    assert other.ground_rules[0].rationale in page.text
    form = page.form(button="Take up what is ticked")
    chosen = [value for name, value in form.fields if name == "chosen"]
    page = facilitator.submit(
        page, button="Take up what is ticked", chosen=[*chosen, "saunders_sd/continuity"]
    )
    assert "We keep coming" in page.text


# Editing, in each language


def test_a_rule_is_written_in_each_language_of_the_dialogue_and_says_which_words_hold(
    facilitator: Browser, dialogue: Begun
):
    rule = queries.ground_rules_of(dialogue.dialogue)[0]
    page = facilitator.open("ground_rules.edit", dialogue_id=dialogue.id, rule_id=rule.id)
    page = facilitator.submit(
        page,
        button="Save",
        **{"ar-title": "السرية", "ar-wording": "ما يقال هنا يبقى هنا.", "ar-checked": "y"},
    )
    stands = queries.ground_rule_in(dialogue.dialogue, rule.id)
    assert set(stands.wording.languages) == {"en", "ar"}
    assert set(stands.wording.authoritative) == {"en", "ar"}
    assert stands.wording.in_language("ar") == Rendering("ar", "ما يقال هنا يبقى هنا.", True)
    assert "Both hold equally" in page.text
    assert "Not yet checked:" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"en-title": "Only a title"}, "Write the rule."),
        ({"en-wording": "Only words."}, "Give the rule a short title."),
        ({"ar-wording": "كلمات فقط"}, "Give the rule a short title."),
        ({}, "Give the rule a short title."),
        ({"en-title": "x" * 121, "en-wording": "Words."}, "At most 120 characters."),
        ({"en-title": "A\x00", "en-wording": "Words."}, "NUL"),
    ],
)
def test_half_a_rule_gets_a_sentence_and_keeps_what_was_typed(
    facilitator: Browser, dialogue: Begun, typed: dict[str, str], sentence: str
):
    page = facilitator.open("ground_rules.add", dialogue_id=dialogue.id)
    page = facilitator.submit(page, button="Add the rule", status=422, **typed)
    assert any(sentence in error for error in page.errors)
    for words_typed in typed.values():
        assert words_typed.replace("\x00", "") in page.html.replace("\x00", "")


def test_two_who_edit_a_rule_at_once_are_both_heard(facilitator: Browser, dialogue: Begun):
    rule = queries.ground_rules_of(dialogue.dialogue)[0]
    page = facilitator.open("ground_rules.edit", dialogue_id=dialogue.id, rule_id=rule.id)
    facilitator.submit(page, button="Save", **{"en-title": "The first to save"})
    page = facilitator.submit(page, button="Save", status=409, **{"en-title": "The second to save"})
    assert "The second to save" in page.html
    assert queries.ground_rule_in(dialogue.dialogue, rule.id).title.text == "The first to save"


# The page, the paper and the room


def test_the_page_shows_what_a_next_version_changes_and_goes_back(
    facilitator: Browser, dialogue: Begun
):
    page = facilitator.open("ground_rules.show", dialogue_id=dialogue.id)
    page = facilitator.submit(page, button="Record the adoption", adopted_by="8")
    assert "Adopted as they stand, by 8" in page.text
    rule = queries.ground_rules_of(dialogue.dialogue)[0]
    old = rule.wording.text
    page = facilitator.open("ground_rules.edit", dialogue_id=dialogue.id, rule_id=rule.id)
    page = facilitator.submit(page, button="Save", **{"en-wording": "Nothing is quoted."})
    assert "A next version, not adopted yet" in page.text
    assert "What changes" in page.text
    assert old in page.text
    page = facilitator.submit(page, button="Go back to it")
    assert "Adopted as they stand, by 8" in page.text
    assert "Nothing is quoted." not in page.text


def test_an_adopted_version_is_read_as_it_was_adopted(facilitator: Browser, dialogue: Begun):
    adopt(dialogue)
    add(dialogue, "Short turns")
    page = facilitator.open("ground_rules.adopted", dialogue_id=dialogue.id, version="1")
    assert "Short turns" not in page.text
    facilitator.get(f"/dialogues/{dialogue.id}/ground-rules/adopted/2", status=404)
    facilitator.get(f"/dialogues/{dialogue.id}/ground-rules/adopted/99999999999", status=404)


def test_the_paper_stands_in_one_language_or_in_two_side_by_side(
    facilitator: Browser, dialogue: Begun
):
    with written():
        for rule in queries.ground_rules_of(dialogue.dialogue):
            actions.remove_ground_rule(dialogue.dialogue, rule)
        actions.add_ground_rule(
            dialogue.dialogue,
            *(
                Wording(
                    (Rendering("en", f"{each} en"), Rendering("ar", f"{each} ar")), ("en", "ar")
                )
                for each in ("title", "wording", "reason")
            ),
        )
    at = f"/dialogues/{dialogue.id}/ground-rules/paper"
    both = facilitator.get(f"{at}?language=en&language=ar&reasons=1")
    assert "wording en" in both.text
    assert "wording ar" in both.text
    assert "reason ar" in both.text
    assert both.select('.sheet-tongue[dir="rtl"][lang="ar"]')
    one = facilitator.get(f"{at}?language=ar")
    assert "wording en" not in one.text
    assert "reason ar" not in one.text
    facilitator.get(f"{at}?language=%00&version=x&language=xx")


def test_at_the_strictest_level_the_paper_bears_the_neutral_title_alone(
    app: Flask, with_library: None
):
    here = begun(name="The unspoken valley", level=Level.L0)
    page = here.browser(app, "facilitator").open("ground_rules.paper", dialogue_id=here.id)
    assert "The unspoken valley" not in page.html


def test_participants_enter_by_what_was_adopted_and_not_by_a_half_finished_sentence(
    app: Flask, dialogue: Begun
):
    adopt(dialogue)
    add(dialogue, "Half a")
    newcomer = dialogue.browser(app, "participant-1", assented=False)
    page = newcomer.get(f"/seat/{dialogue.seat_ids['participant-1']}/")
    assert page.heading == "Before you enter"
    assert "Half a" not in page.text
    page = newcomer.submit(page, button="I enter in this way")
    page = newcomer.open("seats.ground_rules", seat_id=dialogue.seat_ids["participant-1"])
    assert "Half a" not in page.text


def test_rules_adopted_anew_are_shown_when_a_page_of_the_seat_is_next_opened(
    phone: Browser, dialogue: Begun
):
    at = f"/seat/{dialogue.seat_ids['participant-0']}/"
    adopt(dialogue)
    page = phone.get(at)
    assert page.heading == "Before you enter"
    assert "made these its own since" in page.text
    phone.submit(page, button="I enter in this way")
    add(dialogue, "Short turns")
    assert phone.get(at).heading != "Before you enter", "nothing is adopted yet"
    adopt(dialogue)
    page = phone.get(at)
    assert page.heading == "Before you enter"
    assert "The ground rules have changed" in page.text
    assert "Short turns" in page.text
    phone.submit(page, button="I enter in this way")
    assert phone.get(at).heading != "Before you enter"


def test_an_adoption_takes_nothing_from_who_is_writing(app: Flask, dialogue: Begun):
    seat_id = dialogue.seat_ids["participant-0"]
    phone = dialogue.browser(app, "participant-0")
    page = phone.get(f"/seat/{seat_id}/take-back")
    adopt(dialogue)
    page = phone.submit(page, button="Take back", status=409, token="0000-0000-0000-0000")
    assert page.heading != "Before you enter"
    phone.get(f"/seat/{seat_id}/part/shown")


def test_the_rules_lie_on_the_table_of_everybody_in_the_room(phone: Browser, dialogue: Begun):
    page = phone.get(f"/seat/{dialogue.seat_ids['participant-0']}/")
    assert "Ground rules" in [link.get_text() for link in page.select(".on-the-table a")]
