"""QR codes as pictures for files: drawn here, by nobody else, and the same address is the same bytes."""

from __future__ import annotations

from io import BytesIO

import segno

_QUIET = 2
_DOTS = 8


def qr_svg(address: str) -> str:
    """An address as a drawing that stays sharp at any size."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=_QUIET, xmldecl=False, nl=False)
    return drawn.getvalue().decode("ascii")


def qr_png(address: str) -> bytes:
    """The same as dots, for word processors, which read no drawings of this kind."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", border=_QUIET, scale=_DOTS)
    return drawn.getvalue()
