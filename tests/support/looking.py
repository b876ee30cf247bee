"""A page that somebody was shown, in a real browser, and what axe-core and questions of our own find on it.

The questions are in looking.js. Nothing is asked for again: the browser is given what the visit got.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page as Tab
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from app.settings import ROOT
from tests.support import pages

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUESTIONS = ROOT / "tests" / "support" / "looking.js"
CURE = "npm ci, which `make test` does before it begins"

WINDOW = (1280, 860)
PHONE = (390, 780)
SMALLEST = (320, 640)

# In another window or other colours a page may need letters that have not come; until then it is as wide as others.
_ASKED = """async (question) => {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    return looking[question]();
}"""


class Looking:
    """A tab with one page in it; each question answers with what is wrong, in lines."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.address = ""
        self.html = b"<!doctype html><title>Nothing</title>"
        self.policy = ""

    def at(self, page: pages.Page) -> None:
        """Put this page into the tab, under its own address and its own content policy."""
        self.html = page.response.data
        self.policy = page.response.headers.get("Content-Security-Policy", "")
        self.tab.goto(self.address + page.path, wait_until="load")

    @contextmanager
    def as_if(self, **media: str) -> Iterator[None]:
        """In the dark, with forced colours, with more contrast: without loading anything anew."""
        self.tab.emulate_media(**media)
        yield
        self.tab.emulate_media(**dict.fromkeys(media, "null"))

    def through(self, size: tuple[int, int]) -> None:
        """Through a window of this size."""
        self.tab.set_viewport_size({"width": size[0], "height": size[1]})

    def by_axe(self) -> list[str]:
        """By every rule of WCAG 2.2 A and AA, and of good practice."""
        return self._asked("axeFinds")

    def sideways(self) -> list[str]:
        """What makes the page scroll sideways."""
        return self._asked("sideways")

    def small(self) -> list[str]:
        """What is smaller than 24 by 24 and can be pressed, links within a sentence excepted."""
        return self._asked("small")

    def keyboard(self) -> list[str]:
        """What no key reaches, what does not show its focus, what is covered when it has it."""
        return self._asked("keyboard")

    def order(self) -> list[str]:
        """What is drawn in another order than the keys go."""
        return self._asked("order")

    def faint(self) -> list[str]:
        """Icons and words in pictures that are hardly seen."""
        return self._asked("faint")

    def _asked(self, question: str) -> list[str]:
        found = self.tab.evaluate(_ASKED, question)
        return [str(each) for each in found]

    def _answer(
        self, environ: dict[str, object], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        # Streams and whatever else a script asks for: nothing, and do not ask again.
        is_page = "text/html" in Request(environ).headers.get("Accept", "")
        headers = {"Content-Security-Policy": self.policy} if self.policy else {}
        answer = (
            Response(self.html, mimetype="text/html", headers=headers)
            if is_page
            else Response(status=204)
        )
        return answer(environ, start_response)


@contextmanager
def looking(chromium: Browser) -> Iterator[Looking]:
    """A tab of its own, and a server from which it takes the page and the program's static files."""
    if not AXE.exists():
        pytest.skip(f"axe-core is not there: {CURE}")
    context = chromium.new_context(reduced_motion="reduce", color_scheme="light")
    for script in (AXE, QUESTIONS):
        context.add_init_script(path=script)
    looking = Looking(context.new_page())
    served = SharedDataMiddleware(looking._answer, {"/static": str(ROOT / "app" / "static")})
    server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    looking.address = f"http://127.0.0.1:{server.server_port}"
    yield looking
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_of_a_request: object) -> None:
        """Hundreds of lines that nobody asked for."""
