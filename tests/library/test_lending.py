"""Pages from which a reader takes something along: citations and files, and processes side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string

from app.library.files import Exemplar, Fact, sources_in
from tests.library.facts import labels, marks_of, numbers_on, said, shown_facts, words_of
from tests.support.pages import plain

TAJIK, KELMAN, PERU = (
    "inter-tajik-dialogue",
    "kelman-israeli-palestinian",
    "ecuador-peru-fjb-1995",
)
ENTRIES = [
    "processes/inter-tajik-dialogue",
    "processes/radio-macedonia",
    "methods/kelman_psw",
    "tools/circle_chart",
]


# --- citing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_and_its_works_are_cited_in_words_and_as_files(reader, entry):
    page = reader.get(f"/library/cite/{entry.split('/')[1]}")
    works = page.select("#works .citation")
    files = {
        form: reader.client.get(f"/library/cite/{entry.split('/')[1]}/works.{form}").text
        for form in ("bib", "ris", "json")
    }

    assert "edition of" in plain(page.select("#citation")[0].get_text())
    assert len(parse_string(files["bib"], "bibtex").entries) == len(works)
    assert len(rispy.loads(files["ris"])) == len(json.loads(files["json"])) == len(works)


def test_each_work_can_be_taken_alone(reader, library):
    exemplar = next(each for each in library.exemplars if each.key == TAJIK)
    page = reader.get(f"/library/cite/{TAJIK}")
    taken = [link for link in page.soup.select("#works ol a") if link["href"].endswith(".bib")]

    assert {link["href"].split("/")[4].removesuffix(".bib") for link in taken} == set(
        sources_in(exemplar)
    ) - {"infer"}
    answer = reader.client.get(taken[0]["href"])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(parse_string(answer.text, "bibtex").entries) == 1


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_a_file_names_no_machine(reader, form):
    said = reader.client.get(f"/library/cite/{TAJIK}.{form}").text

    assert "second-track-inter-tajik-dialogue" in said
    assert "http" not in said
    assert "localhost" not in said


@pytest.mark.parametrize(
    "path",
    [
        "cite/nothing", "cite/nothing.bib", "cite/nothing/works.bib", "cite/sources/nothing.bib",
        "cite/inter-tajik-dialogue.exe", "cite/seed_004",
    ],
)  # fmt: skip
def test_what_is_not_there_cannot_be_cited(reader, path):
    reader.get(f"/library/{path}", status=404)


def test_the_entry_leads_to_its_citation(reader):
    for entry in ENTRIES:
        page = reader.get(f"/library/{entry}")
        assert f"/library/cite/{entry.split('/')[1]}" in page.links.values()


# --- side by side ---------------------------------------------------------------------------------------------


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
