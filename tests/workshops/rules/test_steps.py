"""A step back leads exactly to where one was, and nowhere when the agenda is no longer as it was left."""

from __future__ import annotations

import json

from hypothesis import assume, given, strategies as st

from app.workshops.rules.steps import Step, can_be_taken, step_between, taken

columns = st.fixed_dictionaries(
    {
        "day": st.integers(0, 3),
        "position": st.integers(0, 5),
        "lane": st.integers(0, 1),
        "minutes": st.integers(1, 90),
        "anchor": st.none() | st.just("12:00"),
        "title": st.sampled_from(["", "a", "b"]),
    }
)
states = st.dictionaries(st.sampled_from("pqrstuvw"), columns, max_size=6)


@given(states, states)
def test_a_step_leads_exactly_there(here, there):
    assert taken(step_between(here, there), here) == there


@given(states, states)
def test_and_its_own_step_leads_exactly_back(here, there):
    back = step_between(there, here)
    assert can_be_taken(back, there)
    assert taken(back, there) == here


@given(states, states, states)
def test_it_is_not_taken_from_where_a_block_stands_otherwise(here, there, elsewhere):
    step = step_between(here, there)
    where = {key: [row[name] for name in ("day", "minutes", "anchor")] for key, row in here.items()}
    assume(
        where
        != {
            key: [row[name] for name in ("day", "minutes", "anchor")]
            for key, row in elsewhere.items()
        }
    )
    assert not can_be_taken(step, elsewhere)


@given(states)
def test_no_change_is_no_step(state):
    assert step_between(state, state).is_nothing


def test_what_somebody_else_wrote_where_the_step_would_write_stops_it():
    here = {"p": {"day": 0, "title": "mine"}}
    step = step_between(here, {"p": {"day": 0, "title": "before"}})

    assert can_be_taken(step, here)
    assert not can_be_taken(step, {"p": {"day": 0, "title": "theirs"}})


def test_what_somebody_else_wrote_elsewhere_does_not():
    here = {"p": {"day": 0, "title": "mine", "room": ""}}
    step = step_between(here, {"p": {"day": 0, "title": "before", "room": ""}})

    assert can_be_taken(step, {"p": {"day": 0, "title": "mine", "room": "Long hall"}})


@given(states, states)
def test_it_outlives_being_written_down(here, there):
    step = step_between(here, there)
    told = json.loads(json.dumps([step.sees, step.gone, step.back, step.changed]))
    read = Step(told[0], tuple(told[1]), told[2], told[3])
    assert taken(read, here) == there
