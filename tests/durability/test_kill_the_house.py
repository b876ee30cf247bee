"""Kill -9 of the whole program, served as a house serves it, while participants put words in from their phones."""

from __future__ import annotations

import http.client
import http.cookiejar
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from app.contributions.models import Contribution
from app.kernel.db import db
from tests.durability.conftest import rounds
from tests.factories import rooms
from tests.support.served import Served

pytestmark = pytest.mark.slow

AT_LEAST, PATIENCE_SECONDS = 5, 60
WRITERS = ("upper-1", "upper-2", "lower-1", "lower-2")


class Phone:
    """One participant's device, without scripts: pages, a form, and what was acknowledged."""

    def __init__(self, house: Served, seat_id: str, secret: str) -> None:
        self.house = house
        self.now = f"{house.address}/seat/{seat_id}/"
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        jar = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open
        jar.set_cookie(_cookie(f"seat-{seat_id}", secret))

    def enters(self) -> None:
        """By assent: the only form of the page that one is led to."""
        self._send(self._page(self.now), {})

    def writes_until(self, stop: threading.Event, mark: str) -> None:
        """One point after another; what the server said it kept is noted."""
        number = 0
        while not stop.is_set():
            number += 1
            words = f"{mark} {number} {random.getrandbits(64):x}"
            try:
                self._send(self._page(self.now), {"words": words})
            except urllib.error.HTTPError as refusal:
                self.refused.append(f"{refusal.code} {refusal.url}")
                return
            except (OSError, http.client.HTTPException):
                return  # killed, perhaps within an answer: whether this one was kept, nobody said
            self.acknowledged.append(words)

    def _page(self, address: str) -> tuple[str, BeautifulSoup]:
        with self._open(address, timeout=PATIENCE_SECONDS) as answer:
            return answer.url, BeautifulSoup(answer.read(), "html5lib")

    def _send(self, shown: tuple[str, BeautifulSoup], given: dict[str, str]) -> None:
        address, page = shown
        wanted = "textarea[name=words]" if given else "input[name=csrf_token]"
        field = page.select_one(f"main {wanted}")
        assert field is not None, page.get_text(" ", strip=True)[:300]
        form = field.find_parent("form")
        assert form is not None
        fields = {
            str(each["name"]): str(each.get("value", ""))
            for each in form.select("input[name]")
            if each.get("type") not in ("radio", "checkbox") or each.has_attr("checked")
        }
        target = urllib.parse.urljoin(address, str(form.get("action") or address))
        sent = urllib.parse.urlencode({**fields, **given}).encode()
        with self._open(target, data=sent, timeout=PATIENCE_SECONDS) as answer:
            answer.read()


def _cookie(name: str, value: str) -> http.cookiejar.Cookie:
    return http.cookiejar.Cookie(
        0,
        name,
        value,
        None,
        False,
        "127.0.0.1",
        True,
        False,
        "/",
        True,
        False,
        None,
        True,
        None,
        None,
        {},
    )


def test_what_phones_were_told_is_kept_survives_kill_minus_nine_once(tmp_path: Path) -> None:
    house = Served(tmp_path / "house")
    with house.records():
        room = rooms.room()
    acknowledged: list[str] = []
    try:
        for number in range(rounds(3)):
            house.open()
            phones = [Phone(house, room.seats[name], room.secrets[name]) for name in WRITERS]
            for phone in phones:
                phone.enters()
            stop = threading.Event()
            writing = [
                threading.Thread(target=phone.writes_until, args=(stop, f"round {number} {place}"))
                for place, phone in enumerate(phones)
            ]
            for each in writing:
                each.start()
            time.sleep(random.uniform(0.8, 2.0))
            until = time.monotonic() + PATIENCE_SECONDS
            while sum(len(each.acknowledged) for each in phones) < AT_LEAST:
                assert time.monotonic() < until, "too little is written to say anything"
                time.sleep(0.01)
            house.die()
            stop.set()
            for each in writing:
                each.join()
            assert not [each for phone in phones for each in phone.refused], "refused"
            acknowledged += [words for phone in phones for words in phone.acknowledged]
            with house.records():
                found = Counter(
                    each.words.text for each in db.session.scalars(select(Contribution))
                )
                db.session.rollback()
            assert not [words for words in acknowledged if not found[words]], "lost"
            assert not [words for words, times in found.items() if times > 1], "doubled"
    finally:
        house.end()
