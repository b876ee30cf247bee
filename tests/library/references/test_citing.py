"""Citations: as people read them, and as the libraries of others read them back."""

from __future__ import annotations

import dataclasses
import json

import pytest
import rispy
from pybtex.database import parse_string

from app.library.references import citing
from app.library.references.citing import (
    Name,
    Reference,
    as_text,
    names_in,
)
from app.library.references.exchange import _TEX, as_bibtex, as_csl, as_ris
from app.library.rules import Seen, SourceKind
from app.library.shapes.facts import Source

HARD = [
    "Мост: река & берег",
    "نهر واحد",
    "გზა მშვიდობისკენ",
    "Braces { that } do not } match {",
    "100 % of #1 costs $5 under_score ~ ^ \\textbf{not a command}",
    'She said "yes", and ‘no’ – a – b',
    "O’Brien @ home, d'Estrée",
]


def reference(**given) -> Reference:
    return Reference(**({"key": "k1", "title": "A title", "kind": SourceKind.LITERATURE} | given))


def read_back(written: str) -> str:
    """What somebody reads whose program knows TeX: our own signs turned back, the outer braces gone."""
    assert written[0] == "{"
    assert written[-1] == "}"
    text = written[1:-1].replace(r"\textbackslash{}", "\0")
    for sign, tex in _TEX.items():
        if sign != "\\":
            text = text.replace(tex, sign)
    return text.replace("\0", "\\")


@pytest.mark.parametrize("title", HARD)
def test_any_title_comes_back_from_bibtex(title):
    held = parse_string(as_bibtex([reference(title=title)]), "bibtex")

    assert read_back(held.entries["k1"].fields["title"]) == title


@pytest.mark.parametrize("title", HARD)
def test_any_title_comes_back_from_ris_and_csl(title):
    (ris,) = rispy.loads(as_ris([reference(title=title)]))
    (csl,) = json.loads(as_csl([reference(title=title)]))

    assert ris["title"] == csl["title"] == title


def test_what_no_field_can_hold_is_left_out_before():
    source = dataclasses.replace(source_of(), title="One\r\nER  - \x00two\u2028three")
    written = citing.reference_to(source)

    assert written.title == "One ER - two three"
    assert len(rispy.loads(as_ris([written]))) == 1


def source_of(**given):
    shape = {
        "key": "s1",
        "kind": SourceKind.LITERATURE,
        "title": "A title",
        "seen": Seen.IN_FULL,
    }
    return Source(**(shape | given))


def test_a_missing_year_is_said_and_not_invented():
    without = reference(authors=(Name("Iji"),))
    (ris,) = rispy.loads(as_ris([without]))
    (csl,) = json.loads(as_csl([without]))

    assert as_text(without) == "Iji. n.d. A title."
    assert "year" not in ris
    assert "issued" not in csl
    assert "year" not in parse_string(as_bibtex([without]), "bibtex").entries["k1"].fields


def test_a_year_that_is_none_stands_as_it_was_given():
    about = reference(year="about 1994")
    (ris,) = rispy.loads(as_ris([about]))
    (csl,) = json.loads(as_csl([about]))

    assert "year" not in ris
    assert ris["notes"] == ["Year: about 1994"]
    assert csl["issued"] == {"literal": "about 1994"}


@pytest.mark.parametrize(
    ("written", "authors", "editors", "others"),
    [
        ("Kelman, H. C.", ["Kelman, H. C."], [], False),
        ("Slim, R. M.; Saunders, H. H.", ["Slim, R. M.", "Saunders, H. H."], [], False),
        ("von der Ropp, K.", ["von der Ropp, K."], [], False),
        ("Saunders, H. H., and others", ["Saunders, H. H."], [], True),
        ("Doob, L. W. (ed.)", [], ["Doob, L. W."], False),
        ("Mattar, P.; Caplan, N. (eds)", [], ["Mattar, P.", "Caplan, N."], False),
        ("Working Group and Friends; ed. Kelman, H. C.", ["Working Group and Friends"], ["Kelman, H. C."], False),
        ("", [], [], False),
    ],
)  # fmt: skip
def test_names_are_told_apart(written, authors, editors, others):
    held = names_in(written)

    assert [citing.turned(name) for name in held[0]] == authors
    assert [citing.turned(name) for name in held[1]] == editors
    assert held[2] is others


