"""Browsers in front of the house: somebody signed in, somebody in a seat with the ground rules assented to."""

from __future__ import annotations

from flask import Flask

from app.accounts.models import Account
from app.dialogues.queries import version_in_force
from app.kernel.db import db
from tests.factories.rooms import Room
from tests.support.browser import Browser

BY_ACCOUNT = frozenset({"facilitator", "rapporteur", "interpreter", "organizer", "unnamed"})


def in_the_room(app: Flask, room: Room, name: str) -> Browser:
    """The browser of one of the room's people, by the name of the seat."""
    browser = Browser(app)
    if name in BY_ACCOUNT:
        return browser.sign_in(db.session.get_one(Account, room.account_ids[name]))
    cookie, secret = room.cookie(name)
    browser.client.set_cookie(cookie, secret)
    with browser.client.session_transaction() as session:
        session["entered"] = {room.seats[name]: version_in_force(room.dialogue)}
    return browser
