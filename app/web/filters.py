"""How dates and drawings are written in pages, in the language of the page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import segno
from flask import Flask
from flask_babel import format_date
from markupsafe import Markup


def write_well(app: Flask) -> None:
    """Register the filters `date` and `qr_drawing`."""
    app.jinja_env.filters["date"] = written_date
    app.jinja_env.filters["qr_drawing"] = qr_drawing


def written_date(day: date) -> str:
    """A day written out, as in 3 May 2027."""
    return str(format_date(day, "d MMMM y"))


def qr_drawing(address: str) -> Markup:
    """An address as an inline drawing that any phone reads; no picture file, nothing fetched."""
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="qr-drawing",
        lineclass=None,
        border=2,
        nl=False,
    )
    return Markup(drawn.getvalue().decode("ascii"))  # noqa: S704  segno's own drawing, no words in it
