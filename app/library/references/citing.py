"""How a record or a source is cited: as a line of text, as BibTeX, as RIS and as CSL-JSON. Pure.

A citation is in the library's language and names no machine: a house has no public address, and where one
reads is nobody's business. What BibTeX and RIS want is their libraries' work; what stands in a field is ours.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output import bibtex as pybtex_output

from app.library.rules import Seen, SourceKind
from app.library.shapes.facts import Source
from app.library.shapes.methods import Method, Tool
from app.library.shapes.plain import plain
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import EditionFile

Record = Exemplar | Method | Tool

PROGRAM = "Second Track"
_HOW_SEEN = {
    Seen.IN_FULL: "",
    Seen.EXCERPT: "Read in excerpt for this library.",
    Seen.FROM_MEMORY: "Cited from memory for this library; to be checked.",
    Seen.OURS: "",
}
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Name:
    """A person by family and given name, or a body of people by its whole name."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Something that can be cited. `key` is what a text refers to it by; an empty year is not known."""

    key: str
    title: str
    kind: SourceKind
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    and_others: bool = False
    year: str = ""
    container: str = ""
    address: str = ""
    note: str = ""
    is_record: bool = False

    @property
    def plain_year(self) -> str:
        """The year where it is one: `1994`, but not `about 1994`."""
        return self.year if _YEAR.fullmatch(self.year) else ""


def reference_to(source: Source) -> Reference:
    """A source as it can be cited; it says how far it was read here, so that nobody takes memory for reading."""
    authors, editors, and_others = names_in(source.authors or "")
    note = " ".join(filter(None, (_clean(source.note or ""), _HOW_SEEN[source.seen])))
    return Reference(
        key=source.key,
        title=_clean(source.title),
        kind=source.kind,
        authors=authors,
        editors=editors,
        and_others=and_others,
        year=_clean(source.year or ""),
        container=_clean(source.container or ""),
        address=(source.address or "").strip(),
        note=note,
    )


def references_to(sources: Iterable[Source]) -> tuple[Reference, ...]:
    """The sources that are works or pages; a reading of our own is nothing to look up."""
    return tuple(
        reference_to(source) for source in sources if source.kind is not SourceKind.INFERENCE
    )


def reference_to_record(
    record: Record, edition: EditionFile, works: int, *, origin: str = PROGRAM
) -> Reference:
    """The library's own entry: a compiled record of an edition, with the mark of its contents and no address."""
    name = record.short_name if isinstance(record, Exemplar) else record.name
    day = edition.date.text
    return Reference(
        key=f"second-track-{record.key}".replace("_", "-"),
        title=_clean(name),
        kind=SourceKind.PAGE,
        authors=(Name(origin),),
        year=day[:4],
        container=f"{edition.title}, edition of {day}, record {record.key} ({digest_of(record)})",
        note=f"Compiled record; works it rests on: {works}.",
        is_record=True,
    )


def reference_to_own_entry(record: Exemplar, works: int) -> Reference:
    """An entry that a house made itself: of no edition, with no author and no day, since it has none of these."""
    return Reference(
        key=record.key,
        title=_clean(record.short_name),
        kind=SourceKind.PAGE,
        container=f"own entry of this house, not published ({digest_of(record)})",
        note=f"Compiled record; works it rests on: {works}.",
        is_record=True,
    )


