"""Words of the field in texts of the library lead to the glossary, where it lists how they are written."""

from __future__ import annotations

import dataclasses

import pytest

from app.library.references.terms import Terms
from tests.support.pages import plain


@pytest.fixture
def terms(shipped) -> Terms:
    return Terms(shipped.glossary)


def linked(terms: Terms, text: str) -> list[tuple[str, str]]:
    stretches = list(terms.stretches(text))
    assert "".join(stretch.text for stretch in stretches) == text
    return [(stretch.text, stretch.term) for stretch in stretches if stretch.term]


def test_the_first_of_each_term_leads_to_it(terms):
    text = "Spoilers matter. A spoiler stays; re-entry is hard, and Re-entry again."

    assert linked(terms, text) == [("Spoilers", "spoiler"), ("re-entry", "re_entry")]


def test_the_longest_form_wins(terms):
    assert linked(terms, "a joint memorandum") == [("joint memorandum", "joint_memorandum")]


@pytest.mark.parametrize(
    "text",
    [
        "transferring",
        "non-attributional",
        "the spoiled",
        "scenariotype",
        "bipartisan perceptionsx",
        "",
    ],
)
def test_what_is_no_listed_form_leads_nowhere(terms, text):
    assert linked(terms, text) == []


def test_a_hyphen_binds_a_word(terms):
    assert linked(terms, "Non-attribution") == [("Non-attribution", "non_attribution")]


def test_a_line_break_inside_a_form_does_not_hide_it(terms):
    assert linked(terms, "the third\n  party") == [("third\n  party", "facilitator")]


def test_a_glossary_without_forms_links_nothing(shipped):
    bare = dataclasses.replace(
        shipped.glossary,
        terms=tuple(dataclasses.replace(term, forms=()) for term in shipped.glossary.terms),
    )
    assert linked(Terms(bare), "spoiler") == []


def test_every_form_leads_to_its_own_term(shipped, terms):
    for term in shipped.glossary.terms:
        for form in term.forms:
            assert linked(terms, f"The {form}, here.") == [(form, term.key)]


@pytest.mark.parametrize(
    "path",
    [
        "/library/methods/kelman_psw",
        "/library/methods/saunders_sd",
        "/library/relatives/third_party_consultation",
        "/library/typology",
        "/library/tools/one_text",
        "/library/processes/inter-tajik-dialogue",
        "/library/ground-rules",
    ],
)
def test_terms_on_a_page_lead_to_where_the_glossary_tells_of_them(reader, path):
    page = reader.get(path)
    links = page.select("a.term-link")
    told = {str(tag["id"]) for tag in reader.get("/library/glossary").soup.find_all(id=True)}

    assert links
    for link in links:
        address, _, anchor = str(link["href"]).partition("#")
        assert address == "/library/glossary"
        assert anchor in told
        assert link.find_parent(
            ["a", "h1", "h2", "h3", "h4", "button", "svg", "summary"]
        ) is None or (link.find_parent("a") is link)


def test_what_people_wrote_into_a_record_is_never_markup(terms, reader, app):
    from_page = app.jinja_env.filters["with_terms"]
    notes = type("NotesOf", (), {"terms": terms})()
    with app.test_request_context():
        shown = str(from_page('<b>spoiler</b> & "re-entry"', notes))

    assert "<b>" not in shown
    assert "&lt;b&gt;<a class=" in shown
    assert plain(shown).count("<a ") == 2


def test_the_glossary_shows_the_words_to_avoid(reader, library):
    page = reader.get("/library/glossary")

    for avoided in library.glossary.avoided:
        assert avoided.word in plain(page.select("#avoided")[0].get_text(" "))
