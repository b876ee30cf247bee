"""Slips of seats as files: made from the codes of the page that shows them this once, and kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pypdf
import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Account
from app.dialogues import actions
from app.dialogues.models import Seat
from app.journal.models import Entry
from app.kernel.db import db
from tests.factories import workshops as made
from tests.factories.workshops import House
from tests.support.browser import Browser
from tests.support.pages import Page
from tests.support.writing import written

Signing = Callable[[Account], Browser]
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")


@pytest.fixture
def house(app: Flask) -> House:
    return made.house()


@pytest.fixture
def facilitator(house: House, signed_in_as: Signing) -> Browser:
    return signed_in_as(house.accounts["facilitator"])


def slip_of(facilitator: Browser, house: House, name: str) -> Page:
    seats = facilitator.open("dialogues.seats", dialogue_id=house.dialogue_id)
    return facilitator.submit(
        seats, action="by-slip", role="participant", party=house.upper.id, name=name
    )


def codes_on(page: Page) -> list[str]:
    return list(dict.fromkeys(CODE.findall(page.text)))


def asked(facilitator: Browser, house: House, codes: list[str], form: str = "docx"):
    return facilitator.client.post(
        f"/dialogues/{house.dialogue_id}/seats/slips.{form}",
        data={"code": codes, "csrf_token": facilitator.csrf_token()},
    )


def all_seats() -> list[tuple[str | None, ...]]:
    found = db.session.execute(select(Seat.id, Seat.slip, Seat.secret).order_by(Seat.id))
    return [tuple(row) for row in found]


def test_the_slip_on_the_page_is_taken_as_a_file_and_nothing_changes(
    facilitator: Browser, house: House
) -> None:
    shown = slip_of(facilitator, house, "Kestrel")
    (code,) = codes_on(shown)
    before = all_seats(), db.session.scalars(select(Entry.id)).all()

    pdf = asked(facilitator, house, [code], "pdf")
    word = asked(facilitator, house, [code])

    db.session.expire_all()
    assert (all_seats(), db.session.scalars(select(Entry.id)).all()) == before
    for response in (pdf, word):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Disposition"].startswith('attachment; filename="paper.')
    text = pypdf.PdfReader(BytesIO(pdf.data)).pages[0].extract_text()
    assert "Kestrel" in text
    assert "Sarn" not in text
    assert made.SPRING not in text
    found = docx.Document(BytesIO(word.data))
    (cell, _empty) = found.tables[0].rows[0].cells
    assert code in cell.text
    assert len(found.inline_shapes) == 1
    assert found.element.body.xpath("string(//wp:docPr/@descr)").startswith("QR code")


def test_the_code_of_the_file_opens_the_seat(facilitator: Browser, house: House) -> None:
    (code,) = codes_on(slip_of(facilitator, house, "Kestrel"))
    assert asked(facilitator, house, [code]).status_code == 200
    seat, _secret = actions.take_seat(code.lower())
    assert seat.name == "Kestrel"


def test_seats_that_nobody_entered_get_new_slips_on_one_sheet(
    facilitator: Browser, house: House
) -> None:
    (old,) = codes_on(slip_of(facilitator, house, "Kestrel"))
    slip_of(facilitator, house, "Plover")
    seats = facilitator.open("dialogues.seats", dialogue_id=house.dialogue_id)
    assert "2 seats have not been entered yet." in seats.text

    sheet = facilitator.submit(seats, button="Make new slips and show them")

    codes = codes_on(sheet)
    assert len(codes) == 2
    assert old not in codes
    assert "Slip for Kestrel" in sheet.text
    assert "Slip for Heron" not in sheet.text
    found = docx.Document(BytesIO(asked(facilitator, house, codes).data))
    assert len(found.inline_shapes) == 2
    # The seats that devices hold go on.
    assert house.seat("heron").secret


def test_when_everybody_is_in_there_is_no_slip_to_make(facilitator: Browser, house: House) -> None:
    page = facilitator.post(
        f"/dialogues/{house.dialogue_id}/seats/slips",
        csrf_token=facilitator.csrf_token(),
        status=303,
    )
    assert page.response.headers["Location"].endswith("/seats")


def test_a_code_that_opens_nothing_any_more_is_told_and_the_others_stay(
    facilitator: Browser, house: House
) -> None:
    (used,) = codes_on(slip_of(facilitator, house, "Kestrel"))
    (good,) = codes_on(slip_of(facilitator, house, "Plover"))
    with written():
        actions.take_seat(used)

    response = asked(facilitator, house, [used, good], "pdf")

    assert response.status_code == 409
    assert "1 code opens nothing any more" in response.text
    assert good in response.text
    assert used not in response.text


@pytest.mark.parametrize(
    "codes", [[], [""], ["\0"], ["x" * 5000], ["ٱ" * 40], ["0000-0000-0000-0000"]]
)
def test_what_is_no_code_is_a_sentence(
    facilitator: Browser, house: House, codes: list[str]
) -> None:
    response = asked(facilitator, house, codes)
    assert response.status_code in (409, 422)
    assert "Back to the seats" in response.text or "NUL" in response.text


def test_a_code_of_another_dialogue_is_none_here(
    facilitator: Browser, house: House, signed_in_as: Signing
) -> None:
    other = made.house()
    theirs = signed_in_as(other.accounts["facilitator"])
    (code,) = codes_on(slip_of(theirs, other, "Kestrel"))
    assert asked(facilitator, house, [code]).status_code == 409


def test_only_those_who_seat_people_take_slips(house: House, signed_in_as: Signing) -> None:
    interpreter = signed_in_as(house.accounts["interpreter"])
    assert asked(interpreter, house, ["0000-0000-0000-0000"]).status_code in (403, 404)


def test_no_address_carries_a_code(facilitator: Browser, house: House) -> None:
    page = slip_of(facilitator, house, "Kestrel")
    (code,) = codes_on(page)
    addresses = re.findall(r'(?:href|action|formaction)="([^"]*)"', page.html)
    assert addresses
    assert not [each for each in addresses if code.lower() in each.lower()]
