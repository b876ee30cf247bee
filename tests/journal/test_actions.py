from __future__ import annotations

from datetime import date

import pytest

from app.journal import actions, queries
from app.journal.models import Entry
from app.kernel.db import Model, db, writing
from tests.support.held_clock import HeldClock
from tests.support.writing import written

DIALOGUE = "d0000000000000000000000001"


@pytest.mark.usefixtures("app")
def test_an_act_is_written_down_by_its_day(clock: HeldClock):
    with written():
        actions.record("text:released", DIALOGUE, number=2)
        clock.forward(days=1)
        actions.record("dialogue:destroyed", DIALOGUE)
        actions.record("account:reset")
    assert [(entry.tag, entry.on, entry.number) for entry in queries.entries_of(DIALOGUE)] == [
        ("text:released", date(2026, 3, 2), 2),
        ("dialogue:destroyed", date(2026, 3, 3), None),
    ]
    assert [entry.tag for entry in queries.entries_of(None)] == ["account:reset"]


@pytest.mark.usefixtures("app")
def test_a_refused_request_takes_its_act_back():
    with writing():
        actions.record("text:released", DIALOGUE)
        db.session.flush()
        db.session.rollback()
    assert queries.entries_of(DIALOGUE) == []


@pytest.mark.parametrize(
    "tag", ["released", "text:released:now", "text: somebody", "Text:Released"]
)
def test_a_tag_can_carry_no_words(tag: str):
    with pytest.raises(ValueError, match="tag"):
        actions.record(tag, DIALOGUE)


def test_the_journal_has_no_place_for_a_person_or_a_moment():
    columns = {
        column.name: str(column.type) for column in Model.metadata.tables["journal_entries"].c
    }
    assert columns.keys() == {"id", "dialogue_id", "tag", "on", "number"}
    assert columns["on"] == "DATE"
    assert Entry.__table__.foreign_keys == set()
