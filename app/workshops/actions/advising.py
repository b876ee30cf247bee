"""Setting advice on a plan aside, and hearing all of it again. No new version of the plan comes of it."""

from __future__ import annotations

from app.kernel.db import db
from app.workshops.models import AdviceSetAside, Workshop
from app.workshops.queries.advice import set_aside_of
from app.workshops.rules.advice import MOST_SET_ASIDE


def set_advice_aside(workshop: Workshop, key: str) -> None:
    """Hear a piece of advice no more. It comes back when it concerns something else."""
    aside = set_aside_of(workshop)
    if aside is None:
        aside = AdviceSetAside(dialogue_id=workshop.dialogue_id, workshop_id=workshop.id, keys=[])
        db.session.add(aside)
    aside.keys = [*aside.keys, key][-MOST_SET_ASIDE:]


def bring_advice_back(workshop: Workshop) -> None:
    """Hear all of it again."""
    aside = set_aside_of(workshop)
    if aside is not None:
        db.session.delete(aside)
