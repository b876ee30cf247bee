"""Entering a process of this house, changing it, bringing it in, removing it."""

from __future__ import annotations

import dataclasses
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from app.accounts.access import permitted
from app.accounts.models import Account
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import Wording
from app.library.own import actions, queries
from app.library.own.asks import GROUPS, PAGES, PARTICULARS
from app.library.own.forms import (
    BeginOwnForm,
    BringInForm,
    Offered,
    PartForm,
    SourceForm,
    form_for,
    labelled_sources,
    source_data,
)
from app.library.own.queries import OurShelves, OwnProcess, own_process, own_row
from app.library.own.rules import (
    PARTS,
    SITTINGS,
    Item,
    Part,
    cited,
    items_of,
    readings_of,
)
from app.library.policy import WRITE_OWN
from app.library.seed.reading import LARGEST_FILE, BadFile, too_large
from app.library.shapes.facts import Source
from app.library.shapes.processes import Exemplar
from app.library.shapes.when import BadDate, read_when
from app.library.views import when_in_words
from app.library.views.own import (
    Page,
    bp as bp,
    reading as _reading,  # noqa: F401  its addresses
)
from app.web.answers import SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language

# --- beginning ----------------------------------------------------------------------------------------------


@bp.route("/new", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def new(account: Account) -> Answer | Page:
    """Name it and enter its first source; every fact after that has one to rest on."""
    form = BeginOwnForm()
    if form.validate_on_submit():
        row = actions.begin(form.short_name.data, form.language.data, form.source("", {}))
        if form.by_convenors.data or form.to_read.data:
            _say_of_first_source(row.id, form)
        return redirect(url_for(".particulars", own_id=row.id), SEE_OTHER)
    page = render_template("library/own/new.html", form=form)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _say_of_first_source(own_id: str, form: SourceForm) -> None:
    row = own_row(own_id)
    actions.put_source(
        row,
        form.source(own_id, {}),
        0,
        to_read=bool(form.to_read.data),
        seen_version=own_process(own_id).version,
    )


@bp.route("/bring-in", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def bring_in(account: Account) -> Answer | Page:
    """Several facts at once: a file in the form of the shipped ones, through the same checks; all of it or nothing."""
    form = BringInForm()
    complaint: BadFile | None = None
    if form.validate_on_submit():
        try:
            row = actions.bring_in(_brought(form))
        except BadFile as bad:
            complaint = bad
            form.text.errors = [*form.text.errors, _said(bad)]
        else:
            flash(_("Brought in whole."), "good")
            return redirect(url_for(".show", own_id=row.id), SEE_OTHER)
    page = render_template("library/own/bring_in.html", form=form, complaint=complaint)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _brought(form: BringInForm) -> bytes:
    """The file, else the text; what a file held stands in the text afterwards, to be mended there."""
    given = request.files.get("file")
    if isinstance(given, FileStorage) and given.filename:
        content = given.stream.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise too_large(len(content) + len(given.stream.read()))
        form.text.data = content.decode("utf-8", "replace").replace("\x00", "\ufffd")
        return content
    if not form.text.data:
        raise BadFile(_("choose a file, or paste its text"))
    return str(form.text.data).encode("utf-8", "surrogatepass")


def _said(bad: BadFile) -> str:
    if bad.line:
        return _(
            "Line %(line)s: %(what)s. Nothing was brought in.", line=bad.line, what=bad.message
        )
    return _("%(what)s. Nothing was brought in.", what=bad.message)


# --- editing ------------------------------------------------------------------------------------------------


@bp.get("/<id:own_id>/edit")
@permitted(WRITE_OWN)
def edit(account: Account, own_id: str) -> str:
    """Everything that stands in the record, part by part, and the way to each."""
    held = own_process(own_id)
    shelves = queries.shelves()
    return render_template(
        "library/own/edit.html",
        held=held,
        sources=_numbered(held),
        groups=[
            (
                title,
                [
                    (key, PAGES[key], _lines(held, PARTS[key], shelves))
                    for key in keys
                    if _is_asked(key, held)
                ],
            )
            for title, keys in GROUPS
        ],
        cited=cited(held.record),
    )


@bp.route("/<id:own_id>/edit/particulars", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def particulars(account: Account, own_id: str) -> Answer | Page:
    """What every page says: name, conflict, region, track, method, time."""
    row, held = own_row(own_id), own_process(own_id)
    form = form_for(
        PARTICULARS, held.record, _offered(held, queries.shelves()), version=held.version
    )
    if form.validate_on_submit():
        try:
            actions.change_particulars(
                row, form.item(held.record), seen_version=form.seen_version.data
            )
        except DomainError as refusal:
            _at(form, refusal)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".edit", own_id=own_id), SEE_OTHER)
    page = render_template(
        "library/own/part.html",
        held=held,
        form=form,
        page=PARTICULARS,
        number=None,
        sources=_numbered(held),
        heading=PARTICULARS.title,
        part="particulars",
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.route("/<id:own_id>/edit/sources/new", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def add_source(account: Account, own_id: str) -> Answer | Page:
    return _source_page(own_id, None)


@bp.route("/<id:own_id>/edit/sources/<int:number>", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def source(account: Account, own_id: str, number: int) -> Answer | Page:
    """Put right what is said of a source."""
    return _source_page(own_id, number)


def _source_page(own_id: str, number: int | None) -> Answer | Page:
    row, held = own_row(own_id), own_process(own_id)
    before = _nth(held.own_sources, number)
    reading = held.record.get("bibliography", [])
    filled = source_data(before, to_read=before["key"] in reading) if before else {}
    form = SourceForm(data={**filled, "seen_version": held.version})
    if form.validate_on_submit():
        try:
            actions.put_source(
                row,
                form.source(own_id, before or {}),
                None if number is None else number - 1,
                to_read=bool(form.to_read.data),
                seen_version=form.seen_version.data,
            )
        except DomainError as refusal:
            form.title.errors = [*form.title.errors, in_the_page_language(refusal.sentence)]
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".edit", own_id=own_id, _anchor="sources"), SEE_OTHER)
    page = render_template("library/own/source.html", held=held, form=form, number=number)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/<id:own_id>/edit/sources/<int:number>/take-out")
@permitted(WRITE_OWN)
def take_out_source(account: Account, own_id: str, number: int) -> Answer:
    """Take out a source that nothing rests on."""
    held = own_process(own_id)
    _nth(held.own_sources, number)
    return _taken_out(
        own_id,
        lambda: actions.take_out_source(
            own_row(own_id), number - 1, seen_version=request.form.get("seen_version", "")
        ),
        "sources",
    )


@bp.route("/<id:own_id>/edit/<key:part>/new", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def add(account: Account, own_id: str, part: str) -> Answer | Page:
    """Add something to a part of the record."""
    return _part_page(own_id, _part_named(part), None)


@bp.route("/<id:own_id>/edit/<key:part>/<int:number>", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def item(account: Account, own_id: str, part: str, number: int) -> Answer | Page:
    """Put right something that stands in a part of the record."""
    return _part_page(own_id, _part_named(part), number)


@bp.post("/<id:own_id>/edit/<key:part>/<int:number>/take-out")
@permitted(WRITE_OWN)
def take_out(account: Account, own_id: str, part: str, number: int) -> Answer:
    """Take something out of a part of the record."""
    held, of = own_process(own_id), _part_named(part)
    _nth(items_of(held.record, of), number)
    return _taken_out(
        own_id,
        lambda: actions.take_out(
            own_row(own_id), of, number - 1, seen_version=request.form.get("seen_version", "")
        ),
        part,
    )


def _taken_out(own_id: str, deed: Any, part: str) -> Answer:
    try:
        deed()
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
    else:
        flash(_("Taken out."), "good")
    return redirect(url_for(".edit", own_id=own_id, _anchor=part), SEE_OTHER)


def _part_page(own_id: str, part: Part, number: int | None) -> Answer | Page:
    row, held = own_row(own_id), own_process(own_id)
    if held.exemplar is None:
        flash(_("First the particulars: they are what every page of a process says."))
        return redirect(url_for(".particulars", own_id=own_id), SEE_OTHER)
    if not _is_asked(part.key, held):
        flash(_needed_first(part.key))
        return redirect(url_for(".edit", own_id=own_id), SEE_OTHER)
    items = items_of(held.record, part)
    before = _as_asked(part, _nth(items, number) or {})
    shelves = queries.shelves()
    page_ = PAGES[part.key]
    form = form_for(page_, before, _offered(held, shelves), version=held.version)
    if form.validate_on_submit():
        try:
            actions.put(
                row,
                part,
                _as_kept(part, form.item(before)),
                None if number is None else number - 1,
                seen_version=form.seen_version.data,
            )
        except DomainError as refusal:
            _at(form, refusal)
        else:
            flash(_("Saved."), "good")
            if "another" in request.form:
                return redirect(url_for(".add", own_id=own_id, part=part.key), SEE_OTHER)
            return redirect(url_for(".edit", own_id=own_id, _anchor=part.key), SEE_OTHER)
    page = render_template(
        "library/own/part.html",
        held=held,
        form=form,
        page=page_,
        number=number,
        sources=_numbered(held),
        heading=page_.add if number is None else page_.title,
        part=part.key,
        lines=[] if number is not None else _lines(held, part, shelves),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _needed_first(part: str) -> str:
    if part == SITTINGS:
        return _("First the meeting: a session belongs to one.")
    return _("First the method, among the particulars: its stages can be chosen then.")


def _is_asked(part: str, held: OwnProcess) -> bool:
    """Sessions once there is a meeting, and stages once there is a method to have them."""
    if part == SITTINGS:
        return bool(held.record.get("workshops"))
    return part != "stages" or bool(held.exemplar and held.exemplar.method)


def _as_asked(part: Part, held: Item) -> Item:
    """A gap is no fact, since it says what is not known; its form asks for it like one."""
    if part.key == "gaps" and held:
        return {
            **{name: each for name, each in held.items() if name != "what"},
            "value": held["what"],
        }
    return held


def _as_kept(part: Part, typed: Item) -> Item:
    if part.key == "gaps":
        return {
            **{name: each for name, each in typed.items() if name != "value"},
            "what": typed["value"],
        }
    return typed


# --- removing -----------------------------------------------------------------------------------------------


@bp.route("/<id:own_id>/remove", methods=["GET", "POST"])
@permitted(WRITE_OWN)
def remove(account: Account, own_id: str) -> Answer | str:
    """Remove a process with its key; asked first."""
    row = own_row(own_id)
    held = queries.own_process_if_there(own_id)
    if request.method == "POST":
        actions.remove(row.id)
        flash(_("It is gone, from here and from every backup made before."), "good")
        return redirect(url_for(".index"), SEE_OTHER)
    return render_template("library/own/remove.html", held=held, own_id=own_id)


# --- what the pages of forms need ---------------------------------------------------------------------------


def _part_named(key: str) -> Part:
    part = PARTS.get(key)
    if part is None or key not in PAGES:
        raise NotHere
    return part


def _nth(items: list[Any], number: int | None) -> Any:
    """The thing of this number, counted from one as people do; None for a new one."""
    if number is None:
        return None
    if not 1 <= number <= len(items):
        raise NotHere
    return items[number - 1]


def _at(form: PartForm, refusal: DomainError) -> None:
    field = form[form.asked[0].field]
    field.errors = [*field.errors, in_the_page_language(refusal.sentence)]


def _numbered(held: OwnProcess) -> list[tuple[int, Source]]:
    return list(enumerate(held.sources.values(), start=1))


def _offered(held: OwnProcess, shelves: OurShelves) -> Offered:
    """What the fields of choice offer for this record."""
    words = shelves.vocabularies
    method_key = held.exemplar.method.first if held.exemplar and held.exemplar.method else None
    method = next((each for each in shelves.methods if each.key == method_key), None)
    return {
        "sources": labelled_sources(held.own_sources),
        "regions": [(each.key, Wording.of(each.label, words.language)) for each in words.regions],
        "tracks": [(each.key, Wording.of(each.label, words.language)) for each in words.tracks],
        "output_kinds": [
            (each.key, Wording.of(each.label, words.language)) for each in words.output_kinds
        ],
        "methods": [(each.key, Wording.of(each.name, each.language)) for each in shelves.methods],
        "stages": [(each.key, Wording.of(each.name, method.language)) for each in method.stages]
        if method
        else [],
        "rules": [
            (each.key, Wording.of(each.title, method.language)) for each in method.ground_rules
        ]
        if method
        else [],
        "meetings": [
            (
                meeting["key"],
                _offered_line(_line(PARTS["meetings"], meeting, shelves, held.language)),
            )
            for meeting in held.record.get("workshops", [])
        ],
        "strands": [
            (
                strand["key"],
                _offered_line(_line(PARTS["strands"], strand, shelves, held.language)),
            )
            for strand in held.record.get("strands", [])
        ],
        "exemplars": [
            (each.key, Wording.of(each.short_name, each.language)) for each in shelves.exemplars
        ],
        "about": [(key, page.title) for key, page in _abouts()],
    }


def _abouts() -> list[tuple[str, Any]]:
    """Parts of a record by the names that its shape has for them."""
    own = {"meetings": "workshops", "numbers": "participants"}
    named = [(own.get(key, key), page) for key, page in PAGES.items()]
    shape = Exemplar.__dataclass_fields__
    return [("period", PARTICULARS)] + [
        (key, page) for key, page in named if key in shape and key != "gaps"
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """An item in one line: the record's own words in their language, and ours beside them."""

    words: str = ""
    language: str = ""
    ours: str = ""


def _lines(held: OwnProcess, part: Part, shelves: OurShelves) -> list[Line]:
    lines = [_line(part, each, shelves, held.language) for each in items_of(held.record, part)]
    if part.key != SITTINGS:
        return lines
    meetings = {
        each["key"]: _line(PARTS["meetings"], each, shelves, held.language).ours
        for each in items_of(held.record, PARTS["meetings"])
    }
    return [
        dataclasses.replace(line, ours=meetings[each["workshop"]])
        for line, each in zip(lines, items_of(held.record, part), strict=True)
    ]


def _line(part: Part, held: Item, shelves: OurShelves, language: str) -> Line:
    match part.key:
        case "tallies":
            by = _when(held["by"])
            return Line(ours=_("%(count)s by %(date)s", count=_first(held["meetings"]), date=by))
        case "meetings":
            when = _when(_first(held["date"]))
            if "name" in held:
                return Line(held["name"], language, when)
            number = held.get("number", "")
            return Line(ours=_("Meeting %(number)s, %(when)s", number=number, when=when))
        case "stages":
            named = {
                stage.key: (stage.name, method.language)
                for method in shelves.methods
                for stage in method.stages
            }
            return Line(*named.get(held["stage"], (held["stage"], language)))
        case "outputs":
            words = shelves.vocabularies
            kinds = {kind.key: kind.label for kind in words.output_kinds}
            return Line(kinds.get(held["kind"], held["kind"]), words.language)
        case "official_events":
            return Line(_first(held["what"]), language, _when(_first(held["date"])))
        case "gaps" | "numbers":
            return Line(_plainly(held), language)
        case _:
            names = ("name", "rule", "claim", "what", "title", "subject")
            return Line(
                _first(next((held[name] for name in names if name in held), held)), language
            )


def _offered_line(line: Line) -> Wording | str:
    return Wording.of(line.words, line.language) if line.words else line.ours


def _plainly(held: Item) -> str:
    """A gap; or how many, and of whom."""
    return f"{held['of']}: {_first(held['number'])}" if "of" in held else str(held["what"])


def _first(fact: Item) -> str:
    readings = readings_of(fact)
    return str(readings[0]["value"]) if readings else ""


def _when(text: Any) -> str:
    try:
        return when_in_words(read_when(str(text)))
    except BadDate:
        return str(text)
