"""Too much at once: what an agenda cannot hold is refused quickly, in a sentence, and nothing that stands is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Account
from app.workshops.rules import MOST_BLOCKS
from tests.factories import library, workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page

Signing = Callable[[Account], Browser]
BLOCK = {"kind": "session", "minutes": 15, "title": "One of many"}


@pytest.fixture
def house(app: Flask) -> House:
    library.load()
    return made.house()


@pytest.fixture
def spring(house: House) -> str:
    spring = made.workshop(house)
    made.block(house, spring, "Stands", private_notes=made.NOTES)
    return spring


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def csv_of(lines: int) -> bytes:
    head = "day,minutes,kind,title\n"
    return (head + "".join(f"{n % 14 + 1},15,session,Line {n}\n" for n in range(lines))).encode()


def json_of(blocks: int) -> bytes:
    days = [{"blocks": [BLOCK] * (blocks // 10)} for _ in range(10)]
    return json.dumps({"days": days}).encode()


def upload(
    browser: Browser, house: House, spring: str, content: bytes, *, status: int | None = 200
) -> Page:
    page = browser.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)
    fields = dict(page.form(with_fields={"words"}).fields)
    held = (io.BytesIO(content), "agenda")
    return browser.post(page.path, status=status, **{**fields, "replace": "y", "file": held})


def titles(house: House, spring: str) -> list[str]:
    return [title for _, title in made.agenda(house, spring)]


@pytest.mark.parametrize("content", [csv_of(2000), json_of(2000)], ids=["csv", "json"])
def test_two_thousand_blocks_are_refused_in_a_sentence(house, spring, facilitator, content):
    page = upload(facilitator, house, spring, content, status=422)

    assert f"There are 2000 blocks in it; an agenda holds at most {MOST_BLOCKS}." in page.text
    assert "Divide it into several workshops." in page.text
    assert page.select("[name=words]")[0].get_text().strip() == content.decode().strip()
    assert titles(house, spring) == ["Stands"]


def test_each_party_of_a_full_file_would_be_too_many_and_nothing_is_changed(
    house, spring, facilitator
):
    """Every line is a block for each of two parties: the file itself is not too long."""
    lines = "".join(f"{n % 14 + 1},15,session,each party\n" for n in range(MOST_BLOCKS))
    content = f"day,minutes,kind,for\n{lines}".encode()

    page = upload(facilitator, house, spring, content, status=422)

    assert f"at most {MOST_BLOCKS} blocks" in page.text
    assert titles(house, spring) == ["Stands"]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"days":' * 50_000,
        b'{"days": [{"blocks": ' + b"[" * 90_000 + b"]" * 90_000 + b"}]}",
        b'{"days": [{"blocks": [{"kind": "session", "minutes": 1' + b"0" * 100_000 + b"}]}]}",
        b'{"days": [{"blocks": [{"kind": "session", "minutes": 1e400}]}]}',
        b'{"days": [{"blocks": [{"kind": "session", "minutes": NaN}]}]}',
    ],
    ids=["lists", "things", "blocks", "digits", "infinite", "none"],
)
def test_what_is_nested_without_end_is_refused_in_a_sentence(house, spring, facilitator, content):
    page = upload(facilitator, house, spring, content, status=422)

    assert "cannot be taken over as it is" in page.text
    assert titles(house, spring) == ["Stands"]


@pytest.mark.parametrize("field", ["words", "file"])
def test_ten_megabytes_are_refused_in_a_sentence(house, spring, facilitator, field):
    page = facilitator.open("sources.file", dialogue_id=house.dialogue_id, workshop_id=spring)
    content = '{"days": [], "padding": "' + "x" * 10_000_000 + '"}'

    page = facilitator.post(page.path, status=413, **{field: content})

    assert "Send less at a time; your words are still in the page you came from." in page.text
    assert titles(house, spring) == ["Stands"]


def test_a_page_of_a_full_agenda_without_scripts_sends_all_its_fields(house, spring, facilitator):
    """Every field of every block at once, as a browser without scripts sends them."""
    upload(facilitator, house, spring, csv_of(MOST_BLOCKS))
    page = facilitator.open("workshops.plan", dialogue_id=house.dialogue_id, workshop_id=spring)
    form = page.form(with_fields={"drawn"})
    first = page.select("[name^=minutes-]")[0]["name"]

    page = facilitator.post(form.address, **{**dict(form.fields), first: "20"})

    assert page.select(f"[name='{first}']")[0]["value"] == "20"
    assert len(titles(house, spring)) == MOST_BLOCKS


def test_a_full_agenda_that_a_file_replaces_comes_back(house, spring, facilitator):
    upload(facilitator, house, spring, csv_of(MOST_BLOCKS))
    before = made.agenda(house, spring)
    page = upload(facilitator, house, spring, csv_of(1))
    assert len(titles(house, spring)) == 1

    facilitator.submit(page, button="Take back")

    assert made.agenda(house, spring) == before


def test_a_full_agenda_takes_no_more_and_says_so(house, spring, facilitator):
    upload(facilitator, house, spring, csv_of(MOST_BLOCKS))
    page = facilitator.open("workshops.plan", dialogue_id=house.dialogue_id, workshop_id=spring)
    form = page.form(with_fields={"drawn"})

    page = facilitator.post(form.address, status=409, **dict(form.fields), add="break:0")

    assert f"An agenda holds at most {MOST_BLOCKS} blocks." in page.text
    assert len(titles(house, spring)) == MOST_BLOCKS
