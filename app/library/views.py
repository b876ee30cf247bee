"""Pages of the library: /library and everything under it. Open to anybody signed in or seated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import format_date, gettext as _
from markupsafe import Markup, escape

from app.accounts.access import signed_in_account
from app.accounts.policy import BEGIN_DIALOGUE
from app.kernel import clock
from app.kernel.errors import NotHere
from app.library import choosing, queries
from app.library.access import readable
from app.library.commands import exported
from app.library.course import Course, LaneNames, course_of, lanes_of
from app.library.files import (
    Entry,
    Exemplar,
    Fact,
    Method,
    Source,
    TypologyEntry,
    TypologyFile,
    TypologySection,
    VocabulariesFile,
    cited_in,
    sources_in,
)
from app.library.notes import Notes
from app.library.passages import shelf_named
from app.library.policy import READ_OWN
from app.library.rules import GROUP, Confidence, Coverage, Item, Lane, Picture, lay_out
from app.library.search import find
from app.library.terms import Terms, terms_of
from app.library.when import Moment, Sense, When
from app.web.attachments import attached

bp = Blueprint("library", __name__, url_prefix="/library")

_FIRST_YEAR_ON_THE_INDEX = (
    1967  # Kelman looks at Burton's method for the Middle East: the field begins
)
_WIDE, NARROW = 880, 344
_TERM = Markup('<a class="term-link" href="{}">{}</a>')
DATA_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@bp.get("")
@readable
def index() -> str:
    """The documented processes that were chosen on one scale of time, and the ways into the rest."""
    every, methods, words = queries.exemplars(), queries.methods(), queries.vocabularies()
    known = choosing.known_in(every, words, [each.key for each in methods])
    choice, unknown = choosing.read_choice(request.args, known)
    by = request.args.get("by", "")
    by = by if by in choosing.GROUPINGS else choosing.GROUPINGS[0]
    exemplars = choosing.chosen(every, choice)
    labels = _labels_of_choices(words, methods)
    groups = [(labels[by][key], group) for key, group in choosing.grouped(exemplars, by, known[by])]
    return render_template(
        "library/index.html",
        exemplars=exemplars,
        number=len(every),
        choice=choice,
        unknown=unknown,
        by=by,
        labels=labels,
        choices={name: choosing.numbers(every, choice, name, keys) for name, keys in known.items()},
        groups=groups,
        methods=methods,
        relatives=queries.relatives(),
        tools=queries.tools(),
        of_this_house=READ_OWN.allows(signed_in_account()),
        words=words,
        picture=_index_picture(groups),
        narrow_picture=_index_picture(groups, width=NARROW, names_above=True),
        notes=notes_on(tuple(fact for held in exemplars for fact in _facts_on_the_index(held))),
    )


@bp.get("/search")
@readable
def search() -> str:
    """What was found. What is looked for is kept nowhere: neither stored, nor logged, nor counted."""
    typed, only = request.args.get("q", ""), shelf_named(request.args.get("in", ""))
    return render_template(
        "library/search.html",
        finds=find(typed, only),
        only=only,
        of_this_house=READ_OWN.allows(signed_in_account()),
    )


@bp.get("/methods")
@readable
def methods() -> str:
    """How the methods differ, and in which stages each does what all of them do."""
    held, map_ = queries.methods(), queries.functions()
    in_short = {point.title: None for each in held for point in each.in_short if point.title}
    return render_template(
        "library/methods.html",
        methods=held,
        aspects=[
            (title, [next((p for p in each.in_short if p.title == title), None) for each in held])
            for title in in_short
        ],
        map=map_,
        steps={
            function.key: {steps.method: steps for steps in function.steps}
            for function in map_.functions
        },
        notes=notes_on((tuple(each.in_short for each in held), map_)),
    )


@bp.get("/methods/<key:key>")
@readable
def method(key: str) -> str:
    held = queries.method(key)
    words = queries.vocabularies()
    return render_template(
        "library/method.html",
        method=held,
        kinds={kind.key: kind for kind in words.contribution_kinds},
        evaluation={entry.key: entry for entry in words.evaluation},
        attribution={entry.key: entry for entry in words.attribution},
        visibility={entry.key: entry for entry in words.visibility},
        exemplars=[
            each for each in queries.exemplars() if each.method and each.method.first == key
        ],
        tools=[each for each in queries.tools() if key in each.methods],
        relatives=[each for each in queries.relatives().relatives if key in each.methods],
        notes=notes_on(held),
        begin=begin_address(method=key),
    )


@bp.get("/processes/<key:key>")
@readable
def exemplar(key: str) -> str:
    held = queries.exemplar(key)
    by_method = queries.method(held.method.first) if held.method else None
    course = course_of(held, by_method)
    return render_template(
        "library/exemplar.html",
        exemplar=held,
        method=by_method,
        course=course,
        picture=course_picture(course),
        narrow_picture=course_picture(course, narrow=True),
        words=queries.vocabularies(),
        notes=notes_on(held),
        shows=_what_shows(queries.typology(), key),
        begin=begin_address(exemplar=key) if by_method else None,
    )


@bp.get("/processes/<key:key>/data.<any(yaml, json):form>")
@readable
def exemplar_data(key: str, form: str) -> Response:
    """The record with its sources in full, to cite and to check."""
    return _data(queries.exemplar(key), form)


@bp.get("/methods/<key:key>/data.<any(yaml, json):form>")
@readable
def method_data(key: str, form: str) -> Response:
    return _data(queries.method(key), form)


@bp.get("/tools/<key:key>")
@readable
def tool(key: str) -> str:
    """What a tool is for, how it is used, and the blank form to print."""
    held = queries.tool(key)
    methods = [method for method in queries.methods() if method.key in held.methods]
    return render_template("library/tool.html", tool=held, methods=methods, notes=notes_on(held))


@bp.get("/relatives/<key:key>")
@readable
def relative(key: str) -> str:
    """A method beside the three, told shortly."""
    relatives = queries.relatives()
    held = next((each for each in relatives.relatives if each.key == key), None)
    if held is None:
        raise NotHere
    return render_template(
        "library/relative.html",
        relative=held,
        language=relatives.language,
        methods=[method for method in queries.methods() if method.key in held.methods],
        exemplars=[each for each in queries.exemplars() if each.key in held.exemplars],
        notes=notes_on(held),
    )


@bp.get("/typology")
@readable
def typology() -> str:
    """The tracks and the other schemes of the field, each with the processes that show it."""
    held = queries.typology()
    return render_template(
        "library/typology.html",
        typology=held,
        exemplars={each.key: each for each in queries.exemplars()},
        notes=notes_on(held),
    )


@bp.get("/named")
@readable
def named() -> str:
    """What the sources name that is no process, and where they slip."""
    held = queries.named()
    return render_template(
        "library/named.html",
        named=held,
        exemplars={each.key: each for each in queries.exemplars()},
        notes=notes_on(held),
    )


@bp.get("/ground-rules")
@readable
def ground_rules() -> str:
    methods = queries.methods()
    return render_template("library/ground_rules.html", methods=methods, notes=notes_on(methods))


@bp.get("/levels")
@readable
def levels() -> str:
    held, classes = queries.levels(), queries.record_classes()
    return render_template(
        "library/levels.html", levels=held, record_classes=classes, notes=notes_on((held, classes))
    )


@bp.get("/glossary")
@readable
def glossary() -> str:
    held = queries.glossary()
    return render_template(
        "library/glossary.html",
        glossary=held,
        terms={term.key: term for term in held.terms},
        notes=notes_on(held),
    )


def _what_shows(
    typology: TypologyFile, key: str
) -> list[tuple[TypologySection, list[TypologyEntry]]]:
    """The words of the typology that sources say this process shows, under their headings."""
    shown = (
        (
            section,
            [
                entry
                for entry in section.entries
                if any(each.exemplar == key for each in entry.shown_by)
            ],
        )
        for section in typology.sections
    )
    return [(section, entries) for section, entries in shown if entries]


def _facts_on_the_index(held: Exemplar) -> Iterator[Fact[Any]]:
    yield from (held.period.start, held.period.end, held.in_short[0])
    yield from (outputs.count_documented for outputs in held.outputs if outputs.count_documented)


def _data(held: Exemplar | Method, form: str) -> Response:
    return attached(exported(held, form), DATA_TYPES[form], f"{held.key}.{form}")


def notes_on(held: object, sources: Mapping[str, Source] | None = None) -> Notes:
    """The numbered notes of a page; `sources` are given where they are not the library's own."""
    told = held if isinstance(held, tuple) else (held,)
    about = tuple(each.key for each in told if isinstance(each, Exemplar))
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
        lanes_of(course, lane_names()), width=NARROW if narrow else _WIDE, names_above=narrow
    )


