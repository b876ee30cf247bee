"""The shape of what is asked about advice."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.workshops.rules.advice import KEY_LENGTH


class SetAsideForm(Form):
    """Which advice to hear no more."""

    key = HiddenField(validators=[DataRequired(), Length(max=KEY_LENGTH)])
