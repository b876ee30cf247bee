"""A browser reduced to its cookies: cheap to make anew for every request, so that none leaves a trace in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.browser import Browser


@dataclass(frozen=True, slots=True)
class Cookies:
    """What a browser holds, and the token against forgery that its forms would carry."""

    held: tuple[tuple[str, str], ...] = ()
    csrf_token: str = ""


def cookies_of(browser: Browser) -> Cookies:
    """The cookies of a browser as it stands."""
    token = browser.csrf_token()
    held = tuple((cookie.key, cookie.value) for cookie in browser.client._cookies.values())
    return Cookies(held, token)


def ask(
    app: Flask, who: Cookies, method: str, path: str, *, raw: bytes | None = None, **kwargs: Any
) -> TestResponse:
    """One request of a browser with these cookies; unsafe ones carry the token its forms would, unless `raw`."""
    client = app.test_client()
    for name, value in who.held:
        client.set_cookie(name, value)
    if raw is not None:
        kwargs["data"] = raw
    elif method not in {"GET", "HEAD", "OPTIONS"}:
        token = who.csrf_token or Browser.csrf_token(_browser_on(app, client))
        kwargs["data"] = {"csrf_token": token, **kwargs.get("data", {})}
    return client.open(path, method=method, **kwargs)


def _browser_on(app: Flask, client: Any) -> Browser:
    browser = Browser(app)
    browser.client = client
    return browser
