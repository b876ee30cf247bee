"""The base of every form, and the fields that people's words go through."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale, lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, StringField, TextAreaField
from wtforms.i18n import messages_path
from wtforms.validators import Length

from app.kernel.wording import UNDETERMINED, Wording

LINE_LENGTH = 200
WORDS_LENGTH = 10_000
NUL_INSIDE = _l("This holds a character that cannot be kept (NUL). Please remove it.")


class Form(FlaskForm):
    """A deed and the fields it needs. Invalid answers 422 and keeps what was typed."""

    class Meta(FlaskForm.Meta):
        """What WTForms says by itself, in the language of the page."""

        def get_translations(self, _form: Any) -> Translations | NullTranslations:
            return _sentences_of_wtforms(str(get_locale()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "csrf_token" in self:
            # A page may hold several forms; an id stands on it once.
            self.csrf_token.render_kw = {"id": False}

    def validate(self, extra_validators: Any = None) -> bool:
        """A NUL can be neither stored nor looked up, in words as little as in an id: no field may hold one."""
        valid = bool(super().validate(extra_validators))
        for field in self:
            if any("\x00" in typed for typed in field.raw_data or () if isinstance(typed, str)):
                field.errors = [*field.errors, NUL_INSIDE]
                valid = False
        return valid


@lru_cache
def _sentences_of_wtforms(language: str) -> Translations | NullTranslations:
    """Read once; Flask-WTF would look for them on the disk in every request."""
    return Translations.load(messages_path(), [language], domain="wtforms")


def choices(offered: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """What a field offers. Words of people (a `Wording`) are written in their own direction and language."""
    return [
        SelectChoice(value, label.text, _marked(label))
        if isinstance(label, Wording)
        else SelectChoice(value, label)
        for value, label in offered
    ]


def _marked(words: Wording) -> dict[str, str]:
    marks: dict[str, str] = {"dir": words.direction}
    if words.language != UNDETERMINED:
        marks["lang"] = words.language
    return marks


def without_edges(typed: str | None) -> str:
    """What was typed without the blanks around it; the rest is the person's own."""
    return (typed or "").strip()


class LineField(StringField):
    """One line of words: a name, a title."""

    def __init__(self, label: Any, validators: Any = (), **kwargs: Any) -> None:
        limit = kwargs.pop("limit", LINE_LENGTH)
        super().__init__(
            label,
            [
                *validators,
                Length(max=limit, message=_l("At most %(max)d characters.")),
            ],
            filters=[without_edges],
            **kwargs,
        )


class WordsField(TextAreaField):
    """Several lines of words, in any script and direction."""

    def __init__(self, label: Any, validators: Any = (), **kwargs: Any) -> None:
        limit = kwargs.pop("limit", WORDS_LENGTH)
        super().__init__(
            label,
            [
                *validators,
                Length(
                    max=limit, message=_l("At most %(max)d characters. Nothing you typed is lost.")
                ),
            ],
            filters=[without_edges],
            **kwargs,
        )


class VersionField(HiddenField):
    """The version a form was drawn from, so that two people saving at once are both heard (409)."""

    @property
    def number(self) -> int:
        """The version; 0, which nothing has, when the field was tampered with."""
        typed = self.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
