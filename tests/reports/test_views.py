from __future__ import annotations

import csv
import io

import pypdf
import pytest
from flask import Flask

from app.kernel.wording import Wording
from app.library.vocabulary import Level
from app.texts import actions as text_actions, queries
from app.texts.models import Text
from tests.factories import texts
from tests.factories.dialogues import Begun, begun
from tests.support.browser import Browser
from tests.support.writing import written


@pytest.fixture
def of(app: Flask) -> Begun:
    return begun()


def at(of: Begun, text: Text, rest: str) -> str:
    return f"/dialogues/{of.id}/texts/{text.id}/{rest}"


def pdf_text(body: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(body)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# Papers for the room


@pytest.mark.parametrize("name", ["facilitator", "rapporteur", "interpreter"])
@pytest.mark.parametrize("format", ["pdf", "docx", "md"])
def test_the_third_party_takes_a_marked_draft_to_the_room(
    app: Flask, of: Begun, name: str, format: str
):
    text = texts.drafted(of, "Both banks need the bridge.")
    page = of.browser(app, name).get(at(of, text, f"draft-1.{format}"))
    sent = page.response
    assert sent.headers["Content-Disposition"] == f'attachment; filename="memorandum.{format}"'
    assert sent.headers["Cache-Control"] == "no-store"
    if format == "md":
        assert "Draft, not released" in sent.text


def test_a_draft_says_so_on_every_page_of_a_long_paper(app: Flask, of: Begun):
    text = texts.drafted(of, *(f"Paragraph {number}. " * 60 for number in range(12)))
    page = of.browser(app, "facilitator").get(at(of, text, "draft-1.pdf"))
    sheets = pypdf.PdfReader(io.BytesIO(page.response.data)).pages
    assert len(sheets) > 2
    assert all("Draft, not released" in sheet.extract_text() for sheet in sheets)
    assert all("Invented, for practice" in sheet.extract_text() for sheet in sheets)


def test_nobody_else_takes_out_a_draft(app: Flask, of: Begun):
    draft, adopted = texts.drafted(of), texts.adopted(of)
    organizer = of.browser(app, "organizer")
    organizer.get(at(of, draft, "draft-1.pdf"), status=404)
    organizer.get(at(of, adopted, "draft-1.pdf"), status=403)


def test_a_version_that_is_no_longer_kept_says_so_on_the_page_of_the_text(app: Flask, of: Begun):
    text = texts.drafted(of)
    page = of.browser(app, "facilitator").get(at(of, text, "draft-7.pdf"))
    assert "This version is no longer kept" in page.text


def test_while_somebody_redrafts_a_paper_is_the_version_of_the_page_it_was_asked_from(
    app: Flask, of: Begun
):
    text = texts.in_reading(of, "As it was read.")
    texts.read(of, text)
    browser = of.browser(app, "facilitator")
    page = browser.get(at(of, text, ""))
    (paragraph,) = queries.paragraphs_of(text)
    with written():
        text_actions.redraft_paragraph(
            text, paragraph, paragraph.block, Wording.of("Later."), seen=queries.as_seen(paragraph)
        )
    assert "As it was read." in browser.get(page.links["Markdown"]).response.text


@pytest.mark.parametrize("format", ["csv", "odt", "exe"])
def test_a_format_of_which_we_know_nothing_is_not_here(app: Flask, of: Begun, format: str):
    text = texts.drafted(of)
    of.browser(app, "facilitator").get(at(of, text, f"draft-1.{format}"), status=404)


def test_at_the_strictest_level_not_even_the_name_of_the_file_says_what_it_is(
    app: Flask, of: Begun
):
    text = texts.drafted(of, title="On the bridge")
    with written():
        text_actions.choose_level(text, Level.L0)
    page = of.browser(app, "facilitator").get(at(of, text, "draft-1.md"))
    assert 'filename="paper.md"' in page.response.headers["Content-Disposition"]
    assert "Spring seminar" in page.response.text
    assert "On the bridge" not in page.response.text


# What is released


@pytest.mark.parametrize("name", ["facilitator", "organizer"])
def test_what_everybody_consented_to_is_taken_out(app: Flask, of: Begun, name: str):
    text, _release = texts.released(of, "Both banks need the bridge.")
    browser = of.browser(app, name)
    sent = browser.submit(browser.get(at(of, text, "")), button="PDF").response
    assert f'filename="memorandum-{text.on}.pdf"' in sent.headers["Content-Disposition"]
    said = pdf_text(sent.data)
    assert "Both banks need the bridge." in said
    assert "commits no organisation or government" in said
    assert "Draft" not in said


@pytest.mark.parametrize("name", ["rapporteur", "interpreter"])
def test_others_of_the_third_party_take_out_nothing(app: Flask, of: Begun, name: str):
    text, release = texts.released(of)
    browser = of.browser(app, name)
    assert not browser.get(at(of, text, "")).select("form[action*='document.']")
    browser.post(at(of, text, f"releases/{release.id}/document.pdf"), status=403)


def test_looking_at_an_address_takes_nothing_out(app: Flask, of: Begun):
    text, release = texts.released(of)
    browser = of.browser(app, "facilitator")
    browser.get(at(of, text, f"releases/{release.id}/document.pdf"), status=405)


def test_a_text_made_stricter_after_its_release_says_why_it_stays(app: Flask, of: Begun):
    text, release = texts.released(of)
    browser = of.browser(app, "facilitator")
    with written():
        text_actions.choose_level(text, Level.L1)
    page = browser.post(at(of, text, f"releases/{release.id}/document.pdf"), status=409)
    assert "nothing of substance leaves" in page.text


# The register


@pytest.fixture
def keeper_of(app: Flask, with_library: None) -> tuple[Begun, Browser]:
    of = begun(seats=("participant-0", "organizer"))
    return of, of.browser(app, "organizer")


def test_the_register_shows_both_halves_with_sources_and_never_mixes_them(
    keeper_of: tuple[Begun, Browser],
):
    of, browser = keeper_of
    texts.released(of)
    texts.drafted(of, title="Not adopted")
    page = browser.get("/register")
    own, documented = page.select("main table")
    assert "On the bridge" in own.get_text()
    assert "Released" in own.get_text()
    assert "Not adopted" not in page.text
    assert "18" in documented.get_text()
    assert "recovered: 2" in documented.get_text()
    assert documented.select("button.source-mark")
    assert page.select("#sources li")


def test_the_register_leaves_as_a_document_and_as_a_sheet(keeper_of: tuple[Begun, Browser]):
    of, browser = keeper_of
    texts.released(of)
    page = browser.get("/register")
    for name, begins in (("PDF", b"%PDF-"), ("DOCX", b"PK"), ("CSV", b"\xef\xbb\xbf")):
        sent = browser.get(page.links[name]).response
        assert sent.data.startswith(begins)
        assert sent.headers["Content-Disposition"].startswith('attachment; filename="register.')
    rows = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig"))))
    assert any("On the bridge" in row for row in rows)
    assert any("18 documented, 2 recovered" in row for row in rows)
    assert (
        browser.get(page.links["PDF"]).response.data == browser.get(page.links["PDF"]).response.data
    )


def test_the_register_is_for_who_signed_in(app: Flask, browser: Browser):
    for path in ("/register", "/register/register.pdf"):
        assert browser.get(path, status=None).heading != "Register"


def test_a_sheet_runs_nothing_that_somebody_wrote_into_a_title(
    keeper_of: tuple[Begun, Browser],
):
    of, browser = keeper_of
    texts.adopted(of, title="=HYPERLINK(1)")
    sheet = browser.get("/register/register.csv").response.data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in sheet
    assert '"=HYPERLINK' not in sheet
