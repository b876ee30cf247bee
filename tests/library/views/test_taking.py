"""Pages from which a reader takes something along: citations and files."""

from __future__ import annotations

import json

import pytest
import rispy
from pybtex.database import parse_string

from app.library.shapes.facts import sources_in
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
