"""The base of every form, and the fields that people's words go through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Self

from babel.support import NullTranslations, Translations
from flask_babel import get_locale, gettext as _, lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, StringField, TextAreaField
from wtforms.i18n import messages_path
from wtforms.validators import Length

from app.kernel.wording import UNDETERMINED, Rendering, Wording

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


class PartForm(Form):
    """Part of a form of the whole, which carries the CSRF token: the whole is checked once."""

    class Meta:
        """Without a token of its own."""

        csrf = False


class TongueForm(PartForm):
    """The same words in one language."""

    words = WordsField(_l("Words"), limit=4000)


class TonguesForm(Form):
    """The same words in each language that is spoken here, all of equal standing."""

    tongue: ClassVar[type[TongueForm]] = TongueForm
    may_be_empty: ClassVar[bool] = False

    def __init__(self, tags: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        unsent = {"formdata": None} if "formdata" in kwargs else {}
        self.tongues = {tag: self.tongue(prefix=tag, **unsent) for tag in tags}

    @classmethod
    def drawn(cls, languages: Sequence[str], wording: Wording | None = None, **kwargs: Any) -> Self:
        """The form with a place for each language, holding these words unless something was sent.

        `formdata=None` draws it anew beside another form of the same page that was sent.
        """
        held = {each.language: each.text for each in wording.renderings} if wording else {}
        form = cls(tuple(dict.fromkeys([*held, *languages])) or (UNDETERMINED,), **kwargs)
        if "formdata" in kwargs or not form.is_submitted():
            for tag, tongue in form.tongues.items():
                tongue.words.data = held.get(tag, "")
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Something in one language at least, unless it may be left out."""
        valid = super().validate(extra_validators)
        for tongue in self.tongues.values():
            valid = tongue.validate() and valid
        if not self.may_be_empty and not any(t.words.data for t in self.tongues.values()):
            first = next(iter(self.tongues.values()))
            first.words.errors = [*first.words.errors, _("Write the words first.")]
            valid = False
        return valid

    def wording(self) -> Wording:
        """What was typed; of several languages each holds."""
        written = tuple(
            Rendering(tag, tongue.words.data)
            for tag, tongue in self.tongues.items()
            if tongue.words.data
        )
        return Wording(written, tuple(each.language for each in written))
