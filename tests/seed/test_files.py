"""The files of seed/library themselves: whole, in agreement, and telling no more than their sources."""

from __future__ import annotations

import re

import pytest

from app.library.commands import SHIPPED
from app.library.rules import Confidence, Coverage, Seen, SourceKind
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.shapes.facts import facts_in, sources_in
from app.library.shapes.processes import Exemplar


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(SHIPPED)


def exemplar_of(library: Library, key: str) -> Exemplar:
    return next(exemplar for exemplar in library.exemplars if exemplar.key == key)


def test_every_file_passes_the_check(library):
    assert [method.key for method in library.methods] == ["kelman_psw", "saunders_sd", "cmg_fjb"]
    assert {"inter-tajik-dialogue", "kelman-israeli-palestinian", "ecuador-peru-fjb-1995"} <= {
        exemplar.key for exemplar in library.exemplars
    }


def test_the_methods_have_all_their_stages_and_ground_rules(library):
    counted = {
        method.key: (len(method.stages), len(method.ground_rules)) for method in library.methods
    }

    assert counted == {"kelman_psw": (9, 13), "saunders_sd": (5, 11), "cmg_fjb": (11, 10)}


def test_every_stage_asks_and_invites_and_says_what_comes_of_it(library):
    for method in library.methods:
        for stage in method.stages:
            assert stage.questions, stage.key
            assert stage.kinds, stage.key
            assert stage.produces, stage.key


def test_every_vocabulary_word_named_by_a_stage_is_explained(library):
    words = library.vocabularies
    for method in library.methods:
        for stage in method.stages:
            assert stage.evaluation in [word.key for word in words.evaluation]
            assert stage.attribution in [word.key for word in words.attribution]
            assert stage.visibility in [word.key for word in words.visibility]
            assert set(stage.kinds) <= {kind.key for kind in words.contribution_kinds}


def test_every_kind_of_contribution_is_invited_somewhere(library):
    invited = {
        kind for method in library.methods for stage in method.stages for kind in stage.kinds
    }

    assert {kind.key for kind in library.vocabularies.contribution_kinds} == invited


def test_eighteen_memoranda_are_documented_and_two_recovered(library):
    memoranda = exemplar_of(library, "inter-tajik-dialogue").outputs[0]

    assert memoranda.count_documented is not None
    assert memoranda.count_documented.first == 18
    assert [item.date.first.text for item in memoranda.items_recovered] == ["1994-03", "1996-05"]


def test_sources_that_differ_stand_side_by_side(library):
    dialogue = exemplar_of(library, "inter-tajik-dialogue")

    assert [reading.value.text for reading in dialogue.period.end.readings] == ["2003", "2000"]
    assert dialogue.participants is not None
    first_meeting = dialogue.participants.numbers[0].number
    assert [reading.value for reading in first_meeting.readings] == ["7", "12"]
    assert first_meeting.value is None


def test_every_fact_of_every_exemplar_has_a_source(library):
    known = {source.key for source in library.sources}
    for exemplar in library.exemplars:
        facts = list(facts_in(exemplar))
        assert len(facts) > (20 if exemplar.coverage is Coverage.FULL else 6)
        for fact in facts:
            for reading in fact.readings:
                assert reading.source, reading.value
                assert set(reading.source) <= known


def test_every_source_is_cited_by_something(library):
    cited = set(sources_in(library.exemplars)) | set(sources_in(library.methods))
    cited |= set(sources_in(library.tools))
    cited |= set(sources_in((library.glossary, library.levels, library.record_classes)))
    cited |= set(sources_in(library.vocabularies))
    cited |= set(sources_in((library.relatives, library.typology, library.named)))
    cited |= {source.same_work_as for source in library.sources if source.same_work_as}

    assert {source.key for source in library.sources} == cited


def test_what_the_convenors_claim_is_never_badged_as_documented(library):
    kinds = {source.key: source.kind for source in library.sources}
    for exemplar in library.exemplars:
        for effect in exemplar.effects:
            if not effect.independent:
                claim = effect.claim
                from_memory = all(kinds[key] is SourceKind.LITERATURE for key in claim.source)
                assert claim.confidence is Confidence.REPORTED or from_memory, claim.value


def test_gaps_say_where_a_person_could_close_them(library):
    for exemplar in library.exemplars:
        assert exemplar.gaps
        assert all(gap.where for gap in exemplar.gaps)


def test_nothing_seen_only_in_memory_has_an_address(library):
    assert not [
        source.key
        for source in library.sources
        if source.address and source.seen is Seen.FROM_MEMORY
    ]


def test_no_file_holds_the_address_of_this_machine_or_of_a_person():
    for path in SHIPPED.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\w.]+@[\w.]+\.\w+", text), path.name
        assert not re.search(r"(^|[\s'\"])/(work|tmp|home|root)/", text), path.name
