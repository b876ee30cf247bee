"""A second time zone beside the place's own: asked for in the address of a page, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from app.workshops.models import Workshop
from app.workshops.rules import is_a_zone


@dataclass(frozen=True, slots=True)
class OtherZone:
    """A second zone beside the place's own, asked for in the address and kept nowhere: it says where somebody is."""

    typed: str
    name: str = ""
    """The zone, if there is one of that name."""

    @property
    def is_unknown(self) -> bool:
        return bool(self.typed) and not self.name


def asked_zone() -> OtherZone:
    """The second zone that an address asks for."""
    typed = request.args.get("zone", "").strip()[:64]
    return OtherZone(typed, typed if is_a_zone(typed) else "")


def plan_address(workshop: Workshop) -> str:
    """Where the plan stands, seen by a second zone as before, if one was asked for."""
    return url_for(
        "workshops.plan",
        dialogue_id=workshop.dialogue_id,
        workshop_id=workshop.id,
        zone=asked_zone().name or None,
    )