def test_a_body_is_one_author_whatever_its_words():
    body = reference(authors=(Name("Working Group and Friends"), Name("von der Ropp", "K.")))
    persons = parse_string(as_bibtex([body]), "bibtex").entries["k1"].persons["author"]

    assert [str(person) for person in persons] == [
        "{Working Group and Friends}",
        "von der Ropp, K.",
    ]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"authors": (Name("Kelman", "H. C."), Name("Rouhana", "N."), Name("Cohen", "S. P.")), "year": "1994",
             "container": "in R. J. Fisher (ed.), Paving the Way"},
            "Kelman, H. C., N. Rouhana, and S. P. Cohen. 1994. “A title.” In R. J. Fisher (ed.), Paving the Way.",
        ),
        (
            {"editors": (Name("Mattar", "P."), Name("Caplan", "N.")), "year": "2005"},
            "Mattar, P., and N. Caplan, eds. 2005. A title.",
        ),
        (
            {"authors": (Name("Saunders", "H. H."),), "and_others": True, "year": "2011"},
            "Saunders, H. H. and others. 2011. A title.",
        ),
        (
            {"authors": (Name("Joint Group"),), "editors": (Name("Kelman", "H. C."),), "year": "1999"},
            "Joint Group, edited by H. C. Kelman. 1999. A title.",
        ),
        (
            {"title": "What is it?", "container": "The Paper, 4 July 1998", "year": "1998", "address": "http://a.b/c"},
            "“What is it?” The Paper, 4 July 1998. http://a.b/c",
        ),
    ],
)  # fmt: skip
def test_the_line_reads_as_a_citation_does(given, line):
    assert as_text(reference(**given)) == line


def test_an_address_stays_an_address():
    held = parse_string(
        as_bibtex([reference(address='https://a.org/x_y%20z?a=1&b={c}"')]), "bibtex"
    )

    assert held.entries["k1"].fields["url"] == "https://a.org/x_y%20z?a=1&b=%7Bc%7D%22"


def test_every_source_of_the_library_can_be_read_back(shipped):
    references = citing.references_to(shipped.sources)
    held = parse_string(as_bibtex(references), "bibtex").entries

    assert [read_back(each.fields["title"]) for each in held.values()] == [
        each.title for each in references
    ]
    assert [each["id"] for each in rispy.loads(as_ris(references))] == list(held)
    assert [each["id"] for each in json.loads(as_csl(references))] == list(held)
    assert not [line for line in map(as_text, references) if "  " in line or ".. " in line]


def test_what_was_not_read_in_full_says_so_in_its_file(shipped):
    for source in shipped.sources:
        note = citing.reference_to(source).note
        assert ("from memory" in note) is (source.seen is Seen.FROM_MEMORY), source.key


def test_an_entry_is_cited_as_a_compiled_record_of_an_edition_and_names_no_machine(shipped):
    for held in (*shipped.exemplars, *shipped.methods, *shipped.tools):
        record = citing.reference_to_record(held, shipped.edition, 3)
        line = as_text(record)
        assert shipped.edition.date.text in line
        assert citing.digest_of(held) in line
        assert "Compiled record" in line
        assert "://" not in line + as_bibtex([record]) + as_ris([record]) + as_csl([record])


def test_the_mark_of_a_record_changes_with_any_fact_in_it(shipped):
    held = shipped.exemplars[0]
    mended = dataclasses.replace(held, short_name=held.short_name + ".")

    assert citing.digest_of(held) == citing.digest_of(dataclasses.replace(held))
    assert citing.digest_of(mended) != citing.digest_of(held)


def test_no_references_are_an_empty_file_and_no_error():
    assert as_bibtex([]) == ""
    assert json.loads(as_csl([])) == []
    assert rispy.loads(as_ris([])) == []
