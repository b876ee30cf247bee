"""The form of a tag. Each subject declares its own tags as constants."""

from __future__ import annotations

import re

_TAG = re.compile(r"[a-z][a-z-]{1,30}:[a-z][a-z-]{1,30}")


def is_tag(tag: str) -> bool:
    """Whether this is `thing:done`, e.g. `text:adopted`. A sentence, a name or a moment is none."""
    return _TAG.fullmatch(tag) is not None
