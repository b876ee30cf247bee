"""What must be true of every page, whoever wrote it; and what a person reads and sends on it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

_NEEDS_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text as it is read: runs of blanks are one."""
    return _BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _invalid_html(page: bytes) -> tuple[str, ...]:
    parser = html5lib.HTMLParser()
    parser.parse(page)
    # Control characters that somebody typed are kept as they are; a browser shows them as a box.
    return tuple(
        f"{code} {values} at {place}"
        for place, code, values in parser.errors
        if code != "invalid-codepoint"
    )


def flaws(response: TestResponse, soup: BeautifulSoup) -> list[str]:
    """What is wrong with a page, in sentences; an empty list when nothing is."""
    found = [f"invalid HTML: {error}" for error in _invalid_html(response.data)]
    found += [
        flaw for check in (_shape, _ids, _labels, _forms, _strictness) for flaw in check(soup)
    ]
    found += _headers(response)
    return found


def _shape(soup: BeautifulSoup) -> list[str]:
    found = []
    if len(soup.find_all("h1")) != 1:
        found.append(f"{len(soup.find_all('h1'))} h1 instead of one")
    if soup.title is None or not plain(soup.title.get_text()):
        found.append("no title")
    root = soup.html
    if root is None or not root.get("lang"):
        found.append("html without lang")
    return found


def _ids(soup: BeautifulSoup) -> list[str]:
    counted = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    found = [f"id {name!r} {count} times" for name, count in counted.items() if count > 1]
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for tag in soup.select(f"[{attribute}]"):
            value = tag[attribute]
            names = value.split() if isinstance(value, str) else list(value)
            found += [f"{attribute} names no {name!r}" for name in names if name not in counted]
    return found


def _labels(soup: BeautifulSoup) -> list[str]:
    labelled = {tag["for"] for tag in soup.find_all("label", attrs={"for": True})}
    return [
        f"{tag.name} {tag.get('name') or tag.get('id')!r} without a label"
        for tag in soup.find_all(["input", "select", "textarea"])
        if tag.get("type") not in _NEEDS_NO_LABEL
        and tag.get("id") not in labelled
        and not tag.get("aria-label")
        and not tag.get("aria-labelledby")
        and tag.find_parent("label") is None
    ]


def _forms(soup: BeautifulSoup) -> list[str]:
    return [
        f"form to {form.get('action')!r} without csrf_token"
        for form in soup.find_all("form")
        if str(form.get("method", "get")).lower() == "post"
        and form.find("input", attrs={"name": "csrf_token"}) is None
    ]


def _strictness(soup: BeautifulSoup) -> list[str]:
    found = [f"<{tag.name}> inside the page" for tag in soup.find_all("style")]
    found += ["inline script" for tag in soup.find_all("script") if plain(tag.get_text())]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if name == "style" or name.startswith("on"):
                found.append(f"{name}= on <{tag.name}>")
            elif name in {"src", "srcset", "action", "data"} and _is_outside(value):
                found.append(f"<{tag.name}> calls out to {value}")
            elif name == "href" and tag.name == "link" and _is_outside(value):
                found.append(f"<link> calls out to {value}")
    return found


def _is_outside(address: object) -> bool:
    return str(address).startswith(("http:", "https:", "//"))


def _headers(response: TestResponse) -> list[str]:
    found = []
    if response.headers.get("Cache-Control") != "no-store":
        found.append("may be stored by the browser")
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append(f"content policy is {policy!r}")
    return found


@dataclass(slots=True)
class Form:
    """A form as it stands on the page: where it goes and what it would send."""

    tag: Tag
    address: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {
            str(tag["name"])
            for tag in self.tag.find_all(["input", "select", "textarea", "button"])
            if tag.get("name")
        }


