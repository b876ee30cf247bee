"""Pages of the library: /library and everything under it. Open to anybody signed in or seated.

Here is what its pages share: numbered notes, pictures of a course, dates in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from flask import Blueprint, url_for
from flask_babel import format_date, gettext as _
from markupsafe import Markup, escape

from app.accounts.access import signed_in_account
from app.accounts.policy import BEGIN_DIALOGUE
from app.kernel.errors import NotHere
from app.library import queries
from app.library.course import Course, LaneNames, lanes_of
from app.library.course.picture import Picture, lay_out
from app.library.own import queries as own_queries
from app.library.own.queries import Ours
from app.library.policy import READ_OWN
from app.library.references.notes import Notes
from app.library.references.terms import Terms, terms_of
from app.library.rules import Confidence
from app.library.shapes.facts import Source, cited_in, sources_in
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import Entry
from app.library.shapes.when import Moment, Sense, When
from app.web.filters import written_date

bp = Blueprint("library", __name__, url_prefix="/library")


WIDE, NARROW = 880, 344


_TERM = Markup('<a class="term-link" href="{}">{}</a>')


def ours() -> Ours:
    """The processes of this house for whoever may read them. For a seat there are none."""
    return own_queries.ours() if READ_OWN.allows(signed_in_account()) else Ours()


def page_of(held: Exemplar, of_this_house: Ours) -> str:
    """The address of the page that tells of a process."""
    if held.key in of_this_house.keys:
        return url_for("own_processes.show", own_id=held.key)
    return url_for("library.exemplar", key=held.key)


def notes_beside(held: object, exemplars: Iterable[Exemplar], of_this_house: Ours) -> Notes:
    """The numbered notes of a page on which processes of this house stand among the shipped ones."""
    keys = tuple(key for key in sources_in(held) if key not in of_this_house.sources)
    languages = {each.language for each in exemplars}
    return notes_on(
        held,
        {**queries.sources(keys), **of_this_house.sources},
        language=languages.pop() if len(languages) == 1 else "",
    )


def notes_on(
    held: object, sources: Mapping[str, Source] | None = None, *, language: str | None = None
) -> Notes:
    """The numbered notes of a page; `sources` are given where they are not the library's own.

    `language` is that of its words, empty where several stand beside one another.
    """
    told = held if isinstance(held, tuple) else (held,)
    about = tuple(each.key for each in told if isinstance(each, Exemplar))
    if language is None:
        language = getattr(held, "language", "en")
    sources = queries.sources(sources_in(held)) if sources is None else sources
    return Notes(
        sources,
        cited_in(held),
        in_words=_mark_in_words,
        about=about,
        language=language,
        terms=_terms_in(language),
    )


def _terms_in(language: str) -> Terms | None:
    try:
        terms = terms_of(queries.glossary())
    except NotHere:  # an installation whose library was never loaded
        return None
    return terms if terms.language == language else None


def _mark_in_words(number: int, badge: Confidence) -> str:
    match badge:
        case Confidence.DOCUMENTED:
            return str(_("Source %(number)s, documented", number=number))
        case Confidence.REPORTED:
            return str(_("Source %(number)s, reported by the convenor", number=number))
        case Confidence.LITERATURE:
            return str(_("Source %(number)s, literature, to be checked", number=number))
        case _:
            return str(_("Source %(number)s, our own reading", number=number))


def begin_address(*, method: str | None = None, exemplar: str | None = None) -> str | None:
    """Where a dialogue is begun from this, for whoever may; None for everybody else."""
    account = signed_in_account()  # a seat reads the library without one
    if account is None or not BEGIN_DIALOGUE.allows(account):
        return None
    return url_for("dialogues.begin", method=method, exemplar=exemplar)


def lane_names() -> LaneNames:
    """What the lanes of a documented process are called."""
    return LaneNames(
        official=_("Official track"), meetings=_("Meetings"), outputs=_("What was written")
    )


def course_picture(course: Course, *, narrow: bool = False) -> Picture | None:
    return lay_out(
        lanes_of(course, lane_names()), width=NARROW if narrow else WIDE, names_above=narrow
    )


# --- what templates ask for -----------------------------------------------------------------------------------


@bp.app_template_filter("items_by_key")
def items_by_key(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries of a vocabulary by their keys."""
    return {entry.key: entry for entry in entries}


@bp.app_template_filter("told")
def told(value: object) -> str:
    """The value of a fact, in words."""
    return when_in_words(value) if isinstance(value, When) else str(value)


@bp.app_template_filter("with_terms")
def with_terms(text: str, notes: Notes) -> Markup:
    """Words of the library in which each term of the field leads to the glossary where it first stands."""
    if notes.terms is None:
        return escape(text)
    glossary = url_for("library.glossary")
    return Markup("").join(
        _TERM.format(f"{glossary}#term-{stretch.term}", stretch.text)
        if stretch.term
        else stretch.text
        for stretch in notes.terms.stretches(text)
    )


@bp.app_template_filter("when")
def when_in_words(when: When) -> str:
    """A documented date in the language of the page, as precise as the source and no more."""
    first = _moment_in_words(when.first) if when.first else ""
    last = _moment_in_words(when.last) if when.last else ""
    match when.sense:
        case Sense.AT:
            return first
        case Sense.SPAN:
            return _("%(first)s – %(last)s", first=first, last=last)
        case Sense.BETWEEN:
            return _("between %(first)s and %(last)s", first=first, last=last)
        case Sense.SINCE:
            return _("from %(first)s", first=first)
        case Sense.UNTIL:
            return _("until %(last)s", last=last)
        case _:
            return _("date not documented")


def _moment_in_words(moment: Moment) -> str:
    if moment.month is None:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    return written_date(day) if moment.day else str(format_date(day, "MMMM y"))
