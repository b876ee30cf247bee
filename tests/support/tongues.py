"""What on a page is ours to say and is not in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Tag

from app.startup.pseudo_locale import CLOSES, OPENS
from tests.support.pages import plain

# Attributes that are read out or shown. data-heading and data-say… are put on the page by style and script.
_SPOKEN = re.compile(
    r"aria-(label|description|roledescription)|title|alt|placeholder|data-heading|data-say|data-key-says"
)

# People's words, documented facts, codes, keys and what is said to be in another language.
_NOT_OURS = ("code", "kbd", "samp", "bdi", "textarea", "script", "style", "template")

# Names that are the same in every language.
_NAMES = re.compile(
    r"\b(PDF|DOCX|CSV|YAML|BibTeX|RIS|CSL-JSON|JSON|Markdown|ICS|UTC|L[0-4]|Second Track|SHA-256)\b"
)

_OURS = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")
# A window title is put together of our words and a neutral title, and can hold no marks.
_FRAME = ("[document]", "html", "head", "title")
_ADDRESS = re.compile(r"https?://\S+")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


def untranslated(soup: BeautifulSoup, language: str) -> list[str]:
    """Interface text in Latin letters, and interface text that the page says is in another language."""
    found = []
    for where, tag, text in _texts(soup):
        others = _is_not_ours(tag, language)
        if _latin(text) and not others:
            found.append(f"{where}: {text[:80]!r}")
        if OPENS in text and (said := _language(tag)) not in ("", language):
            found.append(f"{where}: ours, but said to be in {said}: {text[:60]!r}")
    return list(dict.fromkeys(found))


def _texts(soup: BeautifulSoup) -> Iterator[tuple[str, Tag, str]]:
    for string in soup.find_all(string=True):
        parent = string.parent
        if parent is None or parent.name in _FRAME or isinstance(string, Comment):
            continue
        if plain(string):
            yield f"<{parent.name} {_marks(parent)}>", parent, plain(string)
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if (
                isinstance(value, str)
                and value
                and (_SPOKEN.fullmatch(name) or _is_said(tag, name))
            ):
                yield f"{name} of <{tag.name} {_marks(tag)}>", tag, plain(value)


def _is_said(tag: Tag, name: str) -> bool:
    if tag.name == "meta":
        return name == "content" and str(tag.get("name", "")).startswith("say:")
    return tag.name == "input" and name == "value" and tag.get("type") in ("submit", "button")


def _marks(tag: Tag) -> str:
    kept = {name: tag.get(name) for name in ("class", "id", "name") if tag.get(name)}
    return " ".join(f"{name}={value}" for name, value in kept.items())


def _latin(text: str) -> bool:
    while text != (less := _OURS.sub("", text)):
        text = less
    return bool(_LETTERS.search(_NAMES.sub("", _ADDRESS.sub("", text))))


def _is_not_ours(tag: Tag, language: str) -> bool:
    return any(
        each.name in _NOT_OURS
        or each.get("translate") == "no"
        or (each.name != "html" and each.get("dir") == "auto")
        or (each.name != "html" and each.get("lang", language) != language)
        or each.has_attr("data-fact")
        for each in (tag, *tag.parents)
        if isinstance(each, Tag) and each.name != "[document]"
    )


def _language(tag: Tag) -> str:
    for each in (tag, *tag.parents):
        if isinstance(each, Tag) and each.get("lang"):
            return str(each["lang"])
    return ""
