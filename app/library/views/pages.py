"""A page for each method, tool and documented process, and for each of the lists."""

from __future__ import annotations

from flask import render_template

from app.kernel.errors import NotHere
from app.library import queries
from app.library.access import readable
from app.library.course import course_of
from app.library.shapes.sheets import (
    TypologyEntry,
    TypologyFile,
    TypologySection,
)
from app.library.views import begin_address, bp, course_picture, notes_on


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
