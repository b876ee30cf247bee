"""The forms of a process of one's own: short ones, one thing at a time, made of the table in asks.py.

Every statement has its source beside it. A second reading, a further source, a badge of its own and a note
stand folded away; they are there without JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, ValidationError

from app.kernel.wording import Wording, canonical_tag
from app.library.own.asks import KNOWN, Ask, Kind, Page
from app.library.own.rules import Item, fact_of, readings_of
from app.library.rules import Seen, SourceKind, is_address
from app.library.shapes.when import BadDate, read_when
from app.web.forms import Form, LineField, WordsField, choices

LINE_OF_A_FACT = 400
WORDS_OF_A_FACT = 2_000
BLANK_ROWS = 2


# --- the form of a part ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one reading, by name: its value, its sources, its badge, its note."""

    value: str
    sources: tuple[str, ...]
    known: str
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask with the names of its fields, for the template. `rows` is empty for what is no fact."""

    ask: Ask
    field: str
    rows: tuple[Row, ...]


class PartForm(Form):
    """The base of the forms that `form_for` makes."""

    seen_version = HiddenField()
    asked: tuple[Asked, ...] = ()
    kept: Mapping[str, list[Item]] = {}
    page: Page

    def validate(self, extra_validators: Any = None) -> bool:
        """Each thing by itself; then that every statement has a source and every source a statement."""
        valid = super().validate(extra_validators)
        for asked in self.asked:
            for name, complaint in _complaints(self, asked):
                self[name].errors = [*self[name].errors, complaint]
                valid = False
        first = [asked.field for asked in self.asked if asked.ask.name in self.page.either]
        if first and not any(self[name].data for name in first):
            self[first[0]].errors = [*self[first[0]].errors, _("One of these two is needed.")]
            valid = False
        return bool(valid)

    def item(self, before: Item) -> Item:
        """What was typed, with what the form does not ask about kept as it stood."""
        item: Item = _without(before, [asked.ask for asked in self.asked])
        for asked in self.asked:
            held = self._held(asked)
            is_said = held not in (None, "", [], False)
            if is_said or (asked.ask.kind is Kind.FLAG and asked.ask.required):
                _set(item, asked.ask.path, held)
        return item

    def _held(self, asked: Asked) -> Any:
        ask = asked.ask
        if not asked.rows:
            return self[asked.field].data
        readings = [
            reading for row in asked.rows if (reading := self._reading(row, ask)) is not None
        ]
        if ask.several:
            return [*readings, *self.kept.get(ask.name, ())]
        return fact_of(readings) if readings else None

    def _reading(self, row: Row, ask: Ask) -> Item | None:
        value = self[row.value].data
        if not value:
            return None
        reading: Item = {
            "value": int(value) if ask.kind is Kind.NUMBER else value,
            "source": list(
                dict.fromkeys(self[name].data for name in row.sources if self[name].data)
            ),
        }
        for name, field in (("confidence", row.known), ("note", row.note)):
            if field and self[field].data:
                reading[name] = self[field].data
        return reading


Offered = Mapping[str, Sequence[tuple[str, Any]]]


def form_for(page: Page, item: Item, offered: Offered, *, version: str) -> PartForm:
    """The form of a part: filled with what stands there, with room for a little more."""
    fields: dict[str, Any] = {"page": page}
    data: dict[str, Any] = {"seen_version": version}
    asked: list[Asked] = []
    kept: dict[str, list[Item]] = {}
    for ask in page.asks:
        if ask.offered and not ask.required and not offered.get(ask.offered):
            continue  # nothing to choose from yet; what stands there stays
        held = _get(item, ask.path)
        if not ask.sourced:
            fields[ask.name] = _field(ask, ask.label, offered)
            if held is not None:
                data[ask.name] = held
            asked.append(Asked(ask, ask.name, ()))
            continue
        if ask.several:
            facts = list(held or [])
            kept[ask.name] = [fact for fact in facts if len(readings_of(fact)) > 1]
            readings = [fact for fact in facts if len(readings_of(fact)) == 1]
            count = len(readings) + BLANK_ROWS
        else:
            readings = readings_of(held)
            count = 1 if ask.bare else max(2, len(readings) + 1)
        rows = tuple(
            _add_row(
                fields, data, ask, place, readings[place] if place < len(readings) else {}, offered
            )
            for place in range(count)
        )
        asked.append(Asked(ask, rows[0].value, rows))
    form_class = type("PartForm", (PartForm,), {**fields, "asked": tuple(asked), "kept": kept})
    form: PartForm = form_class(data=data)
    return form


def _add_row(
    fields: dict[str, Any],
    data: dict[str, Any],
    ask: Ask,
    place: int,
    reading: Item,
    offered: Offered,
) -> Row:
    base = f"{ask.name}_{place}"
    cited = list(reading.get("source", ()))
    row = Row(
        value=base,
        sources=tuple(f"{base}_from_{number}" for number in range(max(2, len(cited) + 1))),
        known="" if ask.bare else f"{base}_known",
        note="" if ask.bare else f"{base}_note",
    )
    label = (
        ask.label
        if place == 0
        else _l("%(what)s, line %(number)s", what=ask.label, number=place + 1)
    )
    if place and not ask.several:
        label = _l("%(what)s, as another source has it", what=ask.label)
    fields[row.value] = _field(ask, label, offered, hint=place == 0)
    for number, name in enumerate(row.sources):
        says = (
            _l("Source of: %(what)s", what=label)
            if number == 0
            else _l("Also in, for: %(what)s", what=label)
        )
        fields[name] = SelectField(says, choices=choices([("", "–"), *offered["sources"]]))
        if number < len(cited):
            data[name] = cited[number]
    if not ask.bare:
        fields[row.known] = SelectField(
            _l("How it is known: %(what)s", what=label), choices=choices(KNOWN)
        )
        fields[row.note] = LineField(_l("Note on: %(what)s", what=label), limit=LINE_OF_A_FACT)
    if reading:
        held = reading["value"]
        data[row.value] = held if isinstance(held, list) else str(held)
        data |= {row.known: reading.get("confidence", ""), row.note: reading.get("note", "")}
    return row


def _field(ask: Ask, label: Any, offered: Offered, *, hint: bool = True) -> Any:
    description = ask.hint if hint else ""
    match ask.kind:
        case Kind.CHOICE:
            given = offered.get(ask.offered, ())
            return SelectField(label, choices=choices([("", "–"), *given]), description=description)
        case Kind.MANY:
            given = offered.get(ask.offered, ())
            return SelectMultipleField(label, choices=choices(given), description=description)
        case Kind.FLAG:
            return BooleanField(label, description=description)
        case Kind.WORDS:
            return WordsField(label, limit=WORDS_OF_A_FACT, description=description)
        case _:
            return LineField(label, limit=LINE_OF_A_FACT, description=description)


def _complaints(form: PartForm, asked: Asked) -> Iterator[tuple[str, str]]:
    ask = asked.ask
    if not asked.rows:
        if ask.required and ask.kind is not Kind.FLAG and not form[asked.field].data:
            yield asked.field, _("This is needed.")
        yield from _misread(form, asked.field, ask)
        return
    if (
        ask.required
        and not any(form[row.value].data for row in asked.rows)
        and not form.kept.get(ask.name)
    ):
        yield (
            asked.rows[0].value,
            _("This is needed. Where no source tells it, write n_d.")
            if ask.kind is Kind.WHEN
            else _("This is needed."),
        )
    for row in asked.rows:
        has_source = any(form[name].data for name in row.sources)
        if form[row.value].data:
            if not has_source:
                yield row.sources[0], _("Say which source this comes from.")
            yield from _misread(form, row.value, ask)
        elif has_source or any(form[name].data for name in (row.known, row.note) if name):
            yield row.value, _("Write what the source says, or take its source and note away.")


def _misread(form: PartForm, name: str, ask: Ask) -> Iterator[tuple[str, str]]:
    typed = form[name].data
    if not typed:
        return
    if ask.kind is Kind.WHEN:
        try:
            read_when(typed)
        except BadDate:
            yield (
                name,
                _(
                    "This is no date we can read. Write 1993, 1993-03, 1993-03-12, 1994-04/1997 (a span), "
                    "1993-03..1993-08 (some time between), 1971/ (since) or n_d (not documented)."
                ),
            )
    if ask.kind is Kind.NUMBER and not (typed.isascii() and typed.isdigit() and len(typed) < 7):
        yield name, _("Write a whole number in digits.")
    if ask.name == "full_text" and not is_address(typed):
        yield name, _("Write an address that begins with https:// or http://")
    if ask.name == "language" and not _is_tag(typed):
        yield name, _("Write a language tag, such as en, ar or ru.")
    if typed in ("~", "null"):
        yield name, _("Write it out, or leave it empty.")


def _is_tag(typed: str) -> bool:
    try:
        canonical_tag(typed)
    except ValueError:
        return False
    return True


def _get(item: Item, path: tuple[str, ...]) -> Any:
    held = item
    for name in path:
        held = (held or {}).get(name)
    if not path and held and "value" not in held and "variants" not in held:
        return None
    return held


def _set(item: Item, path: tuple[str, ...], held: Any) -> None:
    if not path:
        item.update(held)
        return
    *outer, last = path
    for name in outer:
        item = item.setdefault(name, {})
    item[last] = held


def _without(before: Item, asks: Iterable[Ask]) -> Item:
    kept = dict(before or {})
    for ask in asks:
        if ask.path:
            kept.pop(ask.path[0], None)
        else:
            for name in ("value", "source", "confidence", "note", "variants"):
                kept.pop(name, None)
    return kept


# --- sources, beginning, bringing in ------------------------------------------------------------------------


HOW_READ = (
    ("page in_full", _l("A page or paper we have, read in full")),
    ("page excerpt", _l("A page or paper we have, read in part")),
    ("literature from_memory", _l("A book or article remembered, to be checked")),
    ("inference ours", _l("Our own reading, from what the others say")),
)


class SourceForm(Form):
    """A source: what it is, where it is, and how far it was read."""

    title = LineField(
        _l("Title"), [DataRequired(_l("Give the title."))], limit=LINE_OF_A_FACT,
        description=_l("Of the book, article, report or page. Only what is published, or may be known to exist."),
    )  # fmt: skip
    authors = LineField(
        _l("Authors"), limit=LINE_OF_A_FACT, description=_l("As published, family name first.")
    )
    year = LineField(_l("Year"), limit=40)
    container = LineField(
        _l("Where it appeared"),
        limit=LINE_OF_A_FACT,
        description=_l("Journal, publisher, archive."),
    )
    address = LineField(_l("Address"), limit=1000, description=_l("If it is on the web: https://…"))
    how_read = SelectField(_l("How it is known"), choices=choices(HOW_READ), default=HOW_READ[0][0])
    by_convenors = BooleanField(_l("Written by those who held the process"))
    to_read = BooleanField(_l("Worth reading: list it under ‘To read’"))
    note = LineField(_l("Note"), limit=LINE_OF_A_FACT)
    seen_version = HiddenField()

    def validate_address(self, field: Any) -> None:
        """An address of the web."""
        if field.data and not is_address(field.data):
            raise ValidationError(_l("Write an address that begins with https:// or http://"))

    def source(self, own_id: str, before: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed, as it stands in a bibliography."""
        kind, seen = self.how_read.data.split()
        typed = {
            name: self[name].data
            for name in ("title", "authors", "year", "container", "address", "note")
        }
        held = {
            name: said
            for name, said in before.items()
            if name not in {*typed, "by_convenors_of", "key"}
        }
        held |= {name: said for name, said in typed.items() if said}
        if self.by_convenors.data:
            held["by_convenors_of"] = [own_id]
        return {**held, "kind": SourceKind(kind).value, "seen": Seen(seen).value}


