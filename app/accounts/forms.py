"""What people type to sign in, to open their account and to keep the house."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.rules import LONGEST_PASSWORD
from app.web.forms import Form, LineField

NAME_LENGTH = 80


def _secret_word(label: Any, *validators: Any, **kwargs: Any) -> PasswordField:
    return PasswordField(
        label,
        [
            InputRequired(_l("Please fill this in.")),
            *validators,
            Length(max=LONGEST_PASSWORD, message=_l("At most %(max)d characters.")),
        ],
        **kwargs,
    )


def _line(label: Any, **kwargs: Any) -> LineField:
    return LineField(
        label, [InputRequired(_l("Please fill this in."))], limit=NAME_LENGTH, **kwargs
    )


def _again() -> PasswordField:
    return _secret_word(
        _l("The same password again"),
        EqualTo("new_password", _l("The two passwords differ. Please type both again.")),
    )


class SignInForm(Form):
    """The first step: something one knows."""

    sign_in_name = _line(_l("Sign-in name"))
    password = _secret_word(_l("Password"))


class SecondStepForm(Form):
    """The second step: something one has."""

    code = StringField(
        _l("Code from your authenticator, or a recovery code"),
        [InputRequired(_l("Please type the code.")), Length(max=64)],
    )


class FirstCodeForm(Form):
    """The first code of a new second factor."""

    code = StringField(
        _l("The six digits your authenticator shows now"),
        [InputRequired(_l("Please type the code.")), Length(max=64)],
    )


class NewPasswordForm(Form):
    """The password of an account that a one-time link opens."""

    new_password = _secret_word(_l("New password"))
    again = _again()


class FirstAccountForm(NewPasswordForm):
    """The first account of a house."""

    name = _line(_l("Your name, as colleagues will read it"))
    sign_in_name = _line(_l("Sign-in name"))


class ChangePasswordForm(NewPasswordForm):
    """Another password for who is signed in."""

    password = _secret_word(_l("Your password until now"))


class PasswordForm(Form):
    """Proof that it is still the same person."""

    password = _secret_word(_l("Your password"))


class AccountForm(Form):
    """An account for somebody else."""

    name = _line(_l("Name, as colleagues will read it"))
    sign_in_name = _line(_l("Sign-in name"))
    keeper = BooleanField(_l("May begin dialogues and keep the accounts of the house"))


class DeedForm(Form):
    """A button and nothing else."""
