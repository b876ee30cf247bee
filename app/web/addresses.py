"""Typed parts of addresses: ids of our own making and nothing else, so that odd input is a plain 404."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """An id made by kernel.tokens, or a short key from seed files."""

    regex = r"[a-z0-9][a-z0-9-]{0,63}"


class KeyConverter(BaseConverter):
    """A key of the library: the name of its file."""

    regex = r"[a-z0-9][a-z0-9_-]{0,79}"


def type_addresses(app: Flask) -> None:
    """Register the converters `id` and `key`."""
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["key"] = KeyConverter
