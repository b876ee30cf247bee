"""How the interface speaks: language and direction of a page, and sentences of lower layers in that language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask import Blueprint, Flask, abort, current_app, redirect, request
from flask_babel import Babel, get_domain, get_locale
from werkzeug.wrappers import Response

from app.kernel.wording import Said
from app.settings import ROOT, Settings
from app.web.access import open_to_all
from app.web.answers import SEE_OTHER, within_the_house

ENGLISH = "en"
PSEUDO = (
    "ar"  # a generated right-to-left locale, for tests and for looking; never offered to people
)
LANGUAGE_COOKIE = "language"

babel = Babel()
bp = Blueprint("language", __name__)


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
    app.jinja_env.globals["languages"] = {
        tag: Locale.parse(tag).get_display_name() for tag in app.config["LANGUAGES"]
    }
    app.jinja_env.filters["said"] = in_the_page_language
    app.jinja_env.filters["own_name"] = own_name


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
        # Not Flask-Babel's own gettext: it fills gaps itself, and a sentence brings what fills its own.
        spoken = get_domain().get_translations()
        return sentence.through(spoken.ugettext, spoken.ungettext)
    return str(sentence)


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """A language as those who speak it call it; an unknown one by its tag."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag


@bp.post("/language")
@open_to_all
def choose() -> Response:
    """Take up another language in this browser, and go back to the page."""
    chosen = request.form.get("language", "")
    if chosen not in current_app.config["LANGUAGES"]:
        abort(422)
    response = redirect(within_the_house(request.form.get("page")), SEE_OTHER)
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        httponly=True,
        secure=current_app.config["SECOND_TRACK"].lan,
        samesite="Lax",
    )
    return response
