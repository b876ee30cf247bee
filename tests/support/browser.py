"""A browser for tests: goes where a person goes, and complains about any page that is not as it must be."""

from __future__ import annotations

import contextvars
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, has_app_context, url_for
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app.accounts import access
from app.accounts.models import Account
from app.kernel.db import db
from tests.support.pages import Page, flaws

MOST_REDIRECTS = 8


class Client(FlaskClient):
    """Flask's client, with every request in a context of its own although the test has one open.

    A defect of ours is raised in the test instead of becoming the page for 500.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.environ_base |= {"second_track.show_defects": "yes"}

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            # What the test has read is given up, so that it sees what the request does, and so that
            # its open reading does not keep the request from writing.
            assert not db.session.new, "the test added rows and did not commit: use `written()`"
            assert not db.session.dirty, "the test changed rows and did not commit: use `written()`"
            db.session.rollback()
        return contextvars.Context().run(super().open, *args, **kwargs)


class Browser:
    """`browser.get("/library")`, `browser.open("accounts.people")`, `page = browser.submit(page, name="…")`."""

    def __init__(self, app: Flask, *, looks_closely: bool = True) -> None:
        """`looks_closely=False` reads pages without checking them: for arranging much at once."""
        self.app = app
        self.looks_closely = looks_closely
        self.client: Client = app.test_client()  # type: ignore[assignment]

    # Going somewhere

    def get(self, path: str, *, status: int = 200, **kwargs: Any) -> Page:
        return self._arrive(self.client.get(path, **kwargs), path, status)

    def open(self, endpoint: str, *, status: int = 200, **values: Any) -> Page:
        """The page of an endpoint, its address made from `values`."""
        return self.get(self.address(endpoint, **values), status=status)

    def click(self, page: Page, words: str, *, status: int = 200) -> Page:
        """Follow the link of these words."""
        assert words in page.links, f"no link {words!r} on {page!r}: {sorted(page.links)}"
        return self.get(page.links[words], status=status)

    def submit(
        self,
        page: Page,
        *,
        button: str = "",
        action: str = "",
        status: int = 200,
        **given: Any,
    ) -> Page:
        """Fill in a form of this page, send it, and go where it leads.

        A checkbox takes its value or None; a list gives a field several values.
        """
        form = page.form(button=button, action=action, with_fields=set(given))
        sent: dict[str, list[str]] = {}
        for name, value in page.sent_by(form, button, given):
            sent.setdefault(name, []).append(value)
        if form.method == "get":
            return self._arrive(
                self.client.get(form.address, query_string=sent), form.address, status
            )
        address = page.goes_to(form, button)
        return self._arrive(self.client.post(address, data=sent), address, status)

    def post(self, path: str, *, status: int | None = 200, **fields: Any) -> Page:
        """Send a form without its page; the token against forgery is added."""
        fields.setdefault("csrf_token", self.csrf_token())
        return self._arrive(self.client.post(path, data=fields), path, status)

    # Being somebody

    def sign_in(self, account: Account) -> Browser:
        """Be this account, without password and second factor."""
        with self.client.session_transaction() as cookie:
            access.begin(cookie, account)
        return self

    def sit(self, seat_id: str, secret: str, *, assented_to: int | None = None) -> Browser:
        """Hold this seat, as a device that used its slip does; with assent to a version of the ground rules."""
        self.client.set_cookie(f"seat-{seat_id}", secret)
        if assented_to is not None:
            with self.client.session_transaction() as cookie:
                cookie["entered"] = {**cookie.get("entered", {}), seat_id: assented_to}
        return self

    def csrf_token(self) -> str:
        """The token that forms of this browser's session carry."""

        def made() -> str:
            with self.client.session_transaction() as cookie:
                kept = cookie.get("csrf_token")
            with self.app.test_request_context() as request:
                if kept:
                    request.session["csrf_token"] = kept
                token: str = generate_csrf()
                fresh = request.session["csrf_token"]
            if not kept:
                with self.client.session_transaction() as cookie:
                    cookie["csrf_token"] = fresh
            return token

        return contextvars.Context().run(made)

    def address(self, endpoint: str, **values: Any) -> str:
        def made() -> str:
            with self.app.test_request_context():
                return url_for(endpoint, **values)

        return contextvars.Context().run(made)

    # Looking at what came

    def _arrive(self, response: TestResponse, path: str, status: int | None) -> Page:
        for _ in range(MOST_REDIRECTS):
            if (
                response.status_code not in {301, 302, 303, 307, 308}
                or status == response.status_code
            ):
                break
            where = urlsplit(response.headers["Location"])
            assert not where.netloc, (
                f"{path} leads out of the house: {response.headers['Location']}"
            )
            path = where.path + (f"?{where.query}" if where.query else "")
            response = self.client.get(path)
        page = Page(response, path)
        assert status in {None, page.status}, (
            f"{path} answered {page.status} instead of {status}: {page.heading} {page.errors}"
        )
        is_page = response.mimetype == "text/html" and response.data
        if self.looks_closely and is_page and not 300 <= page.status < 400:
            found = flaws(response, page.soup)
            assert not found, f"{path}: " + "; ".join(found)
        return page
