"""What is noted of a block while it runs."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from app.workshops.forms import VersionedForm, WallTimeField
from app.workshops.rules import minutes_of


class RanForm(VersionedForm):
    """It begins now, it ends now, or its times as they were; from the running page or from the desk."""

    deed = HiddenField(default="correct")
    at_the_desk = HiddenField()
    began = WallTimeField(_l("Began"), [Optional()])
    ended = WallTimeField(_l("Ended"), [Optional()])

    @property
    def walls(self) -> tuple[int | None, int | None]:
        """Both times as minutes after midnight."""
        began, ended = (
            minutes_of(field.data) if field.data else None for field in (self.began, self.ended)
        )
        return began, ended
