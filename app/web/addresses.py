"""Addresses: their typed parts, ids of our own making and nothing else, so that odd input is a plain 404; and their
way back from values, compiled when a page first links there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, Rule


class IdConverter(BaseConverter):
    """An id made by kernel.tokens, or a short key from seed files."""

    regex = r"[a-z0-9][a-z0-9-]{0,63}"


class KeyConverter(BaseConverter):
    """A key of the library: the name of its file."""

    regex = r"[a-z0-9][a-z0-9_-]{0,79}"


class Address(Rule):
    """An address whose way back, from values to text, is compiled when a page first links there (decision 9).

    Werkzeug compiles it as soon as the address is known, twice, which for hundreds of addresses is a tenth of
    the start. Should it one day do that in a step of another name, nothing breaks: the start is slower.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled_now = super()._compile_builder
        kept: list[Callable[..., tuple[str, str]]] = []

        def build(address: Address, /, **values: Any) -> tuple[str, str]:
            if not kept:
                kept.append(compiled_now(append_unknown))
            return kept[0](address, **values)

        return build


def type_addresses(app: Flask) -> None:
    """Register the converters `id` and `key`. Before the first address."""
    app.url_rule_class = Address
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["key"] = KeyConverter
