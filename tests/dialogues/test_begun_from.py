"""A dialogue begun from a documented process: what it takes, what is said of it, and that it is then its own."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

import pytest

from app.dialogues.queries import dialogue_by_id, ground_rules_of, stages_of
from app.kernel import clock
from app.library import actions as library_actions
from app.library.own import actions as own_actions
from app.library.shapes.facts import Fact
from tests.factories import library, own
from tests.factories.accounts import account
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

TAJIK = "inter-tajik-dialogue"


@pytest.fixture
def organizer(with_library, app) -> Browser:
    return Browser(app).sign_in(account(opened=True))


def begin(browser: Browser, exemplar: str, **given: object) -> tuple[str, Page]:
    """Begin from this process; the dialogue's id and its page."""
    page = browser.submit(
        browser.open("dialogues.begin", exemplar=exemplar),
        name="Two towns",
        neutral_title="Spring seminar",
        parties="Upper Sarn\nLower Sarn",
        destroy_on=(clock.today() + timedelta(days=200)).isoformat(),
        **given,
    )
    found = re.search(r"/dialogues/([a-z0-9]{26})/", page.path)
    assert found, page.path
    return found[1], page


def test_before_it_begins_each_part_says_whether_it_is_documented_or_the_methods(organizer):
    page = organizer.open("dialogues.begin", exemplar=TAJIK)

    assert "It went by this method." in page.text
    assert "Meetings 1 to 3: unloading feelings" in page.text
    assert "not documented: from the method" in page.text
    assert "The group does not negotiate, and mediates nothing" in page.text
    assert "A meeting every two to four months" in page.text
    assert re.search(r"Joint memoranda ?: ?18", page.text)


def test_every_statement_on_that_page_stands_with_a_source(organizer):
    page = organizer.open("dialogues.begin", exemplar=TAJIK)

    facts = page.select("[data-fact]")
    assert len(facts) > 20
    assert [fact for fact in facts if not fact.select(".source-mark")] == []


def test_it_takes_the_method_and_the_rules_that_only_the_process_had(organizer):
    dialogue_id, page = begin(organizer, TAJIK)
    dialogue = dialogue_by_id(dialogue_id)

    method = library.method("saunders_sd")
    assert [stage.key for stage in stages_of(dialogue)] == [stage.key for stage in method.stages]
    rules = ground_rules_of(dialogue)
    assert [rule.title.text for rule in rules][: len(method.ground_rules)] == [
        rule.title for rule in method.ground_rules
    ]
    (extra,) = rules[len(method.ground_rules) :]
    assert extra.wording.text == "The group does not negotiate, and mediates nothing"
    assert extra.rationale.text == "Documented in: Inter-Tajik Dialogue."
    assert extra.source == "fisher_interview_tajikistan"
    assert "A meeting every two to four months" in page.text, "and the page after says it again"


def test_those_rules_can_be_left_where_they_are(organizer):
    dialogue_id, _page = begin(organizer, TAJIK, documented_rules=None)

    assert len(ground_rules_of(dialogue_by_id(dialogue_id))) == len(
        library.method("saunders_sd").ground_rules
    )


def test_editing_the_library_rewrites_nothing_that_people_took_over(organizer):
    dialogue_id, _page = begin(organizer, TAJIK)
    before = _taken(dialogue_id)
    shipped = library.shipped()
    methods = tuple(
        dataclasses.replace(
            method,
            stages=tuple(
                dataclasses.replace(stage, name="Otherwise", purpose="Otherwise")
                for stage in method.stages[1:]
            ),
            ground_rules=tuple(
                dataclasses.replace(rule, wording="Otherwise") for rule in method.ground_rules
            ),
        )
        for method in shipped.methods
    )
    exemplars = tuple(
        dataclasses.replace(
            each,
            ground_rules=tuple(
                dataclasses.replace(
                    known, rule=Fact(value="Otherwise", source=known.rule.readings[0].source)
                )
                for known in each.ground_rules
            ),
        )
        for each in shipped.exemplars
    )

    with written():
        library_actions.load(dataclasses.replace(shipped, methods=methods, exemplars=exemplars))

    assert _taken(dialogue_id) == before
    with written():
        library_actions.load(shipped)


def _taken(dialogue_id: str) -> list[str]:
    dialogue = dialogue_by_id(dialogue_id)
    return [stage.name.text + stage.purpose.text for stage in stages_of(dialogue)] + [
        rule.title.text + rule.wording.text for rule in ground_rules_of(dialogue)
    ]


def test_one_can_begin_from_a_process_of_this_house_which_is_not_named_in_the_copy(organizer):
    own_id = own.entered(**own.everything())

    dialogue_id, page = begin(organizer, own_id)

    extra = ground_rules_of(dialogue_by_id(dialogue_id))[-1]
    assert extra.wording.text == "Nobody is quoted"
    assert extra.rationale.text == "Documented in a process of this house."
    assert extra.source == ""
    assert "Lake Talks" in page.text


def test_a_process_that_is_removed_is_forgotten_and_what_was_copied_stays(organizer):
    own_id = own.entered(**own.everything())
    dialogue_id, _page = begin(organizer, own_id)
    before = _taken(dialogue_id)

    with written():
        own_actions.remove(own_id)

    assert dialogue_by_id(dialogue_id).exemplar_key is None
    assert _taken(dialogue_id) == before
    assert "Lake Talks" not in organizer.open("dialogues.show", dialogue_id=dialogue_id).text


def test_what_a_house_documented_stands_apart_among_the_dialogues(organizer):
    own.entered(**own.everything())

    page = organizer.get("/dialogues/")

    assert "Documented processes of this house" in page.text
    assert "Lake Talks" in page.text
