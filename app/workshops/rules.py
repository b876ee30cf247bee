"""Kinds of blocks, and timing as pure arithmetic."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of an agenda is."""

    SESSION = "session"
    PARTY_SESSION = "party_session"
    WORKING_GROUP = "working_group"
    BREAK = "break"
    MEAL = "meal"
    INFORMAL = "informal"
    TRAVEL = "travel"
    PRAYER = "prayer"
    BUFFER = "buffer"


HELD = frozenset({BlockKind.SESSION, BlockKind.PARTY_SESSION, BlockKind.WORKING_GROUP})
"""Blocks in which words can be recorded."""
