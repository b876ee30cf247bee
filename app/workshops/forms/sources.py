"""The shape of what brings a plan from elsewhere: a file, an earlier workshop, a template, a documented process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import Optional

from app.web.forms import WordsField
from app.workshops.forms import VersionedForm

MOST_PASTED = 1_500_000


class BringInForm(VersionedForm):
    """What every way of bringing a plan in asks: whether what stands may go."""

    replace = BooleanField(
        _l("Take away the blocks that are not in it"),
        [Optional()],
        description=_l("With them goes whatever was recorded in them."),
    )


class FileForm(BringInForm):
    """An agenda as a file, or as its text."""

    file = FileField(_l("File"), description=_l("CSV or JSON, in UTF-8."))
    words = WordsField(
        _l("Or its text"),
        [Optional()],
        limit=MOST_PASTED,
        description=_l("As copied from a spreadsheet, or as it stands in the file."),
    )

    def content(self) -> bytes:
        """What was brought: the file, if there is one, or else what was typed."""
        if self.file.data:
            held = getattr(self.file.data, "read", None)
            if held is not None and (read := held()):
                return bytes(read)
        return (self.words.data or "").encode("utf-8", "replace")

    def keep(self, content: bytes, problems: Sequence[Any]) -> None:
        """What was brought stays on the page as text, so that it can be mended there."""
        self.words.data = content.decode("utf-8-sig", "replace").replace("\x00", "\ufffd")
        self.words.errors = [*self.words.errors, *problems]
