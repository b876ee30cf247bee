"""The points that a paragraph can be worked from, laid out by stage and kind for whoever drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.contributions import queries as contributions
from app.contributions.models import Contribution
from app.contributions.queries import Point
from app.contributions.rules import Standing
from app.dialogues.models import Dialogue, Seat, Stage
from app.dialogues.queries import stages_of
from app.library.vocabulary import Kind
from app.texts.models import Text


@dataclass(frozen=True, slots=True)
class OfKind:
    """The points of one kind, in the desk's order."""

    kind: Kind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OfStage:
    """What one stage left, or what was recorded without a stage."""

    stage: Stage | None
    kinds: tuple[OfKind, ...]


def points_for_draft(seat: Seat, text: Text) -> list[Point]:
    """The points that may be worked into this text: what was recorded for its own readers.

    Who drafts may have read what a party said apart; it is not even offered here, since words of a
    party's room in a joint paper would tell the other side what was said there (design §1.5).
    """
    return contributions.points_for(
        seat,
        Contribution.audience_id == text.audience_id,
        Contribution.standing == Standing.SHOWN,
    )


def laid_out(dialogue: Dialogue, points: Sequence[Point]) -> list[OfStage]:
    """The points by stage, in the method's order, and by kind within it; what has no stage comes last."""
    stages: list[Stage | None] = [*stages_of(dialogue), None]
    known = {stage.id for stage in stages if stage is not None}
    found = []
    for stage in stages:
        here = [
            point
            for point in points
            if (point.stage_id == stage.id if stage else point.stage_id not in known)
        ]
        kinds = tuple(
            OfKind(kind, tuple(point for point in here if point.kind is kind))
            for kind in Kind
            if any(point.kind is kind for point in here)
        )
        if kinds:
            found.append(OfStage(stage, kinds))
    return found
