"""How a record or a source is cited, and as a line of text. Files for reference managers are `exchange`. Pure.

A citation is in the library's language and names no machine: a house has no public address, and where one
reads is nobody's business.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
        turned(name) if place == 0 and first_turned else _straight(name)
        for place, name in enumerate(names)
    ]
    if others:
        said.append("others")
    if len(said) == 1:
        return said[0]
    if len(said) == 2:
        return f"{said[0]}{', and' if first_turned and not others else ' and'} {said[1]}"
    return f"{', '.join(said[:-1])}, and {said[-1]}"


def turned(name: Name) -> str:
    """With the family's name first, as lists have it."""
    return f"{name.family}, {name.given}" if name.given else name.family


def _straight(name: Name) -> str:
    return f"{name.given} {name.family}".strip()


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
