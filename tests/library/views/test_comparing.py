"""Processes side by side."""

from __future__ import annotations

from typing import Any

import pytest

from app.library.shapes.facts import Fact
from app.library.shapes.processes import Exemplar
from tests.library.facts import labels, marks_of, numbers_on, said, shown_facts, words_of
from tests.support.pages import plain

TAJIK, KELMAN, PERU = (
    "inter-tajik-dialogue",
    "kelman-israeli-palestinian",
    "ecuador-peru-fjb-1995",
)


def beside(*keys: str) -> str:
    return "/library/compare?" + "&".join(f"with={key}" for key in keys)


def test_processes_are_chosen_from_a_list_without_scripts(reader):
    page = reader.get("/library/compare")
    page = reader.submit(page, button="Lay them beside one another", **{"with": [TAJIK, PERU]})

    assert [plain(head.get_text()) for head in page.select(".beside thead th")] == [
        "Inter-Tajik Dialogue",
        "Ecuador–Peru joint brainstorming",
    ]


def test_a_process_leads_to_the_choice_of_others(reader):
    page = reader.get(f"/library/processes/{TAJIK}")
    page = reader.click(page, "Compare")

    assert "Choose one or two more to stand beside Inter-Tajik Dialogue." in page.text
    checked = [box["value"] for box in page.soup.select("input[name=with][checked]")]
    assert checked == [TAJIK]


@pytest.mark.parametrize(
    ("keys", "status", "sentence"),
    [
        ([], 200, "Choose two or three."),
        ([TAJIK], 200, "Choose one or two more to stand beside Inter-Tajik Dialogue."),
        ([TAJIK, TAJIK], 200, "was chosen more than once; it stands here once."),
        ([TAJIK, PERU, TAJIK], 200, "was chosen more than once; it stands here once."),
        ([TAJIK, PERU, KELMAN, "radio-macedonia"], 422, "4 processes were chosen. No more than 3"),
        ([TAJIK, "inter-tajik-dialog"], 422, "Perhaps Inter-Tajik Dialogue was meant."),
        ([TAJIK, "%00%ff"], 422, "No documented process has the key"),
        ([TAJIK, "x" * 4000], 422, "No documented process has the key"),
        ([""], 422, "No documented process has the key"),
    ],
)
def test_one_four_unknown_or_doubled_is_a_sentence(reader, keys, status, sentence):
    assert sentence in reader.get(beside(*keys), status=status).text


def test_what_was_chosen_is_kept_when_it_was_too_many(reader):
    keys = [TAJIK, PERU, KELMAN, "radio-macedonia"]
    page = reader.get(beside(*keys), status=422)

    assert {box["value"] for box in page.soup.select("input[name=with][checked]")} == set(keys)


def shown_beside(exemplar: Exemplar) -> list[Fact[Any]]:
    """What stands in the table for one process."""
    people = exemplar.participants
    facts: list[Fact[Any]] = [
        exemplar.in_short[0], exemplar.conflict, *exemplar.parties, *exemplar.convenors,
        *exemplar.third_party, exemplar.track, *filter(None, (exemplar.method,)),
        *exemplar.way_of_working, exemplar.period.start, exemplar.period.end, *exemplar.rhythm,
        *(tally.meetings for tally in exemplar.tallies),
        *(workshop.date for workshop in exemplar.workshops),
        *(known.rule for known in exemplar.ground_rules),
        *(each.count_documented for each in exemplar.outputs if each.count_documented),
        *(item.date for each in exemplar.outputs for item in each.items_recovered),
        *(event.what for event in exemplar.official_events),
        *(effect.claim for effect in exemplar.effects), *exemplar.limits,
    ]  # fmt: skip
    if people:
        facts += [
            *(count.number for count in people.numbers),
            *people.capacity,
            *people.composition,
        ]
    if exemplar.method:
        facts += [fact for record in exemplar.stages for fact in record.what]
    return facts


FULL = [
    "radio-macedonia", "brussels-business-group", "cyprus-trainers-design-1994-95", "dakar-conference-1987",
    "ecuador-peru-fjb-1995", "kelman-israeli-palestinian", "oslo-channel-1993", "south-africa-informal-talks",
]  # fmt: skip


@pytest.mark.parametrize("key", FULL)
def test_every_fact_side_by_side_stands_in_its_own_column_with_all_its_sources(
    library, reader, key
):
    held = {each.key: each for each in library.exemplars}
    page = reader.get(beside(TAJIK, key))
    numbers = numbers_on(page)
    for column, exemplar in enumerate((held[TAJIK], held[key]), start=1):
        names = labels(library, exemplar)
        shown = [
            (words_of(tag), marks_of(tag))
            for cell in page.select(f".beside tbody td:nth-of-type({column})")
            for tag in cell.select("[data-fact]")
        ]
        missing = [
            text
            for fact in shown_beside(exemplar)
            for reading in fact.readings
            for text in said(reading, names)
            if not any(
                plain(text) in words and {numbers[source] for source in reading.source} <= marks
                for words, marks in shown
            )
        ]
        assert missing == []


def test_effects_say_who_claims_them_and_gaps_stay_gaps(reader):
    page = reader.get(beside(TAJIK, "radio-macedonia"))
    rows = {plain(row.th.get_text()): row for row in page.select(".beside tbody tr")}

    assert "Claimed by J. Zartman 2008, independent" in plain(
        rows["What is said to have come of it"].get_text()
    )
    assert "Nothing documented." in plain(rows["Stages documented"].get_text())
    outputs = plain(rows["What was written, and what else came of it"].get_text(" "))
    assert "18" in outputs
    assert "2 recovered" in outputs


def test_variants_stand_beside_one_another(reader):
    page = reader.get(beside(TAJIK, KELMAN))
    differing = [words_of(tag) for tag in shown_facts(page) if "Sources differ" in words_of(tag)]

    assert any("7 or 12" in words for words in differing)


def test_the_table_is_one_that_can_be_heard(reader):
    page = reader.get(beside(TAJIK, KELMAN, PERU))
    (table,) = page.select("table.beside")

    assert len(table.select("thead th[scope=col]")) == 3
    for row in table.select("tbody tr"):
        assert len(row.select("th[scope=row]")) == 1
        assert [cell["data-heading"] for cell in row.select("td")] == [
            "Inter-Tajik Dialogue",
            "Kelman's Israeli–Palestinian workshops",
            "Ecuador–Peru joint brainstorming",
        ]
