"""What the agenda must ask of rooms above it, which know what is recorded in a block: whether anything is, and that
it follows when two blocks become one. They register here; the agenda itself reads no words.
"""

from __future__ import annotations

from collections.abc import Callable

from app.workshops.models import Sitting

Asked = Callable[[Sitting], bool]
Follows = Callable[[Sitting, Sitting], None]

_asked: list[Asked] = []
_follows: list[Follows] = []


def keeps_words(asked: Asked) -> Asked:
    """Register who knows whether anything was recorded in a block."""
    _asked.append(asked)
    return asked


def when_blocks_merge(follows: Follows) -> Follows:
    """Register what follows when the second block (given last) becomes part of the first."""
    _follows.append(follows)
    return follows


def holds_words(sitting: Sitting) -> bool:
    """Whether anything was recorded in it. Only for who belongs to its room: that it was is told to nobody else."""
    return any(asked(sitting) for asked in _asked)


def merge_words(kept: Sitting, gone: Sitting) -> None:
    """What was recorded in the second block is recorded in the first from now on, for the same readers."""
    for follows in _follows:
        follows(kept, gone)
