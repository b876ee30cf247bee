"""Pages of the room by audience: the desk, a seat, the wall. Each part of a page has an address of its own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from app.web import answers

bp = Blueprint("room", __name__)


def part(template: str, **shown: Any) -> Response:
    """A part of a page, as the page itself includes it; 304 when the page has it already."""
    return answers.part(render_template(template, **shown))
