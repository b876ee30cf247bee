"""Slips that open seats, to cut apart and hand out. Where a code comes from and whether it still opens anything is
decided before; here it is only laid out, and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.dialogues.actions import Slip
from app.dialogues.views.workbench import WayIn
from app.reports import tree
from app.reports.contents import PAPER, labels
from app.reports.tree import Document, Run, Slips, words
from app.web.words import page_language


def seat_slips(slips: Sequence[Slip], way_in: WayIn, *, practice: bool) -> Document:
    """A slip for each seat. A slip is carried away: it names no dialogue and no party, at any level (design §1.4).

    Neither does the sheet or its file: it lies in a folder of downloads.
    """
    return Document(
        title=_("To cut apart and hand out"),
        language=page_language(),
        status_line=_("Whoever has a code has the seat. Destroy what is not handed out."),
        banner=_("Invented, for practice") if practice else None,
        blocks=(Slips(tuple(_slip(slip, way_in) for slip in slips)),),
        kind=PAPER,
        paper="form",
        labels=labels(),
    )


def _slip(slip: Slip, way_in: WayIn) -> tree.Slip:
    lines: list[tree.Text] = [
        _("Open this on your own device"),
        _beside(_("Address:"), way_in.typed),
    ]
    if way_in.fingerprint:
        lines.append(
            _beside(
                _("This house made its certificate itself. Its fingerprint:"), way_in.fingerprint
            )
        )
    lines.append(
        _(
            "The code works once. You take part in your personal capacity and bind no one."
            " If the slip is lost, ask for a new one: the old one then opens nothing."
        )
    )
    return tree.Slip(
        title=words(Run(slip.seat.name), language="und"),
        opens=way_in.opens(slip),
        drawn=_("QR code: opens the address on this slip with the code filled in"),
        code=slip.code,
        lines=tuple(lines),
    )


def _beside(label: str, address: str) -> tree.Text:
    return words(f"{label} ", Run(address, direction="ltr", apart=True))