def form_of(tag: Tag, path: str) -> Form:
    """Read a form the way a browser would send it untouched."""
    form = Form(tag, str(tag.get("action") or path), str(tag.get("method") or "get").lower())
    for control in tag.find_all(["input", "select", "textarea"]):
        name = control.get("name")
        if name and not control.has_attr("disabled"):
            form.fields += [(str(name), value) for value in _values(control)]
    return form


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        # The parser of HTML drops the first line break; this parser does not.
        return [control.get_text().removeprefix("\r\n").removeprefix("\n")]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not control.has_attr("multiple"):
            chosen = options[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    kind = control.get("type", "text")
    if kind in {"submit", "button", "image", "reset", "file"}:
        return []
    if kind in {"checkbox", "radio"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [str(control.get("value", ""))]


class Page:
    """An answer, read as a person reads it."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path

    def __repr__(self) -> str:
        return f"<Page {self.path} {self.status} {self.heading!r}>"

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def html(self) -> str:
        return self.response.text

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.data, "lxml")

    @property
    def title(self) -> str:
        return plain(self.soup.title.get_text()) if self.soup.title else ""

    @property
    def heading(self) -> str:
        heading = self.soup.find("h1")
        return plain(heading.get_text()) if heading else ""

    @cached_property
    def text(self) -> str:
        """All words of the page, blanks levelled."""
        body = self.soup.body
        return plain(body.get_text(" ")) if body else ""

    @property
    def errors(self) -> list[str]:
        """What the page asks to mend."""
        return [plain(tag.get_text()) for tag in self.soup.select(".errors li, .error")]

    @property
    def links(self) -> dict[str, str]:
        """Where the words of each link lead."""
        return {plain(tag.get_text()): str(tag["href"]) for tag in self.soup.select("a[href]")}

    def select(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def forms(self) -> list[Form]:
        return [form_of(tag, self.path) for tag in self.soup.find_all("form")]

    def form(
        self, *, button: str = "", action: str = "", with_fields: set[str] | None = None
    ) -> Form:
        """The one form that has this button, goes to this address, or has these fields."""
        fitting = [
            form
            for form in self.forms()
            if action in form.address
            and (with_fields or set()) <= form.names
            and (not button or button in _buttons(self.soup, form.tag))
        ]
        if not button and not action and len(fitting) > 1:
            fitting = [form for form in fitting if form.tag.find_parent("main")] or fitting
        if len(fitting) != 1:
            raise AssertionError(
                f"{len(fitting)} forms fit on {self!r}: {[form.address for form in self.forms()]}"
            )
        return fitting[0]

    def goes_to(self, form: Form, button: str) -> str:
        """Where a form goes when this button is pressed: its own address, or the button's."""
        pressed = _buttons(self.soup, form.tag).get(button)
        return str(pressed.get("formaction") or form.address) if pressed else form.address

    def sent_by(self, form: Form, button: str, given: dict[str, Any]) -> list[tuple[str, str]]:
        """What a browser sends: what stands in the form, what was typed, and the button pressed."""
        unknown = given.keys() - form.names
        if unknown:
            raise AssertionError(f"no such field on {self!r}: {sorted(unknown)}")
        sent = [(name, value) for name, value in form.fields if name not in given]
        for name, value in given.items():
            values = value if isinstance(value, (list, tuple, set)) else [value]
            sent += [(name, str(each)) for each in values if each is not None and each is not False]
        pressed = _buttons(self.soup, form.tag).get(button)
        if pressed is not None and pressed.get("name"):
            sent.append((str(pressed["name"]), str(pressed.get("value", ""))))
        return sent


def _buttons(soup: BeautifulSoup, form: Tag) -> dict[str, Tag]:
    inside = form.find_all("button")
    outside = soup.find_all("button", attrs={"form": form["id"]}) if form.get("id") else []
    return {_words_of(button): button for button in (*inside, *outside)}


def _words_of(button: Tag) -> str:
    shortcuts = [tag.get_text() for tag in button.find_all("kbd")]
    words = plain(button.get_text(" "))
    for shortcut in shortcuts:
        words = plain(words.removesuffix(shortcut))
    return words
