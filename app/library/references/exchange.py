"""References as files for reference managers: BibTeX, RIS, CSL-JSON. Pure; loaded when one is asked for (decision 9).

What BibTeX and RIS want is their libraries' work; what stands in a field is ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output import bibtex as pybtex_output

from app.library.references.citing import Name, Reference, turned

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
        "authors": [turned(name) for name in (*reference.authors, *others)],
        "secondary_authors": [turned(name) for name in reference.editors],
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
