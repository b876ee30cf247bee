"""How the interface speaks: language and direction of a page, and sentences of lower layers in that language."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_babel import Babel, get_locale, gettext, ngettext

from app.kernel.wording import Said
from app.settings import ROOT, Settings

ENGLISH = "en"
PSEUDO = (
    "ar"  # a generated right-to-left locale, for tests and for looking; never offered to people
)
LANGUAGE_COOKIE = "language"

babel = Babel()


def speak(app: Flask, settings: Settings) -> None:
    """Set up translations: English in the source, others from translations/, the pseudo locale from var/."""
    app.config["BABEL_DEFAULT_LOCALE"] = ENGLISH
    folders = [ROOT / "translations"]
    if settings.pseudo_locale:
        folders.append(ROOT / "var" / "translations")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in folders)
    app.config["LANGUAGES"] = (ENGLISH, PSEUDO) if settings.pseudo_locale else (ENGLISH,)
    babel.init_app(app, locale_selector=chosen_language)
    app.jinja_env.globals["page_language"] = page_language
    app.jinja_env.globals["page_direction"] = page_direction
    app.jinja_env.filters["said"] = in_the_page_language


def chosen_language() -> str:
    """The language this browser chose, when the house speaks it."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, ENGLISH) if request else ENGLISH
    return chosen if chosen in current_app.config["LANGUAGES"] else ENGLISH


def page_language() -> str:
    """The language tag for <html lang>."""
    return str(get_locale() or ENGLISH)


def page_direction() -> str:
    """'rtl' or 'ltr', for <html dir>."""
    locale = get_locale()
    return str(locale.text_direction) if locale else "ltr"


def in_the_page_language(sentence: Said | str) -> str:
    """A sentence of a lower layer in the language of the page."""
    if isinstance(sentence, Said):
        return sentence.through(gettext, ngettext)
    return str(sentence)
