"""flask seed and flask library."""

from __future__ import annotations

import json
import shutil

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.kernel.db import db
from app.library import models
from app.library.commands import SHIPPED


def run(app: Flask, *words: str, code: int = 0) -> str:
    outcome = app.test_cli_runner().invoke(args=list(words))
    assert outcome.exit_code == code, outcome.output
    return outcome.output


def methods_stored() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(models.LibraryMethod)) or 0


def test_the_library_is_checked_planned_loaded_and_then_nothing_is_left_to_do(app):
    assert "all in order" in run(app, "seed", "check")
    assert "would be added: method kelman_psw" in run(app, "seed", "plan")
    assert methods_stored() == 0
    assert "added: exemplar inter-tajik-dialogue" in run(app, "seed", "load")
    assert methods_stored() == 3
    assert "nothing to do" in run(app, "seed", "load")
    assert run(app, "seed", "load", "--quiet") == ""


@pytest.mark.parametrize("deed", ["check", "plan", "load"])
def test_a_file_that_cannot_be_believed_is_named_and_nothing_is_loaded(app, tmp_path, deed):
    folder = tmp_path / "library"
    shutil.copytree(SHIPPED, folder)
    name = "exemplars/inter-tajik-dialogue.yaml"
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace("convenors:", "conveners:", 1), encoding="utf-8")

    said = run(app, "seed", deed, "--from", str(folder), code=1)

    assert name in said
    assert "did you mean 'convenors'?" in said
    assert methods_stored() == 0


def test_the_list_says_key_name_other_names_kind_track_method_and_what_else_it_holds(library, app):
    listed = json.loads(run(app, "library", "list", "--json"))

    dialogue = next(each for each in listed if each["key"] == "inter-tajik-dialogue")
    assert dialogue == {
        "key": "inter-tajik-dialogue",
        "name": "Inter-Tajik Dialogue within the Framework of the Dartmouth Conference",
        "short_name": "Inter-Tajik Dialogue",
        "other_names": ["Tajikistan Dialogue"],
        "kind": "full",
        "track": "track_2",
        "method": "saunders_sd",
        "also_holds": [
            "New civil-society organisations of dialogue participants",
            "Public Committee for Democratic Processes",
        ],
    }
    assert "ecuador-peru-fjb-1995" in run(app, "library", "list")


@pytest.mark.parametrize(
    ("spoiled", "says"),
    [
        (b'date: {value: "1993-10"', "is not a date we can read"),
        (b"bad utf-8 \xff", "UTF-8"),
        (b"a: &a [x]\nb: [*a, *a]\n", "anchors and aliases"),
        (b"x" * (10 * 1024 * 1024), "no file of the library needs more than"),
    ],
    ids=["date", "encoding", "aliases", "size"],
)
def test_what_stands_loaded_stays_as_it_was_when_a_file_cannot_be_believed(
    library, app, tmp_path, spoiled, says
):
    folder = tmp_path / "library"
    shutil.copytree(SHIPPED, folder)
    path = folder / "exemplars" / "inter-tajik-dialogue.yaml"
    content = path.read_bytes()
    path.write_bytes(
        content.replace(spoiled, spoiled.replace(b"1993-10", b"1993-3"), 1)
        if spoiled in content
        else spoiled
    )
    before = _rows()

    said = run(app, "seed", "load", "--from", str(folder), code=1)

    assert says in said
    assert "inter-tajik-dialogue.yaml" in said
    assert _rows() == before


def _rows() -> list[tuple[str, str, bool]]:
    db.session.rollback()
    held = select(models.Exemplar.key, models.Exemplar.digest, models.Exemplar.retired)
    rows = db.session.execute(held.order_by(models.Exemplar.key))
    return [(key, digest, retired) for key, digest, retired in rows]
