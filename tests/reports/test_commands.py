from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from flask import Flask

from app import vault
from app.dialogues.actions import audience_of_party
from app.journal import queries as journal
from app.kernel.db import db
from app.kernel.wording import Wording
from app.library.vocabulary import Level
from app.texts import actions as text_actions
from app.texts.rules import Block
from tests.factories import library, texts
from tests.factories.accounts import account
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.writing import written


@pytest.fixture
def of(app: Flask) -> Begun:
    return begun(seats=("participant-0", "participant-1"))


def export(
    app: Flask, of: Begun, out: Path, number: object = 1, format: str = "md", dialogue: str = ""
) -> Result:
    db.session.rollback()
    arguments = ["texts", "export", "--dialogue", dialogue or of.id, "--text", str(number)]
    done = CliRunner().invoke(app.cli, [*arguments, "--format", format, "--out", str(out)])
    db.session.rollback()  # as the end of a process does
    return done


@pytest.mark.parametrize(("format", "begins"), [("md", b"**"), ("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_released_memorandum_is_written_to_a_file(
    app: Flask, of: Begun, tmp_path: Path, format: str, begins: bytes
):
    texts.released(of, "Both banks need the bridge.")
    out = tmp_path / f"memorandum.{format}"
    done = export(app, of, out, format=format)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(begins)
    assert [each.tag for each in journal.entries_of(of.id)].count(text_actions.EXPORTED) == 1


def test_the_file_is_the_one_that_the_page_gives(app: Flask, of: Begun, tmp_path: Path):
    text, release = texts.released(of, "Both banks need the bridge.")
    export(app, of, tmp_path / "a.pdf", format="pdf")
    page = of.browser(app, "facilitator").post(
        f"/dialogues/{of.id}/texts/{text.id}/releases/{release.id}/document.pdf"
    )
    assert page.response.data == (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("stands", ["draft", "adopted", "asked", "stopped", "stricter"])
def test_what_a_page_refuses_the_command_refuses_and_writes_nothing(
    app: Flask, of: Begun, tmp_path: Path, stands: str
):
    if stands == "draft":
        texts.drafted(of)
    elif stands in ("adopted", "asked"):
        text = texts.adopted(of)
        if stands == "asked":
            texts.asked(of, text)
    else:
        text, release = texts.released(of)
        with written():
            if stands == "stopped":
                text_actions.stop_release(text, release)
            else:
                text_actions.choose_level(text, Level.L1)
    done = export(app, of, tmp_path / "out.md")
    assert done.exit_code == 1
    expected = "nothing of substance leaves" if stands == "stricter" else "has not been released"
    assert expected in done.output
    assert not (tmp_path / "out.md").exists()
    assert text_actions.EXPORTED not in [each.tag for each in journal.entries_of(of.id)]


def test_a_partys_own_text_cannot_be_asked_for_by_a_number(app: Flask, of: Begun, tmp_path: Path):
    with written():
        audience = audience_of_party(of.dialogue, of.party(0), [])
        own = text_actions.begin_text(of.dialogue, audience, Wording.of("Own"), Wording.of(""))
        text_actions.add_paragraph(own, Block.PROBLEM, Wording.of("Not for others."))
    same = export(app, of, tmp_path / "out.md").output
    assert same == export(app, of, tmp_path / "out.md", number=7).output
    assert "There is no such dialogue or memorandum." in same


@pytest.mark.parametrize("number", [0, -1, 99, "two"])
def test_a_number_that_is_none_says_so(app: Flask, of: Begun, tmp_path: Path, number: object):
    done = export(app, of, tmp_path / "out.md", number=number)
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
    assert not (tmp_path / "out.md").exists()


def test_a_dialogue_that_is_none_says_so(app: Flask, of: Begun, tmp_path: Path):
    done = export(app, of, tmp_path / "out.md", dialogue="nowhere")
    assert "There is no such dialogue or memorandum." in done.output


def test_a_dialogue_whose_key_is_destroyed_says_so(app: Flask, of: Begun, tmp_path: Path):
    texts.released(of)
    vault.current().destroy(of.id)
    db.session.expunge_all()
    done = export(app, of, tmp_path / "out.md")
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert not (tmp_path / "out.md").exists()


def test_a_file_that_cannot_be_written_is_a_sentence_and_nothing_is_written_down(
    app: Flask, of: Begun, tmp_path: Path
):
    texts.released(of)
    done = export(app, of, tmp_path / "no such place" / "out.md")
    assert done.exit_code == 1
    assert "cannot be written" in done.output
    assert text_actions.EXPORTED not in [each.tag for each in journal.entries_of(of.id)]


def test_a_format_of_which_we_know_nothing_is_refused(app: Flask, of: Begun, tmp_path: Path):
    assert export(app, of, tmp_path / "out.odt", format="odt").exit_code == 2


# --- the library's entries ------------------------------------------------------------------------------------


@pytest.fixture
def filled(app: Flask) -> Flask:
    library.load()
    return app


def export_entry(app: Flask, *words: str, code: int = 0) -> str:
    done = app.test_cli_runner().invoke(args=["library", "export", *words])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


def test_a_record_is_exported_to_a_file_with_its_sources(filled: Flask, tmp_path: Path):
    out = tmp_path / "record.json"
    export_entry(filled, "ecuador-peru-fjb-1995", "--format", "json", "--out", str(out))

    held = json.loads(out.read_text(encoding="utf-8"))
    assert held["workshops"][0]["date"] == {"value": "1995-04", "source": ["dbsst"]}
    assert "dbsst" in {source["key"] for source in held["sources"]}


@pytest.mark.parametrize("key", ["kelman_psw", "circle_chart"])
def test_a_method_and_a_tool_are_data_too(filled: Flask, key: str):
    assert yaml.safe_load(export_entry(filled, key))["key"] == key


@pytest.mark.parametrize("format", ["pdf", "docx"])
@pytest.mark.parametrize("key", ["inter-tajik-dialogue", "kelman_psw", "circle_chart"])
def test_the_document_is_the_one_that_the_page_gives(
    filled: Flask, tmp_path: Path, key: str, format: str
):
    out = tmp_path / f"sheet.{format}"
    export_entry(filled, key, "--format", format.upper(), "--out", str(out))
    reader = Browser(filled).sign_in(account(opened=True))
    addresses = {
        "circle_chart": "tools/circle_chart/form",
        "kelman_psw": "methods/kelman_psw/method",
    }
    address = addresses.get(key, f"processes/{key}/case-sheet")

    page = reader.client.get(f"/library/{address}.{format}")

    assert page.data == out.read_bytes()
    assert page.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["inter-tajik-dialog"], "did you mean 'inter-tajik-dialogue'?"),
        (["circle-chart"], "did you mean 'circle_chart'?"),
        (["nothing-at-all"], "see flask library list"),
        (["x" * 5000], "see flask library list"),
        (["circle_chart", "--format", "odt"], "there are yaml, json, pdf, docx"),
        (["circle_chart", "--format", "pdf"], "--out FILE.pdf"),
        (["circle_chart", "--out", "/no/such/place"], "cannot be written"),
        (["circle_chart", "--out", "/"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_a_sentence(filled: Flask, words: list[str], sentence: str):
    assert sentence in export_entry(filled, *words, code=1)