def digest_of(record: Record) -> str:
    """Ten signs that change when anything in the record does."""
    whole = json.dumps(plain(record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:10]


def names_in(written: str) -> tuple[tuple[Name, ...], tuple[Name, ...], bool]:
    """Authors, editors, and whether there were others, from `Kelman, H. C.; Doob, L. W. (eds)`."""
    text = _clean(written)
    text, others = re.subn(r",? (and others|et al\.?)$", "", text)
    text, all_edit = re.subn(r" ?\((ed|eds)\.?\)$", "", text)
    authors: list[Name] = []
    editors: list[Name] = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        part, edits = re.subn(r"^eds?\. ", "", part)
        (editors if edits or all_edit else authors).append(_name(part))
    return tuple(authors), tuple(editors), bool(others)


def _name(part: str) -> Name:
    family, _comma, given = part.partition(", ")
    return Name(family, given)


def _clean(text: str) -> str:
    """On one line, without characters that are no writing: either would end a field of RIS."""
    spaced = " ".join(text.split())
    return "".join(each for each in spaced if unicodedata.category(each) not in ("Cc", "Cs"))


# --- a line of text -------------------------------------------------------------------------------------------


def as_text(reference: Reference) -> str:
    """Author. Year. “Title.” Container. Address: after the Chicago author-date style, as far as we know the parts."""
    people, year = _people(reference), f"{reference.year or 'n.d'}."
    within = reference.container[:1].upper() + reference.container[1:]
    parts = [
        *((_ended(people), year) if people else ()),
        f"“{_ended(reference.title)}”" if within else _ended(reference.title),
        _ended(within) if within else "",
        year if not people and (not reference.year or reference.year not in within) else "",
        reference.address,
        reference.note if reference.is_record else "",
    ]
    return " ".join(part for part in parts if part)


def _people(reference: Reference) -> str:
    authors, editors = reference.authors, reference.editors
    if authors:
        listed = _listed(authors, others=reference.and_others)
        return f"{listed}, edited by {_listed(editors, first_turned=False)}" if editors else listed
    if editors:
        role = "eds." if len(editors) > 1 or reference.and_others else "ed."
        return f"{_listed(editors, others=reference.and_others)}, {role}"
    return ""


def _listed(names: Sequence[Name], *, others: bool = False, first_turned: bool = True) -> str:
    said = [
        _turned(name) if place == 0 and first_turned else _straight(name)
        for place, name in enumerate(names)
    ]
    if others:
        said.append("others")
    if len(said) == 1:
        return said[0]
    if len(said) == 2:
        return f"{said[0]}{', and' if first_turned and not others else ' and'} {said[1]}"
    return f"{', '.join(said[:-1])}, and {said[-1]}"


def _turned(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _straight(name: Name) -> str:
    return f"{name.given} {name.family}".strip()


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


# --- BibTeX ---------------------------------------------------------------------------------------------------

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
_IN_TEX = str.maketrans(_TEX)


class _Written(pybtex_output.Writer):  # type: ignore[misc]
    """Fields come with their signs already safe: an address must stay as it is, which the writer's own way breaks."""

    def _encode(self, text: str) -> str:
        return text


def as_bibtex(references: Iterable[Reference]) -> str:
    """A file of BibTeX in UTF-8; titles are in braces, or names in them would lose their capitals."""
    entries = {each.key: _entry(each) for each in references}
    if not entries:
        return ""
    return str(_Written(encoding="UTF-8").to_string(BibliographyData(entries)))


def _entry(reference: Reference) -> Entry:
    fields = {
        "title": f"{{{_tex(reference.title)}}}",
        "year": _tex(reference.year),
        "howpublished": _tex(reference.container),
        "url": _percented(reference.address),
        "note": _tex(reference.note),
    }
    persons = {
        "author": _persons(reference.authors, others=reference.and_others),
        "editor": _persons(
            reference.editors, others=reference.and_others and not reference.authors
        ),
    }
    return Entry(
        "misc",
        fields={name: value for name, value in fields.items() if value},
        persons={role: held for role, held in persons.items() if held},
    )


def _persons(names: Sequence[Name], *, others: bool) -> list[Person]:
    people = [Person(first=_tex(name.given), last=_family(name)) for name in names]
    return [*people, Person(last="others")] if people and others else people


def _family(name: Name) -> str:
    """A body in braces, or its words would be given names and its "and" would make two of it."""
    whole = _tex(name.family)
    one_body = not name.given or re.search(r" and |,", name.family, re.IGNORECASE)
    return f"{{{whole}}}" if one_body else whole


def _tex(text: str) -> str:
    return text.translate(_IN_TEX)


def _percented(address: str) -> str:
    """Braces, quotes and backslashes have no place in an address, and would end the field."""
    return address.translate({ord(sign): f"%{ord(sign):02X}" for sign in '{}\\" '})


# --- RIS ------------------------------------------------------------------------------------------------------


class _Ris(rispy.RisWriter):  # type: ignore[misc]
    """Without a number before each entry, which some programs take for part of it."""

    def set_header(self, count: int) -> str:
        return ""


def as_ris(references: Iterable[Reference]) -> str:
    """A file of RIS, for reference managers."""
    return str(rispy.dumps([_ris(each) for each in references], implementation=_Ris))


def _ris(reference: Reference) -> dict[str, Any]:
    others = [Name("others")] if reference.and_others else []
    held: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES[_sort(reference)],
        "id": reference.key,
        "authors": [_turned(name) for name in (*reference.authors, *others)],
        "secondary_authors": [_turned(name) for name in reference.editors],
        "title": reference.title,
        "secondary_title": reference.container,
        "year": reference.plain_year,
        "notes": [reference.note] if reference.note else [],
        "urls": [reference.address] if reference.address else [],
    }
    if reference.year and not reference.plain_year:
        held["notes"].append(f"Year: {reference.year}")
    return {label: value for label, value in held.items() if value}


# --- CSL-JSON -------------------------------------------------------------------------------------------------


def as_csl(references: Iterable[Reference]) -> str:
    """A file of CSL-JSON, as reference managers and citation processors read it."""
    return json.dumps([_csl(each) for each in references], ensure_ascii=False, indent=2) + "\n"


def _csl(reference: Reference) -> dict[str, Any]:
    held: dict[str, Any] = {
        "id": reference.key,
        "type": _CSL_TYPES[_sort(reference)],
        "title": reference.title,
        "author": _csl_names(reference.authors, others=reference.and_others),
        "editor": _csl_names(reference.editors),
        "issued": _issued(reference),
        "container-title": reference.container,
        "URL": reference.address,
        "note": reference.note,
    }
    return {label: value for label, value in held.items() if value}


def _csl_names(names: Sequence[Name], *, others: bool = False) -> list[dict[str, str]]:
    held = [
        {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
        for name in names
    ]
    return [*held, {"literal": "others"}] if held and others else held


def _issued(reference: Reference) -> dict[str, Any]:
    if reference.plain_year:
        return {"date-parts": [[int(reference.plain_year)]]}
    return {"literal": reference.year} if reference.year else {}


def _sort(reference: Reference) -> str:
    if reference.is_record:
        return "record"
    return "page" if reference.address else "work"


_RIS_TYPES = {"record": "DATA", "page": "ELEC", "work": "GEN"}
_CSL_TYPES = {"record": "dataset", "page": "webpage", "work": "document"}

FORMS: dict[str, tuple[Callable[[Iterable[Reference]], str], str]] = {
    "bib": (as_bibtex, "application/x-bibtex"),
    "ris": (as_ris, "application/x-research-info-systems"),
    "json": (as_csl, "application/vnd.citationstyles.csl+json"),
}
