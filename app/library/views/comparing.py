"""/library/compare: two or three processes side by side."""

from __future__ import annotations

from collections.abc import Iterator

from flask import render_template, request
from flask_babel import gettext as _, ngettext

from app.library import queries
from app.library.access import readable
from app.library.course import course_of
from app.library.course.comparing import FEWEST, MOST, Choice, choice_of, lanes_beside
from app.library.course.picture import Picture, lay_out
from app.library.shapes.processes import Exemplar
from app.library.views import NARROW, WIDE, bp, lane_names, notes_beside, ours, page_of
from app.web.answers import UNPROCESSABLE

_SHOWN_OF_A_KEY = 40


@bp.get("/compare")
@readable
def compare() -> tuple[str, int]:
    """Processes side by side; without enough of them, or with too many, the list to choose from."""
    of_this_house = ours()
    exemplars = (*queries.exemplars(), *of_this_house.exemplars)
    choice = choice_of(request.args.getlist("with"), exemplars)
    refused = choice.is_too_many or bool(choice.unknown)
    compared = choice.chosen if choice.can_be_compared else ()
    methods = {method.key: method for method in queries.methods()} if compared else {}
    page = render_template(
        "library/compare.html",
        exemplars=exemplars,
        choice=choice,
        compared=compared,
        own=of_this_house.keys,
        pages={each.key: page_of(each, of_this_house) for each in compared},
        methods=methods,
        sentences=list(_sentences(choice)),
        refused=refused,
        picture=_picture_beside(compared),
        narrow_picture=_picture_beside(compared, width=NARROW, names_above=True),
        words=queries.vocabularies(),
        notes=notes_beside(compared, compared, of_this_house),
    )
    return page, UNPROCESSABLE if refused else 200


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
    compared: tuple[Exemplar, ...], *, width: float = WIDE, names_above: bool = False
) -> Picture | None:
    courses = (course_of(each, None) for each in compared)
    return lay_out(lanes_beside(courses, lane_names()), width=width, names_above=names_above)
