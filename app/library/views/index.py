"""The ways in: the documented processes on one scale of time, and the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from app.accounts.access import signed_in_account
from app.kernel import clock
from app.library import queries
from app.library.access import readable
from app.library.course import course_of
from app.library.course.picture import GROUP, Item, Lane, Picture, lay_out
from app.library.own.finding import passages_of_ours
from app.library.own.queries import shelves
from app.library.policy import READ_OWN
from app.library.rules import Coverage
from app.library.search import choosing
from app.library.search.answers import find
from app.library.search.passages.passage import Passage, shelf_named
from app.library.shapes.facts import Fact
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import (
    VocabulariesFile,
)
from app.library.shapes.when import Sense
from app.library.views import (
    NARROW,
    WIDE,
    bp as bp,
    comparing as _comparing,  # noqa: F401  its addresses
    notes_beside,
    ours,
    page_of,
    pages as _pages,  # noqa: F401  its addresses
    taking as _taking,  # noqa: F401  its addresses
)

_FIRST_YEAR_ON_THE_INDEX = (
    1967  # Kelman looks at Burton's method for the Middle East: the field begins
)


@bp.get("")
@readable
def index() -> str:
    """The documented processes that were chosen on one scale of time, and the ways into the rest."""
    of_this_house, methods, words = ours(), queries.methods(), queries.vocabularies()
    keys, every = of_this_house.keys, (*queries.exemplars(), *of_this_house.exemplars)
    known = choosing.known_in(every, words, [each.key for each in methods], keys)
    choice, unknown = choosing.read_choice(request.args, known)
    by = request.args.get("by", "")
    by = by if by in choosing.GROUPINGS else choosing.GROUPINGS[0]
    exemplars = choosing.chosen(every, choice, keys)
    shipped, own = (
        tuple(each for each in exemplars if (each.key in keys) is house) for house in (False, True)
    )
    labels = _labels_of_choices(words, methods)
    groups = [(labels[by][key], group) for key, group in choosing.grouped(shipped, by, known[by])]
    groups += [(_("Of this house"), own)] if own else []
    return render_template(
        "library/index.html",
        exemplars=exemplars,
        shipped=shipped,
        own=own,
        pages={each.key: page_of(each, of_this_house) for each in exemplars},
        number=len(every),
        choice=choice,
        unknown=unknown,
        by=by,
        labels=labels,
        choices={
            name: choosing.numbers(every, choice, name, offered, keys)
            for name, offered in known.items()
        },
        groups=groups,
        methods=methods,
        relatives=queries.relatives(),
        tools=queries.tools(),
        of_this_house=READ_OWN.allows(signed_in_account()),
        words=words,
        picture=_index_picture(groups),
        narrow_picture=_index_picture(groups, width=NARROW, names_above=True),
        notes=notes_beside(
            tuple(fact for held in exemplars for fact in _facts_on_the_index(held)),
            exemplars,
            of_this_house,
        ),
    )


@bp.get("/search")
@readable
def search() -> str:
    """What was found. What is looked for is kept nowhere: neither stored, nor logged, nor counted."""
    typed, only = request.args.get("q", ""), shelf_named(request.args.get("in", ""))
    return render_template(
        "library/search.html",
        finds=find(typed, only, _passages_of_this_house() if typed else ()),
        only=only,
        of_this_house=READ_OWN.allows(signed_in_account()),
    )


def _passages_of_this_house() -> tuple[Passage, ...]:
    """What can be found in the processes of this house: read out of them now, since no index may hold it."""
    of_this_house = ours()
    return passages_of_ours(of_this_house, shelves()) if of_this_house.exemplars else ()


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
        "origin": {choosing.LIBRARY: _("The library"), choosing.HOUSE: _("This house")},
    }


def _facts_on_the_index(held: Exemplar) -> Iterator[Fact[Any]]:
    yield from (held.period.start, held.period.end, held.in_short[0])
    yield from (outputs.count_documented for outputs in held.outputs if outputs.count_documented)


def _index_picture(
    groups: Iterable[tuple[str, tuple[Exemplar, ...]]],
    *,
    width: float = WIDE,
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
