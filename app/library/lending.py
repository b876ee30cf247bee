"""What a reader takes along: how to cite, files for reference managers, two or three processes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _, ngettext

from app.library import citing, queries
from app.library.access import readable
from app.library.citing import Record, Reference
from app.library.comparing import FEWEST, MOST, Choice, choice_of, lanes_beside
from app.library.course import course_of
from app.library.files import Exemplar, Method, Tool, sources_in
from app.library.rules import Picture, lay_out
from app.library.views import NARROW, bp, lane_names, notes_on
from app.web.attachments import attached

__all__ = ["bp"]

_SHOWN_OF_A_KEY = 40
_PAGES: dict[type, str] = {
    Exemplar: "library.exemplar",
    Method: "library.method",
    Tool: "library.tool",
}


# --- citing ---------------------------------------------------------------------------------------------------


@bp.get("/cite/<key:key>")
@readable
def cite(key: str) -> str:
    """How to cite an entry of the library, and each of the works it rests on."""
    held = queries.entry(key)
    works = _works(held)
    return render_template(
        "library/cite.html",
        held=held,
        name=_name(held),
        back=url_for(_PAGES[type(held)], key=key),
        record=_record(held, works),
        works=works,
        as_text=citing.as_text,
    )


@bp.get("/cite/<key:key>.<any(bib, ris, json):form>")
@readable
def cite_file(key: str, form: str) -> Response:
    """The entry itself for a reference manager."""
    held = queries.entry(key)
    return _file((_record(held, _works(held)),), key, form)


@bp.get("/cite/<key:key>/works.<any(bib, ris, json):form>")
@readable
def cite_works(key: str, form: str) -> Response:
    """The works an entry rests on, for a reference manager."""
    return _file(_works(queries.entry(key)), f"{key}-works", form)


@bp.get("/cite/sources/<key:key>.<any(bib, ris, json):form>")
@readable
def cite_source(key: str, form: str) -> Response:
    """One work that facts rest on."""
    return _file(citing.references_to((queries.source(key),)), key, form)


def _works(held: Record) -> tuple[Reference, ...]:
    keys = tuple(dict.fromkeys(sources_in(held)))
    known = queries.sources(keys)
    return citing.references_to(known[key] for key in keys)


def _record(held: Record, works: tuple[Reference, ...]) -> Reference:
    return citing.reference_to_record(held, queries.edition(), len(works))


def _file(references: Iterable[Reference], name: str, form: str) -> Response:
    write, content_type = citing.FORMS[form]
    return attached(write(references), f"{content_type}; charset=utf-8", f"{name}.{form}")


def _name(held: Record) -> str:
    return held.short_name if isinstance(held, Exemplar) else held.name


# --- side by side ---------------------------------------------------------------------------------------------


@bp.get("/compare")
@readable
def compare() -> tuple[str, int]:
    """Processes side by side; without enough of them, or with too many, the list to choose from."""
    exemplars = queries.exemplars()
    choice = choice_of(request.args.getlist("with"), exemplars)
    refused = choice.is_too_many or bool(choice.unknown)
    compared = choice.chosen if choice.can_be_compared else ()
    methods = {method.key: method for method in queries.methods()} if compared else {}
    page = render_template(
        "library/compare.html",
        exemplars=exemplars,
        choice=choice,
        compared=compared,
        methods=methods,
        sentences=list(_sentences(choice)),
        refused=refused,
        picture=_picture_beside(compared),
        narrow_picture=_picture_beside(compared, width=NARROW, names_above=True),
        words=queries.vocabularies(),
        notes=notes_on(compared),
    )
    return page, 422 if refused else 200


def _sentences(choice: Choice) -> Iterator[str]:
    """What is to be said of the choice before anything is compared."""
    for unknown in choice.unknown:
        key = (
            unknown.key
            if len(unknown.key) <= _SHOWN_OF_A_KEY
            else f"{unknown.key[:_SHOWN_OF_A_KEY]}…"
        )
        if unknown.meant:
            yield _(
                "No documented process has the key “%(key)s”. Perhaps %(name)s was meant.",
                key=key,
                name=unknown.meant.short_name,
            )
        else:
            yield _("No documented process has the key “%(key)s”.", key=key)
    for doubled in choice.doubled:
        yield _("%(name)s was chosen more than once; it stands here once.", name=doubled.short_name)
    if choice.is_too_many:
        yield (
            ngettext(
                "%(num)s process was chosen.", "%(num)s processes were chosen.", len(choice.chosen)
            )
            + " "
            + _("No more than %(most)s can be read beside one another: take some away.", most=MOST)
        )
    elif len(choice.chosen) == FEWEST - 1:
        yield _(
            "Choose one or two more to stand beside %(name)s.", name=choice.chosen[0].short_name
        )


def _picture_beside(
    compared: tuple[Exemplar, ...], *, width: float = 880, names_above: bool = False
) -> Picture | None:
    courses = (course_of(each, None) for each in compared)
    return lay_out(lanes_beside(courses, lane_names()), width=width, names_above=names_above)
