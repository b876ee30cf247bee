"""Bad files: one clear message with file, line and the nearest known key, and nothing is read."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from app.library.commands import SHIPPED
from app.library.seed.checking import read_library
from app.library.seed.reading import LARGEST_FILE, BadFile

EXEMPLAR = "exemplars/inter-tajik-dialogue.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "library")
    return tmp_path / "library"


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(folder: Path) -> BadFile:
    with pytest.raises(BadFile) as caught:
        read_library(folder)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_wrong_key_is_named_with_the_nearest_one(folder):
    spoil(folder, EXEMPLAR, "\nconvenors:", "\nconveners:")

    bad = complaint(folder)

    assert bad.path == EXEMPLAR
    assert bad.line > 10
    assert "unknown key 'conveners' (did you mean 'convenors'?)" in str(bad)


def test_a_missing_source_is_refused_with_its_line(folder):
    spoil(
        folder,
        EXEMPLAR,
        "{value: Government side, source: [cr_itd]}",
        "{value: Government side}",
    )

    bad = complaint(folder)

    line = (folder / EXEMPLAR).read_text(encoding="utf-8").splitlines()[bad.line - 1]
    assert "Government side" in line
    assert "no source" in bad.message


def test_a_date_without_its_zero_is_refused(folder):
    spoil(folder, EXEMPLAR, '"1993-10"', "1993-3")

    assert "'1993-3' is not a date we can read" in complaint(folder).message


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (EXEMPLAR, "source: [iji_tajikistan]", "source: [iji_tajikstan]", "iji_tajikistan"),
        (EXEMPLAR, "method: {value: saunders_sd", "method: {value: saunders_ds", "saunders_sd"),
        (EXEMPLAR, "region: central_asia", "region: centralasia", "central_asia"),
        (
            EXEMPLAR,
            "value: [mapping_and_naming, probing]",
            "value: [mapping_and_namin]",
            "mapping_and_naming",
        ),
        (EXEMPLAR, "workshop: meeting-6", "workshop: meeting-66", "meeting-6"),
        (EXEMPLAR, "corresponds_to: [self_only]", "corresponds_to: [selfonly]", "self_only"),
        (EXEMPLAR, "about: outputs", "about: output", "outputs"),
        ("methods/kelman_psw.yaml", "stages: [opening]", "stages: [openning]", "opening"),
        ("methods/kelman_psw.yaml", "kinds: [hope, concern", "kinds: [hop, concern", "hope"),
        ("methods/kelman_psw.yaml", "evaluation: clarify", "evaluation: clarified", "clarify"),
    ],
)
def test_a_reference_to_nothing_is_refused_with_the_nearest_thing(folder, name, old, new, says):
    spoil(folder, name, old, new)

    bad = complaint(folder)

    assert bad.path == name
    assert bad.line > 0
    assert f"did you mean '{says}'?" in str(bad)


def test_a_low_confidence_is_unknown_because_such_facts_are_not_seeded(folder):
    spoil(folder, EXEMPLAR, "confidence: reported", "confidence: low")

    assert "'low' is not known here" in complaint(folder).message


def test_bad_utf_8_is_said_with_its_line(folder):
    (folder / "exemplars" / "broken.yaml").write_bytes(b"key: broken\nlanguage: \xff\xfe\n")

    bad = complaint(folder)

    assert (bad.path, bad.line) == ("exemplars/broken.yaml", 2)
    assert "UTF-8" in bad.message


def test_ten_megabytes_are_refused_without_being_read(folder):
    (folder / "exemplars" / "huge.yaml").write_bytes(b"a: " + b"x" * (10 * 1024 * 1024))

    started = time.process_time()

    assert f"{LARGEST_FILE:,}" in complaint(folder).message
    assert time.process_time() - started < 2


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(folder):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [" + ", ".join([f"*{old}"] * 9) + "]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    (folder / "exemplars" / "bomb.yaml").write_text("\n".join(lines))

    started = time.process_time()

    assert "anchors and aliases" in complaint(folder).message
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[" * 5000 + "]" * 5000, "nested deeper"),
        ("key: deep\n" + "x: {" * 40, "nested deeper"),
        ("key: [unclosed", "not YAML"),
        ("key: a\nkey: b\n", "twice"),
        ("", "empty"),
        ("key: !!python/object/apply:os.system ['true']\n", "tags"),
        ("just words", "keys are wanted"),
        ("- a\n- b\n", "keys are wanted"),
        ("key: \x00", "not YAML"),
        ("? [a, b]\n: c\n", "a key must be a word"),
    ],
)
def test_what_is_no_file_of_the_library_is_refused_in_one_sentence(folder, content, says):
    (folder / "exemplars" / "odd.yaml").write_text(content, encoding="utf-8")

    bad = complaint(folder)

    assert bad.path == "exemplars/odd.yaml"
    assert says in bad.message


def test_a_file_whose_name_is_not_its_key_is_refused(folder):
    (folder / EXEMPLAR).rename(folder / "exemplars" / "tajik.yaml")

    assert "differ" in complaint(folder).message


def test_a_file_in_the_wrong_place_is_refused(folder):
    (folder / "notes.txt").write_text("remember")

    assert complaint(folder).path == "notes.txt"


def test_a_fact_cannot_stand_on_one_variant(folder):
    spoil(
        folder,
        EXEMPLAR,
        '      - {value: "2000", source: [wiki_itd], note: The same page also counts 35 meetings by 2003.}\n',
        "",
    )

    assert "two variants" in complaint(folder).message


def test_numbers_and_words_stay_as_they_were_written(folder):
    spoil(folder, "methods/kelman_psw.yaml", "label: third party", "label: no")

    method = read_library(folder).methods[0]

    assert method.third_party.label == "no"


def test_a_whole_number_is_asked_for_by_name(folder):
    spoil(folder, "methods/kelman_psw.yaml", "position: 1", "position: first")

    assert "'first' is not a whole number" in complaint(folder).message
