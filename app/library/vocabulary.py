"""The closed vocabularies of the field (D§8.0) as enums, so that code and seed files cannot drift apart.

Their labels and glosses stand in seed/library/vocabularies.yaml; a test holds the two together.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a contribution is. Who owns it follows from the kind: a party, or nobody (design §1.3)."""

    PERCEPTION = "perception"
    EXPERIENCE = "experience"
    NEED = "need"
    FEAR = "fear"
    CONCERN = "concern"
    INTEREST = "interest"
    HOPE = "hope"
    VALUE = "value"
    PRIORITY = "priority"
    CONSTRAINT = "constraint"
    VIEW_SPECTRUM = "view_spectrum"
    PROBLEM = "problem"
    RELATIONSHIP_OBSERVATION = "relationship_observation"
    SYMPTOM = "symptom"
    PREFERRED_SITUATION = "preferred_situation"
    DIAGNOSIS = "diagnosis"
    APPROACH = "approach"
    OPTION = "option"
    CRITERION = "criterion"
    REASSURANCE = "reassurance"
    OBSTACLE = "obstacle"
    RESOURCE = "resource"
    ACTION_STEP = "action_step"
    DIRECTION = "direction"
    PERCEIVED_CHOICE_LINE = "perceived_choice_line"
    CAREFUL_WORD = "careful_word"
    QUESTION = "question"


PARTY_KINDS = frozenset(
    {
        Kind.PERCEPTION,
        Kind.EXPERIENCE,
        Kind.NEED,
        Kind.FEAR,
        Kind.CONCERN,
        Kind.INTEREST,
        Kind.HOPE,
        Kind.VALUE,
        Kind.PRIORITY,
        Kind.CONSTRAINT,
        Kind.VIEW_SPECTRUM,
    }
)
"""Kinds that may name a party; every other kind belongs to nobody (D§8.0 `owner`)."""


class ThirdPartyKind(StrEnum):
    """Kelman's three kinds of third-party intervention (D§1.4)."""

    THEORETICAL_INPUT = "theoretical_input"
    CONTENT_OBSERVATION = "content_observation"
    PROCESS_OBSERVATION = "process_observation"


class Evaluation(StrEnum):
    """What kind of judging of contributions a stage allows (D§8.0)."""

    NONE = "none"
    CLARIFY = "clarify"
    NEEDS_TEST = "needs_test"
    FEASIBILITY = "feasibility"
    FULL = "full"


class Attribution(StrEnum):
    """What the program may attach to a contribution (D§8.0): never a person."""

    NONE = "none"
    PARTY = "party"
    OWN = "own"
    ROLE = "role"


class Visibility(StrEnum):
    """Who a stage's contributions are for (D§8.0). Private words are never stored (design §1.3)."""

    PRIVATE = "private"
    PARTY_ONLY = "party_only"
    THIRD_PARTY_ONLY = "third_party_only"
    JOINT = "joint"


class Level(StrEnum):
    """Confidentiality levels, strictest first (D§6.1). They compose in one function: dialogues.rules.strictest."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
