"""A real Chromium for tests: the one of this machine, found by name. Ask for `chromium` or `page`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

# How long a page is waited for: it is there in a moment, but not on a machine that has much else to do.
PATIENCE = 20_000

CURE = (
    "sudo apt install chromium-headless-shell (or chromium), or name one with CHROMIUM=/path/to/it"
)

# It looks for updates and synchronises on its own; a test calls nobody.
STAYS_AT_HOME = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
)


def program() -> str | None:
    """The Chromium of this machine; None means Playwright's own, where somebody installed that."""
    named = os.environ.get("CHROMIUM")
    # The headless shell draws a page two to four times faster than the whole browser (stack §1).
    by_name = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, by_name)), None)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window; its sandbox needs a user who is not root."""
    flags = [*STAYS_AT_HOME, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return playwright.chromium.launch(executable_path=program(), args=flags)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session; each test opens contexts of its own in it."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            pytest.skip(
                f"no Chromium starts on this machine ({str(error).splitlines()[0]}): {CURE}"
            )
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page in a context of its own; the room's certificate is one that nobody else signed."""
    context = chromium.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser is marked so, without having to say it."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