def source_data(source: Mapping[str, Any], *, to_read: bool) -> dict[str, Any]:
    """A source as its form shows it."""
    offered = dict(HOW_READ)
    how = f"{source['kind']} {source['seen']}"
    return {
        **{
            name: source.get(name, "")
            for name in ("title", "authors", "year", "container", "address", "note")
        },
        "how_read": how if how in offered else HOW_READ[0][0],
        "by_convenors": bool(source.get("by_convenors_of")),
        "to_read": to_read,
    }


class BeginOwnForm(SourceForm):
    """Begin a record: its name and its first source."""

    short_name = LineField(
        _l("Short name of the process"), [DataRequired(_l("Give it a short name."))], limit=120,
        description=_l("For lists and pictures. It is sealed like everything you write here."),
    )  # fmt: skip
    language = LineField(
        _l("Language you write in"), [DataRequired(_l("Say in which language you write."))], limit=40,
        default="en", description=_l("Its tag, such as en, ar or ru."),
    )  # fmt: skip

    def validate_language(self, field: Any) -> None:
        """A language tag."""
        if field.data and not _is_tag(field.data):
            raise ValidationError(_l("Write a language tag, such as en, ar or ru."))


class BringInForm(Form):
    """Bring in a whole record from a file, or pasted."""

    file = FileField(
        _l("File"),
        description=_l("YAML, as the library gives it out: with its sources in the same file."),
    )
    text = WordsField(
        _l("Or its text"),
        limit=600_000,
        description=_l("Whatever is wrong is said with its line; you can mend it here."),
    )


def labelled_sources(
    sources: Iterable[Mapping[str, Any]],
) -> list[tuple[str, Wording | str]]:
    """What a field of sources offers: number, authors, title."""
    offered: list[tuple[str, Wording | str]] = []
    for number, source in enumerate(sources, start=1):
        by = f"{source['authors']}: " if source.get("authors") else ""
        says = f"{number}. {by}{source['title']}"
        offered.append((source["key"], Wording.of(says if len(says) <= 90 else says[:89] + "…")))
    return offered
