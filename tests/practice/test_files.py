"""A mistake in a file of the invented dialogue is told with its place, and nothing is made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.dialogues.models import Dialogue
from app.kernel.db import db
from app.library.seed.reading import BadFile
from app.practice import actions
from app.practice.commands import DEMO
from app.practice.files import Words
from tests.support.writing import written

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def spoilt(tmp_path: Path) -> Spoil:
    """The files of the dialogue, with one place in one of them written otherwise."""

    def spoil(name: str, right: str, wrong: str) -> Path:
        folder = tmp_path / "demo"
        shutil.copytree(DEMO, folder)
        file = folder / name
        content = file.read_text(encoding="utf-8")
        assert right in content
        file.write_text(content.replace(right, wrong, 1), encoding="utf-8")
        return folder

    return spoil


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("safety.yaml", "look: clear", "lok: clear", "safety.yaml, line 3: unknown key 'lok'"),
        ("safety.yaml", "look: clear", "look: claer", "did you mean 'clear'?"),
        ("covenant.yaml", "first_adopted_by: 10", "first_adopted_by: ten", "not a whole number"),
        ("terms.yaml", "kind: place", "kind: careful", "have 'words'"),
        ("memory.yaml", "conflict:", "conflicts:", "did you mean 'conflict'?"),
        ("texts.yaml", "adopted: true", "adopted: yes", "write true or false"),
        ("first-workshop.yaml", '"17:05"', '"25:05"', "not a wall time"),
        ("dialogue.yaml", "neutral_title: Spring seminar\n", "", "'neutral_title' is missing"),
        ("dialogue.yaml", "party: upper, name: Heron", "name: Heron", "a participant has a party"),
    ],
)
def test_what_is_written_wrongly_is_told_with_its_file_and_line(
    spoilt: Spoil, name: str, right: str, wrong: str, told: str
) -> None:
    with pytest.raises(BadFile) as complaint:
        actions.read_demo(spoilt(name, right, wrong))
    assert str(complaint.value).startswith(f"{name}, line ")
    assert told in str(complaint.value)


def test_a_missing_file_is_told(spoilt: Spoil) -> None:
    folder = spoilt("terms.yaml", "terms:", "terms:")
    (folder / "terms.yaml").unlink()
    with pytest.raises(BadFile, match=r"terms\.yaml: this file .* is missing"):
        actions.read_demo(folder)


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("second-workshop.yaml", "members: [Heron", "members: [Herron", "no seat 'Herron' (did you mean 'Heron'?)"),
        ("safety.yaml", "whose: upper", "whose: uper", "no party 'uper' (did you mean 'upper'?)"),
        ("texts.yaml", "[crossing]", "[crosing]", "no point 'crosing' (did you mean 'crossing'?)"),
        ("first-workshop.yaml", "into: needs", "into: need", "no block 'need' (did you mean 'needs'?)"),
        ("covenant.yaml", "key: non_binding", "key: binding", "no ground rule 'binding'"),
    ],
)  # fmt: skip
def test_a_key_that_nothing_has_is_told_with_the_nearest_and_nothing_is_kept(
    app: Flask, with_library: None, spoilt: Spoil, name: str, right: str, wrong: str, told: str
) -> None:
    demo = actions.read_demo(spoilt(name, right, wrong))
    with pytest.raises(BadFile) as complaint, written():
        actions.open_practice_house(demo)
    assert told in str(complaint.value)
    assert db.session.query(Dialogue.id).first() is None


def test_words_in_both_languages_hold_equally() -> None:
    both, one = Words(en="One river.", ar="نهر واحد.").wording, Words(ar="نهر واحد.").wording
    assert both.authoritative == ("en", "ar")
    assert one.languages == ("ar",)