def _labels_of_choices(
    words: VocabulariesFile, methods: Iterable[Method]
) -> dict[str, dict[str, str]]:
    """What can be chosen on the index, in words."""
    return {
        "track": {entry.key: entry.label for entry in words.tracks},
        "method": {
            **{each.key: each.short_name for each in methods},
            choosing.NO_METHOD: _("No method of this library"),
        },
        "region": {entry.key: entry.label for entry in words.regions},
        "output": {entry.key: entry.label for entry in words.output_kinds},
        "coverage": {"full": _("Told in full"), "reference": _("Reference entries")},
    }


def _index_picture(
    groups: Iterable[tuple[str, tuple[Exemplar, ...]]],
    *,
    width: float = _WIDE,
    names_above: bool = False,
) -> Picture | None:
    lanes = []
    for name, group in groups:
        lanes.append(Lane(f"group {name}", name, GROUP))
        lanes.extend(_lanes_on_the_index(group))
    return lay_out(
        lanes,
        width=width,
        since=_FIRST_YEAR_ON_THE_INDEX,
        until=clock.today().year,
        names_above=names_above,
    )


def _lanes_on_the_index(exemplars: Iterable[Exemplar]) -> Iterator[Lane]:
    for held in exemplars:
        course = course_of(held, None)
        # What is open-ended would run across the whole picture; the life of the process says it.
        items = tuple(
            Item(meeting.when, "", meeting.name)
            for meeting in course.meetings
            if meeting.when.sense is not Sense.SINCE
        )
        kind = "process" if held.coverage is Coverage.FULL else "reference"
        yield Lane(held.key, held.short_name, kind, items, course.whole, _life_in_figures(held))


def _life_in_figures(held: Exemplar) -> str:
    first, last = choosing.years_of(held)
    if first and last:
        return first if first == last else _("%(first)s – %(last)s", first=first, last=last)
    if first:
        return _("from %(first)s", first=first)
    return _("until %(last)s", last=last) if last else _("date not documented")


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
    return str(format_date(day, "long" if moment.day else "MMMM y"))
