"""Blocks of a memorandum, marks, and what a closed reading or asking results in: pure."""

from __future__ import annotations

from enum import StrEnum


class Block(StrEnum):
    """The blocks of a joint memorandum, in their order (D§2.7). Heading and status line are not editable."""

    COMMON_GROUND = "common_ground"
    PROBLEM = "problem"
    CONSIDERATIONS = "considerations"
    APPROACHES = "approaches"
    OBSTACLES_STEPS = "obstacles_steps"
    RECOMMENDATIONS = "recommendations"
    DIFFERENCES = "differences"


class TextStanding(StrEnum):
    """Where a text stands."""

    DRAFT = "draft"
    READING = "reading"
    ADOPTED = "adopted"


class Mark(StrEnum):
    """What one seat says, privately, of one paragraph of one version (D§6.4)."""

    ADOPT = "adopt"
    CAN_LIVE_WITH = "can_live_with"
    CONCERN = "concern"
    CANNOT_ADOPT = "cannot_adopt"


class Result(StrEnum):
    """What a closed reading says of a paragraph: consensus or not, never how many or who."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class Naming(StrEnum):
    """How a released text names those who made it; unnamed unless every bearer chose otherwise (D§6.4)."""

    UNNAMED = "unnamed"
    GROUP_DESCRIBED = "group_described"
    NAMED = "named"


class ReleaseStanding(StrEnum):
    """Where an asking for release stands. Not complete never says whose consent is missing."""

    ASKING = "asking"
    COMPLETE = "complete"
    NOT_COMPLETE = "not_complete"
