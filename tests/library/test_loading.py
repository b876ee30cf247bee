"""Loading: all or nothing, a second time nothing, and nothing is ever deleted."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import func, select

from app.kernel.db import db
from app.kernel.errors import NotHere
from app.library import actions, models, queries
from app.library.shapes.facts import Fact
from tests.support.writing import written


def test_what_was_loaded_is_read_back_as_it_stood_in_the_files(library):
    assert queries.methods() == library.methods
    assert set(queries.exemplars()) == set(library.exemplars)
    assert queries.glossary() == library.glossary
    assert queries.levels() == library.levels
    assert queries.record_classes() == library.record_classes
    assert queries.vocabularies() == library.vocabularies
    assert queries.tools() == library.tools
    assert queries.relatives() == library.relatives
    assert queries.functions() == library.functions
    assert queries.typology() == library.typology
    assert queries.named() == library.named


def test_loading_twice_changes_nothing(library):
    assert not actions.plan(library)
    with written():
        done = actions.load(library)
        assert not db.session.new
        assert not db.session.dirty

    assert done == actions.Plan((), (), ())


def test_planning_writes_nothing(app, shipped):
    plan = actions.plan(shipped)

    assert "method kelman_psw" in plan.added
    assert "exemplar inter-tajik-dialogue" in plan.added
    assert db.session.scalar(select(func.count()).select_from(models.Exemplar)) == 0


def test_a_changed_fact_is_planned_and_loaded_by_name(library):
    dialogue, *others = library.exemplars
    mended = dataclasses.replace(
        dialogue, conflict=Fact(value="Another account of it", source=dialogue.conflict.source)
    )
    changed = dataclasses.replace(library, exemplars=(mended, *others))

    with written():
        done = actions.load(changed)

    assert done == actions.Plan((), (f"exemplar {dialogue.key}",), (), indexed=True)
    assert queries.exemplar(dialogue.key).conflict.value == "Another account of it"


def test_what_the_files_drop_is_retired_and_still_opens_for_dialogues_begun_from_it(library):
    gone, *kept = library.exemplars
    fewer = dataclasses.replace(library, exemplars=tuple(kept))

    with written():
        done = actions.load(fewer)

    assert f"exemplar {gone.key}" in done.retired
    assert gone.key not in {exemplar.key for exemplar in queries.exemplars()}
    assert queries.exemplar(gone.key).key == gone.key
    with written():
        again = actions.load(library)
    assert f"exemplar {gone.key}" in again.changed
    assert queries.exemplar(gone.key) == gone


def test_a_stage_that_a_method_drops_is_retired_alone(library):
    method, *others = library.methods
    shorter = dataclasses.replace(method, stages=method.stages[:-1])
    fewer = dataclasses.replace(library, methods=(shorter, *others))

    with written():
        done = actions.load(fewer)

    retired = (f"stage {method.key}/{method.stages[-1].key}",)
    assert done == actions.Plan((), (), retired, indexed=True)
    assert queries.method(method.key) == shorter


def test_what_is_not_there_is_not_there(library):
    for read in (queries.method, queries.exemplar, queries.tool):
        with pytest.raises(NotHere):
            read("nothing")


def test_a_number_of_queries_does_not_grow_with_the_library(library, queries_counted):
    with queries_counted() as statements:
        queries.exemplars()
        queries.methods()

    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(selects) == 7
